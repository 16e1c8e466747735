/** Readers: from the body of a successful response to the result. */
import type { Decoder } from 'io-ts';
import { isLeft, left, right } from '../either.js';
import { firstMismatch, undecodable } from './failure.js';
import type { Read } from './outgoing.js';

/** The value of a JSON text: undefined where it is empty. */
export function parseJson(text: string): { readonly value: unknown; readonly malformed: boolean } {
  try {
    return { value: text === '' ? undefined : JSON.parse(text), malformed: false };
  } catch {
    return { value: text, malformed: true };
  }
}

/** Reads JSON, and validates it. */
export const readJson =
  <A>(codec: Decoder<unknown, A>): Read<A> =>
  async (response, received, redact) => {
    const { value, malformed } = parseJson(redact(await response.text()));
    const mismatch = { path: '', expected: 'JSON', value };
    if (malformed) return left(undecodable(received, value, mismatch));
    try {
      const decoded = codec.decode(value);
      return isLeft(decoded)
        ? left(undecodable(received, value, firstMismatch(decoded.left)))
        : right(decoded.right);
    } catch {
      // Nested deeper than the stack reaches, or a codec of the caller's that throws.
      return left(undecodable(received, value, { ...mismatch, expected: 'a value that can be checked' }));
    }
  };

// Bytes of a part: many small ones would take longer.
const partSize = 2 ** 20;

/** Reads a file, and holds it once: Node's `response.blob()` holds it three times. */
export const readBlob: Read<Blob> = async ({ headers, body }) => {
  const reader = body?.getReader();
  const parts: Blob[] = [];
  let chunks: BlobPart[] = [];
  let size = 0;
  for (let end = !reader; !end; ) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (value) {
      chunks.push(value as Uint8Array<ArrayBuffer>);
      size += value.length;
    }
    if (done || size >= partSize) {
      parts.push(new Blob(chunks));
      chunks = [];
      size = 0;
    }
    end = done;
  }
  return right(new Blob(parts, { type: headers.get('content-type') ?? '' }));
};
