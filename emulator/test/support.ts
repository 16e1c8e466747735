/** A small client for the tests, which knows nothing of the SDK. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createEmulator, type Emulator, type EmulatorOptions, standingClock } from '../src/index.js';
import { root } from './root.js';

export const api = 'https://api.lucidtech.ai/v1';
export const auth = 'https://auth.lucidtech.ai';

/** A clock that only goes on when it is told to. */
export const clock = () => standingClock(Date.UTC(2026, 0, 1));

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface Tester {
  readonly emulator: Emulator;
  readonly token: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Like `call`, for an answer that must be a 200. */
  ok(method: string, path: string, body?: unknown): Promise<Answer['body']>;
  upload(bytes: Uint8Array, body?: Record<string, unknown>): Promise<string>;
}

export async function tokenOf(
  emulator: Pick<Emulator, 'fetch'>,
  clientId: string,
  clientSecret: string,
): Promise<Response> {
  return emulator.fetch(`${auth}/oauth2/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
}

/** An emulator with a token to it. */
export async function tester(
  options: EmulatorOptions = {},
  seen?: (method: string, path: string, answer: Answer) => void,
): Promise<Tester> {
  const emulator = createEmulator(options);
  const answer = await tokenOf(emulator, emulator.clientId, emulator.clientSecret);
  const token = String((await answer.json()).access_token);
  const call: Tester['call'] = async (method, path, body, headers = {}) => {
    const response = await emulator.fetch(`${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(options.apiKey === undefined ? {} : { 'x-api-key': options.apiKey }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const result = {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    };
    seen?.(method, path, result);
    return result;
  };
  const ok: Tester['ok'] = async (method, path, body) => {
    const result = await call(method, path, body);
    if (result.status !== 200) {
      throw new Error(`${method} ${path}: ${result.status} ${JSON.stringify(result.body)}`);
    }
    return result.body;
  };
  const upload: Tester['upload'] = async (bytes, body = {}) => {
    const { documentId, fileUrl } = await ok('POST', '/documents', body);
    const put = await emulator.fetch(fileUrl, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body: bytes.slice(),
    });
    if (put.status !== 200) throw new Error(`PUT ${fileUrl}: ${put.status}`);
    return documentId;
  };
  return { emulator, token, call, ok, upload };
}

/** The sample of the examples. */
export function sampleInvoice(): Promise<Uint8Array> {
  return readFile(join(root, 'examples/sample-invoice.pdf'));
}

export const png: Uint8Array = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
