/** Files: what they are, and the file server. */
import { documentArrived } from './agents/flow.js';
import type { Call } from './api/call.js';
import { md5Of } from './base64.js';
import { readBytes } from './bytes.js';
import { ApiError } from './errors.js';
import { timestamp } from './store/clock.js';
import { type Entry, find, set } from './store/entries.js';
import { type Bytes, fileOf, keepFile } from './store/files.js';
import { memoryOf } from './store/memory.js';
import type { StoredFile } from './store/records.js';
import type { State } from './store/state.js';

const magic: ReadonlyArray<readonly [type: string, head: RegExp]> = [
  ['application/pdf', /^25504446/],
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e47/],
  ['image/tiff', /^(49492a00|4d4d002a)/],
  ['image/webp', /^52494646.{8}57454250/],
];

/** The content type that the first bytes tell. */
export function contentTypeOf(bytes: Uint8Array): string | undefined {
  // Something may stand before the header of a PDF; an e-mail begins with a header of its own.
  const begin = String.fromCharCode(...bytes.subarray(0, 1024));
  if (begin.includes('%PDF-')) return 'application/pdf';
  if (/^(Received|Return-Path|Delivered-To|MIME-Version|Message-ID|From|To|Subject|Date): /i.test(begin)) {
    return 'message/rfc822';
  }
  const head = Array.from(bytes.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return magic.find(([, pattern]) => pattern.test(head))?.[0];
}

/** Refuses a file that is nothing that the API takes. */
export function unknownType(): never {
  throw new ApiError(
    400,
    'The file is not a PDF, JPEG, PNG, TIFF, WebP or e-mail, and no contentType was given',
  );
}

/** Where the file of a document, a function or a run is. */
export function fileUrl({ state, url }: Pick<Call, 'state' | 'url'>, id: string): string {
  const origin = state.options.filesOrigin ?? url.origin;
  return `${origin.replace(/\/$/, '')}/files/${encodeURIComponent(id)}`;
}

/** Keeps the bytes of a document and the content type that they have. */
export function store(state: State, document: Entry<'document'>, bytes: Bytes, inline: boolean): void {
  if (bytes.length === 0) throw new ApiError(400, 'The file is empty');
  const contentType = document.data.contentType ?? contentTypeOf(bytes) ?? unknownType();
  set(document, { contentType, contentMD5: md5Of(bytes) });
  keepFile(state, document.id, { bytes, inline });
  documentArrived(state, document);
}

/** The code of a function, which nothing here runs. */
async function codeOf(state: State, request: Request, { id }: Entry<'function'>): Promise<Response> {
  if (request.method === 'PUT') {
    keepFile(state, id, { bytes: await readBytes(request, maxFile), inline: false });
    return Response.json({});
  }
  const file = fileOf(state, id);
  if (file === undefined) throw new ApiError(404, 'The file has not arrived');
  return new Response(file.bytes, { headers: { 'content-type': 'application/octet-stream' } });
}

const rendering = ['width', 'height', 'page', 'rotation', 'density', 'quality'] as const;

/** A page of a file as a picture, by the renderer of the options. */
async function rendered(
  state: State,
  query: URLSearchParams,
  file: StoredFile,
  contentType: string,
): Promise<Response> {
  const { render } = state.options;
  if (render === undefined) {
    // The original bytes would pass for what was asked.
    throw new ApiError(
      501,
      'The emulator draws no pages: give it a renderer (render), or ask without parameters',
    );
  }
  const number = (key: string): number | undefined => {
    const text = query.get(key);
    if (text === null) return undefined;
    if (!/^\d{1,5}$/.test(text)) throw new ApiError(400, `${key} must be a whole number`);
    return Number(text);
  };
  const options = {
    page: number('page') ?? 0,
    ...{ width: number('width'), height: number('height'), density: number('density') },
    ...{ rotation: number('rotation'), quality: query.get('quality') ?? undefined },
  };
  const picture = await render({ bytes: file.bytes.slice(), contentType }, options);
  if (picture === undefined) throw new ApiError(404, `There is no page ${options.page}`);
  return new Response(Uint8Array.from(picture.bytes), { headers: { 'content-type': picture.contentType } });
}

/** The most bytes of a file. */
const maxFile = 512_000_000;

/** `PUT` and `GET` of a `fileUrl`. */
export async function fileServer(state: State, request: Request, id: string): Promise<Response> {
  const run = memoryOf(state, id);
  if (run !== undefined) {
    if (request.method !== 'GET') throw new ApiError(405, 'The variables of a run are only read');
    if (run.output === null) throw new ApiError(404, 'The run has no variables yet');
    return Response.json({ ...run.output, ...run.variables });
  }
  if (id.includes(':function:')) return codeOf(state, request, find(state, 'function', id));
  const document = find(state, 'document', id);
  if (request.method === 'PUT') {
    store(state, document, await readBytes(request, maxFile), false);
    set(document, { updatedTime: timestamp(state) });
    return Response.json({});
  }
  const file = fileOf(state, id);
  if (file === undefined) throw new ApiError(404, 'The file has not arrived');
  const query = new URL(request.url).searchParams;
  if (rendering.some((key) => query.has(key))) {
    return rendered(state, query, file, String(document.data.contentType));
  }
  return new Response(file.bytes, {
    headers: {
      'content-type': String(document.data.contentType),
      // A file is only data, whatever it claims to be.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}
