/** Pages: lists come in parts, each with the token of the next. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { arrayOf, type Struct, str, struct, type } from './codec.js';
import { type Context, withOptions } from './context.js';
import { isLeft, left, right } from './either.js';
import { invalidInput, type LasError } from './errors.js';
import { lazily, read } from './lazy.js';
import { openScope } from './scope.js';
import { textOf } from './text.js';
import type { PageOptions } from './url.js';

export type { PageOptions };

declare const entriesKey: unique symbol;

/** The part that all pages of lists share. */
export interface Page<Key extends string = string> {
  /** The token of the next page; null or nothing on the last. */
  readonly nextToken?: string | null | undefined;
  /** No page has this: it tells the compiler under which key the entries are. */
  readonly [entriesKey]?: Key | undefined;
}

/** A page whose entries are under `Key`. */
export type PageOf<Key extends string, A> = Page<Key> & { readonly [K in Key]: ReadonlyArray<A> };

// The entries of each page that a codec of `pageOf` has decoded.
const entriesOf = /*#__PURE__*/ new WeakMap<object, ReadonlyArray<unknown>>();

/**
 * Codec of a page. It also tells {@link items} and {@link collect} which of the page's lists has the entries.
 *
 * `required` are the codecs of further keys that the page must have.
 *
 * @example
 * import * as t from 'io-ts';
 * import { collect, type Context, type PageOf, pageOf, request } from 'las-fp';
 *
 * const Thing = t.type({ thingId: t.string });
 * type ThingList = PageOf<'things', t.TypeOf<typeof Thing>>;
 * const ThingList = pageOf<ThingList>('ThingList', 'things', Thing);
 *
 * const listThings = (ctx: Context, options = {}) =>
 *   request(ctx, { method: 'GET', path: '/things', query: options }, ThingList);
 * const things = await collect(listThings, ctx, { max: 100 })();
 */
export function pageOf<P extends Page>(
  name: string,
  key: EntriesKey<P> & string,
  entry: t.Type<Item<P>>,
  required: () => { readonly [K in Exclude<keyof P, keyof Page | EntriesKey<P>>]: t.Type<P[K]> } = () =>
    ({}) as never,
): Struct<P> {
  // The compiler does not follow a key that is a parameter.
  const page = struct<P>(
    name,
    () => ({ ...required(), [key]: arrayOf(entry) }) as never,
    () => ({ nextToken: str }) as never,
  );
  return type(
    name,
    page.is,
    (u, context) => {
      const result = page.validate(u, context);
      if (!isLeft(result))
        entriesOf.set(result.right, result.right[key as keyof P] as ReadonlyArray<unknown>);
      return result;
    },
    page.encode,
    page._tag,
    () => page.props,
  ) as Struct<P>;
}

/** In which direction a list is sorted. */
export type Order = 'ascending' | 'descending';

/** A function that lists a page: `listDocuments`, `listModels`… */
export type List<Args extends ReadonlyArray<unknown>, P extends Page> = (
  ctx: Context,
  ...args: Args
) => TaskEither<LasError, P>;

/** The keys under which the entries of a page can be: one where it is known, each where it is not. */
type EntriesKey<P> = P extends Page<infer Key> ? (string extends Key ? keyof P : Key & keyof P) : keyof P;

/** The entries of a page: `LasDocument` for a `DocumentList`. */
export type Item<P> = {
  [K in EntriesKey<P>]-?: P[K] extends ReadonlyArray<infer A extends object> ? A : never;
}[EntriesKey<P>];

/** How much {@link collect} collects. */
export interface CollectOptions {
  /** Entries, at most; `Infinity` for all of them. */
  readonly max: number;
}

/** The arguments of a list function, its options left out or not, and then those of {@link collect}. */
export type CollectArgs<Args extends ReadonlyArray<unknown>> =
  | readonly [...Args, CollectOptions]
  | (Args extends readonly [...infer Required, _?: unknown] ? readonly [...Required, CollectOptions] : never);

/** How {@link pages} and {@link items} ask for pages. */
export interface PagesOptions {
  /**
   * 1: the next page is asked for while the loop works on this one, and given up when the loop is left. 0, the default: when
   * the loop comes to it. What deletes or changes is never asked for ahead.
   */
  readonly ahead?: 0 | 1 | undefined;
}

/** The arguments of a list function, its options left out or not, and then those of {@link pages}, or not. */
export type PagesArgs<Args extends ReadonlyArray<unknown>> = Args extends readonly [
  ...infer Required,
  _?: infer Options,
]
  ?
      | readonly [...Required, PagesOptions?]
      | (unknown extends Options
          ? never
          : readonly [...Required, Options?] | readonly [...Required, Options | undefined, PagesOptions?])
  : never;

/**
 * The pages of a list, one after the other: the next one is asked for when the loop comes to it (or one ahead, with
 * `{ ahead: 1 }`), and none after the loop is left. The first Left is the last value.
 *
 * @example
 * for await (const page of pages(listDocuments, ctx, { datasetId })) {
 *   if (isLeft(page)) return page;
 *   console.log(page.right.documents.length);
 * }
 */
