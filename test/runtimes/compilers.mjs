/** What compilers of TypeScript make of a project that uses the package, with every library checked too. */
import { join } from 'node:path';

import { start } from './processes.mjs';
import { file, has } from './projects.mjs';

export const versionsOfTypeScript = ['5.4', '5.9', '6.0', '7.0'];

const use = (suffix = '.js') => `
import { createContext, DocumentId, type LasDocument, staticToken, toPromise } from 'las-fp';
import * as inBrowsers from 'las-fp/browser';
import { getDocument, listDocuments } from 'las-fp/documents';
import { createEmulator } from 'las-fp-emulator';
import { serveEmulator } from 'las-fp-emulator/node';
import { fileContent } from 'las-fp/node';
import { pipe } from 'fp-ts/lib/function${suffix}';
import * as TE from 'fp-ts/lib/TaskEither${suffix}';

const ctx = createContext({ credentials: staticToken('x') });
export const document: Promise<LasDocument> = toPromise(getDocument(ctx, 'las:document:1'));
export const time = pipe(getDocument(ctx, 'las:document:1'), TE.map((found) => found.createdTime));
export const id = DocumentId.decode('x');
export const others = [inBrowsers.getModel, createEmulator, serveEmulator, fileContent];
// @ts-expect-error: a model is no document
getDocument(ctx, 'las:model:1');
// @ts-expect-error: no such option
listDocuments(ctx, { max: 1 });
`;

const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];

// Projects for Node, as modules and as CommonJS, that know nothing of browsers; and for browsers, with a bundler.
const both = ['use.mts', 'use.cts'];
const resolutions = [
  { resolution: 'node16', module: 'node16', lib: 'es2022', files: both },
  { resolution: 'nodenext', module: 'nodenext', lib: 'es2022', files: both },
  { resolution: 'bundler', module: 'esnext', lib: 'es2022,dom,dom.iterable', files: ['use.ts'] },
];

export const compilers = ({ older }) => {
  for (const name of ['use.ts', 'use.mts', 'use.cts']) file(older, name, use());
  file(older, 'use10.ts', use(''));
  const check = (version, { resolution, module, lib, files }) => ({
    name: `TypeScript ${version}, ${resolution}`,
    skip: has(older, `typescript-${version}`) ? undefined : 'the registry has no such version',
    run: () =>
      start(
        process.execPath,
        [
          join(older, `node_modules/typescript-${version}/bin/tsc`),
          ...strict,
          ...['--target', 'es2022', '--lib', lib, '--types', 'node'],
          ...['--module', module, '--moduleResolution', resolution, ...files],
        ],
        { cwd: older },
      ),
  });
  return [
    ...versionsOfTypeScript.flatMap((version) => resolutions.map((how) => check(version, how))),
    check('5.4', { resolution: 'node10', module: 'commonjs', lib: 'es2022', files: ['use10.ts'] }),
  ];
};
