import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type Context,
  type ContextOverrides,
  collect,
  createContext,
  createDocument,
  credentials,
  getDocument,
  getDocumentContent,
  getDocumentStream,
  type LasDocument,
  type LasError,
  listDocuments,
  listModels,
  putDocumentContent,
  staticToken,
  updateDocument,
} from '../../src/index.js';
import { left } from '../support/results.js';
import { runHere, trustedFiles } from './programs.js';
import { type Answering, type Listening, serve, serveRaw } from './servers.js';

const token = 'token-of-the-test';
const apiKey = 'key-of-the-test';
const id = 'las:document:1f';
const pdf = new Blob(['%PDF-1.7\n']);
const document: LasDocument = {
  documentId: id,
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};
const good = JSON.stringify(document);

const context = ({ origin }: Pick<Listening, 'origin'>, overrides: ContextOverrides = {}) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken(token),
    apiKey,
    retry: 0,
    timeout: 10_000,
    ...overrides,
  });

/** What a call ends in, of a server that gives this answer. */
async function answered(
  answer: Answering,
  call: (ctx: Context) => TaskEither<LasError, unknown> = (ctx) => getDocument(ctx, id),
) {
  const server = await serve(answer);
  try {
    return await call(context(server))();
  } finally {
    await server.close();
  }
}

const body =
  (text: string, status = 200): Answering =>
  (response) =>
    response.writeHead(status).end(text);

// -- addresses of files ----------------------------------------------------------------------------------------

const files = suite('hostile server: where it sends files to');

const places = (server: Listening, other: Listening): ReadonlyArray<string> => [
  ...[
    'ftp://files.example.com/f',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
    'blob:x',
  ],
  ...['http://files.example.com/f', 'http://169.254.169.254/latest/meta-data', `${other.origin}/f`],
  ...[
    'https://169.254.169.254/f',
    'https://169.254.169.254./f',
    'https://0xa9fea9fe/f',
    'https://2852039166/f',
  ],
  ...['https://[fe80::1]/f', 'https://[::ffff:169.254.169.254]/f', 'https://10.0.0.1/f', 'https://127.1/f'],
  ...['https://localhost/f', 'https://a.localhost/f', 'https://localhost./f', 'https://0/f'],
  ...['https://me:password@files.example.com/f', 'https://files.example.com@127.0.0.1/f'],
  ...[server.origin.replace('//', '//me:password@'), `${server.origin}.evil.example/f`, '/f', 'f', '', ' '],
  ...[server.origin.replace('127.0.0.1', 'localhost'), `http://${'a'.repeat(100_000)}/f`],
];

files('to no place but its own origin and named https hosts, and no token goes there', async () => {
  const server = await serve((response) => response.end(good));
  const other = await serve((response) => response.end());
  const seen: string[] = [];
  const ctx = context(server, {
    fetch: (request) => {
      seen.push(request.url);
      return fetch(request);
    },
  });
  for (const fileUrl of places(server, other)) {
    for (const task of [
      getDocumentContent(ctx, { ...document, fileUrl }),
      getDocumentStream(ctx, { ...document, fileUrl }),
      putDocumentContent(ctx, { ...document, fileUrl }, pdf),
    ]) {
      const error = left(await task());
      // Without an address there is none to ask, and the document is asked for instead.
      assert.is(error._tag, 'InvalidInput', fileUrl);
      assert.not.match(error.message, /password|\n/);
    }
  }
  assert.equal(
    seen.filter((url) => !url.startsWith(`${server.origin}/v1/documents/`)),
    [],
  );
  assert.equal(other.arrived, []);
  await Promise.all([server.close(), other.close()]);
});

files('control: its own origin is one', async () => {
  const server = await serve((response) => response.end('a file'));
  const got = await getDocumentContent(context(server), { ...document, fileUrl: `${server.origin}/f?a=1` })();
  assert.ok(got._tag === 'Right');
  assert.is(await got.right.text(), 'a file');
  assert.is(server.arrived[0]?.url, '/f?a=1');
  assert.is(server.arrived[0]?.headers.authorization, `Bearer ${token}`);
  assert.is(server.arrived[0]?.headers['x-api-key'], undefined);
  await server.close();
});