export async function* pages<Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ctx: Context,
  ...args: PagesArgs<Args>
): AsyncGenerator<Either<LasError, P>, void, undefined> {
  // `asReader` and `bindContext` give the context first to every function.
  if (typeof list !== 'function')
    [list, ctx] = [ctx, list] as ReadonlyArray<unknown> as [typeof list, Context];
  const given = read(() => {
    // Ids are text, so objects are options.
    const ids = args.filter((arg) => typeof arg === 'string');
    const { ahead, ...options }: PageOptions & PagesOptions = Object.assign(
      {},
      ...args.filter((arg) => typeof arg === 'object'),
    );
    return { ids, options, ahead: ahead === 1, ctx: withOptions(ctx, {}) };
  });
  if (isLeft(given)) return yield given;
  const { ids, options, ahead } = given.right;
  let harmless = ahead;
  // Ends the page that was asked for ahead.
  const scope = openScope(given.right.ctx.signal, false);
  const inner = withOptions(given.right.ctx, {
    signal: scope.signal,
    onRequest: (record) => {
      if (record.source === 'api' && record.method !== 'GET') harmless = false;
      return ctx.onRequest?.(record);
    },
  });
  // The same arguments, with another token in the options: still what `list` takes.
  const argsOf = (nextToken: string | null | undefined) =>
    [...ids, { ...options, nextToken }] as ReadonlyArray<unknown> as Args;
  const ask = async (token: string | null | undefined): Promise<Asked<P>> => {
    try {
      const page = await list(ahead ? inner : ctx, ...argsOf(token))();
      return { page, nextToken: isLeft(page) ? undefined : page.right.nextToken };
    } catch (thrown) {
      return { page: left(invalidInput(`The list function threw: ${textOf(thrown)}`)), nextToken: null };
    }
  };
  const seen = new Set<unknown>([options.nextToken]);
  try {
    for (let next: Promise<Asked<P>> | undefined, token = options.nextToken; ; ) {
      const { page, nextToken } = await (next ?? ask(token));
      const more = nextToken && !seen.has(nextToken);
      next = more && harmless ? ask(nextToken) : undefined;
      yield page;
      if (nextToken && !more) yield left(repeated);
      if (!more) return;
      seen.add(nextToken);
      token = nextToken;
    }
  } finally {
    scope.end();
    scope.close();
  }
}

interface Asked<P> {
  readonly page: Either<LasError, P>;
  readonly nextToken: string | null | undefined;
}

const repeated: LasError = {
  _tag: 'DecodeError',
  message: 'The API gave a nextToken for the second time: the list would never end.',
  source: 'api',
  status: 200,
  path: 'nextToken',
  expected: 'a token that was not there before',
  got: 'one that was',
};

/**
 * The entries of a list, one by one, from page to page. The first Left is the last value.
 *
 * @example
 * for await (const document of items(listDocuments, ctx)) {
 *   if (isLeft(document)) return document;
 *   console.log(document.right.documentId);
 * }
 */
export async function* items<Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ctx: Context,
  ...args: PagesArgs<Args>
): AsyncGenerator<Either<LasError, Item<P>>, void, undefined> {
  for await (const page of pages(list, ctx, ...args)) {
    const found = isLeft(page) ? page : entries(page.right);
    if (isLeft(found)) return yield found;
    for (const item of found.right) yield right(item);
  }
}

// A page that another codec decoded is not guessed about: it has one list, or it is an error.
function entries<P extends Page>(page: P): Either<LasError, ReadonlyArray<Item<P>>> {
  const lists = Object.values(page).filter(Array.isArray);
  const found = entriesOf.get(page) ?? (lists.length === 1 ? lists[0] : undefined);
  return found
    ? right(found as ReadonlyArray<Item<P>>)
    : left(invalidInput('The page has several lists or none: decode it with pageOf.'));
}

/**
 * All the entries of a list, or the first `max`. The last argument is how many; those of the list come before it.
 *
 * @example
 * const models = await collect(listModels, ctx, { max: Infinity })();
 * const documents = await collect(listDocuments, ctx, { datasetId }, { max: 500 })();
 */
export function collect<Args extends ReadonlyArray<unknown>, P extends Page>(
  list: List<Args, P>,
  ctx: Context,
  ...args: CollectArgs<Args>
): TaskEither<LasError, ReadonlyArray<Item<P>>> {
  return lazily(() => {
    const { max } = (args.at(-1) ?? {}) as Partial<CollectOptions>;
    const rest = args.slice(0, -1) as ReadonlyArray<unknown> as PagesArgs<Args>;
    return async () => {
      const all: Item<P>[] = [];
      if (max === undefined || Number.isNaN(max)) {
        return left(invalidInput('max must be a number from 0 on: Infinity for all.'));
      }
      if (max <= 0) return right(all);
      for await (const item of items(list, ctx, ...rest)) {
        if (isLeft(item)) return item;
        all.push(item.right);
        if (all.length >= max) break;
      }
      return right(all);
    };
  });
}
