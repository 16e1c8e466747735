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

const grouped = String.raw`\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2}|:\d{2}(?=\s?kr))?(?!\d)`;
const plain = String.raw`\d+(?:[.,]\d{1,4}|:\d{2}(?=\s?kr))?`;
/** Codes and signs of money that may stand right beside a number. */
const money = String.raw`(?:[A-Z]{1,2}\$|\$|€|£|¥|kr\.?|Kr\.?|SEK|NOK|DKK|EUR|USD|GBP|CHF|JPY|AUD|CAD|NZD|PLN|CZK|HUF|ISK|zł|Fr\.)`;
// Not a piece of a date, of a code such as A-12, of a time or of a percentage.
const numbers = new RegExp(
  String.raw`(?<![\d\p{L}_]|[\d\p{L}][.,:/-]|[#№])(?<before>${money}\s?)?(?<sign>\(|[-−–]\s?)?(?<after>${money}\s?)?(?<number>${grouped
    .replace('([', '(?<g>[')
    .replaceAll(
      '\\1',
      '\\k<g>',
    )}|${plain})(?:,[-–]{1,2}|\.[-–]{1,2})?(?!\d|[./:-]\d|\s?%|°)(?<behind>\s?${money}(?![\p{L}\d]))?(?!\p{L}|_)\)?-?`,
  'gu',
);

