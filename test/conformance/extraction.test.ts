/** What the service's own transitions make of random predictions is what the functions of extraction make of them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { documentsFolder } from '../support/contract.js';
import { differencesOf, twinOf, type Vector } from '../support/vectors.js';

const path = join(documentsFolder, '../extraction/vectors.jsonl');
const there = existsSync(path);

const extraction = suite('the transitions of the service');

const run = there ? extraction : extraction.skip;
if (!there) console.log(`SKIPPED: the transitions of the service, for there is no ${path}`);

run('merge, decide and feed back as the functions do', () => {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  assert.ok(lines.length >= 300);
  const different = lines.flatMap((line, i) => {
    const vector: Vector = JSON.parse(line);
    return [vector, twinOf(vector)].flatMap((one, twin) =>
      differencesOf(one).map((key) => `line ${i + 1}${twin ? ', v2' : ''}: ${key}`),
    );
  });
  assert.equal(different, []);
  console.log(`     ${lines.length} cases, each in both formats`);
});

extraction.run();
