import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type VerifyWebhookOptions, verifyWebhook, type WebhookParts } from '../src/webhooks.js';

const secret = 'secret-of-the-webhook';
const event = {
  output: {
    total: { value: '54.50', rawValue: '54,50', confidence: 0.9 },
    rows: [{ name: { value: 'paper' } }],
  },
  context: { runId: 'cradl:run:1f', documentId: 'cradl:document:2e', extra: true },
};
const now = () => String(Math.floor(Date.now() / 1000));

interface Sending {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which headers are signed; undefined: all of them, without a list. */
  readonly listed?: ReadonlyArray<string> | undefined;
  readonly key?: string;
}

/** A request as the service signs it, made with node:crypto from the description alone. */
function signed({
  method = 'POST',
  url = 'https://example.com/hook?a=b',
  headers = {},
  body,
  listed,
  key,
}: Sending) {
  const text = body ?? JSON.stringify(event);
  const all: Record<string, string> = {
    'content-type': 'application/json',
    'x-cradl-timestamp': now(),
    'x-cradl-nonce': 'f'.repeat(32),
    ...headers,
    ...(listed && { 'x-cradl-signedheaders': listed.join(',') }),
  };
  const names = (listed ?? Object.keys(all)).map((name) => name.toLowerCase()).sort();
  const data = method.toUpperCase() + url + names.map((name) => `${name}:${all[name]}`).join('') + text;
  const signature = createHmac('sha256', key ?? secret)
    .update(data)
    .digest('hex');
  const sent: Readonly<Record<string, string>> = { ...all, 'x-cradl-signature': signature };
  return { method, url, headers: sent, body: text };
}

const replayGuards = ['x-cradl-timestamp', 'x-cradl-nonce'];
const tagOf = async (parts: Request | WebhookParts, options: Partial<VerifyWebhookOptions> = {}) => {
  const result = await verifyWebhook(parts, { secret, ...options })();
  if (result._tag === 'Right') return 'Right';
  assert.not.match(JSON.stringify(result.left), new RegExp(secret));
  return result.left._tag;
};

const test = suite('verifyWebhook');

test('takes what the service signs, both ways, as parts and as a Request', async () => {
  for (const listed of [
    undefined,
    replayGuards,
    ['X-Cradl-Nonce', 'content-type', 'X-Cradl-Timestamp'],
    [],
  ]) {
    const parts = signed({ listed });
    const maxAge = listed?.length === 0 ? false : 300;
    assert.is(await tagOf(parts, { maxAge }), 'Right', String(listed));
    const { url, ...init } = parts;
    assert.is(await tagOf(new Request(url, init), { maxAge }), 'Right', String(listed));
    const bytes = new TextEncoder().encode(parts.body);
    for (const body of [bytes, bytes.buffer, Buffer.from(parts.body)]) {
      assert.is(await tagOf({ ...parts, body }, { maxAge }), 'Right');
    }
  }
  const result = await verifyWebhook(signed({ listed: replayGuards }), { secret })();
  assert.equal(result, { _tag: 'Right', right: event });
});

test('takes names of headers and the signature in any case', async () => {
  const parts = signed({ listed: ['X-Cradl-Timestamp', 'x-cradl-nonce'] });
  const upper = Object.fromEntries(
    Object.entries(parts.headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  upper['X-CRADL-SIGNATURE'] = upper['X-CRADL-SIGNATURE']?.toUpperCase() ?? '';
  assert.is(await tagOf({ ...parts, method: 'post', headers: upper }), 'Right');
  assert.is(await tagOf({ ...parts, headers: new Headers(upper) }), 'Right');
});

test('knows the address as the outside sees it', async () => {
  const parts = signed({ listed: replayGuards });
  const inside = { ...parts, url: 'http://10.0.0.1:8080/hook?a=b' };
  assert.is(await tagOf(inside), 'InvalidSignature');
  assert.is(await tagOf(inside, { url: parts.url }), 'Right');
  const proxied = { ...parts, url: 'http://example.com/hook?a=b' };
  assert.is(
    await tagOf({ ...proxied, headers: { ...parts.headers, 'X-Forwarded-Proto': 'https' } }),
    'Right',
  );
  assert.is(await tagOf({ ...parts, url: '/hook?a=b' }), 'InvalidRequest');
});

test('a bit that is flipped anywhere is refused', async () => {
  const flip = (text: string, at: number, bit: number) =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(undefined, replayGuards),
      fc.constantFrom('method', 'url', 'body', 'x-cradl-timestamp', 'x-cradl-nonce', 'x-cradl-signature'),
      fc.nat(),
      fc.integer({ min: 0, max: 6 }),
      async (listed, place, position, bit) => {
        const parts = signed({ listed });
        const there = place in parts ? String(parts[place as 'url']) : parts.headers[place];
        const changed = flip(there ?? '', position % (there?.length || 1), bit);
        // Case is no difference there.
        if (changed.toLowerCase() === there?.toLowerCase() && /method|signature/.test(place)) return;
        const broken =
          place in parts
            ? { ...parts, [place]: changed }
            : { ...parts, headers: { ...parts.headers, [place]: changed } };
        assert.is.not(await tagOf(broken), 'Right', `${place}: ${changed}`);
      },
    ),
    { numRuns: 300 },
  );
});

