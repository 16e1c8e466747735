/** Values in a text, by the type of the field: how they are written, and how they are normalised. */

/** A value that was recognised, and what stands for it in the text. */
export interface Value {
  readonly value: string;
  readonly raw: string;
  /** Where it begins in the text. */
  readonly at: number;
}

type Reader = (text: string) => ReadonlyArray<Value>;

function matches(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => string | undefined,
): Value[] {
  const found: Value[] = [];
  for (const match of text.matchAll(pattern)) {
    const value = read(match);
    if (value !== undefined && value !== '') found.push({ value, raw: match[0].trim(), at: match.index });
  }
  return found;
}

const grouped = String.raw`\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?(?!\d)`;
const plain = String.raw`\d+(?:[.,]\d{1,4})?`;
// Not a piece of a date, of a code such as A-12, of a time or of a percentage.
const numbers = new RegExp(
  String.raw`(?<![\d\p{L}]|[\d\p{L}][.,:/-])(?:\(|[-−]\s?)?(?:${grouped}|${plain})(?!\d|\p{L}|[./:-]\d|\s?%)\)?-?`,
  'gu',
);

/** A number in English or continental writing: `1,234.50`, `1.234,50`, `1 234,50`, `(12)`. */
export function parseNumber(raw: string): number | undefined {
  const negative = /^[-−(]|-$/.test(raw.trim());
  const digits = raw.replace(/[^\d.,]/g, '');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const separator = digits[last];
  const repeated = separator !== undefined && digits.indexOf(separator) !== last;
  // One separator before three digits groups thousands: nobody writes a price with three decimals.
  const thousands = last < 0 || repeated || digits.length - last - 1 === 3;
  const whole = (thousands ? digits : digits.slice(0, last)).replace(/[.,]/g, '');
  const number = Number(thousands ? whole : `${whole}.${digits.slice(last + 1)}`);
  if (whole === '' || !Number.isFinite(number)) return undefined;
  return negative && number !== 0 ? -number : number;
}

const amount: Reader = (text) => matches(text, numbers, ([raw]) => parseNumber(raw)?.toFixed(2));
const numeric: Reader = (text) => matches(text, numbers, ([raw]) => parseNumber(raw)?.toString());

const months: ReadonlyArray<RegExp> = [
  /^jan/,
  /^f[eé][bv]/,
  /^m(ar|är|aa?rs)/,
  /^a[pv]r/,
  /^ma[iy]/,
  /^jui?n/,
  /^jui?l/,
  /^a(ug|oû)/,
  /^sep/,
  /^o[ck]t/,
  /^nov/,
  /^d[eé][csz]/,
];

function isoDate(year: number, month: number, day: number): string | undefined {
  const full = year < 100 ? year + 2000 : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && full >= 1900 && full < 2200;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

const dates = new RegExp(
  [
    String.raw`(?<!\d)(?<y>\d{4})[-./](?<m>\d{1,2})[-./](?<d>\d{1,2})(?!\d)`,
    String.raw`(?<!\d|\d\.)(?<a>\d{1,2})[-./]\s?(?<b>\d{1,2})[-./]\s?(?<c>\d{4}|\d{2})(?![\d.])`,
    String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?<word>\p{L}{3,10})\.?,?[ -](?<year>\d{4})(?!\d)`,
    String.raw`(?<name>\p{L}{3,10})\.? (?<on>\d{1,2})(?:st|nd|rd|th)?,? (?<in>\d{4})(?!\d)`,
  ].join('|'),
  'giu',
);

const date: Reader = (text) =>
  matches(text, dates, ({ groups: g = {} }) => {
    if (g['y'] !== undefined) return isoDate(Number(g['y']), Number(g['m']), Number(g['d']));
    if (g['a'] !== undefined) {
      const [a, b, year] = [Number(g['a']), Number(g['b']), Number(g['c'])];
      // Day first, as nearly everywhere, unless that cannot be.
      return isoDate(year, b, a) ?? isoDate(year, a, b);
    }
    const word = (g['word'] ?? g['name'] ?? '').toLowerCase();
    const month = months.findIndex((pattern) => pattern.test(word)) + 1;
    return month === 0
      ? undefined
      : isoDate(Number(g['year'] ?? g['in']), month, Number(g['day'] ?? g['on']));
  });

const digits: Reader = (text) =>
  matches(text, /(?<![\p{L}\d])\d[\d ]*\d|\d/gu, ([raw]) => raw.replaceAll(' ', ''));

const phone: Reader = (text) =>
  matches(text, /(?<!\d)(?:\+|00)?\(?\d[\d ()-]{5,18}\d(?!\d)/g, ([raw]) => {
    const value = raw.replace(/[^\d+]/g, '');
    return value.length < 7 || date(raw).length > 0 ? undefined : value;
  });

const letter: Reader = (text) => matches(text, /\p{L}+/gu, ([raw]) => raw);
// A code has a digit in it; without that rule the words around it would do too.
const alphanum: Reader = (text) => matches(text, /(?=\S*\d)[\p{L}\d]+(?:[-/.][\p{L}\d]+)*/gu, ([raw]) => raw);
const whole: Reader = (text) => {
  const value = text.trim().replace(/^[:#.\s]+/, '');
  return value === '' ? [] : [{ value, raw: value, at: text.indexOf(value) }];
};

const readers: Readonly<Record<string, Reader>> = {
  amount,
  numeric,
  date,
  digits,
  phone,
  letter,
  number: digits,
  alphanum: (text) => alphanum(text).filter(({ value }) => /^[\p{L}\d]+$/u.test(value)),
  alphanumext: alphanum,
  string: whole,
  all: whole,
};

const symbols: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', kr: 'NOK', '¥': 'JPY' };

/** One of the words of an enum, or the currency whose sign stands there. */
function choice(words: ReadonlyArray<string>): Reader {
  return (text) => {
    const found: Value[] = [];
    for (const word of words) {
      const spellings = [word, ...Object.keys(symbols).filter((sign) => symbols[sign] === word)];
      for (const raw of spellings) {
        const escaped = raw.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
        const bare = /^\p{L}/u.test(raw) ? String.raw`(?<!\p{L})${escaped}(?!\p{L})` : escaped;
        const match = new RegExp(bare, 'iu').exec(text);
        if (match !== null) found.push({ value: word, raw: match[0], at: match.index });
      }
    }
    return found.sort((a, b) => a.at - b.at);
  };
}

/** All values of this type in the text, in its order. */
export function valuesOf(
  text: string,
  field: { readonly type: string; readonly enum?: ReadonlyArray<string>; readonly maxLength?: number },
): ReadonlyArray<Value> {
  const reader = field.type === 'enum' ? choice(field.enum ?? []) : (readers[field.type] ?? whole);
  const longest = Math.min(field.maxLength ?? 1024, 1024);
  return reader(text).filter(({ value }) => value.length <= longest);
}
