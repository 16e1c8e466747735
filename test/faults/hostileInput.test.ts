import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type Call,
  type Context,
  type ContextOptions,
  clientCredentials,
  createContext,
  createDocument,
  createOrganization,
  credentials,
  deleteDocument,
  deleteDocuments,
  getDocumentContent,
  getDocumentStream,
  getModel,
  getTraining,
  type LasError,
  listDocuments,
  listModels,
  path,
  putDocumentContent,
  request,
  sendHeartbeat,
  staticToken,
  updateDocument,
  updateTransitionExecution,
} from '../../src/index.js';
import { credentialsFromFile } from '../../src/node/index.js';
import { type Listening, serve } from './servers.js';

const canary = 'canary-of-the-test';
const smuggled = `${canary}\r\nx-evil: 1`;
const half = `${canary}\ud800`;
const pdf = new Blob(['%PDF-1.7\n']);
const id = 'las:document:1f';

/** What a program without types may hand over: text from outside is anything. */
const wild = <A>(value: unknown): A => value as A;

type Run = (ctx: Context) => TaskEither<LasError, unknown>;
const ask = (call: Omit<Call, 'method'>, method: Call['method'] = 'GET'): Run => {
  return (ctx) => request(ctx, { method, ...call }, t.unknown);
};

const badIds: ReadonlyArray<unknown> = [
  ...['', ' ', '.', '..', '/', 'las', 'las:', 'las:document:', 'las:document:a b', 'las:document:a/../b'],
  ...['las:document:a/b', 'las:document:a\r\nx-evil: 1', 'las:document:a\0', 'las:document:\u2028'],
  ...['las:document:a\ud800', 'las:document:\udc00', '%2e%2e', 'las:organization:o/las:document:d'],
  ...['las:organization:o/../las:model:m', 'LAS:DOCUMENT:A', 'https://evil.example/las:document:a'],
  ...[undefined, null, Number.NaN, 7, true, {}, [], ['las:document:a', 'las:document:b'], Symbol('id')],
];

const paths: ReadonlyArray<unknown> = [
  ...['documents', '/a/../b', '/a/..', '/./a', '/a/%2e%2e/b', '/a/.%2E?b', '/a\\..\\b'],
  ...['/a b', '/a\tb', '/a\r\nx-evil: 1', '/a#b', '/a\0', '/\ud800', '', 'https://evil.example/', '/a\u00ad'],
];

const queries: ReadonlyArray<unknown> = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, new Date(Number.NaN), {}, 1n, () => 1, Symbol('x')],
  ...[
    half,
    ['a', half],
    [Number.NaN],
    [['a']],
    [new Date(Number.NaN)],
    Object.create(null),
    { toString: null },
  ],
];

const bodies: ReadonlyArray<unknown> = [
  ...[Number.NaN, Number.NEGATIVE_INFINITY, 1n, { a: Number.NaN }, [[Number.POSITIVE_INFINITY]]],
];

const contents: ReadonlyArray<unknown> = [
  ...[new Blob([]), new Uint8Array(), new ArrayBuffer(0), '', 'no base64!', 'plain text', undefined, null, 7],
  ...[
    {},
    [37, 80, 68, 70],
    new Date(),
    new Blob(['just text']),
    btoa('just text'),
    new URLSearchParams('a=b'),
  ],
];

