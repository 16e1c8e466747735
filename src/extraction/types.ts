/** What the functions of extraction take and give: rules of fields, fields, values. */
import type * as t from 'io-ts';
import { bool, num, recordOf, type Struct, str, struct } from '../codec.js';
import type { Candidate, Reading } from '../resources/predictions/predictedFields.js';

/** From which confidence on a value is what: each from 0 to 1. */
export interface ConfidenceLevels {
  /** Nobody has to look; 1 by default. With 0 the field is not demanded. */
  readonly automated?: number | null | undefined;
  /** 0.9 by default. */
  readonly high?: number | null | undefined;
  /** 0.8 by default. */
  readonly medium?: number | null | undefined;
  /** Below it an optional field counts as not there; 0.5 by default. */
  readonly low?: number | null | undefined;
}

/** Codec of {@link ConfidenceLevels}. */
export const ConfidenceLevels: Struct<ConfidenceLevels> = /*#__PURE__*/ struct<ConfidenceLevels>(
  'ConfidenceLevels',
  () => ({}),
  () => ({ automated: num, high: num, medium: num, low: num }),
);

/** The rules of a field: what a model's `fieldConfig` says of it, and how sure one must be. */
export interface FieldPolicy {
  /** `lines` and `table` have `fields`; the others are plain, and `multi-value` is what `isMultivalue` says. */
  readonly type?: string | null | undefined;
  /** Whether a document must have it; true by default. Columns are always required. */
  readonly required?: boolean | null | undefined;
  /** Whether a document may have several values of it. */
  readonly isMultivalue?: boolean | null | undefined;
  readonly confidenceLevels?: ConfidenceLevels | null | undefined;
  /** The columns of a table. */
  readonly fields?: Readonly<Record<string, FieldPolicy>> | null | undefined;
}

/** Codec of {@link FieldPolicy}; keeps the keys that it does not know. */
export const FieldPolicy: Struct<FieldPolicy> = /*#__PURE__*/ struct<FieldPolicy>(
  'FieldPolicy',
  () => ({}),
  () => ({
    type: str,
    required: bool,
    isMultivalue: bool,
    confidenceLevels: ConfidenceLevels,
    fields: recordOf(FieldPolicy),
  }),
);

/** Rules by label. A model's `fieldConfig` is such, with the default levels. */
export type Policy = Readonly<Record<string, FieldPolicy>>;

/** Codec of {@link Policy}. */
export const Policy: t.Type<Policy> = /*#__PURE__*/ recordOf(FieldPolicy);

/** `true` of tables, `false` of plain fields, `boolean` where the type is not known to the compiler. */
type IsTable<F> = F extends { readonly fields: object }
  ? true
  : F extends { readonly type: infer T }
    ? T extends 'lines' | 'table'
      ? true
      : string extends T
        ? boolean
        : false
    : boolean;

type Columns<F> = F extends { readonly fields: infer C } ? (C extends Policy ? keyof C : string) : string;

type ByTable<F, Table, Plain> =
  true extends IsTable<F> ? (false extends IsTable<F> ? Table | Plain : Table) : Plain;

/** A row: by column the candidates. */
export type Row<Column extends PropertyKey = string> = { readonly [K in Column]?: ReadonlyArray<Candidate> };

/** By label the candidates of a field, or the rows of a table. */
export type Fields<C extends Policy = Policy> = {
  readonly [K in keyof C]?: ByTable<C[K], ReadonlyArray<Row<Columns<C[K]>>>, ReadonlyArray<Candidate>>;
};

/** A row of values. */
export type RowValues<Column extends PropertyKey = string> = { readonly [K in Column]?: string | null };

/** By label the value of a field, or the rows of a table. */
export type Values<C extends Policy = Policy> = {
  readonly [K in keyof C]?: ByTable<C[K], ReadonlyArray<RowValues<Columns<C[K]>>>, string | null>;
};

/** A value and its origin. */
export interface Detail extends Reading {
  readonly value?: string | null | undefined;
  /** In place of `page`. */
  readonly pages?: ReadonlyArray<number> | null | undefined;
  /** Whether a person gave it. */
  readonly isEdited?: boolean | null | undefined;
  /** Whether no person had to look at it. */
  readonly automated?: boolean | null | undefined;
}

type OneOrAll<F> = F extends { readonly type: 'multi-value' }
  ? ReadonlyArray<Detail>
  : F extends { readonly isMultivalue?: infer M }
    ? unknown extends M
      ? Detail
      : [M] extends [true]
        ? ReadonlyArray<Detail>
        : true extends M
          ? Detail | ReadonlyArray<Detail>
          : Detail
    : Detail;

/** A row of values and their origins. */
export type DetailRow<Column extends PropertyKey = string> = {
  readonly [K in Column]?: Detail | ReadonlyArray<Detail>;
};

/** By label the value of a field and its origin, several where it may have them; or the rows of a table. */
export type Details<C extends Policy = Policy> = {
  readonly [K in keyof C]?: ByTable<C[K], ReadonlyArray<DetailRow<Columns<C[K]>>>, OneOrAll<C[K]>>;
};

export type { Candidate };
