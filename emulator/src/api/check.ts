/** Checks of a request's body: each says what is wrong with a value, or nothing. */
import { isFields } from '../json.js';

/** Says what is wrong with `value`, which stands at `at` in the body; `undefined` when it is fine. */
export type Check = (value: unknown, at: string) => string | undefined;

/** Text, of these lengths (4096 characters at most when absent) and like this pattern. */
export function string(options: { min?: number; max?: number; pattern?: RegExp; like?: string } = {}): Check {
  const { min = 0, max = 4096, pattern, like } = options;
  return (value, at) => {
    if (typeof value !== 'string') return `${at} must be a string`;
    if (value.length < min) return `${at} must have ${min} characters or more`;
    if (value.length > max) return `${at} must have ${max} characters or fewer`;
    if (pattern !== undefined && !pattern.test(value)) return `${at} must be ${like ?? `like ${pattern}`}`;
    return undefined;
  };
}

/** A whole number within these bounds. */
export function integer(min: number = Number.MIN_SAFE_INTEGER, max: number = Number.MAX_SAFE_INTEGER): Check {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : `${at} must be an integer${min > Number.MIN_SAFE_INTEGER ? ` of ${min} or more` : ''}${
          max < Number.MAX_SAFE_INTEGER ? ` and ${max} or less` : ''
        }`;
}

/** `true` or `false`. */
export const boolean: Check = (value, at) =>
  typeof value === 'boolean' ? undefined : `${at} must be true or false`;

/** A number. */
export const number: Check = (value, at) =>
  typeof value === 'number' ? undefined : `${at} must be a number`;

/** A JSON object with any keys. */
export const object: Check = (value, at) => (isFields(value) ? undefined : `${at} must be an object`);

/** One of these words or numbers. */
export function oneOf(...allowed: ReadonlyArray<string | number>): Check {
  return (value, at) =>
    allowed.some((word) => word === value) ? undefined : `${at} must be one of ${allowed.join(', ')}`;
}

/** `null`, or what passes the check. */
export function nullable(check: Check): Check {
  return (value, at) => (value === null ? undefined : check(value, at));
}

/** What the first of the checks says, unless one of them is content. */
export function either(...checks: ReadonlyArray<Check>): Check {
  return (value, at) => {
    const wrong = checks.map((check) => check(value, at));
    return wrong.includes(undefined) ? undefined : wrong[0];
  };
}

/** A list of so many items, each of which passes the check. */
export function list(item: Check, min: number = 0, max: number = Number.MAX_SAFE_INTEGER): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} must be a list`;
    if (value.length < min) return `${at} must have ${min} items or more`;
    if (value.length > max) return `${at} must have ${max} items or fewer`;
    for (const [index, each] of value.entries()) {
      const wrong = item(each, `${at}[${index}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** An object whose keys match `key` and whose values pass `item`. */
export function record(item: Check, key: RegExp = /^/): Check {
  return (value, at) => {
    if (!isFields(value)) return `${at} must be an object`;
    for (const [name, each] of Object.entries(value)) {
      if (!key.test(name)) return `${at} has a key that is not allowed: ${name.slice(0, 64)}`;
      const wrong = item(each, `${at}.${name}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** An object with the keys of `keys`; a key that ends in `?` may be absent. */
export function shape(keys: Readonly<Record<string, Check>>, open: boolean = false): Check {
  const required = Object.keys(keys).filter((key) => !key.endsWith('?'));
  const checks = new Map(Object.entries(keys).map(([key, check]) => [key.replace(/\?$/, ''), check]));
  return (value, at) => {
    if (!isFields(value)) return `${at} must be an object`;
    const missing = required.find((key) => !Object.hasOwn(value, key));
    if (missing !== undefined) return `${at} must have ${missing}`;
    for (const [key, each] of Object.entries(value)) {
      const check = checks.get(key);
      if (check === undefined && open) continue;
      if (check === undefined) return `${at} has a key that is not allowed: ${key.slice(0, 64)}`;
      const wrong = check(each, at === 'body' ? key : `${at}.${key}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

const organization = '((las|cradl):organization:[a-z0-9-_]+/)?';

/** An id of this kind with either prefix, also one of another organization where `foreign`. */
export function id(kind: string, foreign: boolean = false): Check {
  const pattern = new RegExp(`^${foreign ? organization : ''}(las|cradl):${kind}:[0-9A-Za-z-_:@]+$`);
  return string({ pattern, like: `the id of a ${kind}, cradl:${kind}:… or las:${kind}:…` });
}

/** The long id of a run: that of its agent, action or hook before it, and the organization, where it is given. */
export function longId(parent: string, kind: string): Check {
  const pattern = new RegExp(`^${organization}cradl:${parent}:[0-9a-z-_]+/cradl:${kind}:[0-9a-z-_]+$`);
  return string({ pattern, like: `the long id of a ${kind}, cradl:${parent}:…/cradl:${kind}:…` });
}

/** An object that has one key at least. */
export function some(check: Check): Check {
  return (value, at) =>
    isFields(value) && Object.keys(value).length === 0 ? `${at} must have a key` : check(value, at);
}
