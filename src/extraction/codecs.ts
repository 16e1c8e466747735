/** Codecs of values: from the text on the wire, and back to it. */
import type * as t from 'io-ts';
import { codec, str } from '../codec.js';

/** Any text. */
export const string: t.Type<string> = str;

/** A decimal number as text, such as `3420.50`: no cent is lost, as it would be in a float. */
export type Decimal = `${number}`;

const decimal = /^-?\d+(\.\d+)?$/;

/** An amount: decimal text. {@link minorUnits} makes an integer of it. */
export const amount: t.Type<Decimal> = /*#__PURE__*/ codec(
  'amount',
  (u) => typeof u === 'string' && decimal.test(u),
);

/** A number: decimal text. */
export const numeric: t.Type<Decimal> = amount;

/** Text of digits alone; zeros in front of it count. */
export const digits: t.Type<string> = /*#__PURE__*/ codec(
  'digits',
  (u) => typeof u === 'string' && /^\d+$/.test(u),
);

/** A day, such as `2024-03-15`. */
export type DateText = `${number}-${number}-${number}`;

/** A day of the calendar, as text: it has no time zone, as a `Date` would. */
export const date: t.Type<DateText> = /*#__PURE__*/ codec(
  'date',
  (u) =>
    typeof u === 'string' && /^\d{4}(-\d\d){2}$/.test(u) && !!new Date(`${u}T00:00Z`).toJSON()?.startsWith(u),
);

/** One of some words, as of a field of the type `enum`. */
export function oneOf<const A extends string>(words: ReadonlyArray<A>): t.Type<A> {
  return Object.assign(
    codec<A>(words.join(' | '), (u) => (words as ReadonlyArray<unknown>).includes(u)),
    // What io-ts's `keyof` has: a record of these words demands each of them.
    { _tag: 'KeyofType', keys: Object.fromEntries(words.map((word) => [word, null])) },
  );
}

/**
 * An amount in its smallest unit, 2 decimals by default: `3420.50` is 342050n. Nothing, where it has more decimals than
 * that, or is no decimal number.
 */
export function minorUnits(value: string, decimals = 2): bigint | undefined {
  if (!decimal.test(value)) return;
  const [whole = '', part = ''] = value.split('.');
  return /[1-9]/.test(part.slice(decimals))
    ? undefined
    : BigInt(whole + part.slice(0, decimals).padEnd(decimals, '0'));
}

/** The amount that is so many of its smallest units: 342050n is `3420.50`. */
export function fromMinorUnits(units: bigint, decimals = 2): Decimal {
  const [, sign = '', all = ''] = /^(-?)(.*)$/.exec(`${units}`) ?? [];
  const text = all.padStart(decimals + 1, '0');
  const at = text.length - decimals;
  return `${sign}${text.slice(0, at)}${decimals ? '.' : ''}${text.slice(at)}` as Decimal;
}
