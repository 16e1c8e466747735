/** Values that a schema describes, made by chance, but the same ones in each run. */
import fc, { type Arbitrary } from 'fast-check';

import type { ApiDocument, Schema } from './documents.js';

const seed = 20240229;

const key = fc.constantFrom('a', 'total_amount', 'due-date', 'Key', 'x1', 'ærlig', '__proto_', 'length', '0');

// Bodies without a schema of their own are any JSON.
const anything: Arbitrary<unknown> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 2 }),
);

const integer = ({ minimum, maximum }: Schema) => ({
  min: typeof minimum === 'number' ? minimum : -1000,
  max: typeof maximum === 'number' ? maximum : 100_000,
});

const texts = new Map<string, Arbitrary<string>>();

// Texts are drawn from some dozens of each kind: matching a pattern anew for each costs ten times as much.
const text = (schema: Schema): Arbitrary<string> => {
  const { pattern, minLength, maxLength } = schema;
  const id = JSON.stringify([pattern, minLength, maxLength]);
  const known = texts.get(id) ?? fc.constantFrom(...fc.sample(freshText(schema), { numRuns: 40, seed }));
  texts.set(id, known);
  return known;
};

const freshText = ({ pattern, minLength, maxLength }: Schema): Arbitrary<string> => {
  const min = typeof minLength === 'number' ? minLength : 0;
  const max = Math.min(typeof maxLength === 'number' ? maxLength : 40, 40);
  if (typeof pattern !== 'string')
    return fc.string({ minLength: min, maxLength: max, unit: 'grapheme-composite' });
  // `*` and `+` are bounded by the length.
  return fc.stringMatching(new RegExp(pattern), { maxLength: max < 36 ? max : 72 });
};

/**
 * What answers are like: with the keys that may be absent by chance or all `there`; with the `least` that a document
 * requires; with null wherever it may be; with keys and words that no document knows.
 */
type Kind = 'by chance' | 'there' | 'least' | 'null' | 'unknown';

/** A key and a word that a later version may add. */
const later = 'of-a-later-version';