files('from https to http by a redirect: not followed, and no token goes there', async () => {
  const { results, strayed, asked } = (await runHere('downgrade', ...trustedFiles())) as {
    readonly results: ReadonlyArray<{ readonly _tag: string; readonly status?: number }>;
    readonly strayed: number;
    readonly asked: ReadonlyArray<string>;
  };
  assert.equal(
    results.map(({ _tag, status }) => [_tag, status]),
    [
      ['HttpError', 302],
      ['HttpError', 302],
      ['HttpError', 307],
      ['HttpError', 302],
    ],
  );
  assert.equal(asked, ['GET /f', 'GET /f', 'PUT /f', 'GET /v1/documents/las%3Adocument%3A1f']);
  assert.is(strayed, 0);
});

files('in a new document: what is created is told', async () => {
  const server = await serve(body(JSON.stringify({ ...document, fileUrl: 'http://169.254.169.254/f' })));
  const error = left(await createDocument(context(server), pdf)());
  assert.ok(error._tag === 'InvalidInput' && error.documentId === id);
  await server.close();
});

files('lists that never end end', async () => {
  const server = await serve((response, _, n) => {
    const list = { documents: [{ ...document, documentId: `las:document:${n}` }], nextToken: `t${n % 3}` };
    response.end(JSON.stringify(list));
  });
  const error = left(await collect(listDocuments, context(server), { max: Number.POSITIVE_INFINITY })());
  assert.ok(error._tag === 'DecodeError' && error.path === 'nextToken');
  assert.is(server.arrived.length, 4);
  await server.close();
});

files.run();

// -- bodies ----------------------------------------------------------------------------------------------------

const bodies = suite('hostile server: bodies');

bodies('with `__proto__` and `constructor` change nothing but themselves', async () => {
  const evil = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"then":1';
  const before = Object.getOwnPropertyNames(Object.prototype);
  const text = `{${evil},"metadata":{${evil}},"groundTruth":[{${evil},"label":"a","value":"b"}],${good.slice(1)}`;
  const results = [
    await answered(body(text)),
    await answered(body(text), (ctx) => updateDocument(ctx, id, JSON.parse(`{${evil}}`))),
    await answered(body(text), (ctx) => createDocument(ctx, pdf, { upload: 'inline', ...JSON.parse(text) })),
    await answered(body(`{${evil}}`, 500)),
    await answered(body(`{${evil},"message":"no"}`, 429)),
    await answered(body(`{${evil}}`)),
    await answered(body('{"__proto__":{"documentId":"las:document:1f","retentionInDays":1}}')),
  ];
  assert.equal(
    results.map((result) => (result._tag === 'Left' ? result.left._tag : 'success')),
    [...['success', 'success', 'success', 'HttpError', 'TooManyRequests'], ...['DecodeError', 'DecodeError']],
  );
  assert.not.ok('polluted' in {} || 'polluted' in []);
  assert.equal(Object.getOwnPropertyNames(Object.prototype), before);
});

const nest = (depth: number, [open, close]: readonly [string, string], core = '1') =>
  open.repeat(depth) + core + close.repeat(depth);

bodies('nested ten thousand deep are no crash', async () => {
  const label = '{"label":"a","value":';
  const fields = nest(10_000, [`[${label}`, '}]'], '"x"');
  const lines = nest(10_000, [`[[${label}`, '}]]'], '"x"');
  for (const value of [fields, lines, '['.repeat(10_000) + ']'.repeat(10_000)]) {
    const result = await answered(body(`{"groundTruth":[${label}${value}}],${good.slice(1)}`));
    assert.ok(result._tag === 'Right' || left(result)._tag === 'DecodeError');
  }
  for (const pair of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = nest(10_000, pair);
    const kept = await answered(body(`{"more":${deep},"metadata":{"a":${deep}},${good.slice(1)}`));
    assert.is(kept._tag, 'Right');
    for (const code of [200, 400, 500]) left(await answered(body(`{"message":${deep}}`, code)));
    left(await answered(body(deep)));
  }
});

bodies('sent nested ten thousand deep are no crash', async () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i++) deep = [{ label: 'a', value: deep }];
  const server = await serve(body(good));
  const result = await updateDocument(context(server), id, { groundTruth: deep as [] })();
  assert.ok(result._tag === 'Right' || left(result)._tag === 'InvalidInput');
  await server.close();
});

