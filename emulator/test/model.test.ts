/** Random sequences of calls against a model that a child could keep: in the process, and over HTTP. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createEmulator, type Emulator } from '../src/index.js';
import { serveEmulator } from '../src/node.js';
import { tokenOf } from './support.js';

interface Kind {
  readonly path: string;
  readonly plural: string;
  readonly idKey: string;
  readonly body: Record<string, unknown>;
  /** Whether one can be fetched by its id. */
  readonly get: boolean;
  /** What is there from the beginning, and is left alone. */
  readonly others: boolean;
}

const kind = (
  plural: string,
  idKey: string,
  body: Record<string, unknown> = {},
  { get = true, others = false } = {},
): Kind => ({ path: `/${plural}`, plural, idKey, body, get, others });

const kinds: ReadonlyArray<Kind> = [
  kind('datasets', 'datasetId'),
  kind('documents', 'documentId'),
  kind('assets', 'assetId', { content: 'x' }),
  kind('secrets', 'secretId', { data: { a: 'b' } }, { get: false }),
  kind('models', 'modelId', { fieldConfig: { total: { type: 'amount' } } }, { others: true }),
  kind('transitions', 'transitionId', { transitionType: 'manual' }, { others: true }),
  kind('appClients', 'appClientId', {}, { others: true }),
  kind('roles', 'roleId', { permissions: [] }, { others: true }),
  kind('agents', 'agentId', {}, { others: true }),
  kind('actions', 'actionId', {}, { others: true }),
  kind('hooks', 'hookId', {}, { others: true }),
  kind('validations', 'validationId', {}, { others: true }),
  kind('connections', 'connectionId', { config: {} }),
  kind('paymentMethods', 'paymentMethodId'),
  kind('batches', 'batchId', {}, { get: false }),
];

type Step =
  | { readonly do: 'create'; readonly name: string }
  | { readonly do: 'rename'; readonly which: number; readonly name: string }
  | { readonly do: 'remove' | 'get'; readonly which: number }
  | { readonly do: 'list'; readonly size: number };

const name = fc.string({ minLength: 1, maxLength: 12 });
const which = fc.nat(8);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), which, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'get' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('list' as const), size: fc.integer({ min: 1, max: 4 }) }),
  },
);

type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: Record<string, unknown> }>;

/** Goes through the steps, and compares each answer with the model: names by ids, in the order of creation. */
async function go(call: Call, { path, plural, idKey, body, get, others }: Kind, steps: ReadonlyArray<Step>) {
  const model = new Map<string, string>();
  const gone: string[] = [];
  const pick = (index: number): string | undefined => [...model.keys(), ...gone][index];
  for (const each of steps) {
    if (each.do === 'create') {
      const answer = await call('POST', path, { ...body, name: each.name });
      assert.is(answer.status, 200, JSON.stringify(answer.body));
      assert.is(answer.body['name'], each.name);
      model.set(String(answer.body[idKey]), each.name);
    } else if (each.do === 'list') {
      const seen: unknown[] = [];
      let next: unknown = null;
      do {
        const query: string = next === null ? '' : `&nextToken=${next}`;
        const answer = await call('GET', `${path}?maxResults=${each.size}${query}`);
        assert.is(answer.status, 200);
        const page = answer.body[plural] as ReadonlyArray<Record<string, unknown>>;
        assert.ok(page.length <= each.size);
        seen.push(...page.map((entry) => [entry[idKey], entry['name']]));
        next = answer.body['nextToken'];
      } while (next !== null);
      // What others have made is in some lists too.
      const own = others ? seen.filter((pair) => model.has(String((pair as string[])[0]))) : seen;
      assert.equal(own, [...model]);
    } else {
      const id = pick(each.which);
      if (id === undefined) continue;
      const isThere = model.has(id);
      if (each.do === 'get' && !get) continue;
      const method = each.do === 'rename' ? 'PATCH' : each.do === 'remove' ? 'DELETE' : 'GET';
      const answer = await call(
        method,
        `${path}/${id}`,
        each.do === 'rename' ? { name: each.name } : undefined,
      );
      assert.is(answer.status, isThere ? 200 : 404, `${method} ${id}`);
      if (!isThere) continue;
      if (each.do === 'rename') model.set(id, each.name);
      assert.is(answer.body['name'], model.get(id));
      if (each.do === 'remove') {
        model.delete(id);
        gone.push(id);
      }
    }
  }
}

async function callerOf(
  emulator: Pick<Emulator, 'fetch' | 'clientId' | 'clientSecret'>,
  api: string,
): Promise<Call> {
  const answer = await tokenOf(emulator, emulator.clientId, emulator.clientSecret);
  const authorization = `Bearer ${(await answer.json()).access_token}`;
  return async (method, path, body) => {
    const response = await emulator.fetch(`${api}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

const test = suite('emulator: against a model');

for (const each of kinds) {
  test(`${each.plural}, in the process`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const emulator = createEmulator();
        await go(await callerOf(emulator, 'https://api.lucidtech.ai/v1'), each, steps);
      }),
      { numRuns: 15 },
    );
  });
}

test('all of them, over HTTP, and with a snapshot in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...kinds), fc.array(step, { maxLength: 12 })), { maxLength: 6 }),
      async (parts) => {
        const emulator = createEmulator();
        const { apiEndpoint, close } = await serveEmulator(emulator);
        try {
          const real = {
            clientId: emulator.clientId,
            clientSecret: emulator.clientSecret,
            // The token comes from the emulator itself, and the calls go over the wire.
            fetch: (input: Request | string | URL, init?: RequestInit) =>
              String(input).startsWith('https:') ? emulator.fetch(input, init) : fetch(input, init),
          };
          for (const [each, steps] of parts) {
            const call = await callerOf(real, apiEndpoint);
            // Lists that others have added to would differ: each kind begins with none of its own.
            emulator.reset();
            await go(await callerOf(real, apiEndpoint), each, steps);
            const before = await emulator.snapshot();
            emulator.restore(JSON.parse(JSON.stringify(before)));
            assert.is(JSON.stringify(await emulator.snapshot()), JSON.stringify(before));
            assert.is((await call('GET', '/models')).status, 401);
          }
        } finally {
          await close();
        }
      },
    ),
    { numRuns: 8 },
  );
});

test.run();
