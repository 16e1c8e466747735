import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { isId } from '../src/ids.js';
import { quote } from '../src/text.js';
import {
  apiUrl,
  checkedPath,
  endpointUrl,
  fileUrl,
  path,
  type Query,
  queryText,
  withSearch,
} from '../src/url.js';
import { right } from './support/results.js';

const api = 'https://api.example.com/v1';
const tag = (result: { readonly _tag: string; readonly left?: unknown }) =>
  result._tag === 'Left' ? (result.left as { readonly _tag: string })._tag : result._tag;

const id = fc
  .tuple(
    fc.constantFrom('las:document:', 'las:model:', 'las:organization:o/las:model:', 'las:organization:'),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '.', '%2e', '%2F', '?x', '#x', '\\..\\..', 'é🎉'),
    ),
  )
  .map(([start, rest]) => start + rest);

const thePath = suite('path');

thePath('encodes an id as a whole', () => {
  assert.equal(path`/models/${'las:organization:o/las:model:invoice'}/x`, {
    _tag: 'Right',
    right: '/models/las%3Aorganization%3Ao%2Flas%3Amodel%3Ainvoice/x',
  });
  assert.equal(path`/plain`, { _tag: 'Right', right: '/plain' });
});

thePath('makes one segment of any id that it takes, and refuses the others', () => {
  let taken = 0;
  fc.assert(
    fc.property(id, id, (a, b) => {
      const result = path`/workflows/${a}/executions/${b}`;
      assert.is(result._tag === 'Right', isId(a) && isId(b));
      if (result._tag === 'Left') return assert.is(result.left._tag, 'InvalidInput');
      taken++;
      const url = right(apiUrl(api, result));
      assert.is(url.search, '');
      assert.is(url.hash, '');
      const segments = url.pathname.split('/');
      assert.is(segments.length, 6);
      assert.equal(segments.map(decodeURIComponent), ['', 'v1', 'workflows', a, 'executions', b]);
    }),
    { numRuns: 200 },
  );
  assert.ok(taken > 20, `${taken} taken`);
});

thePath('refuses any text that is no id', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constantFrom('', '.', '..', '/', '%2e%2e', 'las:', 'las:document:', 'las:document:a/..', '\ud800'),
        fc.string({ unit: 'binary' }).filter((text) => !isId(text)),
      ),
      (text) => {
        const result = path`/documents/${text}`;
        assert.is(tag(result), 'InvalidInput');
        assert.is(tag(apiUrl(api, result)), 'InvalidInput');
      },
    ),
  );
});

thePath('refuses what is no text at all', () => {
  for (const value of [undefined, null, 1, {}, [], Symbol('x'), new Date(0)]) {
    assert.is(tag(path`/documents/${value as unknown as string}`), 'InvalidInput');
  }
});

thePath('says what it refused, shortly', () => {
  const result = path`/documents/${'x'.repeat(10_000)}`;
  assert.ok(result._tag === 'Left');
  assert.match(result.left.message, /^Not an id: "x+…\. Ids look like las:document:1f0c…\.$/);
  assert.ok(result.left.message.length < 200);
});

thePath.run();

const theQuery = suite('queryText and withSearch');

const query = (values: Query, url = `${api}/documents`) =>
  pipe(
    queryText(values),
    E.map((text) => withSearch(new URL(url), text)),
  );
const pairs = (values: Query) => [...new URL(right(query(values))).searchParams];

theQuery('repeats the key of a list, and leaves out what is not there', () => {
  assert.equal(pairs({ a: ['1', '2', '1'], b: undefined, c: null, d: 0, e: false, f: '', g: [], h: -1.5 }), [
    ['a', '1'],
    ['a', '2'],
    ['a', '1'],
    ['d', '0'],
    ['e', 'false'],
    ['f', ''],
    ['h', '-1.5'],
  ]);
  assert.is(right(query({})), `${api}/documents`);
  assert.is(withSearch(new URL(api), ''), api);
});

theQuery('keeps what the address has already', () => {
  assert.is(
    right(query({ page: 0 }, 'https://files.example.com/a?b=c')),
    'https://files.example.com/a?b=c&page=0',
  );
});

theQuery('carries any well-formed text there and back', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.array(text), (one, several) => {
      assert.equal(pairs({ one, several }), [['one', one], ...several.map((value) => ['several', value])]);
    }),
  );
});

