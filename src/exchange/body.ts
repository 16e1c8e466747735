/** Readers: from the body of a successful response to the result. */
import type { Decoder } from 'io-ts';
import { isLeft, left, right } from '../either.js';
import type { TransportResponse } from '../transport.js';
import { firstMismatch } from './failure.js';
import type { Read } from './outgoing.js';

/** The text of a body. Once it has more than `max` bytes, `end` is called: to end the reading. */
export async function textOf(
  response: TransportResponse,
  max: number | false,
  end: () => void,
): Promise<string> {
  const reader = response.body?.getReader();
  // React Native has no streams.
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; ; ) {
    const { value } = await reader.read();
    if (!value) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    size += value.length;
    if (max !== false && size > max) end();
  }
}

/** The value of a JSON text: undefined where it is empty, the text itself where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads JSON, and validates it. */
export const readJson =
  <A>(codec: Decoder<unknown, A>): Read<A> =>
  async (_, { text, refuse }) => {
    const json = await text();
    const value = parseJson(json);
    if (value === json) return left(refuse({ path: '', expected: 'JSON', value }, value));
    try {
      const decoded = codec.decode(value);
      return isLeft(decoded) ? left(refuse(firstMismatch(decoded.left), value)) : right(decoded.right);
    } catch {
      // Nested deeper than the stack reaches, or a codec of the caller's that throws.
      return left(refuse({ path: '', expected: 'a value that can be checked', value }, value));
    }
  };

/** Reads a file, and holds it once: Node's `response.blob()` holds it three times. */
export const readBlob: Read<Blob> = async ({ headers, body }) => {
  const reader = body?.getReader();
  const parts: Blob[] = [];
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return right(new Blob(parts, { type: headers.get('content-type') ?? '' }));
    // A Blob is outside of the heap; chunks would stay there until the last has come.
    parts.push(new Blob([value as Uint8Array<ArrayBuffer>]));
  }
};
