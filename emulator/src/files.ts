/** Files: base64, magic numbers, and the file server. */
import { documentArrived } from './agents/flow.js';
import type { Call } from './api/call.js';

import type { Fields } from './api/check.js';
import { ApiError } from './api/errors.js';
import { type Bytes, type Entry, find, type State, timestamp } from './store/state.js';

const magic: readonly (readonly [string, RegExp])[] = [
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

export function unknownType(): never {
  throw new ApiError(
    400,
    'The file is not a PDF, JPEG, PNG, TIFF, WebP or e-mail, and no contentType was given',
  );
}

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

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces, since a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(binary);
}

export function fileUrl(call: Call, documentId: string): string {
  const origin = call.state.options.filesOrigin ?? call.url.origin;
  return `${origin.replace(/\/$/, '')}/files/${encodeURIComponent(documentId)}`;
}

/** Keeps the bytes of a document and the content type that they have. */
export function store(state: State, document: Entry, bytes: Bytes, inline: boolean): void {
  if (bytes.length === 0) throw new ApiError(400, 'The file is empty');
  const contentType = document.data['contentType'] ?? contentTypeOf(bytes) ?? unknownType();
  document.data['contentType'] = contentType;
  state.files.set(document.id, { bytes, inline });
  documentArrived(state, document);
}

/** The code of a function, which nothing here runs. */
async function codeOf(state: State, request: Request, { id }: Entry): Promise<Response> {
  if (request.method === 'PUT') {
    state.files.set(id, { bytes: new Uint8Array(await request.arrayBuffer()), inline: false });
    return Response.json({});
  }
  const file = state.files.get(id);
  if (file === undefined) throw new ApiError(404, 'The file has not arrived');
  return new Response(file.bytes, { headers: { 'content-type': 'application/octet-stream' } });
}

const rendering = ['width', 'height', 'page', 'rotation', 'density', 'quality'];

/** `PUT` and `GET` of a `fileUrl`. */
export async function fileServer(state: State, request: Request, documentId: string): Promise<Response> {
  const run = state.runs.get(documentId);
  if (run !== undefined) {
    if (request.method !== 'GET') throw new ApiError(405, 'The variables of a run are only read');
    if (run.output === null) throw new ApiError(404, 'The run has no variables yet');
    return Response.json({ ...run.output, ...run.variables });
  }
  if (documentId.includes(':function:')) return codeOf(state, request, find(state, 'function', documentId));
  const document = find(state, 'document', documentId);
  if (request.method === 'PUT') {
    store(state, document, new Uint8Array(await request.arrayBuffer()), false);
    Object.assign(document.data, { updatedTime: timestamp(state) } satisfies Fields);
    return Response.json({});
  }
  const file = state.files.get(documentId);
  if (file === undefined) throw new ApiError(404, 'The file has not arrived');
  const query = new URL(request.url).searchParams;
  if (rendering.some((key) => query.has(key))) {
    // There is no renderer here, and the original bytes would pass for what was asked.
    throw new ApiError(501, 'The emulator does not render files: ask for this one without parameters');
  }
  return new Response(file.bytes, {
    headers: {
      'content-type': String(document.data['contentType']),
      // A file is only data, whatever it claims to be.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}