theQuery('refuses what would arrive as something else', () => {
  const wrong: ReadonlyArray<unknown> = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    new Date(Number.NaN),
    {},
    Symbol('x'),
    () => 1,
    10n,
    '\ud800',
    'a\udc00b',
    ['fine', '\ud83d'],
    ['fine', Number.NaN],
    [['deep']],
  ];
  for (const value of wrong) {
    const result = query({ filter: value } as Query);
    assert.is(tag(result), 'InvalidInput', String(value));
    assert.ok(result._tag === 'Left' && result.left.message.startsWith('filter must be '));
  }
});

theQuery.run();

const theApi = suite('apiUrl');

const href = (endpoint: string, below: string) => right(apiUrl(endpoint, below)).href;

theApi('joins endpoint and path', () => {
  for (const endpoint of [
    api,
    `${api}/`,
    `${api}//`,
    `${api}?x=1`,
    `${api}#x`,
    'HTTPS://API.example.com:443/v1',
  ]) {
    assert.is(href(endpoint, '/documents'), 'https://api.example.com/v1/documents', endpoint);
  }
  assert.is(href('https://api.example.com', '/documents'), 'https://api.example.com/documents');
  assert.is(href('https://api.example.com/', '/documents?a=b'), 'https://api.example.com/documents?a=b');
});

theApi('takes http on this machine alone', () => {
  for (const host of [
    'localhost',
    'localhost:3000',
    'api.localhost',
    '127.0.0.1:80',
    '127.1',
    '127.9.9.9',
    '[::1]',
  ]) {
    assert.is(tag(apiUrl(`http://${host}/v1`, '/a')), 'Right', host);
  }
  for (const host of [
    'api.example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '0.0.0.0',
    '10.0.0.1',
    '[::2]',
    '[::ffff:10.0.0.1]',
    '169.254.169.254',
  ]) {
    assert.is(tag(apiUrl(`http://${host}/v1`, '/a')), 'InvalidInput', host);
    assert.is(tag(apiUrl(`https://${host}/v1`, '/a')), 'Right', host);
  }
});

theApi('refuses an endpoint that is no https address', () => {
  for (const endpoint of [
    '',
    'api.example.com/v1',
    '/v1',
    'ftp://api.example.com',
    'javascript:alert(1)',
    'https://',
    'file:///etc',
  ]) {
    const result = apiUrl(endpoint, '/a');
    assert.is(tag(result), 'InvalidInput', endpoint);
    assert.ok(result._tag === 'Left' && result.left.message.startsWith('apiEndpoint '));
  }
});

theApi('refuses a password, and does not repeat it', () => {
  for (const endpoint of [
    'https://me:hunter2@api.example.com/v1',
    'https://hunter2@api.example.com',
    'http://:hunter2@x/',
  ]) {
    const result = apiUrl(endpoint, '/a');
    assert.is(tag(result), 'InvalidInput');
    assert.not.match(JSON.stringify(result), /hunter2/);
  }
});

theApi('refuses a path that leads elsewhere', () => {
  for (const below of [
    '',
    'documents',
    '.',
    '..',
    '/..',
    '/.',
    '/../x',
    '/documents/..',
    '/documents/../users',
    '/documents/./x',
    '/documents/%2e%2e/users',
    '/documents/%2E./users',
    '/documents/.%2e',
    '/documents/..?a=b',
    '/documents/..#a',
    'https://evil.example.com/',
    '@evil.example.com',
    '.evil.example.com',
    ':81/',
  ]) {
    assert.is(tag(checkedPath(below)), 'InvalidInput', below);
  }
});

theApi('keeps any text path below the endpoint', () => {
  const piece = fc.constantFrom(
    '/',
    '.',
    '..',
    '%2e',
    '\\',
    '\t',
    '\n',
    ' ',
    'a',
    '@',
    ':',
    '?',
    '#',
    '%5c',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const below = `/documents/${pieces.join('')}`;
      const checked = checkedPath(below);
      if (checked._tag === 'Left') return;
      const url = right(apiUrl(api, checked));
      assert.is(url.origin, 'https://api.example.com');
      assert.ok(url.pathname.startsWith('/v1/documents/'), `${JSON.stringify(below)} → ${url}`);
    }),
    { numRuns: 200 },
  );
});

