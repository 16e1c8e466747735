import { sValidator } from '@hono/standard-validator';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { getDotPath, SchemaError } from '@standard-schema/utils';
import { initTRPC } from '@trpc/server';
import fc from 'fast-check';
import { Hono } from 'hono';
import * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { GroundTruth } from '../src/index.js';
import { standardSchema } from '../src/standardSchema.js';

const issuesOf = (schema: StandardSchemaV1, value: unknown): ReadonlyArray<StandardSchemaV1.Issue> => {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new Error('not at once');
  return result.issues ?? [];
};

const schema = suite('standardSchema');

schema('gives what the codec gives', () => {
  const Truth = standardSchema(GroundTruth);
  const { version, vendor } = Truth['~standard'];
  assert.equal([version, vendor], [1, 'las-fp']);
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ label: fc.string(), value: fc.string() })), (value) => {
      const result = Truth['~standard'].validate(value);
      const decoded = GroundTruth.decode(value);
      if (decoded._tag === 'Right') assert.is((result as { value: unknown }).value, decoded.right);
      else assert.is(result.issues?.length, decoded.left.length);
    }),
  );
});

schema('is still the codec, and leaves the codec as it was', () => {
  const Truth = standardSchema(GroundTruth);
  const value = { label: 'a', value: 'b' };
  assert.equal(Truth.decode(value), GroundTruth.decode(value));
  assert.equal(t.exact(Truth).decode({ ...value, c: 1 }), { _tag: 'Right', right: value });
  assert.is(Truth.name, 'GroundTruth');
  assert.not.ok('~standard' in GroundTruth);
});

schema('says where, with numbers for places in lists', () => {
  const value = {
    label: 'a',
    value: [
      [
        { label: 'b', value: 'c' },
        { label: 1, value: 'd' },
      ],
    ],
    pages: [0, '1'],
  };
  const issues = issuesOf(standardSchema(GroundTruth), value);
  assert.equal(
    issues.map(({ path, message }) => [path, message]),
    [
      [['value', 0, 1, 'label'], 'Expected string, but got number'],
      [['pages', 1], 'Expected number, but got string'],
    ],
  );
  assert.equal(issues.map(getDotPath), ['value.0.1.label', 'pages.1']);
  assert.is(new SchemaError(issues).message, 'Expected string, but got number');
  assert.equal(issuesOf(standardSchema(GroundTruth), null)[0]?.path, []);
});

schema("takes io-ts's own codecs: members of unions and intersections are not in a path", () => {
  const Mine = t.exact(
    t.intersection([
      t.type({ either: t.union([t.array(t.type({ '': t.number })), t.null]) }),
      t.partial({ tuple: t.tuple([t.string]) }),
    ]),
  );
  const paths = issuesOf(standardSchema(Mine), { either: [{ '': 'a' }], tuple: [1] }).map(({ path }) => path);
  assert.equal(paths, [['either', 0, ''], ['either'], ['tuple', 0]]);
});

schema('does not repeat the value', () => {
  const [issue] = issuesOf(standardSchema(t.type({ password: t.number })), { password: 'secret' });
  assert.is(issue?.message, 'Expected number, but got string');
});

schema.run();

const used = suite('libraries that take a Standard Schema');

const truth = { label: 'total', value: '3.50' };

used('Hono validates a body', async () => {
  const app = new Hono().post('/', sValidator('json', standardSchema(GroundTruth)), (c) =>
    c.json(c.req.valid('json').label),
  );
  const post = (body: unknown) =>
    app.request('/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.is(await (await post(truth)).json(), 'total');
  const refused = await post({ label: 'total' });
  assert.is(refused.status, 400);
  const { error } = (await refused.json()) as { error: ReadonlyArray<StandardSchemaV1.Issue> };
  assert.equal(error[0]?.path, ['value']);
});

used('tRPC validates input and output', async () => {
  const trpc = initTRPC.create();
  const router = trpc.router({
    label: trpc.procedure
      .input(standardSchema(GroundTruth))
      .output(standardSchema(t.string))
      .query(({ input }) => input.label),
  });
  const caller = trpc.createCallerFactory(router)({});
  assert.is(await caller.label(truth), 'total');
  const refused = await caller.label({ label: 'total' } as never).catch((error: unknown) => error);
  assert.match(String(refused), /Expected a value, but got undefined/);
});

used.run();
