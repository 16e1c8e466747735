/** What the functions send is what the OpenAPI documents of all versions describe. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { differences, none, operations, versions } from '../support/contract.js';
import { endpoint, fake, type Sent } from '../support/fake.js';
import type { CallFor } from '../support/operation.js';
import { calls, callsFor } from './calls.js';
import { type ApiDocument, type DocumentedOperation, documents, type Schema, skipped } from './documents.js';
import { samples } from './samples.js';

// -- what is sent -------------------------------------------------------------

const base = new URL(endpoint);

// Files go to a server of their own, whose address is in the answer.
const fileUrl = 'https://files.example.com/one';

async function requestOf(call: CallFor['call'], answer: unknown, status: number): Promise<Sent> {
  const { ctx, sent } = fake((request: Sent) =>
    request.url.origin !== base.origin || status === 204
      ? new Response(null, { status: 204 })
      : { ...(answer as object), ...('fileUrl' in (answer as object) ? { fileUrl } : {}) },
  );
  const result = await call(ctx)();
  const [request, ...more] = sent.filter(({ url }) => url.origin === base.origin);
  if (!request || more.length > 0) throw new Error(`${sent.length} requests left: ${JSON.stringify(result)}`);
  return request;
}

// -- keys ---------------------------------------------------------------------

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

/** The keys that a schema knows, at any depth: `parameters.cpu`, `operations[].type`, `fieldConfig.*.type`. */
function keysOf(
  document: ApiDocument,
  schema: Schema,
  path = '',
  within: ReadonlyArray<string> = [],
): ReadonlyArray<string> {
  const { $ref, properties = {}, items, anyOf = [], oneOf = [] } = schema;
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    const target = document.schemas[name];
    return target && !within.includes(name) ? keysOf(document, target, path, [...within, name]) : [];
  }
  const values = [
    ...Object.values((schema['patternProperties'] ?? {}) as Readonly<Record<string, Schema>>),
    schema['additionalProperties'],
  ];
  return [
    ...Object.entries(properties).flatMap(([key, one]) => {
      const here = path === '' ? key : `${path}.${key}`;
      return [here, ...keysOf(document, one, here, within)];
    }),
    ...(items ? keysOf(document, items, `${path}[]`, within) : []),
    ...[...anyOf, ...oneOf].flatMap((one) => keysOf(document, one, path, within)),
    ...values.filter(isObject).flatMap((one) => keysOf(document, one as Schema, `${path}.*`, within)),
  ];
}