theApi('keeps a path with names that only begin with dots', () => {
  assert.is(href(api, '/.well-known/x'), `${api}/.well-known/x`);
  assert.is(href(api, '/a/...'), `${api}/a/...`);
  assert.is(href(api, '//evil.example.com/x'), `${api}//evil.example.com/x`);
  assert.is(
    href('https://api.example.com', '//evil.example.com/x'),
    'https://api.example.com//evil.example.com/x',
  );
});

theApi('names the endpoint that it was asked about', () => {
  const result = endpointUrl('authEndpoint', 'nonsense');
  assert.ok(
    result._tag === 'Left' && result.left.message.startsWith('authEndpoint must be an https address'),
  );
});

theApi.run();

const theFile = suite('fileUrl');

const taken = (file: string, endpoint = api) => fileUrl(endpoint, file)._tag === 'Right';

theFile('takes an https address with a name, and the origin of the API itself', () => {
  assert.is(right(fileUrl(api, 'https://files.example.com/a?b=c')).href, 'https://files.example.com/a?b=c');
  assert.ok(taken('https://files.example.com:8443/a'));
  assert.ok(taken('https://8.example.com/a'));
  for (const own of [
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'https://10.0.0.1',
  ]) {
    assert.ok(taken(`${own}/files/a`, `${own}/v1`), own);
    assert.not.ok(taken(`${own}/files/a`), own);
  }
});

theFile('refuses every other place', () => {
  const wrong = [
    '',
    '/files/a',
    'files.example.com/a',
    'http://files.example.com/a',
    'http://api.example.com/a',
    'http://localhost/a',
    'https://localhost/a',
    'https://x.localhost/a',
    'https://127.0.0.1/a',
    'https://127.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://0/a',
    'https://10.0.0.1/a',
    'https://10.0.0.1./a',
    'https://[::1]/a',
    'https://[fe80::1]/a',
    'https://[::ffff:169.254.169.254]/a',
    'https://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'https://me:hunter2@files.example.com/a',
    'https://me@files.example.com/a',
    'https://me:x@api.example.com/a',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:application/pdf;base64,JVBERg==',
    'blob:https://api.example.com/1',
    'ftp://files.example.com/a',
    'https://',
  ];
  for (const file of wrong) {
    const result = fileUrl(api, file);
    assert.is(tag(result), 'InvalidInput', file);
  }
});

theFile('refuses another port of this machine', () => {
  assert.not.ok(taken('http://localhost:3001/a', 'http://localhost:3000/v1'));
  assert.not.ok(taken('http://127.0.0.1:3000/a', 'http://localhost:3000/v1'));
});

theFile('refuses whatever an endpoint of which nothing may be asked has for its own', () => {
  assert.not.ok(taken('http://api.example.com/a', 'http://api.example.com/v1'), 'plain http');
  assert.not.ok(taken('javascript:alert(1)', 'file:///v1'), 'no origin');
  assert.not.ok(taken('data:,x', 'about:blank'), 'no origin');
});

theFile('refuses this machine by its full name', () => {
  assert.not.ok(taken('https://localhost./a'));
});

theFile('does not repeat a password', () => {
  const result = fileUrl(api, 'https://me:hunter2@files.example.com/a');
  assert.not.match(JSON.stringify(result), /hunter2/);
});

theFile.run();

const theQuote = suite('quote');

theQuote('shows any value on one short line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.jsonValue()), (value) => {
      const text = quote(value);
      assert.ok(text.length <= 81);
      assert.not.match(text, /\n/);
    }),
  );
  assert.is(quote('a\nb'), '"a\\nb"');
});

theQuote('shows what has no text of its own', () => {
  for (const value of [Object.create(null), { toString: null, valueOf: null }, { toString: 1 }]) {
    assert.type(quote(value), 'string');
  }
});

theQuote.run();
