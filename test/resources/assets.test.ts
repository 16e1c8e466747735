import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Content } from '../../src/files/content.js';
import {
  createAsset,
  deleteAsset,
  getAsset,
  getAssetContent,
  listAssets,
  updateAsset,
} from '../../src/resources/assets.js';
import { fake, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const assetId = 'las:asset:1f0c0000000000000000000000000000';
const address = '/assets/las%3Aasset%3A1f0c0000000000000000000000000000';

const least = {
  assetId,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  assetId,
  content: 'aGVsbG8=',
  contentMD5: '5d41402abc4b2a76b9719d911017c592',
  name: 'hello.txt',
  description: 'A greeting',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

const bytes = new TextEncoder().encode('hello');

operation('createAsset', {
  sends: [
    {
      call: (ctx) => createAsset(ctx, 'aGVsbG8=', { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/assets',
      body: { content: 'aGVsbG8=', metadata: { team: 'x' } },
    },
    {
      call: (ctx) => createAsset(ctx, 'aGVsbG8='),
      method: 'POST',
      path: '/assets',
      body: { content: 'aGVsbG8=' },
    },
    {
      call: (ctx) => createAsset(ctx, new Blob([bytes]), { name: 'hello.txt', description: null }),
      method: 'POST',
      path: '/assets',
      body: { name: 'hello.txt', description: null, content: 'aGVsbG8=' },
    },
  ],
  answers: [full, least],
  required: 'assetId',
});

operation('getAsset', {
  sends: [{ call: (ctx) => getAsset(ctx, assetId), method: 'GET', path: address }],
  answers: [full, { ...least, content: null, contentMD5: null }],
  required: 'assetId',
});

operation('listAssets', {
  sends: [
    { call: (ctx) => listAssets(ctx), method: 'GET', path: '/assets' },
    {
      call: (ctx) => listAssets(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/assets',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ assets: [full, least], nextToken: 'more' }, { assets: [least] }],
  required: 'assets.0.assetId',
});

operation('updateAsset', {
  sends: [
    {
      call: (ctx) => updateAsset(ctx, assetId, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: address,
      body: { metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updateAsset(ctx, assetId, { description: null }),
      method: 'PATCH',
      path: address,
      body: { description: null },
    },
    {
      call: (ctx) =>
        updateAsset(ctx, assetId, { content: bytes, name: 'hello.txt', description: 'A greeting' }),
      method: 'PATCH',
      path: address,
      body: { content: 'aGVsbG8=', name: 'hello.txt', description: 'A greeting' },
    },
  ],
  answers: [full, least],
  required: 'assetId',
});

operation('deleteAsset', {
  sends: [{ call: (ctx) => deleteAsset(ctx, assetId), method: 'DELETE', path: address }],
  answers: [full, least],
  required: 'assetId',
});

const content = suite('assets: content');

const forms: ReadonlyArray<readonly [string, Content]> = [
  ['Blob', new Blob([bytes], { type: 'text/plain' })],
  ['ArrayBuffer', bytes.slice().buffer],
  ['typed array', bytes],
  ['base64 text', 'aGVsbG8='],
];

for (const [name, form] of forms) {
  content(`goes in as ${name}`, async () => {
    const { ctx, sent } = fake(full);
    await createAsset(ctx, form)();
    await updateAsset(ctx, assetId, { content: form })();
    assert.equal(
      sent.map(({ body }) => body),
      [{ content: 'aGVsbG8=' }, { content: 'aGVsbG8=' }],
    );
  });
}

const wrong: ReadonlyArray<readonly [string, Content]> = [
  ['empty', new Blob([])],
  ['empty text', ''],
  ['plain text', 'a greeting!'],
  ['too large', new Blob([new Uint8Array(4_687_501)])],
];

for (const [name, form] of wrong) {
  content(`is refused and not sent: ${name}`, async () => {
    const { ctx, sent } = fake(full);
    for (const task of [createAsset(ctx, form), updateAsset(ctx, assetId, { name: 'a', content: form })]) {
      const result = await task();
      assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
    }
    assert.is(sent.length, 0);
  });
}

content('updateAsset: nothing to change is not sent', async () => {
  const { ctx, sent } = fake(full);
  for (const options of [{}, { content: undefined, name: undefined }]) {
    const result = await updateAsset(ctx, assetId, options)();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

content('getAssetContent: gives the bytes', async () => {
  const { ctx, sent } = fake(full);
  const task = getAssetContent(ctx, assetId);
  assert.is(sent.length, 0);
  const result = await task();
  assert.is(result._tag === 'Right' && (await result.right.text()), 'hello');
  assert.equal(
    sent.map(({ method, url }) => [method, url.pathname]),
    [['GET', `/v1${address}`]],
  );
});

content('getAssetContent: says why there are none', async () => {
  const message = async (answer: unknown) => {
    const result = await getAssetContent(fake(answer).ctx, assetId)();
    return result._tag === 'Left' && [result.left._tag, result.left.message];
  };
  assert.equal(await message(least), ['InvalidInput', 'The API gave no content.']);
  assert.equal(await message({ ...least, content: 'a greeting!' }), [
    'InvalidInput',
    'The API gave content that is not base64.',
  ]);
  const [tag] = (await message(() => status(404, 'no such thing'))) || [];
  assert.is(tag, 'NotFound');
});

content.run();
