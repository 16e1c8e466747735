import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { iniValue, parseIni } from '../../src/node/ini.js';

const test = suite('INI files of any size');

/** How long a step takes, in units of a step over a tenth of it: 10 where it is linear. */
function growth(run: (size: number) => void): number {
  const once = (size: number) => {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3; i++) {
      const { user } = process.cpuUsage();
      run(size);
      best = Math.min(best, process.cpuUsage().user - user);
    }
    return Math.max(best, 1);
  };
  return once(200_000) / once(20_000);
}

for (const [name, text] of [
  ['blank lines', (size: number) => `[a]\nb = c${'\n'.repeat(size)}d = e`],
  ['blanks in a line', (size: number) => `[a]\nb = c${' '.repeat(size)}d`],
  ['blanks at the end', (size: number) => `[a]\nb = c${'\t '.repeat(size / 2)}`],
  ['lines that go on', (size: number) => `[a]\nb = c${'\n  d'.repeat(size / 4)}`],
] as const) {
  test(`${name} take a time that grows with them`, () => {
    assert.is(parseIni(text(100))._tag, 'Right');
    const factor = growth((size) => parseIni(text(size)));
    assert.ok(factor < 50, `ten times as much took ${factor} times as long`);
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
