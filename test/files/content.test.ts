import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type Content,
  decodeBase64,
  encodeBase64,
  type FileType,
  maxBase64,
  toBase64,
  toBlob,
  withType,
} from '../../src/files/content.js';
import { right } from '../support/results.js';

const pdf = '%PDF-1.7 and so on';
const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];
const message = (result: { readonly _tag: string; readonly left?: { readonly message: string } }) => {
  if (result._tag !== 'Left') throw new Error('not refused');
  return result.left?.message ?? '';
};

/** A Blob as a test's DOM or a frame has it: not an instance of this realm's class. */
class ForeignBlob {
  readonly #inner: Blob;
  constructor(inner: Blob) {
    this.#inner = inner;
  }
  get [Symbol.toStringTag]() {
    return 'Blob';
  }
  get size() {
    return this.#inner.size;
  }
  get type() {
    return this.#inner.type;
  }
  slice(start?: number, end?: number, type?: string) {
    return new ForeignBlob(this.#inner.slice(start, end, type)) as unknown as Blob;
  }
  arrayBuffer() {
    return this.#inner.arrayBuffer();
  }
}

const base64 = suite('base64');

base64('is what Node makes of bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000, size: 'max' }), (bytes) => {
      const text = encodeBase64(bytes);
      assert.is(text, Buffer.from(bytes).toString('base64'));
      assert.equal([...(decodeBase64(text) ?? [])], [...bytes]);
    }),
    { numRuns: 30 },
  );
});

base64('of megabytes overflows nothing', () => {
  const bytes = new Uint8Array(4_000_000).fill(255);
  assert.is(encodeBase64(bytes), Buffer.from(bytes).toString('base64'));
});

base64('that is none is undefined', () => {
  for (const text of [
    '%',
    'a',
    'a===',
    'ab=c',
    'data:application/pdf;base64,JVBERg==',
    'é',
    '\ud800',
    'YQ=é',
  ]) {
    assert.is(decodeBase64(text), undefined, text);
  }
});

base64.run();

const blobs = suite('toBlob');

blobs('takes every kind of bytes', async () => {
  const bytes = new TextEncoder().encode(pdf);
  const shifted = new Uint8Array([0, 0, ...bytes, 0, 0]);
  const contents: ReadonlyArray<readonly [string, Content]> = [
    ['Blob', new Blob([bytes])],
    ['File', new File([bytes], 'a.pdf')],
    ['ArrayBuffer', bytes.slice().buffer],
    ['Uint8Array', bytes],
    ['a part of a buffer', shifted.subarray(2, 2 + bytes.length)],
    ['DataView of a part', new DataView(shifted.buffer, 2, bytes.length)],
    ['Buffer', Buffer.from(pdf)],
    ['Buffer of a pool', Buffer.from(Buffer.concat([Buffer.from('xx'), Buffer.from(pdf)]).subarray(2))],
    ['base64', Buffer.from(pdf).toString('base64')],
    [
      'base64 in lines',
      Buffer.from(pdf)
        .toString('base64')
        .replace(/(.{5})/g, '$1\r\n'),
    ],
    ['base64 without padding', Buffer.from(pdf).toString('base64').replace(/=+$/, '')],
    ['a Blob of another realm', new ForeignBlob(new Blob([bytes])) as unknown as Blob],
    ['bytes of another realm', runInNewContext('new Uint8Array(bytes)', { bytes: [...bytes] }) as Uint8Array],
    [
      'a buffer of another realm',
      runInNewContext('new Uint8Array(bytes).buffer', { bytes: [...bytes] }) as ArrayBuffer,
    ],
  ];
  for (const [name, content] of contents) {
    const result = toBlob(content);
    assert.is(result._tag, 'Right', name);
    assert.equal(await bytesOf(right(result)), [...bytes], name);
  }
});

blobs('takes elements wider than a byte as the bytes that they are', async () => {
  assert.equal(await bytesOf(right(toBlob(new Uint16Array([1, 2])))), [1, 0, 2, 0]);
});

blobs('hands on a Blob as it is', () => {
  const blob = new Blob(['x'], { type: 'text/plain' });
  assert.is(right(toBlob(blob)), blob);
});

