/** What a receiver of webhooks gets: a delivery to take, and those to refuse. The agent of an emulator makes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  clientCredentials,
  createContext,
  getAgent,
  runAgent,
  toPromise,
  updateAction,
  waitForAgentRun,
} from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { root } from '../../tools/consumer.mjs';

const invoice = readFileSync(join(root, 'examples/sample-invoice.pdf'));
const predict = () => [{ label: 'total_amount', value: '3420.50', confidence: 0.99, page: 0 }];

/** What a receiver answered, in a line. */
const answerOf = async (response) => `${response.status} ${await response.clone().text()}`.trim();

/** Has an agent export to `url`, which `send` reaches; resolves to the request, the answer and the status of the run. */
async function exported({ url, send, hmacSecret, clock }) {
  const made = {};
  const deliver = async (request) => {
    made.request = request.clone();
    const response = await send(request);
    made.answer = await answerOf(response);
    return response;
  };
  const emulator = createEmulator({ asyncDelay: 0, webhooks: 'anywhere', predict, deliver, clock });
  const ctx = createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });
  const { agentId } = emulator;
  const { resourceIds } = await toPromise(getAgent(ctx, agentId));
  const actionId = resourceIds.find((id) => id.includes(':action:'));
  await toPromise(updateAction(ctx, actionId, { enabled: true, config: { url, hmacSecret } }));
  const { run } = await toPromise(runAgent(ctx, agentId, invoice, { name: 'invoice.pdf' }));
  const ended = await waitForAgentRun(ctx, agentId, run.runId, { every: 20 })();
  return { ...made, status: ended._tag === 'Right' ? ended.right.status : ended.left._tag };
}

/** Sends a request twice at the same moment; resolves to one answer that tells of both. */
async function twice(send, request) {
  const answers = await Promise.all([send(request.clone()), send(request)]);
  const statuses = answers.map(({ status }) => status).sort();
  return new Response(`then ${statuses[1]}`, { status: statuses[0] === 204 ? 200 : statuses[0] });
}

/** The same request with the amount changed on its way. */
async function changed(request) {
  const body = (await request.clone().text()).replace('3420.50', '9420.50');
  return new Request(request, { body });
}

const expected = {
  right: /^204, exported$/,
  replayed: /^401 X-Cradl-Nonce is not new/,
  'twice at once': /^200 then 401, exported$/,
  'signed with another secret': /^401 Check secret and url/,
  'changed on its way': /^401 Check secret and url/,
  old: /^401 X-Cradl-Timestamp is old/,
};

const minutesAgo = { now: () => Date.now() - 10 * 60_000 };

/**
 * Delivers to a receiver; throws unless it takes the right delivery, and refuses the others for what is wrong with them.
 * All but those that are sent again have a nonce of their own. Resolves to the ids of the documents that it was told of.
 */
export async function deliver({ url, send, hmacSecret }) {
  const receiver = { url, send, hmacSecret };
  const right = await exported(receiver);
  const [foreign, forged, old] = await Promise.all([
    exported({ ...receiver, hmacSecret: 'another secret' }),
    exported({ ...receiver, send: async (request) => send(await changed(request)) }),
    exported({ ...receiver, clock: minutesAgo }),
  ]);
  const doubles = await Promise.all(
    Array.from({ length: 10 }, () => exported({ ...receiver, send: (request) => twice(send, request) })),
  );
  const found = {
    right: `${right.answer}, ${right.status}`,
    replayed: await answerOf(await send(right.request.clone())),
    'twice at once': [...new Set(doubles.map(({ answer, status }) => `${answer}, ${status}`))].join(),
    'signed with another secret': foreign.answer,
    'changed on its way': forged.answer,
    old: old.answer,
  };
  const wrong = Object.entries(found).filter(([name, answer]) => !expected[name].test(answer));
  if (wrong.length > 0) throw new Error(wrong.map(([name, answer]) => `${name}: ${answer}`).join('\n'));
  const events = await Promise.all([right, ...doubles].map(({ request }) => request.json()));
  return events.map(({ context }) => context.documentId);
}
