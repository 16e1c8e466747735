import { inspect } from 'node:util';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Context, Json } from '../../src/index.js';
import { createSecret, deleteSecret, listSecrets, updateSecret } from '../../src/resources/secrets.js';
import { fake, type Sent, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const least = {
  secretId: 'las:secret:1f000000000000000000000000000000',
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  secretId: 'las:secret:2e000000000000000000000000000000',
  name: 'Registry',
  description: 'Of images',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

const flat = { username: 'robot', password: 'hunter2' };
const nested = { 'key-f00d': { deep: ['swordfish', { pin: 271828182845 }] }, password: 'hunter2' };

operation('createSecret', {
  sends: [
    {
      call: (ctx) => createSecret(ctx, flat, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/secrets',
      body: { data: flat, metadata: { team: 'x' } },
    },
    { call: (ctx) => createSecret(ctx, flat), method: 'POST', path: '/secrets', body: { data: flat } },
    {
      call: (ctx) => createSecret(ctx, nested, { name: 'Registry', description: 'Of images' }),
      method: 'POST',
      path: '/secrets',
      body: { data: nested, name: 'Registry', description: 'Of images' },
    },
    {
      call: (ctx) => createSecret(ctx, {}, { name: null, description: null }),
      method: 'POST',
      path: '/secrets',
      body: { data: {}, name: null, description: null },
    },
  ],
  answers: [full, least],
  required: 'secretId',
});

operation('listSecrets', {
  sends: [
    { call: (ctx) => listSecrets(ctx), method: 'GET', path: '/secrets' },
    {
      call: (ctx) => listSecrets(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/secrets',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ secrets: [full, least], nextToken: 'more' }, { secrets: [least] }],
  required: 'secrets.0.secretId',
});

operation('updateSecret', {
  sends: [
    {
      call: (ctx) =>
        updateSecret(ctx, 'las:secret:2e000000000000000000000000000000', { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: '/secrets/las%3Asecret%3A2e000000000000000000000000000000',
      body: { metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updateSecret(ctx, 'las:secret:2e000000000000000000000000000000', { description: null }),
      method: 'PATCH',
      path: '/secrets/las%3Asecret%3A2e000000000000000000000000000000',
      body: { description: null },
    },
    {
      call: (ctx) =>
        updateSecret(ctx, 'las:secret:2e000000000000000000000000000000', {
          data: nested,
          name: 'Registry',
          description: 'Of images',
        }),
      method: 'PATCH',
      path: '/secrets/las%3Asecret%3A2e000000000000000000000000000000',
      body: { data: nested, name: 'Registry', description: 'Of images' },
    },
  ],
  answers: [full, least],
  required: 'secretId',
});

operation('deleteSecret', {
  sends: [
    {
      call: (ctx) => deleteSecret(ctx, 'las:secret:2e000000000000000000000000000000'),
      method: 'DELETE',
      path: '/secrets/las%3Asecret%3A2e000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'secretId',
});

const parts = ['hunter2', 'swordfish', '271828182845', 'key-f00d'];

const calls = {
  createSecret: (ctx: Context) => createSecret(ctx, nested),
  updateSecret: (ctx: Context) => updateSecret(ctx, 'las:secret:2e', { data: nested }),
};

/** Answers that repeat what was sent, each in another place. */
const echoes: Readonly<Record<string, (text: string, body: object) => Response>> = {
  'in a message': (text) => status(200, text),
  'as data besides the fields': (_, body) => Response.json({ ...full, ...body, createdBy: 5 }),
  'as an id': () => Response.json({ ...full, secretId: nested.password }),
  'in place of a field': (_, body) => Response.json({ ...full, name: body }),
  'as a number': () => Response.json({ ...full, name: 271828182845 }),
  'as the answer': (text) => Response.json(text),
  'in a list': (_, body) => Response.json([body]),
  'as text': (text) => new Response(text.slice(0, -1)),
};

/** Makes the call and asserts that it fails, and that nobody learns the secret by it. */
async function assertSilent(
  call: (typeof calls)[keyof typeof calls],
  answer: (sent: Sent) => Response,
  tag?: string,
): Promise<void> {
  const records: unknown[] = [];
  const { ctx, sent } = fake(answer, {
    onRequest: (record) => records.push(record),
    onResponse: (record) => records.push(record),
  });
  const result = await call(ctx)();
  assert.is(result._tag, 'Left');
  const error = result._tag === 'Left' ? result.left : undefined;
  if (tag) assert.is(error?._tag, tag);
  const [first] = sent;
  assert.equal((first?.body as Json | undefined)?.['data'], nested, 'the secret itself must arrive');
  assert.is(records.length, 2 * sent.length);
  const shown = [error, records].map((value) => JSON.stringify(value) + inspect(value, { depth: null }));
  for (const part of parts) {
    assert.not(shown.join('').includes(part), `${part} in ${shown.join(' ')}`);
  }
}

const silence = suite('what errors say of a secret');

for (const [name, call] of Object.entries(calls)) {
  for (const code of [302, 400, 401, 403, 404, 415, 429, 500, 503]) {
    silence(`${name}: nothing, when ${code} repeats it`, async () => {
      const echo = (body: unknown) => `refused: ${JSON.stringify(body)}`;
      await assertSilent(call, ({ body }) => status(code, echo(body)));
      await assertSilent(call, ({ body }) =>
        Response.json({ ...(body as object), error: echo(body), message: [body] }, { status: code }),
      );
      await assertSilent(call, ({ body }) => new Response(`<p>${echo(body)}</p>`, { status: code }));
    });
  }

  for (const [where, answer] of Object.entries(echoes)) {
    silence(`${name}: nothing, when 200 repeats it ${where}`, async () => {
      await assertSilent(call, ({ body }) => answer(JSON.stringify(body), body as object), 'DecodeError');
    });
  }

  silence(`${name}: nothing, but still what kind of error it is`, async () => {
    const kinds = [
      [400, 'hunter2', 'BadRequest'],
      [403, 'Forbidden', 'InvalidCredentials'],
      [429, 'Limit Exceeded: hunter2', 'LimitExceeded'],
    ] as const;
    for (const [code, message, tag] of kinds) await assertSilent(call, () => status(code, message), tag);
  });
}

silence('a PATCH without anything to change is refused before it is sent', async () => {
  const { ctx, sent } = fake(full);
  const result = await updateSecret(ctx, 'las:secret:2e', {
    data: undefined,
  })();
  assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  assert.is(sent.length, 0);
});

silence.run();
