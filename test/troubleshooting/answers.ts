/** Symptoms of answers, and of what is read of them. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as t from 'io-ts';
import { createEmulator } from '../../emulator/src/index.js';
import { amount, decodeFields, minorUnits, optional, policyOf } from '../../src/extraction/index.js';
import * as las from '../../src/index.js';
import { readDocument } from '../../src/reading.js';
import { verifyWebhook } from '../../src/webhooks.js';
import { right } from '../support/results.js';
import type { Provocations } from './page.js';
import { against, call, contextOf, ctx, get, printed } from './world.js';

const { getDocument, listDocuments, withOptions } = las;

/** A server that answers so. */
const answering = (body: string, run: Parameters<typeof against>[1], status = 200) =>
  against((_, response) => response.writeHead(status).end(body), run);

const sample = readFileSync(fileURLToPath(new URL('../../examples/sample-invoice.pdf', import.meta.url)));
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const fields = { total_amount: { type: 'amount' }, due_date: { type: 'date' } } as const;
const level = { confidenceLevels: { automated: 0.5 } };
const codec = decodeFields({ total_amount: optional(amount) });

const reader = createEmulator();
const two = createEmulator({
  predict: () => ['total_amount', 'due_date'].map((label) => ({ label, value: '1', confidence: 0.98 })),
});

/** What an emulator reads of a file, with a level for some of the fields. */
async function read(file: las.Content, levels: Parameters<typeof policyOf>[1], from = reader) {
  const policy = policyOf(fields, levels);
  const { decision, values } = right(
    await readDocument(contextOf(from), file, 'cradl:model:invoice', policy, { codec })(),
  );
  return { decision, total: right(values ?? { _tag: 'Left' }).total_amount };
}

/** A webhook that was signed with `secret`, without a time. */
const webhook = (secret: string) => {
  const url = 'https://receiver.example/';
  const signature = createHmac('sha256', 'secret').update(`POST${url}{}`).digest('hex');
  const headers = { 'x-cradl-signedheaders': '', 'x-cradl-signature': signature };
  return verifyWebhook({ method: 'POST', url, headers, body: '{}' }, { secret });
};

export const ofAnswers: Provocations = {
  BadRequest: call(getDocument(ctx, 'cradl:model:invoice' as never), get()),
  NotFound: call(getDocument(ctx, 'las:document:2'), get()),
  'HttpError and Redirects': call(answering('', (there) => getDocument(there, 'las:document:1'), 301)),
  "DecodeError with expected: 'JSON'": call(
    answering('<!doctype html>', (there) => getDocument(there, 'las:document:1')),
  ),
  'DecodeError with a path': call(
    answering('{"documentId":5}', (there) => getDocument(there, 'las:document:1')),
    answering('{"documentId":5}', (there) =>
      las.request(
        there,
        { method: 'GET', path: las.path`/documents/${'las:document:1'}` },
        t.type({ documentId: t.number }),
      ),
    ),
  ),
  'DecodeError with maxBody': call(
    listDocuments(withOptions(ctx, { maxBody: 10 })),
    listDocuments(withOptions(ctx, { maxBody: 10_000 })),
  ),
  InvalidSignature: call([webhook('another'), webhook('secret')]),
  'every value is missing': {
    texts: async () => [printed((await read(photo, {})).total)],
    remedy: async () => {
      if ((await read(sample, {})).total == null) throw new Error('nothing was read');
    },
  },
  'look: true': {
    texts: async () => [printed((await read(sample, { total_amount: level }, two)).decision)],
    remedy: async () => {
      const { decision } = await read(sample, { total_amount: level, due_date: level }, two);
      if (decision.look) throw new Error(printed(decision));
    },
  },
  'a value is a text': {
    texts: async () => [printed((await read(sample, {})).total)],
    remedy: async () => {
      const { total } = await read(sample, {});
      if (typeof minorUnits(total ?? '') !== 'bigint') throw new Error('no bigint');
    },
  },
};
