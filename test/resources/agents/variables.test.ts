import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { getAgentRunVariables } from '../../../src/resources/agents/index.js';
import type { Field } from '../../../src/resources/models.js';
import { fake, type Sent, status, token } from '../../support/fake.js';

const run = {
  agentId: 'cradl:agent:1a',
  runId: 'cradl:run:2b',
  variablesFileUrl: 'https://files.example.com/las:file:4d',
} as const;

const total = { value: '54.50', rawValue: '54,50', confidence: 0.97, page: 0, location: [0, 0, 1, 1], x: 1 };
const row = {
  description: { value: 'Coffee', confidence: 0.8 },
  amount: { value: null, confidence: 0.1, name: 'Sum' },
};

const file = {
  total_amount: total,
  lines: [row, row],
  source: 'mail',
  trigger: { value: 'n8n' },
  numbers: [1, 2],
  nothing: null,
};

const fieldConfig: Readonly<Record<string, Field>> = {
  total_amount: { type: 'single-value', name: 'Total' },
  lines: {
    type: 'table',
    fields: {
      description: { type: 'single-value', name: 'What' },
      amount: { type: 'amount', name: 'Amount' },
    },
  },
  trigger: { type: 'string' },
  empty: { type: 'table', fields: {} },
};

const test = suite('getAgentRunVariables');

test('tells fields, tables and variables apart by their form', async () => {
  const { ctx, sent } = fake(file);
  const task = getAgentRunVariables(ctx, run);
  assert.is(sent.length, 0);
  assert.equal(await task(), {
    _tag: 'Right',
    right: {
      fields: { total_amount: total },
      tables: { lines: [row, row] },
      variables: { source: 'mail', trigger: { value: 'n8n' }, numbers: [1, 2], nothing: null },
    },
  });
  assert.equal(
    sent.map(({ method, url }) => `${method} ${url.href}`),
    [`GET ${run.variablesFileUrl}`],
  );
  assert.is(sent[0]?.headers.get('authorization'), `Bearer ${token}`);
});

test("tells them apart by the model's fieldConfig, and names them", async () => {
  const sentAlong = { value: '1', confidence: 1 };
  const { ctx } = fake({ ...file, sentAlong, empty: [], toString: 'x' });
  const named = { ...row.description, name: 'What' };
  assert.equal(await getAgentRunVariables(ctx, run, { fieldConfig })(), {
    _tag: 'Right',
    right: {
      fields: { total_amount: { ...total, name: 'Total' }, trigger: { value: 'n8n' } },
      tables: {
        lines: [
          { description: named, amount: row.amount },
          { description: named, amount: row.amount },
        ],
        empty: [],
      },
      variables: { source: 'mail', numbers: [1, 2], nothing: null, sentAlong, toString: 'x' },
    },
  });
});

test('says where the file is not what the fieldConfig says', async () => {
  for (const [wrong, path] of [
    [{ total_amount: { value: 7 } }, 'total_amount.value'],
    [{ lines: [row, { amount: { value: '1', confidence: 'high' } }] }, 'lines[1].amount.confidence'],
    [{ lines: ['text'] }, 'lines[0]'],
    [[], ''],
    ['text', ''],
  ] as const) {
    const result = await getAgentRunVariables(fake(wrong).ctx, run, { fieldConfig })();
    assert.ok(result._tag === 'Left' && result.left._tag === 'DecodeError', JSON.stringify(wrong));
    assert.is(result.left.path, path);
    assert.is(result.left.source, 'file');
  }
});

test('fetches a run anew that has no address, and gives null where there is still none', async () => {
  const old = { ...run, variablesFileUrl: null };
  const later = fake(({ url }: Sent) => (url.pathname.includes('/runs/') ? run : file));
  const result = await getAgentRunVariables(later.ctx, old)();
  assert.is(result._tag === 'Right' && result.right?.fields['total_amount']?.value, '54.50');
  assert.equal(
    later.sent.map(({ url }) => decodeURIComponent(url.pathname)),
    ['/v1/agents/cradl:agent:1a/runs/cradl:run:2b', '/las:file:4d'],
  );
  assert.equal(await getAgentRunVariables(fake(old).ctx, old)(), { _tag: 'Right', right: null });
  const gone = await getAgentRunVariables(fake(() => status(404)).ctx, old)();
  assert.is(gone._tag === 'Left' && gone.left._tag, 'NotFound');
});

test('sends no token to an address that must not get one', async () => {
  for (const variablesFileUrl of ['http://files.example.com/a', 'https://127.0.0.1/a', 'nonsense']) {
    const { ctx, sent } = fake(file);
    const result = await getAgentRunVariables(ctx, { ...run, variablesFileUrl })();
    assert.is(result._tag === 'Left' && result.left._tag, 'InvalidInput');
    assert.is(sent.length, 0);
  }
});

test('takes null in place of options, and refuses what is no run', async () => {
  const { ctx, sent } = fake(file);
  // @ts-expect-error: null is no options
  assert.is((await getAgentRunVariables(ctx, run, null)())._tag, 'Right');
  assert.is(sent.length, 1);
  // @ts-expect-error: null is no run
  const none = await getAgentRunVariables(ctx, null)();
  assert.is(none._tag === 'Left' && none.left._tag, 'InvalidInput');
  assert.is(sent.length, 1);
});

test.run();
