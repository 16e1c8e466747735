import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Context, LasError, Page, PageOptions } from '../../src/index.js';
import { fake } from './fake.js';

export interface Word {
  readonly word: string;
}

export interface WordList extends Page {
  readonly words: ReadonlyArray<Word>;
}

/** What a list gives. */
export type Found = Either<LasError, unknown>;

/** What entries have besides. */
export const named = { name: null, description: null };
export const stamps = { createdTime: null, createdBy: null, updatedTime: null, updatedBy: null };

export const entry = (word: string | number): Word => ({ word: String(word) });

/** A list of these pages; keeps the options of each call. */
export function listOf(...script: ReadonlyArray<WordList | LasError>) {
  const asked: PageOptions[] = [];
  const list =
    (_: Context, options: PageOptions = {}): TaskEither<LasError, WordList> =>
    async () => {
      asked.push(options);
      const page = script[asked.length - 1];
      if (!page) throw new Error(`page ${asked.length} was asked for`);
      return '_tag' in page ? { _tag: 'Left', left: page } : { _tag: 'Right', right: page };
    };
  return { list, asked };
}

export const { ctx: nowhere } = fake(() => Promise.reject(new Error('nothing must be sent')));
export const all = { max: Number.POSITIVE_INFINITY };

export async function arrayOf<A>(source: AsyncIterable<A>): Promise<A[]> {
  const found: A[] = [];
  for await (const one of source) found.push(one);
  return found;
}

export const tagsOf = (found: ReadonlyArray<Either<LasError, unknown>>) =>
  found.map((one) => (one._tag === 'Left' ? one.left._tag : one._tag));