bodies('with ids that are none are refused', async () => {
  for (const bad of [
    'las:document:1\nx',
    'las:document:1\r\n',
    '',
    'las:document:',
    'las:model:1',
    '..',
    7,
  ]) {
    const error = left(await answered(body(JSON.stringify({ ...document, documentId: bad }))));
    assert.ok(error._tag === 'DecodeError' && error.path === 'documentId', String(bad));
    assert.not.match(error.message, /[\r\n]/);
  }
});

bodies('of many megabytes give small errors', async () => {
  const huge = 'x'.repeat(10_000_000);
  const texts: ReadonlyArray<readonly [string, number]> = [
    [JSON.stringify({ message: huge }), 400],
    [JSON.stringify({ message: huge }), 429],
    [JSON.stringify({ message: huge }), 200],
    [`<${huge}`, 502],
    [`<${huge}`, 200],
    [JSON.stringify({ ...document, documentId: huge }), 200],
    [JSON.stringify({ ...document, groundTruth: [{ label: 'a', value: [{ label: { [huge]: 1 } }] }] }), 200],
  ];
  for (const [text, code] of texts) left(await answered(body(text, code)));
});

bodies('that quote what was sent do not carry it into an error', async () => {
  const quoting: Answering = (response, { headers }) => {
    const { authorization, 'x-api-key': key } = headers;
    const message = `Invalid key=value pair in Authorization header: '${authorization}', ${key} ${key}`;
    response.writeHead(403).end(JSON.stringify({ message, headers }));
  };
  const error = left(await answered(quoting));
  assert.is(error._tag, 'HttpError');
  assert.match(error.message, /Authorization header: 'Bearer …', … …/);
  assert.not.match(inspect(error, { depth: 9 }), new RegExp(`${token}|${apiKey}`));
  const echo: Answering = (response, { headers: { authorization } }) =>
    response.end(JSON.stringify({ documentId: authorization, more: authorization }));
  assert.not.match(inspect(left(await answered(echo)), { depth: 9 }), new RegExp(token));
  const page: Answering = (response, { headers: { authorization } }) => response.end(`<p>${authorization}`);
  assert.not.match(inspect(left(await answered(page)), { depth: 9 }), new RegExp(token));
});

