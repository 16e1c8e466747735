/** Numbers: what many measurements come to, and how they are shown. */

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Each of `a` over the one of `b` that was measured beside it. */
export const ratios = (a, b) => a.map((number, i) => number / b[i]);

export const fixed = (number, digits = 2) =>
  number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A median, with the least and the greatest behind it. */
export const spread = (numbers, digits = 2) =>
  `${fixed(median(numbers), digits)} (${fixed(Math.min(...numbers), digits)}-${fixed(Math.max(...numbers), digits)})`;

export const megabytes = (bytes) => bytes / 2 ** 20;

/** A line that says whether a goal is met. */
export const goal = (met, text) => `${met ? 'met   ' : 'MISSED'}  ${text}`;

/** Runs `measure(name, round)` for each name in each round, in an order that turns, and keeps what it gives by name. */
export async function interleave(names, rounds, measure) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const turned = [...names.slice(round % names.length), ...names.slice(0, round % names.length)];
    for (const name of turned) results[name].push(await measure(name, round));
  }
  return results;
}
