/**
 * The functions read what the OpenAPI documents of all versions describe: all of it, and no more strictly.
 *
 * The id of what an answer is about must be there. Every other key may be absent, whatever the documents require, but for
 * those without which a thing is none (`kept`). A key may be null if a version says so. This goes for an answer's own keys
 * and for those of the entries of lists in it.
 */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { operations } from '../support/contract.js';
import { fake } from '../support/fake.js';
import { callsFor } from './calls.js';
import { type ApiDocument, documents, type Schema, skipped } from './documents.js';
import { edges, samples } from './samples.js';

/** How many answers of each schema; a page has up to three entries and stands for as many. */
const counts = { single: 150, page: 50 };

/**
 * The first function that has an answer is tried with all of them, the others with one in so many: that they
 * read what the first one reads is to be seen from a few.
 */
const share = 10;

// -- what a key may be ----------------------------------------------------------

/** A schema and the document that its references are of. */
interface Rule {
  readonly document: ApiDocument;
  readonly schema: Schema;
}

/** What a name stands for, in each version that knows it. */
const rulesOf = (name: string): ReadonlyArray<Rule> =>
  documents.flatMap((document) => {
    const schema = document.schemas[name];
    return schema ? [{ document, schema }] : [];
  });

const resolved = new WeakMap<Schema, ReadonlyArray<Rule>>();

