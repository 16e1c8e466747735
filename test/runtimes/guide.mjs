/** The tests of the guide to tests, `examples/guides/testing`, each under its runner, as a reader has them. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';

import { root } from '../../tools/consumer.mjs';
import { executablePath } from '../support/chromium.mjs';
import { start } from './processes.mjs';
import { has } from './projects.mjs';
import { nodeOf } from './runtimes.mjs';

const shared = ['total.ts', 'emulated.ts'];
const browsers = existsSync(executablePath) ? undefined : 'there is no Chromium on this machine';

/** The runners: the file of the tests and its name at a reader's, the files beside it, the command. */
const runners = [
  { name: 'Vitest', from: 'vitest.ts', to: 'total.test.ts', program: 'vitest/vitest.mjs', args: ['run'] },
  {
    ...{ name: 'Jest', from: 'jest.ts', to: 'total.test.ts', program: 'jest/bin/jest.js', args: [] },
    ...{ beside: ['jest.config.cjs'], needs: ['@swc/jest', '@swc/core'] },
  },
  {
    ...{ name: 'Playwright', from: 'playwright.ts', to: 'total.spec.ts', program: '@playwright/test/cli.js' },
    // Playwright must end by itself: killed, it would leave the server of the page behind.
    ...{ args: ['test', '--global-timeout', '100000'], skip: browsers },
    ...{ beside: ['page.ts', 'index.html', 'playwright.config.ts'], needs: ['vite'] },
  },
];

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Writes the files of a runner into a folder of the project; returns the folder. */
function folderOf(newer, { name, from, to, beside = [] }) {
  const folder = join(newer, `guide-${name.toLowerCase()}`);
  mkdirSync(folder, { recursive: true });
  const copy = (file, as = file) =>
    copyFileSync(join(root, 'examples/guides/testing', file), join(folder, as));
  for (const file of [...shared, ...beside]) copy(file);
  copy(from, to);
  return folder;
}

const runs = ({ nodes, newer }, runner) => {
  const { name, program, args, skip, needs = [] } = runner;
  const node = nodeOf(nodes, 22);
  const there = node && [program, ...needs].every((each) => has(newer, each));
  return {
    name: `the guide's tests, ${name}`,
    skip: there ? skip : 'the registry has none for this machine',
    run: async () => {
      const path = [join(newer, 'node_modules/.bin'), dirname(node), process.env.PATH].join(delimiter);
      const env = { ...process.env, PATH: path, PORT: String(await freePort()), CHROMIUM: executablePath };
      await start(node, [join(newer, 'node_modules', program), ...args], {
        cwd: folderOf(newer, runner),
        env,
      });
    },
  };
};

const tsconfig = {
  compilerOptions: {
    ...{ noEmit: true, strict: true, skipLibCheck: true, exactOptionalPropertyTypes: true },
    ...{ target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], types: ['node'] },
    ...{ module: 'nodenext', moduleResolution: 'nodenext' },
  },
  include: ['guide-*/*.ts'],
};

const compiles = ({ older, newer }) => ({
  name: "the guide's tests, types",
  skip: has(older, 'typescript-5.9') ? undefined : 'the registry has no TypeScript 5.9',
  run: async () => {
    for (const runner of runners) folderOf(newer, runner);
    writeFileSync(join(newer, 'tsconfig.json'), JSON.stringify(tsconfig));
    await start(process.execPath, [join(older, 'node_modules/typescript-5.9/bin/tsc'), '-p', newer], {
      cwd: newer,
    });
  },
});

export const guide = (projects) => [...runners.map((runner) => runs(projects, runner)), compiles(projects)];
