/** The fields that most resources share. No version of the API has all of them for each, so a caller cannot rely on any. */
import type * as t from 'io-ts';
import { type Json, json, str } from './codec.js';

/** Who made a thing, who changed it, and when. */
export interface Audited {
  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly createdBy?: string | null | undefined;
  /** ISO 8601. */
  readonly updatedTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly updatedBy?: string | null | undefined;
}

/** What people call a thing and say of it, and what programs keep with it. */
export interface Described extends Audited {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Keys of your own. */
  readonly metadata?: Json | null | undefined;
}

/** The optional fields of {@link Audited}, for `struct`. */
export const audited = (): Readonly<Record<keyof Audited, t.Mixed>> => ({
  createdTime: str,
  createdBy: str,
  updatedTime: str,
  updatedBy: str,
});

/** The optional fields of {@link Described}, for `struct`. */
export const described = (): Readonly<Record<keyof Described, t.Mixed>> => ({
  name: str,
  description: str,
  metadata: json,
  ...audited(),
});
