/** An option of a function. */
export interface Option {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly doc: string;
  /** The type that declares it. */
  readonly from: string;
}

/** A public name. */
export interface Entry {
  readonly name: string;
  /** `function`, `value`, `codec`, `type`, `class`, or two of them: `type and codec`. */
  readonly kind: string;
  /** Of a function that is declared as one: `(ctx, options?)`. */
  readonly parameters?: string;
  readonly result?: string;
  /** Of a function, the types of options that it takes. */
  readonly takes?: ReadonlyArray<string>;
  /** Of a type of options, what they are. */
  readonly options?: ReadonlyArray<Option>;
  readonly doc: string;
  /** The calls that its comment names. */
  readonly calls: ReadonlyArray<string>;
}

/** What the sources export. */
export interface Api {
  readonly core: ReadonlyArray<Entry>;
  /** By subpath the names that are no part of `las-fp`. */
  readonly apart: Readonly<Record<string, ReadonlyArray<Entry>>>;
  readonly modules: ReadonlyArray<{
    readonly name: string;
    readonly operations: ReadonlyArray<Entry & { readonly method: string; readonly path: string }>;
    readonly rest: ReadonlyArray<Entry>;
  }>;
}

/** Reads the sources. */
export function readApi(): Api;