/** Which of the known keys a value has. Keys that are the caller's own count as `*`. */
function keysSent(value: unknown, known: ReadonlySet<string>, path = ''): ReadonlyArray<string> {
  if (Array.isArray(value)) return value.flatMap((one) => keysSent(one, known, `${path}[]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const named = path === '' ? key : `${path}.${key}`;
    const here = known.has(named) ? named : `${path}.*`;
    return [here, ...keysSent(one, known, here)];
  });
}

// -- checks -------------------------------------------------------------------

/** Which ids stand where in a path that a template describes. */
function idsIn(template: string, path: string): ReadonlyArray<readonly [name: string, id: string]> {
  const parts = path.split('/');
  const expected = template.split('/');
  assert.is(parts.length, expected.length, `${path} is no ${template}`);
  return expected.flatMap((part, i) => {
    const id = parts[i] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) return [[name, decodeURIComponent(id)] as const];
    assert.is(id, part, `${path} is no ${template}`);
    return [];
  });
}

function valid(document: ApiDocument, schema: Schema, value: unknown, what: string): void {
  const validate = document.validatorOf(schema);
  assert.ok(validate(value), `${document.version}: ${what}: ${JSON.stringify(validate.errors)}`);
}

/** Schemas by reference, so that they are found where they refer to others. */
const refer = (name: string, key?: string): Schema => ({
  $ref: `api#/components/schemas/${name}${key === undefined ? '' : `/properties/${key}`}`,
});

function checkPath(
  document: ApiDocument,
  documented: DocumentedOperation,
  template: string,
  { url }: Sent,
): void {
  assert.ok(url.pathname.startsWith(`${base.pathname}/`), url.pathname);
  for (const [name, id] of idsIn(template, url.pathname.slice(base.pathname.length))) {
    const schema = documented.pathParameters.get(name);
    assert.ok(schema, `${name} is no parameter of ${template}`);
    valid(document, schema as Schema, id, name);
    // The parameters are mere strings; what the answer says of the same id says more.
    if (document.schemas[documented.answer]?.properties?.[name]) {
      valid(document, refer(documented.answer, name), id, `${name} as in the answer`);
    }
  }
}

function checkQuery(document: ApiDocument, documented: DocumentedOperation, { url }: Sent): void {
  for (const name of new Set(url.searchParams.keys())) {
    const schema = documented.query.get(name);
    assert.ok(schema, `${document.version} has no query parameter ${name}`);
    const values = url.searchParams.getAll(name);
    for (const value of values) valid(document, schema as Schema, value, `query ${name}`);
    // Lists echo their filters, and there they have a schema that says more than `string`.
    const echo = document.schemas[documented.answer]?.properties?.[name];
    if (echo === undefined) continue;
    const { type } = echo;
    if (type !== 'array') assert.is(values.length, 1, `${name} takes one value`);
    valid(document, refer(documented.answer, name), type === 'array' ? values : values[0], `echo of ${name}`);
  }
}

function checkBody(document: ApiDocument, documented: DocumentedOperation, { body }: Sent): void {
  if (documented.body === undefined) assert.is(body, undefined, 'a body that is not documented');
  else if (documented.bodyRequired || body !== undefined)
    valid(document, refer(documented.body), body, 'body');
}

// -- tests --------------------------------------------------------------------

/** Bodies that the documents are silent about: what the service is known to take. */
const undocumented: Readonly<Record<string, ReadonlyArray<string>>> = {
  updateProfile: ['familyName', 'givenName', 'locale', 'metadata', 'picture'],
};

const table = suite('the calls');

table('are of the operations of the table, each of them', () => {
  assert.equal(
    differences(
      calls.keys(),
      operations.map(({ fn }) => fn),
    ),
    none,
  );
});

table('are of versions that have the operation, each of them', () => {
  for (const { fn, versions: expected } of operations) {
    const of = new Set(calls.get(fn)?.flatMap((call) => call.versions ?? expected));
    assert.equal(differences(of, expected), none, fn);
  }
});

for (const version of versions) {
  const name = `are of all operations of the document of ${version}, and the table has no other`;
  const document = documents.find((one) => one.version === version);
  if (!document) {
    table.skip(name, () => {});
    continue;
  }
  table(name, () => {
    const ours = operations.filter((row) => row.versions.includes(version));
    assert.equal(
      differences(
        ours.map(({ method, path }) => `${method} ${path}`),
        document.operations.keys(),
      ),
      none,
    );
  });
}

table.run();

for (const { version } of documents.length > 0 ? documents : [{ version: 'of both versions' }]) {
  const test = suite(`requests ${version}`);
  if (skipped) {
    console.log(skipped);
    test.skip('are what the documents describe', () => {});
  }
  const document = documents.find((one) => one.version === version);
  for (const { fn: name, method, path } of document ? operations : []) {
    const documented = document?.operations.get(`${method} ${path}`);
    if (!document || !documented) continue;
    test(name, async () => {
      const { answer, status, body, query } = documented;
      const [example] = samples(document, answer, 1);
      const sent: Sent[] = [];
      for (const { call } of callsFor(name, document.version)) {
        const request = await requestOf(call, example, status);
        sent.push(request);
        assert.is(request.method, method);
        checkPath(document, documented, path, request);
        checkQuery(document, documented, request);
        if (!(name in undocumented)) checkBody(document, documented, request);
      }

      const keys = undocumented[name] ?? (body === undefined ? [] : keysOf(document, refer(body)));
      const known = new Set(keys);
      const given = new Set(sent.flatMap((request) => keysSent(request.body, known)));
      assert.equal(
        [...known].filter((key) => !given.has(key)),
        [],
        `${name} never sends some keys of the body`,
      );
      const asked = new Set(sent.flatMap(({ url }) => [...url.searchParams.keys()]));
      assert.equal(differences(asked, query.keys()), none, `${name} never sends some of the query`);
    });
  }
  test.run();
}
