/** Codecs for libraries that take a Standard Schema (https://standardschema.dev, version 1). */
import type * as t from 'io-ts';
import { isLeft } from './either.js';

/** What is wrong at one place of a value. */
export interface StandardIssue {
  readonly message: string;
  /** Keys and indices that lead there. */
  readonly path: ReadonlyArray<PropertyKey>;
}

/** What a validation found: the value, or what is wrong with it. */
export type StandardResult<A> =
  | { readonly value: A; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<StandardIssue> };

/** What a Standard Schema has: `Input` is what is sent, `Output` what it becomes. */
export interface StandardSchema<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'las-fp';
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** For the compiler; never there. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * A codec that is also a Standard Schema. It takes the codecs of the SDK and any of io-ts. Messages do not repeat the value,
 * which may be a secret.
 *
 * @example
 * import { LasDocument } from 'las-fp/documents';
 * import { standardSchema } from 'las-fp/standard-schema';
 *
 * const result = standardSchema(LasDocument)['~standard'].validate(body);
 * if (result.issues) console.log(result.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
 */
export function standardSchema<C extends t.Mixed>(codec: C): C & StandardSchema<t.OutputOf<C>, t.TypeOf<C>> {
  const validate = (value: unknown): StandardResult<t.TypeOf<C>> => {
    const result = codec.decode(value);
    return isLeft(result) ? { issues: result.left.map(issue) } : { value: result.right };
  };
  return Object.create(codec, { '~standard': { value: { version: 1, vendor: 'las-fp', validate } } });
}

function issue({ context, value, message }: t.ValidationError): StandardIssue {
  const path = context.flatMap(({ key, actual }, i) => {
    const within = context[i - 1]?.actual;
    // The root, and the members of unions and intersections: what they check is no part of the value, but the same.
    if (i === 0 || Object.is(actual, within)) return [];
    return [Array.isArray(within) ? Number(key) : key];
  });
  const expected = context.at(-1)?.type.name ?? '';
  return { path, message: message ?? `Expected ${expected}, but got ${kindOf(value)}` };
}

const kindOf = (u: unknown): string => (u === null ? 'null' : Array.isArray(u) ? 'array' : typeof u);
