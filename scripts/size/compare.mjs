/** Whether a text says what was measured now. */

const numbers = /\d[\d,]*/g;
const read = (number) => Number(number.replaceAll(',', ''));
const words = (text) => text.replaceAll(numbers, '0').replaceAll(/ +|-+/g, ' ');

// What one bundle has more than another is off by as much as the bundles are, of some 10 kB.
const close = (a, b) => Math.abs(a - b) <= Math.max(100, 0.01 * Math.max(a, b));

/** The same text; of another Node, whose zlib may be another one, with numbers that differ by 1 % at most. */
export function agrees(written, measured, sameNode) {
  if (written === measured || sameNode) return written === measured;
  const [before, after] = [written, measured].map((text) => (text.match(numbers) ?? []).map(read));
  return words(written) === words(measured) && after.every((number, i) => close(number, before[i]));
}