/** Makes arbitraries of a document's schemas. */
function arbitraries({ schemas }: ApiDocument, kind: Kind): (name: string) => Arbitrary<unknown> {
  const made = new Map<string, Arbitrary<unknown>>();

  const ofName = (name: string, depth: number): Arbitrary<unknown> => {
    const schema = schemas[name];
    if (!schema) throw new Error(`no schema is called ${name}`);
    const id = `${name} ${depth}`;
    const known = made.get(id) ?? ofSchema(schema, depth);
    made.set(id, known);
    return known;
  };

  const ofSchema = (schema: Schema, depth: number): Arbitrary<unknown> => {
    const { $ref, enum: words, anyOf, oneOf, type } = schema;
    if ($ref !== undefined) return ofName($ref.slice($ref.lastIndexOf('/') + 1), depth + 1);
    if (words && kind === 'null' && words.includes(null)) return fc.constant(null);
    if (words) {
      const open = kind === 'unknown' && words.some((word) => typeof word === 'string');
      return open ? fc.constant(later) : fc.constantFrom(...words);
    }
    const alternatives = anyOf ?? oneOf;
    if (kind === 'null' && alternatives?.some((one) => one.type === 'null')) return fc.constant(null);
    if (alternatives) {
      // The recursive alternative is left out when it is deep enough.
      const shallow = alternatives.filter((one) => depth < 3 || one.$ref === undefined);
      return fc.oneof(
        ...(shallow.length > 0 ? shallow : alternatives).map((one) => ofSchema(one, depth + 1)),
      );
    }
    if (Array.isArray(type)) {
      if (kind === 'null' && type.includes('null')) return fc.constant(null);
      return fc.oneof(
        ...type.map((one: string) => ({
          weight: one === 'null' ? 1 : 4,
          arbitrary: ofType(one, schema, depth),
        })),
      );
    }
    return typeof type === 'string' ? ofType(type, schema, depth) : anything;
  };

  const ofType = (type: string, schema: Schema, depth: number): Arbitrary<unknown> => {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'string':
        return text(schema);
      case 'integer':
        return fc.integer(integer(schema));
      case 'number': {
        const { min, max } = integer(schema);
        return fc.double({ min, max, noNaN: true }).map((n) => n + 0);
      }
      case 'array':
        return ofArray(schema, depth);
      case 'object':
        return ofObject(schema, depth);
      default:
        throw new Error(`no type is called ${type}`);
    }
  };

  const ofArray = ({ items, minItems, maxItems, uniqueItems }: Schema, depth: number): Arbitrary<unknown> => {
    const item = items ? ofSchema(items, depth + 1) : anything;
    const some = kind === 'by chance' || kind === 'least' ? 0 : 1;
    const minLength = Math.max(typeof minItems === 'number' ? minItems : 0, some);
    const bounds = {
      minLength,
      maxLength: Math.max(minLength, Math.min(typeof maxItems === 'number' ? maxItems : 3, 3)),
    };
    return uniqueItems === true
      ? fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) })
      : fc.array(item, bounds);
  };

  const ofObject = (schema: Schema, depth: number): Arbitrary<unknown> => {
    const { properties, required = [], additionalProperties, patternProperties, minProperties = 0 } = schema;
    if (properties && Object.keys(properties).length > 0) {
      const fields = Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, ofSchema(one, depth + 1)]),
      );
      const keys = Object.keys(fields);
      const requiredKeys = keys.filter((name) => required.includes(name));
      const added =
        typeof additionalProperties === 'object'
          ? ofSchema(additionalProperties as Schema, depth + 1)
          : anything;
      if (kind === 'unknown') return fc.record({ ...fields, [later]: added });
      const least = Object.fromEntries(requiredKeys.map((name) => [name, fields[name] ?? anything]));
      if (kind === 'least' && Number(minProperties) <= requiredKeys.length) return fc.record(least);
      const known =
        kind === 'there' || kind === 'null' ? fc.record(fields) : fc.record(fields, { requiredKeys });
      return Number(minProperties) > 0 && required.length === 0
        ? known.filter((value) => Object.keys(value as object).length >= Number(minProperties))
        : known;
    }
    const [pattern, values] =
      Object.entries((patternProperties ?? {}) as Readonly<Record<string, Schema>>)[0] ?? [];
    const value =
      values ?? (typeof additionalProperties === 'object' ? (additionalProperties as Schema) : undefined);
    if (additionalProperties === false && !values) return fc.constant({});
    return fc.dictionary(
      pattern === undefined ? key : text({ pattern, maxLength: 30 }),
      value ? ofSchema(value, depth + 1) : anything,
      {
        minKeys: Number(minProperties),
        maxKeys: Math.max(2, Number(minProperties)),
        noNullPrototype: true,
      },
    );
  };

  return (name) => ofName(name, 0);
}

// What JSON would not give back is not in the samples.
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const draw = (document: ApiDocument, name: string, kind: Kind, numRuns: number): ReadonlyArray<unknown> =>
  fc.sample(arbitraries(document, kind)(name), { numRuns, seed }).map(throughJson);

const kept = new Map<string, ReadonlyArray<unknown>>();

/** So many values of a named schema: the first ones with every key, the others by chance. */
export function samples(document: ApiDocument, name: string, count: number): ReadonlyArray<unknown> {
  const id = `${document.version} ${name} ${count}`;
  const known = kept.get(id);
  if (known) return known;
  const full = Math.min(10, count);
  const made = [...draw(document, name, 'there', full), ...draw(document, name, 'by chance', count - full)];
  kept.set(id, made);
  return made;
}

/** So many values of a named schema of each kind at the edge of what it describes. */
export const edges = (document: ApiDocument, name: string, count: number): ReadonlyArray<unknown> =>
  (['least', 'null', 'unknown'] as const).flatMap((kind) => draw(document, name, kind, count));
