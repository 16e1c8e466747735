/**
 * The OpenAPI documents that the project is held to, one of each API version. They are not part of it: they are
 * looked for beside the project, or in the folder that LAS_API_DOCUMENTS names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { documentsFolder, versions } from '../support/contract.js';

// -- schemas ------------------------------------------------------------------

/** JSON Schema, as much of it as the documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly enum?: ReadonlyArray<unknown>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: ReadonlyArray<string>;
  readonly items?: Schema;
  readonly anyOf?: ReadonlyArray<Schema>;
  readonly oneOf?: ReadonlyArray<Schema>;
  readonly [keyword: string]: unknown;
}

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (u: unknown): u is Entry => typeof u === 'object' && u !== null && !Array.isArray(u);

const isNull = (schema: unknown): boolean => isEntry(schema) && schema['type'] === 'null';

// Takes the null of alternatives out of them, or `oneOf` would see it match several times.
const isNullable = (schema: unknown): boolean =>
  schema === null || (isEntry(schema) && schema['nullable'] === true);

/** OpenAPI 3.0's dialect of JSON Schema as JSON Schema: `nullable` becomes a type of its own. */
function toJsonSchema(schema: unknown, nullable = isNullable(schema)): Schema {
  if (schema === null) return { type: 'null' };
  if (!isEntry(schema)) throw new Error(`no schema: ${JSON.stringify(schema)}`);
  const { nullable: _, ...rest } = schema;
  const converted = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => {
      // OpenAPI 3.0 knows no patternProperties.
      const keyword = name === 'x-patternProperties' ? 'patternProperties' : name;
      return [keyword, convertKeyword(keyword, value)];
    }),
  );
  const { $ref, type, anyOf, oneOf } = converted as Schema;
  if (!nullable) return converted;
  if ($ref !== undefined) return { anyOf: [{ $ref }, { type: 'null' }] };
  const withNull = (list: ReadonlyArray<Schema>) => (list.some(isNull) ? list : [...list, { type: 'null' }]);
  if (anyOf) return { ...converted, anyOf: withNull(anyOf) };
  if (oneOf) return { ...converted, oneOf: withNull(oneOf) };
  return {
    ...converted,
    ...(typeof type === 'string' ? { type: [type, 'null'] } : {}),
    ...(converted['enum'] ? { enum: [...(converted['enum'] as ReadonlyArray<unknown>), null] } : {}),
  };
}

// The export of 2025 has lost `{ type: null }` in every `anyOf`; for bodies it matters.
let lostNull = false;

function convertKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'anyOf' && lostNull && !(value as ReadonlyArray<unknown>).some(isNullable)) {
    const list = (value as ReadonlyArray<unknown>).map((one) => toJsonSchema(one, false));
    return list.some(isNull) ? list : [...list, { type: 'null' }];
  }
  if (keyword === 'anyOf' || keyword === 'oneOf') {
    const list = (value as ReadonlyArray<unknown>).map((one) => toJsonSchema(one, false));
    const nullable = (value as ReadonlyArray<unknown>).some(isNullable);
    return nullable ? [...list.filter((one) => !isNull(one)), { type: 'null' }] : list;
  }
  if (keyword === 'items' || keyword === 'not') return toJsonSchema(value);
  if (keyword === 'additionalProperties') return typeof value === 'boolean' ? value : toJsonSchema(value);
  if (keyword === 'properties' || keyword === 'patternProperties') {
    return Object.fromEntries(Object.entries(value as Entry).map(([key, one]) => [key, toJsonSchema(one)]));
  }
  return value;
}

// -- documents ----------------------------------------------------------------

/** One operation in one version of the API. */
export interface DocumentedOperation {
  readonly pathParameters: ReadonlyMap<string, Schema>;
  readonly query: ReadonlyMap<string, Schema>;
  /** Name of the request's schema. */
  readonly body: string | undefined;
  readonly bodyRequired: boolean;
  readonly status: number;
  /** Name of the answer's schema. */
  readonly answer: string;
}

export interface ApiDocument {
  /** The date of the version of the API. */
  readonly version: string;
  readonly schemas: Readonly<Record<string, Schema>>;
  /** By method and template: `GET /documents/{documentId}`. */
  readonly operations: ReadonlyMap<string, DocumentedOperation>;
  /** A validator of a named schema. */
  readonly validator: (name: string) => ValidateFunction;
  readonly validatorOf: (schema: Schema) => ValidateFunction;
}

