/** Base64, and the digest of content. */
import { digests } from './asl/hash.js';
import { ApiError } from './errors.js';

/** Bytes that a Response takes: `Uint8Array<ArrayBuffer>`, spelt so that TypeScript before 5.7 reads it too. */
export type Bytes = ReturnType<typeof Uint8Array.from>;

/** The bytes of base64; 400 where it is none. */
export function fromBase64(text: string): Bytes {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new ApiError(400, 'content must be base64');
  }
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces, since a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(binary);
}

/** `contentMD5` of bytes, or of text as UTF-8. */
export function md5Of(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return digests.get('MD5')?.(bytes) ?? '';
}
