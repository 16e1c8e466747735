/** Symptoms of installation and types, in a project that has the packed package. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer, root } from '../../../tools/consumer.mjs';
import type { Provocation, Provocations } from '../../troubleshooting/page.js';

const folder = consumer({ others: ['@types/node'] });
const sources = join(folder, 'sources');
mkdirSync(sources);

/** What a program of Node writes. */
const node = (...args: ReadonlyArray<string>) =>
  new Promise<string>((done) => {
    execFile(process.execPath, args, { cwd: folder }, (_, out, err) => done(`${out}${err}`));
  });

const tsc = (...args: ReadonlyArray<string>) =>
  node(
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--noEmit', '--strict', '--pretty', 'false', '--target', 'es2022', ...args],
  );

const files: string[] = [];
let compiled: Promise<string> | undefined;

/** What TypeScript says of a module; all that were written are compiled at once. */
function compiling(code: string): () => Promise<string> {
  const name = `m${files.length}.mts`;
  const declared = "declare const ctx: import('las-fp').Context;\ndeclare const text: string;\n";
  writeFileSync(join(sources, name), `${declared}${code}\nexport {};\n`);
  files.push(join('sources', name));
  return async () => {
    compiled ??= tsc(
      '--module',
      'nodenext',
      '--lib',
      'es2022',
      '--types',
      'node',
      '--skipLibCheck',
      ...files,
    );
    const lines = (await compiled).split(/\n(?! )/);
    return lines.filter((line) => line.includes(name)).join('\n');
  };
}

/** Code that does not compile, and as the page advises. */
function typed(wrong: string, correct: string): Provocation {
  const [before, after] = [compiling(wrong), compiling(correct)];
  return {
    texts: async () => [await before()],
    remedy: async () => {
      const errors = await after();
      if (errors !== '') throw new Error(errors);
    },
  };
}

const loading = (specifier: string) =>
  node('--input-type=module', '--eval', `import ${JSON.stringify(specifier)}`);

/** A module that Node does not load, and the one that the page advises. */
const loaded = (wrong: string, correct: string): Provocation => ({
  texts: async () => [await loading(wrong)],
  remedy: async () => {
    const text = await loading(correct);
    if (text !== '') throw new Error(text);
  },
});

const imports = "import { createContext, clientCredentials, getDocument, getModel } from 'las-fp';\n";
const fpTs =
  "import { pipe } from 'fp-ts/lib/function.js';\nimport * as TE from 'fp-ts/lib/TaskEither.js';\n";
const document = `${imports}const task = getDocument(ctx, 'las:document:1');\n`;
const chained = (chain: string) => `${document}${fpTs}pipe(task, TE.${chain}(() => TE.left('a text')));`;
const client = (id: string) => `${imports}clientCredentials({ clientId: ${id}, clientSecret: '' });`;

const small = join(sources, 'small.mts');
writeFileSync(small, document.replace('ctx', '0 as never'));
const withLibraries = (...args: ReadonlyArray<string>) => tsc('--module', 'nodenext', ...args, small);

export const ofTypes: Provocations = {
  ERESOLVE: 'by hand: npm asks the registry',
  'The engine "node"': 'by hand: yarn 1 on Node 20 asks the registry',
  "Cannot find module 'fp-ts/lib/Either.js'": 'by hand: a project without fp-ts',
  "Cannot find module 'las-fp/documents'":
    'by hand, with TypeScript 5.9: TypeScript 7 has no such resolution',
  // TypeScript 7 with what the page advises: test/package/use.test.ts.
  'Option ': { texts: async () => [await withLibraries('--moduleResolution', 'node10')] },
  'Package subpath': loaded('las-fp/dist/index.js', 'las-fp'),
  '\'"las-fp/documents"\' has no': typed(
    "import type { DocumentId } from 'las-fp/documents';",
    "import type { DocumentId } from 'las-fp';",
  ),
  // All that is compiled here has the types of Node; npm run test:runtimes compiles with "DOM", too.
  'Cannot find name': { texts: async () => [await withLibraries('--lib', 'es2022', '--types', '')] },
  'Directory import': loaded('fp-ts/TaskEither', 'fp-ts/lib/TaskEither.js'),
  "Cannot find module '…/fp-ts/lib": loaded('fp-ts/lib/TaskEither', 'fp-ts/lib/TaskEither.js'),
  "Cannot find module '…/fp-ts/es6": loaded('fp-ts/es6/TaskEither.js', 'fp-ts/lib/TaskEither.js'),
  'is not assignable to parameter': typed(
    `${imports}getModel(ctx, 'las:document:1' as import('las-fp').DocumentId);`,
    `${imports}getModel(ctx, 'las:model:1' as import('las-fp').ModelId);`,
  ),
  "Argument of type 'string'": typed(
    `${imports}getDocument(ctx, text);`,
    `${imports}import { DocumentId } from 'las-fp';
const id = DocumentId.decode(text);
if (id._tag === 'Right') getDocument(ctx, id.right);`,
  ),
  "Property 'contentType'": typed(
    `${document}task.contentType;`,
    `${document}const found = await task(); if (found._tag === 'Right') found.right.contentType;`,
  ),
  "Property 'right'": typed(
    `${document}(await task()).right;`,
    `${document}const found = await task(); if (found._tag === 'Right') found.right;`,
  ),
  "Type 'LasError'": typed(chained('chain'), chained('chainW')),
  "Type 'string | undefined'": typed(
    client("process.env['CRADL_CLIENT_ID']"),
    client("process.env['CRADL_CLIENT_ID'] ?? ''"),
  ),
};
