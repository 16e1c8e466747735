/** Checks of what a definition is made of: each tells the place that it looks at what is wrong there. */
import { operandOf, pieces } from './choice.js';
import { parseCall } from './intrinsics.js';
import { isArray, isObject, type JsonObject, parseTimestamp } from './json.js';
import { isDefinite, parsePath } from './path.js';

/** What is wrong with a definition, and where: a JSON pointer (RFC 6901) into it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A value at its place in a definition. */
export class Place {
  readonly value: unknown;
  readonly path: string;
  /** What was found so far, in the whole definition, and the names of its states. */
  readonly found: { readonly problems: Problem[]; readonly names: Set<string> };

  constructor(value: unknown, path: string, found: Place['found']) {
    this.value = value;
    this.path = path;
    this.found = found;
  }

  refuse(message: string): void {
    this.found.problems.push({ path: this.path, message });
  }

  /** Refuses the value unless this is so. */
  must(isSo: boolean, be: string): boolean {
    if (!isSo) this.refuse(`must ${be}`);
    return isSo;
  }

  at(key: string | number): Place {
    const step = String(key).replaceAll('~', '~0').replaceAll('/', '~1');
    const { value } = this;
    const inner: unknown = isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
    return new Place(inner, `${this.path}/${step}`, this.found);
  }

  /** The places within an array or an object. */
  all(): ReadonlyArray<Place> {
    const { value } = this;
    return typeof value === 'object' && value !== null ? Object.keys(value).map((key) => this.at(key)) : [];
  }
}

/** Notes what is wrong at a place of a definition. */
export type Check = (place: Place) => void;

/** Fields of the language, or of the service, that are not implemented. */
const unsupported: ReadonlySet<string> = new Set(
  (
    'Arguments Assign Condition Credentials ItemBatcher ItemReader Items Label Output ResultWriter ' +
    'ToleratedFailureCount ToleratedFailureCountPath ToleratedFailurePercentage ToleratedFailurePercentagePath'
  ).split(' '),
);

/**
 * An object of these fields alone: nothing is ignored. It must have one of each list in `one`, and at most one of each
 * in `most`.
 */
export function record(
  owner: string,
  fields: Readonly<Record<string, Check>>,
  one: ReadonlyArray<ReadonlyArray<string>> = [],
  most: ReadonlyArray<ReadonlyArray<string>> = [],
): (place: Place) => place is Place & { readonly value: JsonObject } {
  return (place): place is Place & { readonly value: JsonObject } => {
    const { value } = place;
    if (!place.must(isObject(value), 'be an object') || !isObject(value)) return false;
    for (const key of Object.keys(value)) {
      if (value[key] === undefined) continue;
      if (Object.hasOwn(fields, key)) fields[key]?.(place.at(key));
      else if (unsupported.has(key)) place.at(key).refuse(`${key} is not supported`);
      else place.at(key).refuse(`is no field of ${owner}; leave it out`);
    }
    for (const names of [...one, ...most]) {
      const { length } = names.filter((name) => value[name] !== undefined);
      if (length === 0 && one.includes(names)) place.refuse(`must have ${names.join(' or ')}`);
      place.must(length < 2, `have one of ${names.join(', ')} and not more`);
    }
    return true;
  };
}

/** An array that has something, or may be empty. */
export function list(check: Check, canBeEmpty = false): Check {
  return (place) => {
    const { value } = place;
    place.must(
      isArray(value) && (canBeEmpty || value.length > 0),
      canBeEmpty ? 'be an array' : 'be an array that is not empty',
    );
    if (isArray(value)) place.all().forEach(check);
  };
}

const is =
  (be: string, test: (value: unknown) => boolean): Check =>
  (place) => {
    place.must(test(place.value), be);
  };

/** Text. */
export const string: Check = is('be a string', (value) => typeof value === 'string');
/** The name of a state. */
export const name: Check = is('be the name of a state', (value) => typeof value === 'string');
/** A number. */
export const number: Check = is('be a number', Number.isFinite);
/** `true` or `false`. */
export const boolean: Check = is('be true or false', (value) => typeof value === 'boolean');
/** `true`. */
export const isTrue: Check = is('be true', (value) => value === true);
/** Anything. */
export const anything: Check = () => undefined;
/** A timestamp of RFC 3339. */
export const timestamp: Check = is(
  'be a timestamp of RFC 3339',
  (value) => parseTimestamp(value) !== undefined,
);
/** The name of whoever does a task. */
export const resource: Check = is(
  'be the id of a transition; .sync and .waitForTaskToken are not supported',
  (value) => typeof value === 'string' && value !== '' && !/\.(sync(:\d+)?|waitForTaskToken)$/.test(value),
);
/** The factor by which the time between retries grows. */
export const backoff: Check = is(
  'be a number of 1 or more',
  (value) => Number.isFinite(value) && (value as number) >= 1,
);

