/** Rules of a `Choice` state. */
import {
  field,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  parseTimestamp,
  runtimeError,
} from './json.js';
import { find, get, type Scope } from './path.js';

const types = ['String', 'Numeric', 'Timestamp', 'Boolean'] as const;
const orders = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'] as const;
const tests = ['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'] as const;

type Type = (typeof types)[number];
type Order = (typeof orders)[number];

interface Comparator {
  readonly type: Type;
  readonly order: Order;
  /** Whether its value is a path to what is compared with. */
  readonly isPath: boolean;
}

const comparators: ReadonlyMap<string, Comparator> = new Map(
  types.flatMap((type) =>
    orders
      .filter((order) => type !== 'Boolean' || order === 'Equals')
      .flatMap((order) =>
        [false, true].map((isPath): [string, Comparator] => [
          `${type}${order}${isPath ? 'Path' : ''}`,
          { type, order, isPath },
        ]),
      ),
  ),
);

/** The type that a comparator wants of its value; `undefined` where the name is none of a comparator. */
export function operandOf(name: string): Type | 'Path' | 'Pattern' | undefined {
  if (name === 'StringMatches') return 'Pattern';
  if (tests.some((test) => test === name)) return 'Boolean';
  const found = comparators.get(name);
  return found?.isPath ? 'Path' : found?.type;
}

/** Whether a rule holds. */
export function holds(rule: JsonObject, scope: Scope): boolean {
  const { And: and, Or: or, Not: not, Variable: variable } = rule;
  const nested = (value: Json): boolean => isObject(value) && holds(value, scope);
  if (isArray(and)) return and.every(nested);
  if (isArray(or)) return or.some(nested);
  if (not !== undefined) return !nested(not);
  const name = Object.keys(rule).find((key) => operandOf(key) !== undefined) ?? '';
  const wanted = field(rule, name) ?? null;
  if (name === 'IsPresent') return (find(String(variable), scope) !== undefined) === wanted;
  const value = get(String(variable), scope);
  if (name === 'StringMatches') return typeof value === 'string' && matches(value, pieces(String(wanted)));
  const comparator = comparators.get(name);
  if (comparator === undefined) return hasType(name, value) === wanted;
  const other = comparator.isPath ? get(String(wanted), scope) : wanted;
  const [a, b] = [asType(comparator.type, value), asType(comparator.type, other)];
  return a !== undefined && b !== undefined && isOrdered(comparator.order, a, b);
}

function hasType(test: string, value: Json): boolean {
  if (test === 'IsNull') return value === null;
  if (test === 'IsTimestamp') return parseTimestamp(value) !== undefined;
  return asType(test.slice(2) as Type, value) !== undefined;
}

/** What is compared of a value of this type; `undefined` where it is of another. */
function asType(type: Type, value: Json): string | number | boolean | undefined {
  if (type === 'Timestamp') return parseTimestamp(value);
  const wanted = type === 'Numeric' ? 'number' : type.toLowerCase();
  return typeof value === wanted ? (value as string | number | boolean) : undefined;
}

function isOrdered(order: Order, a: string | number | boolean, b: string | number | boolean): boolean {
  if (order.endsWith('Equals') && a === b) return true;
  return order.startsWith('Less') ? a < b : order.startsWith('Greater') && a > b;
}

/** The texts between the stars of a pattern. Throws where a backslash escapes nothing. */
export function pieces(pattern: string): ReadonlyArray<string> {
  const found = [''];
  for (const [part, escaped] of pattern.matchAll(/\\([*\\])|[\s\S]/g)) {
    if (part === '\\') throw runtimeError(`${pattern}: a backslash escapes * or another backslash`);
    if (part === '*') found.push('');
    else found[found.length - 1] += escaped ?? part;
  }
  return found;
}

/** Whether a text has these pieces in order, the first at its beginning and the last at its end. */
function matches(text: string, [first = '', ...others]: ReadonlyArray<string>): boolean {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