/** A number in English or continental writing: `1,234.50`, `1.234,50`, `1 234,50`, `1 234:50`, `(12)`. */
export function parseNumber(raw: string): number | undefined {
  const negative = /^[-−(]|-$/.test(raw.trim());
  const digits = raw.replace(/:(?=\d{2}$)/, ',').replace(/[^\d.,]/g, '');
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

/** A number as it stands in a text. */
export interface Money extends Value {
  readonly number: number;
  /** Whether it is written as money: with two decimals, or with a currency. */
  readonly isMoney: boolean;
}

/** A text without its dates, and without counts in brackets: "(5 items)", "(25 %)". */
function withoutOthers(text: string): string {
  const blank = (found: string): string => ' '.repeat(found.length);
  return text.replace(dates, blank).replace(/\([^()]{0,40}?(?:\p{L}|%)[^()]{0,40}\)/gu, blank);
}

/** The numbers of a text, and which of them are money. */
export function numbersOf(text: string): ReadonlyArray<Money> {
  const found: Money[] = [];
  for (const match of withoutOthers(text).matchAll(numbers)) {
    const { before, after, behind, sign, number: digits = '' } = match.groups ?? {};
    const number = parseNumber(
      `${sign ?? ''}${digits}${/-$/.test(match[0]) && !/,[-–]{1,2}$/.test(match[0]) ? '-' : ''}`,
    );
    if (number === undefined) continue;
    const isMoney =
      /[.,]\d{2}$/.test(digits) ||
      /[,.][-–]{1,2}/.test(match[0]) ||
      [before, after, behind].some((each) => each !== undefined);
    found.push({
      value: number.toFixed(2),
      raw: text.slice(match.index, match.index + match[0].length).trim(),
      at: match.index,
      number,
      isMoney,
    });
  }
  return found;
}

const amount: Reader = numbersOf;
const numeric: Reader = (text) => numbersOf(text).map((each) => ({ ...each, value: each.number.toString() }));

const months: ReadonlyArray<RegExp> = [
  /^(jan|jän|ene|gen)/,
  /^f[eé][bv]/,
  /^m(ar|är|aa?r|rz|rt)/,
  /^(a[pv]r|abr)/,
  /^(ma[iyjg]|mei)/,
  /^(jui?n|giu)/,
  /^(jui?l|lug)/,
  /^(a(ug|oû|out|go)|août)/,
  /^(sep|set)/,
  /^(o[ck]t|ott)/,
  /^nov/,
  /^(d[eéi][csz])/,
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
    String.raw`(?<!\d|\d\.)(?<a>\d{1,2})[-./]\s?(?<b>\d{1,2})[-./]\s?(?<c>\d{4}|\d{2})(?!\d|[.]\d)`,
    String.raw`(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: of| de| di|\.)?[ -](?<word>\p{L}{3,10})\.?,?(?: de| del)?[ -]{1,2}(?<year>\d{4})(?!\d)`,
    String.raw`(?<name>\p{L}{3,10})\.? (?<on>\d{1,2})(?:st|nd|rd|th)? ?,? (?<in>\d{4})(?!\d)`,
  ].join('|'),
  'giu',
);

/** Whether the month stands before the day in a date such as 03/04/2024. */
export type DateOrder = 'day first' | 'month first';

/** A date as it stands in a text. */
export interface DateValue extends Value {
  /** Whether day and month may be the other way round. */
  readonly isAmbiguous: boolean;
}

/** The dates of a text. */
export function datesOf(text: string, order: DateOrder = 'day first'): ReadonlyArray<DateValue> {
  const found: DateValue[] = [];
  for (const match of text.matchAll(dates)) {
    const read = dateIn(match.groups ?? {}, order);
    if (read !== undefined) found.push({ ...read, raw: match[0].trim(), at: match.index });
  }
  return found;
}

function dateIn(
  g: Readonly<Record<string, string | undefined>>,
  order: DateOrder,
): { readonly value: string; readonly isAmbiguous: boolean } | undefined {
  const sure = (value: string | undefined) =>
    value === undefined ? undefined : { value, isAmbiguous: false };
  if (g['y'] !== undefined) return sure(isoDate(Number(g['y']), Number(g['m']), Number(g['d'])));
  if (g['a'] !== undefined) {
    const [a, b, year] = [Number(g['a']), Number(g['b']), Number(g['c'])];
    const [day, month] = [isoDate(year, b, a), isoDate(year, a, b)];
    const [first, second] = order === 'day first' ? [day, month] : [month, day];
    const value = first ?? second;
    return value === undefined
      ? undefined
      : { value, isAmbiguous: day !== undefined && month !== undefined && day !== month };
  }
  const word = (g['word'] ?? g['name'] ?? '').toLowerCase();
  const month = months.findIndex((pattern) => pattern.test(word)) + 1;
  if (month === 0) return undefined;
  return sure(isoDate(Number(g['year'] ?? g['in']), month, Number(g['day'] ?? g['on'])));
}

/** Which order the dates of a document have: by one that can be read one way only, else by the country that it shows. */
export function orderOf(text: string): DateOrder {
  let order: DateOrder | undefined;
  for (const { groups: g = {} } of text.matchAll(dates)) {
    const [a, b, year] = [Number(g['a']), Number(g['b']), Number(g['c'])];
    // A sort code such as 20-00-00 is no date.
    if (a > 12 && isoDate(year, b, a) !== undefined) return 'day first';
    if (b > 12 && isoDate(year, a, b) !== undefined) order ??= 'month first';
  }
  if (order !== undefined) return order;
  const told = /\b(mm|dd)[-./](mm|dd)[-./]yy/i.exec(text)?.[1]?.toLowerCase();
  if (told !== undefined) return told === 'mm' ? 'month first' : 'day first';
  const american =
    /\bUSD\b|(?<![A-Z])\$\s?\d/.test(text) && !/\b(EUR|GBP|AUD|NZD|CAD)\b|[€£]|[A-Z]\$/.test(text);
  const says = /\b[A-Z]{2},? \d{5}(-\d{4})?\b|\bsales tax\b|\bzip\b/i.test(text);
  return american && (says || !/\b(VAT|GST|HST|PST|ABN|NZBN)\b/.test(text)) ? 'month first' : 'day first';
}

const date: Reader = (text) => datesOf(text);

const digits: Reader = (text) =>
  matches(text, /(?<![\p{L}\d])\d[\d ]*\d|\d/gu, ([raw]) => raw.replaceAll(' ', ''));

const phone: Reader = (text) =>
  matches(text, /(?<!\d)(?:\+|00)?\(?\d[\d ()-]{5,18}\d(?!\d)/g, ([raw]) => {
    const value = raw.replace(/[^\d+]/g, '');
    return value.length < 7 || date(raw).length > 0 ? undefined : value;
  });

const letter: Reader = (text) => matches(text, /\p{L}+/gu, ([raw]) => raw);
// A code has a digit in it; without that rule the words around it would do too.
const alphanum: Reader = (text) =>
  matches(text, /[\p{L}\d]+(?:[-–/._+*&]+[\p{L}\d]+)*/gu, ([raw]) => (/\d/.test(raw) ? raw : undefined));
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

/** Signs of currencies. `kr` is that of three countries: which one, other words of the document say. */
const symbols: Readonly<Record<string, ReadonlyArray<string>>> = {
  EUR: ['€'],
  USD: ['$', 'US$'],
  GBP: ['£'],
  NOK: ['kr'],
  SEK: ['kr'],
  DKK: ['kr'],
  JPY: ['¥'],
  CHF: ['Fr.', 'SFr.'],
  AUD: ['A$', 'AU$'],
  CAD: ['CA$', 'C$'],
  NZD: ['NZ$'],
};

/** One of the words of an enum, or the currency whose sign stands there. */
function choice(words: ReadonlyArray<string>): Reader {
  return (text) => {
    const found: Value[] = [];
    for (const word of words) {
      const spellings = [word, ...(symbols[word] ?? [])];
      for (const raw of spellings) {
        const escaped = raw.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
        // A code may stand right beside a number; A$ and CA$ are no $.
        const bare = /^\p{L}/u.test(raw)
          ? String.raw`(?<!\p{L})${escaped}(?!\p{L})`
          : String.raw`(?<![\p{L}])${escaped}`;
        const match = new RegExp(bare, /^[A-Z]{3}$/.test(raw) ? 'u' : 'iu').exec(text);
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