const nameIn = (u: unknown): string => {
  const schema = (u as { content?: Record<string, { schema?: { $ref?: string } }> })?.content;
  const ref = schema?.['application/json']?.schema?.$ref;
  if (ref === undefined) throw new Error(`no schema named in ${JSON.stringify(u)}`);
  return ref.slice(ref.lastIndexOf('/') + 1);
};

function readOperation(operation: Entry): DocumentedOperation {
  const parameters = (operation['parameters'] ?? []) as ReadonlyArray<Entry>;
  const of = (place: string) =>
    new Map(
      parameters
        .filter((parameter) => parameter['in'] === place)
        .map((parameter) => [String(parameter['name']), toJsonSchema(parameter['schema'])]),
    );
  const [success, more] = Object.entries(operation['responses'] as Entry).filter(([code]) =>
    code.startsWith('2'),
  );
  if (!success || more) throw new Error('not one successful answer');
  const { requestBody } = operation;
  return {
    pathParameters: of('path'),
    query: of('query'),
    body: requestBody === undefined ? undefined : nameIn(requestBody),
    bodyRequired: isEntry(requestBody) && requestBody['required'] === true,
    status: Number(success[0]),
    answer: nameIn(success[1]),
  };
}

// Lists repeat the schema of their entries: the name is worth more, for it is one for both versions.
function named(schemas: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  const text = ({ title: _, ...schema }: Schema) =>
    JSON.stringify(schema, (_key, value: unknown) =>
      isEntry(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
    );
  const names = new Map(
    Object.entries(schemas)
      .filter(([, schema]) => Object.keys(schema.properties ?? {}).length > 2)
      .map(([name, schema]) => [text(schema), name]),
  );
  const withNames = (schema: Schema): Schema => {
    const name = schema.items && names.get(text(schema.items));
    return name === undefined ? schema : { ...schema, items: { $ref: `#/components/schemas/${name}` } };
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      schema.properties === undefined
        ? schema
        : {
            ...schema,
            properties: Object.fromEntries(
              Object.entries(schema.properties).map(([key, one]) => [key, withNames(one)]),
            ),
          },
    ]),
  );
}

function readDocument(file: string, version: string): ApiDocument {
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
    readonly components: { readonly schemas: Entry };
  };
  const refsIn = (value: unknown) =>
    [...(JSON.stringify(value) ?? '').matchAll(/schemas\/(\w+)"/g)].map(([, name = '']) => name);
  // What a body consists of, references followed.
  const bodies = new Set<string>();
  const follow = (name: string): void => {
    if (bodies.has(name)) return;
    bodies.add(name);
    for (const one of refsIn(components.schemas[name])) follow(one);
  };
  for (const methods of Object.values(paths)) {
    for (const { requestBody } of Object.values(methods))
      for (const name of refsIn(requestBody)) follow(name);
  }
  const schemas = named(
    Object.fromEntries(
      Object.entries(components.schemas).map(([name, one]) => {
        lostNull = version === '2025-08-01' && bodies.has(name);
        return [name, toJsonSchema(one)];
      }),
    ),
  );
  const operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => /^(get|post|put|patch|delete)$/.test(method))
        .map(([method, one]) => [`${method.toUpperCase()} ${path}`, readOperation(one)] as const),
    ),
  );
  const ajv = new Ajv({ strict: false, validateFormats: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: { schemas } });
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    const key = JSON.stringify(schema);
    const known = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, known);
    return known;
  };
  const validator = (name: string) => {
    if (!(name in schemas)) throw new Error(`no schema is called ${name}`);
    return validatorOf({ $ref: `api#/components/schemas/${name}` });
  };
  return { version, schemas, operations, validator, validatorOf };
}

// -- places -------------------------------------------------------------------

const files = versions.map((version) => [version, join(documentsFolder, `oas-${version}.json`)] as const);
const missing = files.map(([, file]) => file).filter((file) => !existsSync(file));

/** What is missing, if the documents cannot be read. */
export const skipped: string | undefined =
  missing.length === 0
    ? undefined
    : `SKIPPED: conformance to the API, for there is no ${missing.join(', no ')}`;

/** The documents of all versions; none when they are not there. */
export const documents: ReadonlyArray<ApiDocument> = skipped
  ? []
  : files.map(([version, file]) => readDocument(file, version));
