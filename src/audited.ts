/** Who created a thing and who changed it last, in the four fields that most resources have. */
import type * as t from 'io-ts';
import { nullable, str } from './codec.js';

/** Who created a thing, who changed it last, and when. */
export interface Audited {
  /** ISO 8601. */
  readonly createdTime: string | null;
  /** Id of the user or app client. */
  readonly createdBy: string | null;
  /** ISO 8601. */
  readonly updatedTime: string | null;
  /** Id of the user or app client. */
  readonly updatedBy: string | null;
}

/** The fields of {@link Audited}, for the codec of a resource. */
export const audited = (): { readonly [K in keyof Audited]: t.Type<Audited[K]> } => {
  const text = nullable(str);
  return { createdTime: text, createdBy: text, updatedTime: text, updatedBy: text };
};