test('another secret, and none', async () => {
  assert.is(await tagOf(signed({ listed: replayGuards, key: 'another' })), 'InvalidSignature');
  assert.is(await tagOf(signed({}), { secret: '' }), 'InvalidRequest');
});

test('what is too old, from the future, or without a signed time', async () => {
  const at = (seconds: number, listed: Sending['listed'] = replayGuards) =>
    signed({ listed, headers: { 'x-cradl-timestamp': String(Math.floor(Date.now() / 1000) + seconds) } });
  for (const [seconds, tag] of [
    [-290, 'Right'],
    [290, 'Right'],
    [-310, 'Expired'],
    [310, 'Expired'],
  ] as const) {
    assert.is(await tagOf(at(seconds)), tag, String(seconds));
  }
  assert.is(await tagOf(at(-3000), { maxAge: 4000 }), 'Right');
  assert.is(await tagOf(at(0, ['x-cradl-nonce'])), 'Expired');
  assert.is(await tagOf(at(0, ['x-cradl-nonce']), { maxAge: false }), 'Right');
  assert.is(
    await tagOf(signed({ listed: replayGuards, headers: { 'x-cradl-timestamp': 'soon' } })),
    'Expired',
  );
  assert.is(await tagOf(at(0), { maxAge: Number.NaN }), 'InvalidRequest');
});

test('a nonce that was there before, or is not signed', async () => {
  const seen = new Set<string>();
  const rememberNonce = async (nonce: string) => seen.size < seen.add(nonce).size;
  const parts = signed({ listed: replayGuards });
  assert.is(await tagOf(parts, { rememberNonce }), 'Right');
  assert.is(await tagOf(parts, { rememberNonce }), 'Replayed');
  assert.is(await tagOf(signed({ listed: ['x-cradl-timestamp'] }), { rememberNonce }), 'Replayed');
  // Nothing that is not signed is remembered.
  await tagOf(
    { ...signed({ listed: replayGuards, headers: { 'x-cradl-nonce': 'x' } }), body: '{}' },
    { rememberNonce },
  );
  assert.is(seen.size, 1);
});

test('a store of nonces that fails is no forgery', async () => {
  const parts = signed({ listed: replayGuards });
  const failing = [
    () => Promise.reject(new Error('The store is down.')),
    () => {
      throw new Error('The store is down.');
    },
  ];
  for (const rememberNonce of failing) assert.is(await tagOf(parts, { rememberNonce }), 'Unavailable');
  const forged = { ...parts, body: '{}' };
  for (const rememberNonce of failing) assert.is(await tagOf(forged, { rememberNonce }), 'InvalidSignature');
});

test('headers that are listed and missing, and no signature', async () => {
  const { headers, ...rest } = signed({ listed: [...replayGuards, 'content-type'] });
  const { 'content-type': _, ...less } = headers;
  assert.is(await tagOf({ ...rest, headers: less }), 'InvalidSignature');
  for (const signature of [undefined, '', 'abc', 'x'.repeat(64)]) {
    assert.is(
      await tagOf({ ...rest, headers: { ...headers, 'x-cradl-signature': signature } }),
      'InvalidSignature',
    );
  }
});

test('bodies that are signed and are no event', async () => {
  for (const body of [
    '',
    'text',
    '[]',
    '{}',
    '{"output":{}}',
    '{"output":[],"context":{"runId":"cradl:run:1"}}',
    '{"output":{},"context":{"runId":"1"}}',
  ]) {
    assert.is(await tagOf(signed({ listed: replayGuards, body })), 'InvalidBody', body);
  }
});

test('whatever it is given, it ends in a Left', async () => {
  const read = new Request('https://example.com/', { method: 'POST', body: 'x' });
  await read.text();
  for (const odd of [
    undefined,
    null,
    {},
    5,
    read,
    { ...signed({}), body: undefined },
    { ...signed({}), headers: null },
  ]) {
    assert.is(await tagOf(odd as unknown as Request), 'InvalidRequest', String(odd));
  }
});

test.run();