const refused: ReadonlyArray<readonly [string, ReadonlyArray<Run>]> = [
  [
    'ids',
    badIds.flatMap(
      (bad): ReadonlyArray<Run> => [
        (ctx) => deleteDocument(ctx, wild(bad)),
        (ctx) => updateDocument(ctx, wild(bad), { name: 'x' }),
        (ctx) => getModel(ctx, wild(bad)),
        (ctx) => getTraining(ctx, 'las:model:1', wild(bad)),
        (ctx) => sendHeartbeat(ctx, 'las:transition:1', wild(bad)),
        (ctx) => deleteDocuments(ctx, { datasetId: wild([bad]) }),
      ],
    ),
  ],
  ['paths', paths.map((bad) => ask({ path: wild<string>(bad) }, 'DELETE'))],
  ['ids in a path', badIds.map((bad) => ask({ path: path`/documents/${wild<string>(bad)}` }, 'DELETE'))],
  [
    'queries',
    queries.flatMap((bad) => [
      ask({ path: '/things', query: { q: wild(bad) } }),
      (ctx: Context) => listDocuments(ctx, { nextToken: wild(bad) }),
      (ctx: Context) => listModels(ctx, { maxResults: wild(bad) }),
      (ctx: Context) =>
        getDocumentContent(ctx, wild({ documentId: id, fileUrl: `${ctx.apiEndpoint}/f` }), {
          page: wild(bad),
        }),
      (ctx: Context) =>
        getDocumentStream(ctx, wild({ documentId: id, fileUrl: `${ctx.apiEndpoint}/f` }), {
          page: wild(bad),
        }),
    ]),
  ],
  ['bodies', bodies.map((bad) => ask({ path: '/things', body: bad }, 'POST'))],
  ['a name that is not finite', [(ctx) => createOrganization(ctx, { name: wild(Number.NaN) })]],
  [
    'dates that are none',
    [
      (ctx) =>
        updateTransitionExecution(ctx, 'las:transition:1', 'las:transition-execution:1', {
          status: 'succeeded',
          output: {},
          startTime: new Date(Number.NaN),
        }),
    ],
  ],
  [
    'contents',
    contents.flatMap(
      (bad): ReadonlyArray<Run> => [
        (ctx) => createDocument(ctx, wild(bad)),
        (ctx) => createDocument(ctx, wild(bad), { upload: 'inline' }),
        (ctx) => putDocumentContent(ctx, id, wild(bad)),
      ],
    ),
  ],
  [
    'contents that are not what is said',
    [
      (ctx) => createDocument(ctx, pdf, { contentType: 'image/png' }),
      (ctx) => createDocument(ctx, new Uint8Array([0xff, 0xd8, 0xff]), { contentType: 'application/pdf' }),
      (ctx) => putDocumentContent(ctx, id, pdf, { contentType: wild(`image/png\r\nx-evil: 1`) }),
      (ctx) => createDocument(ctx, pdf, { contentType: wild('text/html\r\nx-evil: 1') }),
    ],
  ],
  ['nothing to change', [(ctx) => updateDocument(ctx, id, {})]],
];

async function withServer(use: (server: Listening) => Promise<void>): Promise<void> {
  const server = await serve((response) => response.end('{}'));
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const context = ({ origin }: Listening, options: Partial<ContextOptions> = {}) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken('token-of-the-test'),
    retry: 0,
    ...options,
  });

const input = suite('hostile input');

for (const [name, runs] of refused) {
  input(`${name}: InvalidInput, and nothing is sent`, () =>
    withServer(async (server) => {
      const ctx = context(server);
      for (const run of runs) {
        const result = await run(ctx)();
        assert.ok(result._tag === 'Left' && result.left._tag === 'InvalidInput', `${run} ${inspect(result)}`);
        assert.ok(result.left.message.length < 400, result.left.message);
      }
      assert.equal(server.arrived, []);
    }),
  );
}

const wrongOptions: ReadonlyArray<readonly [string, Partial<ContextOptions>]> = [
  ...[smuggled, `${canary}\n`.repeat(2), `${canary}\0`, `${canary} 🎉`, half].flatMap(
    (bad): ReadonlyArray<readonly [string, Partial<ContextOptions>]> => [
      ['a header', { headers: { 'x-mine': bad } }],
      ['the name of a header', { headers: { [bad]: '1' } }],
      ['the key', { apiKey: bad }],
      ['a token', { credentials: staticToken(bad) }],
      ['a token of a source', { credentials: credentials(() => bad) }],
    ],
  ),
  ['the name of a header that is empty', { headers: { '': canary } }],
  ['a header that is no text', { headers: { 'x-mine': wild(Symbol(canary)) } }],
  ['another scheme', { apiEndpoint: 'ftp://127.0.0.1/v1' }],
  ['plain http', { apiEndpoint: 'http://api.example.com/v1' }],
  ['a password', { apiEndpoint: `https://me:${canary}@api.example.com/v1` }],
  ['no address', { apiEndpoint: smuggled }],
];

