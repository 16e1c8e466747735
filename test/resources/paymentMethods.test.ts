import { inspect } from 'node:util';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Context } from '../../src/index.js';
import {
  createPaymentMethod,
  deletePaymentMethod,
  getPaymentMethod,
  listPaymentMethods,
  updatePaymentMethod,
} from '../../src/resources/paymentMethods.js';
import { fake, status } from '../support/fake.js';
import { operation } from '../support/operation.js';

const id = 'las:payment-method:1f000000000000000000000000000000';
const idPath = '/paymentMethods/las%3Apayment-method%3A1f000000000000000000000000000000';
const secret = 'seti_1f_secret_2e';

const least = {
  paymentMethodId: id,
  details: null,
  name: null,
  description: null,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  paymentMethodId: 'las:payment-method:2e000000000000000000000000000000',
  details: { card: { brand: 'visa', last4: '4242' } },
  stripePublishableKey: 'pk_test_1f',
  stripeSetupIntentSecret: secret,
  name: 'Card',
  description: 'Of the company',
  createdTime: '2024-11-29T08:05:46Z',
  createdBy: 'las:user:1',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:app-client:2',
};

operation('createPaymentMethod', {
  sends: [
    {
      call: (ctx) => createPaymentMethod(ctx, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/paymentMethods',
      body: { metadata: { team: 'x' } },
    },
    { call: (ctx) => createPaymentMethod(ctx), method: 'POST', path: '/paymentMethods', body: {} },
    {
      call: (ctx) => createPaymentMethod(ctx, { name: 'Card', description: null }),
      method: 'POST',
      path: '/paymentMethods',
      body: { name: 'Card', description: null },
    },
  ],
  answers: [full, least],
  required: 'paymentMethodId',
});

operation('getPaymentMethod', {
  sends: [{ call: (ctx) => getPaymentMethod(ctx, id), method: 'GET', path: idPath }],
  answers: [full, { ...least, stripePublishableKey: null, stripeSetupIntentSecret: null }],
  required: 'paymentMethodId',
});

operation('listPaymentMethods', {
  sends: [
    { call: (ctx) => listPaymentMethods(ctx), method: 'GET', path: '/paymentMethods' },
    {
      call: (ctx) => listPaymentMethods(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/paymentMethods',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ paymentMethods: [full, least], nextToken: 'more' }, { paymentMethods: [least] }],
  required: 'paymentMethods.0.paymentMethodId',
});

operation('updatePaymentMethod', {
  sends: [
    {
      call: (ctx) => updatePaymentMethod(ctx, id, { metadata: { team: 'x' } }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: idPath,
      body: { metadata: { team: 'x' } },
    },
    {
      call: (ctx) => updatePaymentMethod(ctx, id, { description: null }),
      method: 'PATCH',
      path: idPath,
      body: { description: null },
    },
    {
      call: (ctx) =>
        updatePaymentMethod(ctx, id, {
          name: null,
          description: 'Of the company',
          stripeSetupIntentSecret: secret,
        }),
      method: 'PATCH',
      path: idPath,
      body: { name: null, description: 'Of the company', stripeSetupIntentSecret: secret },
    },
  ],
  answers: [full, least],
  required: 'paymentMethodId',
});

operation('deletePaymentMethod', {
  sends: [{ call: (ctx) => deletePaymentMethod(ctx, id), method: 'DELETE', path: idPath }],
  answers: [full, least],
  required: 'paymentMethodId',
});

const calls = {
  createPaymentMethod: (ctx: Context) => createPaymentMethod(ctx),
  getPaymentMethod: (ctx: Context) => getPaymentMethod(ctx, id),
  listPaymentMethods: (ctx: Context) => listPaymentMethods(ctx),
  updatePaymentMethod: (ctx: Context) => updatePaymentMethod(ctx, id, { stripeSetupIntentSecret: secret }),
  deletePaymentMethod: (ctx: Context) => deletePaymentMethod(ctx, id),
};

const answers = [
  () => status(400, `no: ${secret}`),
  () => status(500, `no: ${secret}`),
  () => Response.json({ message: 'no', stripeSetupIntentSecret: secret }, { status: 400 }),
  () => Response.json({ ...full, paymentMethodId: secret }),
  () => Response.json({ ...full, details: secret, paymentMethods: [{ ...full, details: secret }] }),
  () => new Response(`{"stripeSetupIntentSecret":"${secret}"`),
];

const silence = suite('what errors say of the secret of a payment method');

for (const [name, call] of Object.entries(calls)) {
  silence(`${name}: nothing`, async () => {
    for (const answer of answers) {
      const seen: unknown[] = [];
      const keep = (record: unknown) => seen.push(record);
      const result = await call(fake(answer, { onRequest: keep, onResponse: keep }).ctx)();
      assert.is(result._tag, 'Left');
      assert.ok(seen.length >= 2);
      seen.push(result);
      assert.not(`${JSON.stringify(seen)}${inspect(seen, { depth: null })}`.includes(secret));
    }
  });
}

silence.run();
