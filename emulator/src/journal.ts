/** The journal: which requests there were, without anything that is secret. */
import { type Fields, isFields } from './json.js';

/** A request, as the journal has it. */
export interface JournalRequest {
  readonly method: string;
  readonly path: string;
  /** Of calls to the API. */
  readonly query: Readonly<Record<string, ReadonlyArray<string>>>;
  /** Of calls to the API, without contents and secrets. */
  readonly body: Fields | undefined;
  readonly status: number;
  /** Who called: the id of an app client or of a user. */
  readonly actor: string | undefined;
  /** When it came, in ISO 8601. */
  readonly time: string;
  readonly milliseconds: number;
}

/** Keys whose values are long, or nobody's business. */
const hidden =
  /^(content|data|credentials|password|avatar|picture|stripeSetupIntentSecret|hmacSecret|environment)$/;

/** A body without contents and secrets: of those only the length is told. */
export function withoutSecrets(body: Fields): Fields {
  const told = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(told) : isFields(value) ? withoutSecrets(value) : value;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      hidden.test(key) && value !== null ? `(${JSON.stringify(value)?.length ?? 0} characters)` : told(value),
    ]),
  );
}

/** What the query of a call says. */
export function queryOf(query: URLSearchParams): Readonly<Record<string, ReadonlyArray<string>>> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]));
}
