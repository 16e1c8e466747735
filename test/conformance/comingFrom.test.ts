/** The tables for users of the official SDKs against the SDKs' reference documents, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { comingFrom, documentsFolder } from '../support/contract.js';

const test = suite('the tables for users of the official SDKs');

const methods = (sdk: string) => comingFrom.filter((row) => row.sdk === sdk).map(({ theirs }) => theirs);

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What a document says that an SDK has. */
const sources: ReadonlyArray<
  readonly [sdk: string, file: string, read: (text: string) => ReadonlyArray<string>]
> = [
  ['lucidtech-las', '../reference/las-sdk-python-2020.md', python],
  ['lucidtech-las', '../reference/las-sdk-python-2021.md', python],
  ['las-sdk', '../reference/las-sdk-core-js-2021.md', javaScript],
  [
    'cradl',
    'operations-2025.json',
    (text) =>
      (JSON.parse(text) as ReadonlyArray<{ readonly fn: string; readonly py2026?: boolean }>)
        .filter(({ py2026 }) => py2026)
        .map(({ fn }) => snakeCase(fn)),
  ],
];

/** The methods of the client: those before the next class. */
function python(text: string): ReadonlyArray<string> {
  const [client = ''] = text.split('### class las.Credentials');
  return [...client.matchAll(/^#### (\w+)\(/gm)].map(([, name = '']) => name);
}

function javaScript(text: string): ReadonlyArray<string> {
  return [...text.matchAll(/^▸ \*\*(\w+)\*\*/gm)]
    .map(([, name = '']) => name)
    .filter((name) => /^(create|get|list|update|delete|execute|make|send)[A-Z]/.test(name))
    .filter((name) => !/Token$/.test(name));
}

for (const [sdk, file, read] of sources) {
  const place = join(documentsFolder, file);
  const name = `have every method of ${sdk} that ${file.replace('../', '')} has`;
  if (!existsSync(place)) {
    console.log(`SKIPPED: the tables against ${file}, for there is no ${place}`);
    test.skip(name, () => {});
    continue;
  }
  test(name, () => {
    const theirs = read(readFileSync(place, 'utf8'));
    assert.ok(theirs.length > 20, `${theirs.length} methods were found`);
    const rows = methods(sdk);
    assert.equal(
      theirs.filter((method) => !rows.includes(method)),
      [],
    );
  });
}

test.run();