/** References and alternatives resolved: what is left says its type itself. */
function alternatives({ document, schema }: Rule): ReadonlyArray<Rule> {
  const known = resolved.get(schema);
  if (known) return known;
  const { $ref, anyOf, oneOf } = schema;
  const list = anyOf ?? oneOf;
  const rules =
    $ref !== undefined
      ? rulesOf($ref.slice($ref.lastIndexOf('/') + 1)).flatMap(alternatives)
      : list
        ? list.flatMap((one) => alternatives({ document, schema: one }))
        : [{ document, schema }];
  resolved.set(schema, rules);
  return rules;
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const everyType = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/** The types that a value may have under any of some rules. */
const typesOf = (rules: ReadonlyArray<Rule>): ReadonlySet<string> =>
  new Set(
    rules.flatMap(alternatives).flatMap(({ schema: { type, enum: words } }) => {
      if (type === undefined) return words ? words.map(typeOf) : everyType;
      return [type].flat().map((one) => (one === 'integer' ? 'number' : String(one)));
    }),
  );

const wrong: Readonly<Record<string, unknown>> = {
  string: 'text',
  number: 7,
  boolean: true,
  object: {},
  array: [],
  null: null,
};

/** A key of an answer, or of an entry of a list in it. */
interface Place {
  /** As errors name it: `documents[0].documentId`. */
  readonly path: string;
  readonly keys: ReadonlyArray<string | number>;
  readonly there: boolean;
  readonly required: boolean;
  /** The codec may refuse an answer without it. */
  readonly kept: boolean;
  /** A list repeats what it was asked for; there is no use in checking that. */
  readonly echo: boolean;
  readonly rules: ReadonlyArray<Rule>;
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> => typeOf(u) === 'object';

/** The key of the id of what a schema describes: `modelId` of `Model` and `Models`. */
const ownId = (schema: string): string => {
  const single = schema.replace(/ies$/, 'y').replace(/(?<=Batch)es$|s$/, '');
  const special = /Execution$/.test(single) ? 'execution' : /Run$/.test(single) ? 'run' : '';
  const last = special || (/Task$/.test(single) ? 'task' : `${single[0]?.toLowerCase()}${single.slice(1)}`);
  return `${last}Id`;
};

const kept = new Set([
  ...[
    'documentId',
    'modelId',
    'predictions',
    'status',
    'datasetId',
    'datasets',
    'workflowId',
    'transitionId',
  ],
  ...['agentId', 'actionId', 'hookId', 'validationId', 'label', 'value', 'type', 'imageUrl', 'secretId'],
  ...['strategy', 'action', 'effect', 'resourceId', 'confidence'],
]);

/** The places of a value that several versions have a rule for. */
function places(
  value: unknown,
  rules: ReadonlyArray<Rule>,
  own: string,
  path = '',
  keys: Place['keys'] = [],
): ReadonlyArray<Place> {
  const objects = rules.flatMap(alternatives).filter(({ schema }) => schema.properties);
  if (!isObject(value)) return [];
  const names = new Set(objects.flatMap(({ schema }) => Object.keys(schema.properties ?? {})));
  const isPage = path === '' && names.has('nextToken');
  return [...names].flatMap((name) => {
    const of = objects.flatMap(({ document, schema }) => {
      const property = schema.properties?.[name];
      return property ? [{ document, schema: property }] : [];
    });
    const here = path === '' ? name : `${path}.${name}`;
    const one = value[name];
    const items = of
      .flatMap(alternatives)
      .flatMap(({ document, schema }) => (schema.items ? [{ document, schema: schema.items }] : []));
    const place: Place = {
      path: here,
      keys: [...keys, name],
      there: name in value,
      // Predictions of 2020 have no id.
      required: name === own && name !== 'predictionId' && keys.length <= 2,
      kept: kept.has(name) || (isPage && Array.isArray(one)),
      echo:
        isPage &&
        name !== 'nextToken' &&
        !items.flatMap(alternatives).some(({ schema }) => schema.properties),
      rules: of,
    };
    // The first and the last entry stand for the rest.
    const entries = Array.isArray(one) ? [...new Set([0, one.length - 1])].filter((i) => i >= 0) : [];
    return [
      place,
      ...entries.flatMap((i) =>
        places((one as ReadonlyArray<unknown>)[i], items, own, `${here}[${i}]`, [...keys, name, i]),
      ),
    ];
  });
}

// -- changes ------------------------------------------------------------------

interface Change {
  readonly what: string;
  readonly value: unknown;
  /** Where the error is, if it does not decode. */
  readonly error?: string;
}

const absent = Symbol('absent');

/** A copy with another value at a place; only what is on the way to it is copied. */
function change(value: unknown, [key, ...rest]: Place['keys'], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const entries = copy as Record<string | number, unknown>;
  if (rest.length === 0 && to === absent) delete entries[key];
  else entries[key] = change(entries[key], rest, to);
  return copy;
}

function changes(
  value: unknown,
  { path, keys, there, required, kept, echo, rules }: Place,
): ReadonlyArray<Change> {
  const types = typesOf(rules);
  return [
    ...(there && (required || !kept)
      ? [
          {
            what: `without ${path}`,
            value: change(value, keys, absent),
            ...(required ? { error: path } : {}),
          },
        ]
      : []),
    ...(types.has('null') ? [{ what: `with null as ${path}`, value: change(value, keys, null) }] : []),
    ...Object.entries(wrong)
      .filter(([type]) => !types.has(type) && (required || !(echo || type === 'null')))
      // A list of lists in the document, an object in newer clients.
      .filter(() => !path.endsWith('attentionMap'))
      .map(([type, to]) => ({
        what: `with ${type} as ${path}`,
        value: change(value, keys, to),
        error: path,
      })),
  ];
}

const answersOf = (document: ApiDocument, name: string): ReadonlyArray<unknown> =>
  samples(document, name, document.schemas[name]?.properties?.['nextToken'] ? counts.page : counts.single);

const changed = new Map<string, ReadonlyArray<Change>>();

/**
 * What is tried besides the answers themselves. One answer is changed in each of its places and every way; of the
 * others each second one in one way, in turn.
 */
function changesOf(document: ApiDocument, name: string): ReadonlyArray<Change> {
  const id = `${document.version} ${name}`;
  const known = changed.get(id);
  if (known) return known;
  const rules = rulesOf(name);
  // The rules are those of all versions together: that each place is tried in the newest one is enough.
  const newest = rules.at(-1)?.document === document;
  const made = answersOf(document, name).flatMap((value, i) => {
    if (i > 0 && i % 2 === 0) return [];
    const all = places(value, rules, ownId(name));
    if (i === 0 && newest) return all.flatMap((place) => changes(value, place));
    const place = all[i % all.length];
    const some = place ? changes(value, place) : [];
    return some.slice(i % Math.max(some.length, 1)).slice(0, 1);
  });
  changed.set(id, made);
  return made;
}

// -- tests --------------------------------------------------------------------

for (const { version } of documents.length > 0 ? documents : [{ version: 'of both versions' }]) {
  const test = suite(`answers ${version}`);
  if (skipped) {
    console.log(skipped);
    test.skip('are what the documents describe', () => {});
  }
  const document = documents.find((one) => one.version === version);
  const answered = new Set<string>();
  for (const { fn: name, method, path } of document ? operations : []) {
    const documented = document?.operations.get(`${method} ${path}`);
    if (!document || !documented) continue;
    const [first] = callsFor(name, document.version);
    if (!first) throw new Error(`${name}: no call for ${version}`);

    if (documented.status === 204) {
      test(`${name}: nothing`, async () => {
        const { ctx } = fake(() => new Response(null, { status: 204 }));
        assert.equal(await first.call(ctx)(), { _tag: 'Right', right: undefined });
      });
      continue;
    }

    let answer: unknown;
    // Some ten thousand calls: what is sent is not looked at, and no clock is set for each.
    const { ctx } = fake(undefined, { fetch: async () => Response.json(answer), timeout: false });
    const task = first.call(ctx);
    const result = (value: unknown) => {
      answer = value;
      return task();
    };

    const part = answered.has(documented.answer) ? share : 1;
    answered.add(documented.answer);
    const some = <A>(all: ReadonlyArray<A>) => all.filter((_, i) => i % part === 0);

    test(name, async () => {
      const refused = new Set<string>();
      const plain = some(answersOf(document, documented.answer));
      for (const value of [...plain, ...edges(document, documented.answer, 10)]) {
        const got = await result(value);
        if (got._tag === 'Left') refused.add(got.left.message);
        else assert.equal(got.right, value);
      }
      assert.equal([...refused].slice(0, 5), [], `${name} refuses what is documented`);

      const surprises = new Set<string>();
      for (const { what, value, error } of some(changesOf(document, documented.answer))) {
        const got = await result(value);
        const at = got._tag === 'Left' && got.left._tag === 'DecodeError' ? got.left.path : got._tag;
        if (at !== (error ?? 'Right')) surprises.add(`${what}: ${at}`);
        else if (got._tag === 'Right') assert.equal(got.right, value);
      }
      assert.equal([...surprises].slice(0, 20), [], `${name} reads answers otherwise than documented`);
    });
  }
  test.run();
}
