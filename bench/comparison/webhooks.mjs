/** What is looked at before a webhook is believed. */
import { createHmac } from 'node:crypto';

import { verifyWebhook } from 'las-fp/webhooks';
import OpenAI from 'openai';
import Stripe from 'stripe';

export const title = 'Webhooks';

const secret = 'a-secret-of-webhooks';
const hmac = (text, encoding) => createHmac('sha256', secret).update(text).digest(encoding);

// Each verifies what was signed at `time` (seconds), with `sent` in place of the body that was signed.
const stripe = new Stripe('key');
const openai = new OpenAI({
  apiKey: 'key',
  webhookSecret: `whsec_${Buffer.from(secret).toString('base64')}`,
});
const nonces = new Set();
const verifiers = {
  'las-fp': async (time, sent) => {
    const signed = '{"output":{},"context":{"runId":"cradl:run:1"}}';
    const headers = { 'x-cradl-nonce': String(time).padStart(32, '0'), 'x-cradl-timestamp': String(time) };
    const url = 'https://example.com/hook';
    const listed = Object.entries(headers).map((header) => header.join(':'));
    const result = await verifyWebhook(
      {
        method: 'POST',
        url,
        headers: {
          ...headers,
          'x-cradl-signedheaders': Object.keys(headers).join(','),
          'x-cradl-signature': hmac(`POST${url}${listed.join('')}${signed}`, 'hex'),
        },
        body: sent ?? signed,
      },
      { secret, rememberNonce: (nonce) => !nonces.has(nonce) && Boolean(nonces.add(nonce)) },
    )();
    if (result._tag === 'Left') throw new Error(result.left._tag);
  },
  'openai-node': (time, sent) =>
    openai.webhooks.unwrap(sent ?? '{}', {
      'webhook-id': 'wh_1',
      'webhook-timestamp': String(time),
      'webhook-signature': `v1,${hmac(`wh_1.${time}.{}`, 'base64')}`,
    }),
  viem: undefined,
  'hey-api': undefined,
  'stripe-node': async (time, sent) =>
    stripe.webhooks.constructEvent(sent ?? '{}', `t=${time},v1=${hmac(`${time}.{}`, 'hex')}`, secret),
};

const now = Math.floor(Date.now() / 1000);
const cases = {
  'signed now': [now],
  'the same again': [now],
  'another body': [now - 1, '{"output":{},"context":{"runId":"cradl:run:2"}}'],
  'signed ten minutes ago': [now - 600],
  'signed for in ten minutes': [now + 600],
};

export async function run() {
  const rows = [];
  for (const [name, given] of Object.entries(cases)) {
    const cells = Object.values(verifiers).map(async (verify) => {
      if (!verify) return 'no webhooks';
      return verify(...given).then(
        () => 'taken',
        () => 'refused',
      );
    });
    rows.push([name, ...(await Promise.all(cells))]);
  }
  return {
    head: ['', ...Object.keys(verifiers)],
    rows,
    notes: ['las-fp is given `rememberNonce`: without it the same webhook is taken twice, as by the others.'],
  };
}