blobs('refuses a buffer that was transferred', () => {
  const buffer = new ArrayBuffer(8);
  const view = new Uint8Array(8);
  structuredClone([buffer, view.buffer], { transfer: [buffer, view.buffer] });
  for (const content of [buffer, view]) assert.match(message(toBlob(content)), /buffer .*was transferred/);
});

blobs('refuses what is not there, and what is no content', () => {
  for (const content of [undefined, null, 5, true, {}, [], () => {}, Symbol('x'), { size: 5 }]) {
    assert.is(
      message(toBlob(content as unknown as Content)),
      'content must be a Blob, an ArrayBuffer, a typed array or base64 text.',
    );
  }
});

blobs('refuses what is empty', () => {
  for (const content of [
    '',
    new Blob([]),
    new ArrayBuffer(0),
    new Uint8Array(0),
    Buffer.alloc(0),
    new File([], 'a'),
  ]) {
    assert.is(
      message(toBlob(content)),
      'content is empty: give the bytes of a file. A buffer that was transferred has none.',
    );
  }
});

blobs('refuses a text that is no base64', () => {
  for (const text of [
    'invoice.pdf',
    '%PDF-1.7',
    'data:application/pdf;base64,JVBERg==',
    'https://example.com/a.pdf',
  ]) {
    assert.match(message(toBlob(text)), /is not base64: .*fileContent\(path\)/);
  }
});

blobs('refuses what is no content', () => {
  for (const value of [
    undefined,
    null,
    1,
    {},
    [1, 2],
    { size: 1, type: 'application/pdf' },
    () => 1,
    new Date(0),
  ]) {
    assert.is(toBlob(value as Content)._tag, 'Left', String(value));
  }
});

blobs.run();

const types = suite('withType');

const heads: ReadonlyArray<readonly [FileType, ReadonlyArray<number>]> = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xdb]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, 0x0a, 0x0d, 0x00, 0xff, 0x57, 0x45, 0x42, 0x50]],
];
const blobOf = (head: ReadonlyArray<number>, type = '') =>
  new Blob([new Uint8Array([...head, 1, 2, 3])], { type });

types('finds the type in the first bytes, whatever the Blob says', async () => {
  for (const [type, head] of heads) {
    for (const said of ['', 'text/plain', 'image/png', type]) {
      const typed = right(await withType(blobOf(head, said), undefined));
      assert.is(typed.type, type);
      assert.equal(await bytesOf(typed), [...head, 1, 2, 3]);
    }
    assert.is(right(await withType(new Blob([new Uint8Array(head)]), type)).type, type);
  }
});

types('refuses a type that the first bytes contradict', async () => {
  for (const [found, head] of heads) {
    for (const [named] of heads) {
      const result = await withType(blobOf(head), named);
      if (named === found) assert.is(right(result).type, named);
      else
        assert.is(
          message(result),
          `content is ${found}, but contentType is ${named}: correct or omit contentType.`,
        );
    }
  }
});

types('takes the word of the caller, then of the Blob, for bytes that tell nothing', async () => {
  const unknown = [1, 2, 3];
  assert.is(right(await withType(blobOf(unknown), 'image/tiff')).type, 'image/tiff');
  assert.is(right(await withType(blobOf(unknown, 'image/png'), 'image/tiff')).type, 'image/tiff');
  assert.is(right(await withType(blobOf(unknown, 'image/png'), undefined)).type, 'image/png');
  for (const type of ['', 'text/plain']) {
    assert.match(
      message(await withType(blobOf(unknown, type), undefined)),
      /^content does not begin like a PDF, JPEG, PNG, TIFF or WebP/,
    );
  }
});

types('is not fooled by a beginning that only looks like one', async () => {
  for (const head of [
    [0x25, 0x50, 0x44],
    [0xff, 0xd8],
    [0x49, 0x49, 0x2a, 0x01],
    [0x52, 0x49, 0x46, 0x46, 0x57, 0x45, 0x42, 0x50],
    [0x20, 0x25, 0x50, 0x44, 0x46],
  ]) {
    assert.is((await withType(new Blob([new Uint8Array(head)]), undefined))._tag, 'Left');
  }
});