input('in options: InvalidInput that shows no value, and nothing is sent', () =>
  withServer(async (server) => {
    for (const [name, options] of wrongOptions) {
      for (const run of [
        ask({ path: '/things' }),
        (ctx: Context) => createDocument(ctx, pdf, { upload: 'inline' }),
      ]) {
        const result = await run(context(server, options))();
        assert.ok(
          result._tag === 'Left' && result.left._tag === 'InvalidInput',
          `${name} ${inspect(result)}`,
        );
        if (name !== 'no address') assert.not.match(inspect(result), new RegExp(canary), name);
      }
    }
    assert.equal(server.arrived, []);
  }),
);

input('no token, no secret, no source: MissingCredentials, and nothing is sent', () =>
  withServer(async (server) => {
    const authEndpoint = server.origin;
    const missing: ReadonlyArray<ContextOptions['credentials']> = [
      staticToken(''),
      staticToken(wild(undefined)),
      credentials(() => ''),
      credentials(() => wild(7)),
      credentials(() => Promise.reject(new Error(canary))),
      clientCredentials({ clientId: '', clientSecret: canary, authEndpoint }),
      clientCredentials({ clientId: canary, clientSecret: '', authEndpoint }),
      wild(undefined),
      wild({}),
      { getToken: () => wild(undefined) },
      { getToken: async () => wild({ _tag: 'Right', right: 7 }) },
    ];
    for (const one of missing) {
      const result = await ask({ path: '/things' })(context(server, { credentials: one }))();
      assert.ok(result._tag === 'Left' && result.left._tag === 'MissingCredentials', inspect(result));
      assert.not.match(inspect(result), new RegExp(canary));
    }
    assert.equal(server.arrived, []);
  }),
);

input('control: what is sound is sent', () =>
  withServer(async (server) => {
    const sound: ReadonlyArray<Run> = [
      ask({ path: '/things', query: { n: 1, many: ['a', 'b'], text: 'x\r\ny', none: undefined } }),
      (ctx) => deleteDocument(ctx, id),
      ask({ path: '//evil.example/a' }),
      ask({ path: path`/models/${'las:organization:../las:model:m'}` }),
      // Numbers from a form are text, and right as such.
      (ctx) => listModels(ctx, { maxResults: wild('3') }),
      (ctx) => createDocument(ctx, pdf, { upload: 'inline', name: 'x\r\ny: z' }),
    ];
    for (const run of sound) await run(context(server, { headers: { 'x-mine': '1' } }))();
    assert.equal(
      server.arrived.map(({ url }) => url),
      [
        '/v1/things?n=1&many=a&many=b&text=x%0D%0Ay',
        '/v1/documents/las%3Adocument%3A1f',
        '/v1//evil.example/a',
        '/v1/models/las%3Aorganization%3A..%2Flas%3Amodel%3Am',
        '/v1/models?maxResults=3',
        '/v1/documents',
      ],
    );
    assert.ok(server.arrived.every(({ headers }) => headers['x-mine'] === '1' && !('y' in headers)));
  }),
);

input('the name of a profile is a name and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'las-fp-'));
  const file = join(folder, 'credentials.cfg');
  await writeFile(file, '[default]\nclient_id = me\nclient_secret = hunter2\n[other]\nclient_id = you\n');
  const profiles = [
    'x]\n[default',
    'default]',
    '__proto__',
    'constructor',
    'toString',
    '../default',
    '\ud800',
  ];
  for (const profile of profiles) {
    const result = await credentialsFromFile({ path: file, profile })();
    assert.ok(result._tag === 'Left' && result.left._tag === 'MissingCredentials', profile);
    assert.not.match(inspect(result), /hunter2/);
    assert.ok(result.left.message.length < 400);
  }
  await rm(folder, { recursive: true });
});

input.run();
