import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { iniValue, parseIni } from '../../src/node/ini.js';

const test = suite('INI files of any size');

for (const [name, text] of [
  ['blank lines', (size: number) => `[a]\nb = c${'\n'.repeat(size)}d = e`],
  ['blanks in a line', (size: number) => `[a]\nb = c${' '.repeat(size)}d`],
  ['blanks at the end', (size: number) => `[a]\nb = c${'\t '.repeat(size / 2)}`],
  ['lines that go on', (size: number) => `[a]\nb = c${'\n  d'.repeat(size / 4)}`],
] as const) {
  // A million of them: what grows with their square would not end in an hour.
  test(`${name}: a million`, () => {
    const ini = parseIni(text(1_000_000));
    assert.ok(ini._tag === 'Right');
    assert.match(ini.right.sections.get('a')?.get('b') ?? '', /^c/);
  });
}

test('values that refer to each other a thousandfold are refused', () => {
  const keys = Array.from({ length: 9 }, (_, i) => `k${i} = ${`%(k${i + 1})s`.repeat(20)}`);
  const ini = parseIni(`[a]\n${keys.join('\n')}\nk9 = x`);
  assert.ok(ini._tag === 'Right');
  assert.equal(iniValue(ini.right, 'a', 'k0'), {
    _tag: 'Left',
    left: 'refers to itself, or to others too deep or too often',
  });
  assert.equal(iniValue(ini.right, 'a', 'k7'), { _tag: 'Right', right: 'x'.repeat(400) });
});

test.run();