types('reads no more than the beginning', async () => {
  const blob = blobOf(heads[0]?.[1] ?? []);
  Object.defineProperty(blob, 'arrayBuffer', { value: () => Promise.reject(new Error('read as a whole')) });
  assert.is(right(await withType(blob, 'application/pdf')).type, 'application/pdf');
});

types('takes a Blob of another realm', async () => {
  const typed = right(await withType(new ForeignBlob(new Blob([pdf])) as unknown as Blob, undefined));
  assert.is(typed.type, 'application/pdf');
  assert.is(typed.size, pdf.length);
});

types('tells of a Blob that cannot be read', async () => {
  const broken = (blob: Blob) =>
    Object.assign(blob, { arrayBuffer: () => Promise.reject(new Error('gone')) });
  const blob = Object.assign(new Blob([pdf]), { slice: () => broken(new Blob([pdf])) });
  assert.is(
    message(await withType(blob, undefined)),
    'content can no longer be read: its file was changed or removed, or its buffer was transferred.',
  );
  assert.is(
    message(await toBase64(broken(new Blob([pdf])))),
    'content can no longer be read: its file was changed or removed, or its buffer was transferred.',
  );
});

types('finds the header of a PDF in its first 1024 bytes', async () => {
  for (const before of ['\ufeff', '\n', '\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(1019)]) {
    const blob = new Blob([before, '%PDF-1.4\n%%EOF']);
    assert.is(right(await withType(blob, undefined)).type, 'application/pdf', before.slice(0, 20));
  }
  assert.is((await withType(new Blob(['x'.repeat(1020), '%PDF-1.4']), undefined))._tag, 'Left');
  // What a picture quotes does not make a PDF of it.
  const picture = new Blob([new Uint8Array([0xff, 0xd8, 0xff]), '%PDF-1.4']);
  assert.is(right(await withType(picture, undefined)).type, 'image/jpeg');
});

/** A Blob of jsdom before its version 27: without arrayBuffer, text and stream. */
class OldBlob {
  readonly size = 10;
  readonly type = 'application/pdf';
  slice() {
    return this as unknown as Blob;
  }
}

types('takes a Blob that a FileReader alone can read, and refuses it where there is none', async () => {
  const old = new OldBlob() as unknown as Blob;
  assert.is(right(toBlob(old)), old);
  assert.match(message(await withType(old, undefined)), /can no longer be read/);
  class Reader {
    result: ArrayBuffer | null = null;
    onload: (() => void) | null = null;
    readAsArrayBuffer() {
      this.result = new TextEncoder().encode('%PDF-1.7 x').buffer;
      queueMicrotask(() => this.onload?.());
    }
  }
  Object.assign(globalThis, { FileReader: Reader });
  try {
    const typed = right(await withType(old, undefined));
    assert.equal(await typed.text(), '%PDF-1.7 x');
    assert.is(typed.type, 'application/pdf');
  } finally {
    Reflect.deleteProperty(globalThis, 'FileReader');
  }
});

types('refuses a Blob whose properties throw, whatever is asked of it', async () => {
  const throws = () => {
    throw new Error('no');
  };
  for (const name of ['size', 'slice', 'arrayBuffer']) {
    const blob = Object.defineProperty(new OldBlob(), name, { get: throws }) as unknown as Blob;
    const made = toBlob(blob);
    const ended = made._tag === 'Left' ? made : await withType(made.right, undefined);
    assert.match(message(ended), /content can no longer be read/, name);
  }
});

types.run();

const inline = suite('toBase64');

inline('carries as much as one request may', async () => {
  const most = (maxBase64 / 4) * 3;
  const text = right(await toBase64(new Blob([new Uint8Array(most)])));
  assert.is(text.length, maxBase64);
  assert.match(
    message(await toBase64(new Blob([new Uint8Array(most + 1)]))),
    /has 4687501 bytes, and .* at most 6250000/,
  );
});

inline('is the bytes', async () => {
  assert.is(right(await toBase64(new Blob([pdf]))), Buffer.from(pdf).toString('base64'));
});

inline.run();