/** One of these words. */
export function word(be: string, ...words: ReadonlyArray<unknown>): Check {
  return is(be, (value) => words.includes(value));
}

/** An integer, up to the greatest that the service takes. */
export function integer(least: number): Check {
  return is(
    `be an integer from ${least} to 99999999`,
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 99_999_999,
  );
}

function parses(place: Place, parse: (text: string) => void): void {
  try {
    parse(String(place.value));
  } catch (error) {
    place.refuse(error instanceof Error ? error.message : String(error));
  }
}

/** A path; a reference path has no `*`, `..`, filter or list, so that it means one place. */
export const path =
  (isReference: boolean, isResult = false): Check =>
  (place) => {
    if (!place.must(typeof place.value === 'string', 'be a path, which is a string')) return;
    parses(place, (text) => {
      const { isContext, path: segments } = parsePath(text);
      place.must(!isReference || isDefinite(segments), 'be a reference path: names and indexes');
      place.must(!isResult || !isContext, 'not begin with $$');
    });
  };

/** `null`, or what passes the check. */
export const orNull =
  (check: Check): Check =>
  (place) => {
    if (place.value !== null) check(place);
  };

/** What begins with `$` is a path, and anything else a call. */
export const pathOrCall =
  (isReference: boolean): Check =>
  (place) => {
    const { value } = place;
    if (typeof value !== 'string' || value.startsWith('$')) path(isReference)(place);
    else parses(place, parseCall);
  };

/** An object whose keys that end in `.$` have paths or calls. */
export const template: Check = (place) => {
  if (place.must(isObject(place.value), 'be an object')) templatePart(place);
};

function templatePart(place: Place): void {
  const { value } = place;
  if (isArray(value)) place.all().forEach(templatePart);
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const plain = key.slice(0, -2);
    if (!key.endsWith('.$')) templatePart(place.at(key));
    else if (Object.hasOwn(value, plain)) place.at(key).refuse(`is there beside ${plain}`);
    else pathOrCall(false)(place.at(key));
  }
}

/** `ErrorEquals` of an entry of `Retry` or `Catch`. */
export const errorNames: Check = (place) => {
  list(is('be the name of an error', (value) => typeof value === 'string'))(place);
};

/** `States.ALL` takes everything: what comes after it, or stands beside it, would be ignored. */
export const handlers =
  (check: Check): Check =>
  (place) => {
    list(check, true)(place);
    const all = place.all();
    for (const handler of all) {
      const { value } = handler.at('ErrorEquals');
      if (!isArray(value) || !value.includes('States.ALL')) continue;
      const isAlone = value.length === 1 && handler === all.at(-1);
      handler.at('ErrorEquals').must(isAlone, 'have States.ALL alone, and in the last entry');
    }
  };

// -- rules of a Choice ----------------------------------------------------------

const pattern: Check = (place) => {
  string(place);
  parses(place, pieces);
};

const operands: Readonly<Record<string, Check>> = {
  Path: path(false),
  Numeric: number,
  Boolean: boolean,
  Timestamp: timestamp,
  Pattern: pattern,
  String: string,
};

/** A rule; one within a rule leads nowhere. */
export const rule =
  (isNested: boolean): Check =>
  (place) => {
    const logic: Record<string, Check> = { And: list(rule(true)), Or: list(rule(true)), Not: rule(true) };
    const fields: Record<string, Check> = { Comment: string };
    const operators = isObject(place.value)
      ? Object.keys(place.value).filter((key) => Object.hasOwn(logic, key) || operandOf(key) !== undefined)
      : [];
    for (const key of operators) {
      const operand = operandOf(key);
      fields[key] = logic[key] ?? operands[operand ?? ''] ?? anything;
      if (operand !== undefined) fields['Variable'] = path(false);
    }
    if (!isNested) Object.assign(fields, { Next: name, End: isTrue });
    const owner = isNested ? 'a rule within a rule' : 'a rule';
    const needed = Object.keys(fields).filter((key) => key === 'Variable');
    const one = [...needed.map((key) => [key]), ...(isNested ? [] : [['Next', 'End']])];
    if (record(owner, fields, one)(place)) {
      place.must(operators.length === 1, 'have one comparator, or And, Or or Not');
    }
  };
