/** Content: the bytes that a caller gives, and the forms in which they are sent. */
import type { Either } from 'fp-ts/lib/Either.js';
import { left, right } from '../either.js';
import { type InvalidInput, invalidInput } from '../errors.js';
import { quote } from '../text.js';

/** Bytes: a Blob or File, an ArrayBuffer, a typed array (Node's Buffer is one), or base64 text. */
export type Content = Blob | ArrayBuffer | ArrayBufferView | string;

/** Bytes that a Blob takes: `Uint8Array<ArrayBuffer>`, spelt so that TypeScript before 5.7 reads it too. */
export type Bytes = ReturnType<typeof Uint8Array.from>;

/** The files that the API reads. */
export type FileType =
  | ('application/pdf' | 'image/jpeg' | 'image/png' | 'image/tiff' | 'image/webp')
  // E-mails; accounts of 2025 and later.
  | 'message/rfc822';

/** Characters of base64 that one request may carry. */
export const maxBase64 = 6_250_000;

const magic: ReadonlyArray<readonly [RegExp, FileType]> = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG/, 'image/png'],
  [/^(II\*\0|MM\0\*)/, 'image/tiff'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  // Readers take what stands before the header (PDF Reference 1.7, implementation note 13).
  [/^%PDF|%PDF-/, 'application/pdf'],
  // Nothing tells an e-mail from other text.
  [/(?!)/, 'message/rfc822'],
];

const binary = (bytes: Uint8Array) => {
  let text = '';
  // In pieces: one call with a million arguments overflows the stack.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
};

/** Bytes as base64 text. */
export const encodeBase64 = (bytes: Uint8Array): string => btoa(binary(bytes));

/** The bytes of base64 text, or undefined where it is none. */
export function decodeBase64(text: string): Bytes | undefined {
  try {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}

// By what it has: the Blob of another realm (a test's DOM, a frame) is a Blob too.
const isBlob = (value: Exclude<Content, string>): value is Blob =>
  'size' in value && typeof value.slice === 'function';

/** Content as a Blob. */
export function toBlob(content: Content): Either<InvalidInput, Blob> {
  const bytes = typeof content === 'string' ? decodeBase64(content) : content;
  if (typeof content === 'string' && !bytes) {
    return left(invalidInput('content is not base64: give a Blob, bytes, or in Node fileContent(path).'));
  }
  try {
    if (
      typeof bytes === 'object' &&
      bytes &&
      (isBlob(bytes) || ArrayBuffer.isView(bytes) || 'byteLength' in bytes)
    ) {
      // A buffer that was transferred throws here, or is empty.
      const blob = isBlob(bytes) ? bytes : new Blob([bytes as ArrayBufferView<ArrayBuffer>]);
      return blob.size > 0
        ? right(blob)
        : left(
            invalidInput(
              'content is empty: give the bytes of a file. A buffer that was transferred has none.',
            ),
          );
    }
  } catch {
    return unreadable;
  }
  return left(invalidInput('content must be a Blob, an ArrayBuffer, a typed array or base64 text.'));
}

/** The bytes of a Blob as base64 text, if one request may carry it. */
export async function toBase64(blob: Blob): Promise<Either<InvalidInput, string>> {
  if (Math.ceil(blob.size / 3) * 4 > maxBase64) {
    return left(
      invalidInput(
        `content has ${blob.size} bytes, and one request carries at most ${maxBase64} characters of base64.`,
      ),
    );
  }
  const bytes = await read(blob);
  return bytes ? right(encodeBase64(bytes)) : unreadable;
}

/** A Blob with the type that its first bytes tell, held against the type that the caller names; null: without one. */
export async function withType(
  blob: Blob,
  named: FileType | null | undefined,
): Promise<Either<InvalidInput, Blob>> {
  const head = await read(blob.slice(0, 1024));
  if (!head) return unreadable;
  const known = (type: string | undefined) => magic.find(([, each]) => each === type)?.[1];
  if (named && !known(named)) {
    return left(
      invalidInput(
        `contentType must be one of ${magic.map(([, each]) => each).join(', ')}, not ${quote(named)}.`,
      ),
    );
  }
  const text = binary(head);
  const found = magic.find(([pattern]) => pattern.test(text))?.[1];
  if (named && found && named !== found && named !== 'message/rfc822') {
    return left(
      invalidInput(`content is ${found}, but contentType is ${named}: correct or omit contentType.`),
    );
  }
  const type = named === null ? '' : (named ?? found ?? known(blob.type));
  if (!(blob instanceof Blob)) {
    // Of another realm: fetch would send its name in place of its bytes.
    const bytes = await read(blob);
    return bytes && type !== undefined ? right(new Blob([bytes], { type })) : unreadable;
  }
  return type !== undefined
    ? right(blob.type === type ? blob : blob.slice(0, blob.size, type))
    : left(
        invalidInput(
          'content does not begin like a PDF, JPEG, PNG, TIFF or WebP file: give contentType if it is one.',
        ),
      );
}

/** Content as the file that is sent: a Blob with its type. */
export async function toFile(
  content: Content,
  named: FileType | null | undefined,
): Promise<Either<InvalidInput, Blob>> {
  const blob = toBlob(content);
  return blob._tag === 'Left' ? blob : withType(blob.right, named);
}

// The Blob of jsdom is read by a FileReader alone.
const withReader = (blob: Blob) =>
  new Promise<ArrayBuffer>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = reject;
    reader.readAsArrayBuffer(blob);
  });

async function read(blob: Blob): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await (blob.arrayBuffer ? blob.arrayBuffer() : withReader(blob)));
  } catch {
    return undefined;
  }
}

const unreadable = /*#__PURE__*/ left(
  /*#__PURE__*/ invalidInput(
    'content can no longer be read: its file was changed or removed, or its buffer was transferred.',
  ),
);
