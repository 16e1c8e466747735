/** Reads what a request brings, up to a limit. */
import { ApiError } from './errors.js';
import type { Bytes } from './store/files.js';

/** All bytes of a body; 413 where it has more than `most`, and the rest is not even read. */
export async function readBytes(request: Request, most: number): Promise<Bytes> {
  const tooLong = (): ApiError => new ApiError(413, `The body must have ${most} bytes or fewer`);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLong();
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    length += value.length;
    if (length > most) {
      reader?.cancel().catch(() => {});
      throw tooLong();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The text of a body; 413 where it has more than `most` bytes. */
export async function readText(request: Request, most: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, most));
}
