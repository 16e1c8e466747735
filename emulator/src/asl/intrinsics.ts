/** Intrinsic functions: `States.Format('{} of {}', $.page, $.pages)`. */
import { digests } from './hash.js';
import { canonical, isArray, isObject, type Json, StateError } from './json.js';
import { get, type Scope, scanPath } from './path.js';
import { type Random, random, uuid } from './random.js';
import { Scanner, withoutEscapes } from './scanner.js';

/** What a function may refer to. */
export interface Evaluation extends Scope {
  readonly random: Random;
}

type Argument =
  | { readonly value: Json }
  /** A text in quotes, its escapes as they are written: those of a brace matter to `States.Format`. */
  | { readonly raw: string }
  | { readonly path: string }
  | { readonly call: Call };

interface Call {
  readonly name: string;
  readonly args: ReadonlyArray<Argument>;
}

/** Characters of a text, and items of a range, at most. */
const textLimit = 10_000;
const rangeLimit = 1000;

function failure(message: string): StateError {
  return new StateError('States.IntrinsicFailure', message);
}

/** Parses a call. Throws a {@link StateError} where it is none, or none of a function that there is. */
export function parseCall(text: string): Call {
  const scanner = new Scanner(text);
  const call = scanCall(scanner);
  scanner.match(/\s*/y);
  if (!scanner.isDone) throw scanner.error('the call ends before');
  return call;
}

function scanCall(scanner: Scanner): Call {
  return scanner.nested(() => {
    const name = scanner.match(/[\w.]+/y) ?? '';
    const known = functions.get(name);
    if (known === undefined) throw scanner.error('a path or an intrinsic function is missing');
    scanner.expect('(');
    const args: Argument[] = [];
    if (!scanner.take(')')) {
      do args.push(scanArgument(scanner));
      while (scanner.take(','));
      scanner.expect(')');
    }
    const [least, most] = known;
    if (args.length < least || args.length > most) {
      throw scanner.error(`${name} takes ${least === most ? least : `${least} or more`} arguments`);
    }
    return { name, args };
  });
}

function scanArgument(scanner: Scanner): Argument {
  const raw = scanner.quoted("'");
  if (raw !== undefined) return { raw };
  scanner.match(/\s*/y);
  const literal = scanner.match(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,)])/y);
  if (literal !== undefined) return { value: JSON.parse(literal, finite) as Json };
  const from = scanner.at;
  if (scanner.text[from] !== '$') return { call: scanCall(scanner) };
  scanPath(scanner);
  return { path: scanner.text.slice(from, scanner.at) };
}

