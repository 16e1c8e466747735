/** Canaries in every place that holds a secret, and a search for them in everything that a program gets to see. */
import { inspect } from 'node:util';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator } from '../../emulator/src/index.js';
import {
  type Context,
  clientCredentials,
  createContext,
  createSecret,
  type LasError,
  LasException,
  type RequestRecord,
  type ResponseRecord,
  updatePaymentMethod,
  updateSecret,
  withOptions,
} from '../../src/index.js';
import { collectCalls } from '../support/operation.js';

const canaries = {
  secret: 'canary-password-5f0e',
  clientId: 'canary-client-id-77aa',
  clientSecret: 'canary-client-secret-91c2',
  apiKey: 'canary-api-key-c44d',
  header: 'canary-header-13f8',
} as const;

type Run = (ctx: Context) => TaskEither<LasError, unknown>;

const runs: ReadonlyArray<Run> = [
  ...[...(await collectCalls()).values()].flatMap((all) => all.slice(0, 1).map(({ call }) => call)),
  (ctx) => createSecret(ctx, { username: 'u', password: canaries.secret }),
  (ctx) => updateSecret(ctx, 'las:secret:1', { data: { password: canaries.secret } }),
  (ctx) => updatePaymentMethod(ctx, 'las:payment-method:1', { stripeSetupIntentSecret: canaries.secret }),
];

/** What stands between the calls and the emulator: it may answer in its place. */
type Fault = (request: Request, body: string) => Response | undefined;

const said = (request: Request, body: string) => ({
  message: `${request.method} with ${[...request.headers].join(' ')} and ${body} is wrong`,
  headers: Object.fromEntries(request.headers),
  body,
});

const isToken = (request: Request) => request.url.includes('/token');

// Only those canaries that a server has no way of knowing to be secret stay out of its answers: bodies without one.
const quoting =
  (status: number, tokens: boolean): Fault =>
  (request, body) =>
    isToken(request) === tokens ? Response.json(said(request, body), { status }) : undefined;

const faults: Readonly<Record<string, Fault>> = {
  'nothing goes wrong': () => undefined,
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 429, 500].map((code) => [`${code} quotes the request`, quoting(code, false)]),
  ),
  '200 with another shape': (request) =>
    isToken(request) ? undefined : Response.json(request.headers.get('authorization')),
  '200 with HTML': (request) =>
    isToken(request) ? undefined : new Response(`<p>${request.headers.get('authorization')}</p>`),
  'the auth endpoint quotes the request': quoting(400, true),
  'the auth endpoint is down and quotes the request': quoting(503, true),
  'the auth endpoint answers something else': (request, body) =>
    isToken(request) ? Response.json({ token: said(request, body) }) : undefined,
  'the auth endpoint answers HTML': (request, body) =>
    isToken(request) ? new Response(JSON.stringify(said(request, body)).slice(1)) : undefined,
  'no connection, and the error quotes the headers': (request) => {
    const { message } = said(request, '');
    throw Object.assign(new TypeError(message, { cause: new Error(message) }), { request, code: message });
  },
};

/** All that a program sees of a run of every call: as text of every kind. */
async function seen(
  fault: Fault,
): Promise<{ readonly text: string; readonly secrets: ReadonlyArray<string> }> {
  const log: string[] = [];
  const records: (RequestRecord | ResponseRecord)[] = [];
  const tokens = new Set<string>();
  const emulator = createEmulator({
    clientId: canaries.clientId,
    clientSecret: canaries.clientSecret,
    apiKey: canaries.apiKey,
    log: (line) => log.push(line),
  });
  const credentials = clientCredentials(emulator);
  const ctx = createContext({
    credentials,
    apiKey: canaries.apiKey,
    headers: { 'x-mine': canaries.header },
    retry: { limit: 1, delay: 0 },
    fetch: async (request) => {
      const copy = request.clone();
      const token = request.headers.get('authorization')?.replace(/^\w+ /, '');
      if (token) tokens.add(token);
      return fault(copy, await copy.text()) ?? emulator.fetch(request);
    },
    onRequest: (record) => records.push(record),
    onResponse: (record) => records.push(record),
  });
  const results: unknown[] = [];
  for (const run of runs) {
    const result = await run(ctx)();
    if (result._tag === 'Left') results.push(result.left, new LasException(result.left));
  }
  const all = { ctx, other: withOptions(ctx, { timeout: 1 }), credentials, results, records, emulator: log };
  const show = { depth: 12, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null };
  const text = [inspect(all, show), JSON.stringify(all), ...results.map(String)].join('\n');
  return { text, secrets: [...tokens] };
}

/** Which of the secrets are in a text, in any of the ways that they travel in. */
function find(text: string, secrets: Readonly<Record<string, string>>): ReadonlyArray<string> {
  const { clientId, clientSecret } = canaries;
  const all = { ...secrets, basic: btoa(`${clientId}:${clientSecret}`) };
  const forms = (secret: string) => [
    secret,
    btoa(secret),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
  return Object.entries(all)
    .filter(([, secret]) => forms(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}

const { clientId: _, ...secretOnes } = canaries;

const secrets = suite('secrets');

for (const [name, fault] of Object.entries(faults)) {
  secrets(`are nowhere to be seen: ${name}`, async () => {
    const { text, secrets: tokens } = await seen(fault);
    assert.ok(text.length > 10_000);
    const all = { ...secretOnes, ...Object.fromEntries(tokens.map((token, i) => [`token ${i}`, token])) };
    assert.ok(tokens.length > 0);
    assert.equal(find(text, all), []);
  });
}

secrets('control: the search finds what is planted', async () => {
  const leak = ({ request }: { readonly request: Request }) => request.headers.get('authorization') ?? '';
  const planted: Readonly<Record<string, string>> = {
    plain: `an error with ${canaries.secret}`,
    encoded: `?key=${encodeURIComponent(canaries.apiKey)}`,
    base64: btoa(canaries.header),
    inspected: inspect(
      { a: { b: [new Error('x', { cause: { secret: canaries.clientSecret } })] } },
      { depth: 12 },
    ),
    header: leak({
      request: new Request('http://127.0.0.1', {
        headers: { authorization: `Basic ${btoa(`${canaries.clientId}:${canaries.clientSecret}`)}` },
      }),
    }),
  };
  assert.equal(
    Object.values(planted).map((text) => find(text, secretOnes)),
    [['secret'], ['apiKey'], ['header'], ['clientSecret'], ['basic']],
  );
});

secrets('control: what is seen holds errors, records and the log', async () => {
  const { text } = await seen(quoting(400, false));
  for (const part of ['BadRequest', 'LasException', 'duration', '/v1/secrets', 'POST /oauth2/token 200']) {
    assert.ok(text.includes(part), part);
  }
});

secrets.run();
