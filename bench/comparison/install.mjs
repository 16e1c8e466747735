/** A throw-away project with las-fp as it is built, the other SDKs, and two clients that hey-api generates. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { pack } from '../../tools/consumer.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The versions that are compared. Node is one of them: two of the others ask for a newer one than las-fp does. */
export const versions = JSON.parse(readFileSync(join(here, 'versions.json'), 'utf8'));

// One client as hey-api makes it by itself, and one whose answers valibot validates.
const clients = {
  plain: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  validated: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    'valibot',
    { name: '@hey-api/sdk', validator: 'valibot' },
  ],
};

/** Has hey-api generate from things.json; returns the folder of what it makes. */
export function generate({ folder, node }, name, plugins) {
  const options = {
    input: join(here, 'things.json'),
    output: { path: `generated/${name}`, tsConfigPath: null },
    logs: { level: 'silent' },
    plugins,
  };
  const program = `import { createClient } from '@hey-api/openapi-ts'; await createClient(${JSON.stringify(options)});`;
  execFileSync(node, ['--input-type=module', '-e', program], { cwd: folder });
  return join(folder, 'generated', name);
}

/** Installs; returns the folder, which goes with the process, and the Node that is to run in it. */
export async function install() {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-comparison-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const { node: nodeVersion, ...others } = versions;
  const packages = [
    pack(),
    'fp-ts@2',
    'io-ts@2',
    `node-runtime@npm:node-${process.platform}-${process.arch}@${nodeVersion}`,
    ...Object.entries(others).map(([name, version]) => `${name}@${version}`),
  ];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel', 'error'];
  execFileSync('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const node = join(folder, 'node_modules', 'node-runtime', 'bin', 'node');

  for (const [name, plugins] of Object.entries(clients)) {
    const source = generate({ folder, node }, name, plugins);
    mkdirSync(join(folder, 'hey-api'), { recursive: true });
    await build({
      stdin: {
        contents: "export * from './sdk.gen'; export { createClient } from './client';",
        resolveDir: source,
      },
      outfile: join(folder, 'hey-api', `${name}.mjs`),
      bundle: true,
      format: 'esm',
      target: 'es2022',
      external: ['valibot'],
    });
  }
  cpSync(here, join(folder, 'comparison'), { recursive: true });
  return { folder, node };
}