/** What a call gives. Throws `States.IntrinsicFailure` where it cannot. */
export function evaluateCall({ name, args }: Call, scope: Evaluation): Json {
  try {
    const values = args.map((argument, at): Json => {
      if ('value' in argument) return argument.value;
      // The template alone keeps its escapes, which tell a brace from a place.
      if ('raw' in argument) {
        return name === 'States.Format' && at === 0 ? argument.raw : withoutEscapes(argument.raw);
      }
      return 'path' in argument ? get(argument.path, scope) : evaluateCall(argument.call, scope);
    });
    return functions.get(name)?.[2](values, scope.random) ?? null;
  } catch (error) {
    throw failure(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const text = (value: Json | undefined): string => {
  if (typeof value !== 'string') throw failure('an argument must be a string');
  return value;
};
const shortText = (value: Json | undefined): string => {
  if (text(value).length > textLimit) throw failure(`a string has more than ${textLimit} characters`);
  return text(value);
};
const list = (value: Json | undefined): ReadonlyArray<Json> => {
  if (!isArray(value)) throw failure('an argument must be an array');
  return value;
};
/** The service rounds; adding 0 makes -0 what JSON keeps of it. */
const integer = (value: Json | undefined): number => {
  if (typeof value !== 'number') throw failure('an argument must be an integer');
  const rounded = Math.round(value) + 0;
  if (!Number.isSafeInteger(rounded)) throw failure('an integer is too large');
  return rounded;
};

/** JSON may have numbers that are none to a program, and that it could not write again. */
const finite = (_: string, value: unknown): unknown => {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    throw failure('a number is too large');
  }
  return value;
};

type Implementation = (args: ReadonlyArray<Json>, state: Random) => Json;

/** Each function with the least and the most of its arguments. */
const functions: ReadonlyMap<string, readonly [least: number, most: number, call: Implementation]> = new Map<
  string,
  readonly [number, number, Implementation]
>([
  ['States.Format', [1, Number.POSITIVE_INFINITY, format]],
  ['States.StringToJson', [1, 1, ([value]) => JSON.parse(text(value), finite) as Json]],
  ['States.JsonToString', [1, 1, ([value]) => JSON.stringify(value)]],
  ['States.Array', [0, Number.POSITIVE_INFINITY, (values) => values]],
  ['States.ArrayPartition', [2, 2, ([values, size]) => partition(list(values), integer(size))]],
  ['States.ArrayContains', [2, 2, ([values, wanted]) => contains(list(values), wanted)]],
  ['States.ArrayRange', [3, 3, (values) => range(values.map(integer))]],
  ['States.ArrayGetItem', [2, 2, ([values, at]) => item(list(values), integer(at))]],
  ['States.ArrayLength', [1, 1, ([values]) => list(values).length]],
  ['States.ArrayUnique', [1, 1, ([values]) => unique(list(values))]],
  ['States.Base64Encode', [1, 1, ([value]) => encode(shortText(value))]],
  ['States.Base64Decode', [1, 1, ([value]) => decode(shortText(value))]],
  ['States.Hash', [2, 2, ([value, algorithm]) => hash(value ?? null, text(algorithm))]],
  ['States.JsonMerge', [3, 3, ([a, b, isDeep]) => merge(a, b, isDeep)]],
  ['States.MathRandom', [2, 3, mathRandom]],
  ['States.MathAdd', [2, 2, ([a, b]) => integer(integer(a) + integer(b))]],
  ['States.StringSplit', [2, 2, ([value, separators]) => split(text(value), text(separators))]],
  ['States.UUID', [0, 0, (_, state) => uuid(state)]],
]);

function format([template, ...values]: ReadonlyArray<Json>): string {
  let used = 0;
  const filled = text(template).replace(/\\([\s\S])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[used];
    used += 1;
    if (value === undefined) throw failure('there are more {} than arguments');
    if (isArray(value) || isObject(value)) throw failure('an argument is an array or an object');
    return String(value);
  });
  if (used < values.length) throw failure('there are more arguments than {}');
  return filled;
}

function partition(values: ReadonlyArray<Json>, size: number): Json {
  if (size < 1) throw failure('the size of a part must be 1 or more');
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) =>
    values.slice(at * size, (at + 1) * size),
  );
}

function range([from = 0, to = 0, step = 0]: ReadonlyArray<number>): Json {
  if (step === 0) throw failure('the step of a range must not be 0');
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  if (length > rangeLimit) throw failure(`a range has more than ${rangeLimit} items`);
  return Array.from({ length }, (_, at) => from + at * step);
}

function item(values: ReadonlyArray<Json>, at: number): Json {
  const found = at < 0 ? undefined : values[at];
  if (found === undefined) throw failure(`the array has no item ${at}`);
  return found;
}

function contains(values: ReadonlyArray<Json>, wanted: Json | undefined): boolean {
  const text = canonical(wanted);
  return values.some((value) => canonical(value) === text);
}

function unique(values: ReadonlyArray<Json>): Json {
  const seen = new Set<string | undefined>();
  return values.filter((value) => {
    const text = canonical(value);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function encode(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
}

function decode(value: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0)));
}

function hash(value: Json, algorithm: string): string {
  const digest = digests.get(algorithm);
  if (digest === undefined) throw failure(`the algorithm is one of ${[...digests.keys()].join(', ')}`);
  return digest(
    new TextEncoder().encode(shortText(typeof value === 'string' ? value : JSON.stringify(value))),
  );
}

function merge(a: Json | undefined, b: Json | undefined, isDeep: Json | undefined): Json {
  if (isDeep !== false) throw failure('the third argument must be false: objects are not merged deeply');
  if (!isObject(a) || !isObject(b)) throw failure('an argument must be an object');
  return { ...a, ...b };
}

function mathRandom([from, to, seed]: ReadonlyArray<Json>, state: Random): number {
  const [least, most] = [integer(from), integer(to)];
  if (most <= least) throw failure('the end must be greater than the start');
  const drawn = random(seed === undefined ? state : { seed: integer(seed) });
  return least + Math.floor(drawn * (most - least));
}

function split(value: string, separators: string): Json {
  const isSeparator = new Set(separators);
  const parts: string[] = [''];
  for (const character of value) {
    if (isSeparator.has(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== '');
}
