/** Symptoms of bundles. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { bundle } from '../../../tools/bundle.mjs';
import { consumer } from '../../../tools/consumer.mjs';
import type { Provocations } from '../../troubleshooting/page.js';

const folder = consumer();

const forNode = "import { fileContent } from 'las-fp/node';\nglobalThis.app = fileContent;";
const withFpTs = (from: string) => `import { of } from '${from}';\nglobalThis.app = of(1);`;

/** What a bundler that fails says. */
const refusal = (bundler: string, source: string) =>
  bundle(bundler, source, folder).then(
    () => '',
    (error: Error) => error.message,
  );

/** What esbuild says of a module. */
const ofEsbuild = (contents: string) =>
  esbuild
    .build({ stdin: { contents, resolveDir: folder }, bundle: true, write: false, logLevel: 'silent' })
    .then(
      () => '',
      (error: Error) => error.message,
    );

/** What Vite warns of; it goes on then. */
async function warnings(source: string): Promise<string> {
  const input = join(folder, 'app.mjs');
  writeFileSync(input, source);
  const texts: string[] = [];
  const { NODE_ENV } = process.env;
  const customLogger = { ...vite.createLogger('silent'), warn: (text: string) => texts.push(text) };
  await vite.build({
    root: folder,
    configFile: false,
    customLogger,
    logLevel: 'warn',
    build: { write: false, rolldownOptions: { input } },
  });
  // Vite sets it for the whole process.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
  return texts.join('\n');
}

export const ofBundles: Provocations = {
  'Could not resolve': {
    texts: () => Promise.all([ofEsbuild(forNode), refusal('webpack', forNode), warnings(forNode)]),
  },
  "Can't resolve 'fp-ts/TaskEither'": {
    texts: () =>
      Promise.all([
        refusal('webpack', withFpTs('fp-ts/TaskEither')),
        refusal('Rollup', withFpTs('fp-ts/lib/TaskEither.js')),
      ]),
  },
  'the bundle has': 'npm run size, whose table the README has',
  'two copies': 'by hand: a project with two versions of fp-ts, in which a pipeline used both',
  TextEncoder: 'by hand: Jest 30 with jsdom',
};
