/** A few cases of the service's own transitions; `test/conformance/extraction.test.ts` has hundreds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/contract.js';
import { comparable, differencesOf, outputOf, twinOf, type Vector } from '../support/vectors.js';

const lines = readFileSync(join(root, 'test/extraction/vectors.jsonl'), 'utf8').trim().split('\n');
const vectors: ReadonlyArray<Vector> = lines.map((line) => JSON.parse(line));

const transitions = suite('what the transitions of the service make of predictions');

transitions('is what the functions make of them, in both formats', () => {
  assert.ok(vectors.length > 8);
  for (const [i, vector] of vectors.entries())
    for (const one of [vector, twinOf(vector)]) assert.equal(differencesOf(one), [], `line ${i + 1}`);
});

transitions('control: a difference is seen', () => {
  const [vector] = vectors;
  assert.ok(vector);
  const other = { ...vector, output: { ...vector.output, needsValidation: !vector.output.needsValidation } };
  assert.equal(differencesOf(other), ['needsValidation']);
});

transitions('control: the order of labels and of the fields of a row is no difference', () => {
  const a = { label: 'a', value: '1' };
  const b = { label: 'b', value: null };
  const output = (one: ReadonlyArray<typeof a | typeof b>) =>
    comparable([{ label: 'rows', value: [one] }, ...one]);
  assert.equal(output([a, b]), output([b, a]));
  assert.not.equal(output([a, b]), output([a, a]));
});

transitions('do not fall over where the original does', () => {
  // A table of the ground truth of before, and a person's detailed values without it.
  const vector = vectors.find(({ output }) => !('feedback' in output));
  assert.ok(vector);
  const { feedback } = outputOf(vector.input);
  const tables = vector.input.groundTruth.filter(({ value }) => Array.isArray(value));
  assert.ok(tables.length > 0);
  for (const table of tables)
    assert.equal(
      feedback?.filter(({ label }) => label === table.label),
      [table],
    );
});

transitions.run();
