/** Symptoms of arguments that are refused. */

import * as las from '../../src/index.js';
import { fileContent } from '../../src/node/index.js';
import { right } from '../support/results.js';
import { browser } from './credentials.js';
import type { Provocations } from './page.js';
import { at, bytes, call, ctx, emulator, get, pdf, printed, untyped } from './world.js';

const { createDocument, getDocument, updateDocument } = las;

const tooLong = new Blob([pdf, new Uint8Array(5_000_000)]);

/** Runs something where there is no WebCrypto, as in a page of http. */
async function withoutWebCrypto<A>(run: () => Promise<A>): Promise<A> {
  const there = Object.getOwnPropertyDescriptor(globalThis, 'crypto') ?? {};
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  return run().finally(() => Object.defineProperty(globalThis, 'crypto', there));
}

export const ofArguments: Provocations = {
  'Nothing happens': {
    texts: async () => {
      const before = emulator.requests.length;
      const text = printed(await getDocument(ctx, 'las:document:1'));
      if (emulator.requests.length > before) throw new Error('a request was sent');
      return [text];
    },
    remedy: async () => right(await getDocument(ctx, 'las:document:1')()),
  },
  'A call never rejects': {
    texts: async () => [printed(await getDocument(ctx, 'las:document:2')())],
    remedy: async () => {
      const thrown: unknown = await las.toPromise(getDocument(ctx, 'las:document:2')).catch((error) => error);
      if (!(thrown instanceof las.LasException)) throw thrown;
    },
  },
  'Not an id': call([getDocument(ctx, untyped('1')), getDocument(ctx, untyped(''))], get()),
  'content must be a Blob': call(createDocument(ctx, untyped(5)), createDocument(ctx, pdf)),
  'content is not base64': call(createDocument(ctx, './invoice.pdf'), createDocument(ctx, btoa('%PDF-1.7'))),
  'content is empty': call(createDocument(ctx, new Uint8Array())),
  'content does not begin like': call(
    createDocument(ctx, bytes('From: me@example.com')),
    createDocument(ctx, bytes('From: me@example.com'), { contentType: 'message/rfc822' }),
  ),
  'content is …, but contentType': call(
    createDocument(ctx, pdf, { contentType: 'image/png' }),
    createDocument(ctx, pdf),
  ),
  'contentType must be': call(
    createDocument(ctx, pdf, { contentType: untyped('text/plain') }),
    createDocument(ctx, pdf),
  ),
  'content has': call(
    [
      createDocument(ctx, tooLong, { upload: 'inline' }),
      createDocument(ctx, 'A'.repeat(6_250_004), { upload: 'inline' }),
    ],
    createDocument(ctx, tooLong),
  ),
  'File not found': call(fileContent('nowhere.pdf')),
  'Not a file': call(fileContent('.')),
  'Nothing to change': call(
    updateDocument(ctx, 'las:document:1', {}),
    updateDocument(ctx, 'las:document:1', { name: 'one' }),
  ),
  'A timeout, maxBody': call(
    [get({ timeout: Number.NaN }), get({ retry: -1 })],
    get({ timeout: 60_000, retry: 1 }),
  ),
  'signal must be': call(
    get({ signal: untyped(new AbortController()) }),
    get({ signal: new AbortController().signal }),
  ),
  'apiEndpoint must be': call([
    getDocument(at('api.lucidtech.ai/v1'), 'las:document:1'),
    getDocument(at('http://api.lucidtech.ai/v1'), 'las:document:1'),
    browser({ authEndpoint: 'http://auth.lucidtech.ai' }).beginLogin(),
  ]),
  'Invalid characters in a header': call(
    las.listModels(las.withOptions(ctx, { headers: { 'x-trace': 'one\n' } })),
    las.listModels(las.withOptions(ctx, { headers: { 'x-trace': 'one\n'.trim() } })),
  ),
  'redirectUri and logoutUri': call(
    [
      browser({ redirectUri: 'http://page.example/' }).beginLogin(),
      browser({ logoutUri: 'https://page.example/#x' }).beginLogin(),
    ],
    browser().beginLogin(),
  ),
  'WebCrypto is missing': call(() => withoutWebCrypto(browser().beginLogin()), browser().beginLogin()),
};