bodies('with escapes do not reach a terminal through a message', async () => {
  const error = left(
    await answered(body(JSON.stringify({ message: 'a\u001b[31m\r\nfake: line\u0007' }), 400)),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  assert.not.match(error.message, /[\u0000-\u001f]/);
});

bodies.run();

// -- HTTP ------------------------------------------------------------------------------------------------------

const http = suite('hostile server: HTTP');

const head = (status: string, headers: ReadonlyArray<string> = []) =>
  [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n');
const plain = head('200 OK', [`content-length: ${good.length}`, 'connection: close']) + good;

type Tags = ReadonlyArray<LasError['_tag'] | 'success'>;

/** What a server writes, and what a call may end in. */
const talks: ReadonlyArray<readonly [name: string, text: string, tags: Tags]> = [
  ['a good answer', plain, ['success']],
  ['nothing', '', ['NetworkError']],
  ['rubbish', 'rubbish\r\n\r\n', ['NetworkError']],
  ['another protocol', 'SSH-2.0-OpenSSH_9.0\r\n', ['NetworkError']],
  ['binary', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'.repeat(99), ['NetworkError']],
  ['a status line without a status', 'HTTP/1.1\r\n\r\n', ['NetworkError']],
  ['a status that is no number', head('OK OK'), ['NetworkError']],
  ['a status of one digit', head('2 OK', ['content-length: 0']), ['NetworkError', 'HttpError']],
  ['a status beyond all', head('999 No', ['content-length: 0']), ['NetworkError', 'HttpError']],
  ['another version of HTTP', `HTTP/9.9 200 OK\r\ncontent-length: 2\r\n\r\n{}`, ['NetworkError']],
  ['a header without a name', head('200 OK', [': x', 'content-length: 0']), ['NetworkError', 'DecodeError']],
  ['a header with a NUL', head('200 OK', ['x-a: \0', 'content-length: 0']), ['NetworkError']],
  ['a header of 100 kB', head('200 OK', [`x-a: ${'a'.repeat(100_000)}`]), ['NetworkError']],
  ['ten thousand headers', head('200 OK', Array(10_000).fill('x-a: 1')), ['NetworkError']],
  ['headers that do not end', 'HTTP/1.1 200 OK\r\nx-a: ', ['NetworkError']],
  ['more bytes promised than sent', plain.replace(/length: \d+/, 'length: 5000'), ['NetworkError']],
  ['fewer bytes promised than sent', plain.replace(/length: \d+/, 'length: 20'), ['DecodeError']],
  ['a length that is none', plain.replace(/length: \d+/, 'length: many'), ['NetworkError']],
  ['two lengths', plain.replace('connection', 'content-length: 3\r\nconnection'), ['NetworkError']],
  ['a negative length', plain.replace(/length: \d+/, 'length: -1'), ['NetworkError']],
  [
    'chunks that are none',
    head('200 OK', ['transfer-encoding: chunked']) + good,
    ['NetworkError', 'DecodeError'],
  ],
  [
    'chunks that do not end',
    `${head('200 OK', ['transfer-encoding: chunked'])}2\r\n{}\r\n`,
    ['NetworkError'],
  ],
  [
    'gzip that is none',
    plain.replace('connection', 'content-encoding: gzip\r\nconnection'),
    ['NetworkError'],
  ],
  ['early hints', head('103 Early Hints', ['link: </a>; rel=preload']) + plain, ['success']],
  ['a hundred early hints', head('103 Early Hints').repeat(100) + plain, ['success']],
  ['100 that nobody asked for', head('100 Continue') + plain, ['success', 'NetworkError']],
  ['early hints alone', head('103 Early Hints'), ['NetworkError']],
  [
    'another protocol by 101',
    head('101 Switching Protocols', ['upgrade: x', 'connection: upgrade']),
    ['NetworkError'],
  ],
  ['204 with a body', head('204 No Content', ['content-length: 2']) + good, ['DecodeError', 'NetworkError']],
  ['304', head('304 Not Modified'), ['HttpError']],
  [
    'an id of a request of 10 kB',
    plain.replace('connection', `x-request-id: ${'a'.repeat(9999)}\r\nconnection`),
    ['success'],
  ],
];

for (const [name, text, tags] of talks) {
  http(`${name}: ${tags.join(' or ')}`, async () => {
    const server = await serveRaw((socket: Socket) => socket.end(text, 'latin1'));
    const ctx = context(server);
    const result = await getDocument(ctx, id)();
    if (result._tag === 'Left') left(result);
    const tag = result._tag === 'Left' ? result.left._tag : 'success';
    assert.ok(tags.includes(tag), `${tag} ${inspect(result)}`);
    assert.is(server.arrived.length, 1);
    await server.close();
  });
}

http('after each of them a good answer is one again', async () => {
  let next = '';
  const server = await serveRaw((socket) => socket.end(next, 'latin1'));
  const ctx = context(server);
  for (const [name, talk] of talks) {
    next = talk;
    await getDocument(ctx, id)();
    next = plain;
    assert.is((await getDocument(ctx, id)())._tag, 'Right', name);
  }
  await server.close();
});

http('two answers to one request: the second one is nobody’s', async () => {
  const second = JSON.stringify({ ...document, documentId: 'las:document:other' });
  const kept = head('200 OK', [`content-length: ${good.length}`]) + good;
  const server = await serveRaw((socket, n) =>
    socket.write(n === 1 ? kept + head('200 OK', [`content-length: ${second.length}`]) + second : kept),
  );
  const ctx = context(server, { retry: { limit: 2, delay: 5 } });
  for (let i = 0; i < 4; i++) {
    const result = await getDocument(ctx, id)();
    assert.is(result._tag === 'Right' && result.right.documentId, id);
  }
  await server.close();
});

http('that refuses every token is asked twice', async () => {
  let n = 0;
  const server = await serve(body('{"message":"Unauthorized"}', 401));
  const ctx = createContext({
    apiEndpoint: server.origin,
    credentials: credentials(() => `token-${++n}`),
    retry: { limit: 9, delay: 1 },
  });
  assert.is(left(await listModels(ctx)())._tag, 'InvalidCredentials');
  assert.is(server.arrived.length, 2);
  await server.close();
});

http.run();
