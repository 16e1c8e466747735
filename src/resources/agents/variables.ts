/** What came of an agent's run: the fields and tables that were read, and the variables that were sent. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import {
  arrayOf,
  codec,
  type Json,
  json,
  nullable,
  num,
  recordOf,
  type Struct,
  str,
  struct,
} from '../../codec.js';
import type { Context } from '../../context.js';
import { isLeft, right } from '../../either.js';
import type { LasError } from '../../errors.js';
import { fetchJson } from '../../files/fetch.js';
import { lazily } from '../../lazy.js';
import type { Field } from '../models.js';
import { type AgentRun, getAgentRun } from './runs.js';

// -- model --------------------------------------------------------------------

/** A value as it was read, and maybe corrected by a person. */
export interface ReadValue {
  /** In the form that the field's type demands; null where nothing was found. */
  readonly value: string | null;
  /** As it stands in the document. */
  readonly rawValue?: string | null | undefined;
  /** How sure the model is, from 0 to 1. */
  readonly confidence?: number | null | undefined;
  /** The page that it stands on, the first being 0. */
  readonly page?: number | null | undefined;
  /** Where on the page: left, top, right and bottom, from 0 to 1. */
  readonly location?: ReadonlyArray<number> | null | undefined;
  /** What people call the field. */
  readonly name?: string | null | undefined;
}

/** Codec of {@link ReadValue}; keeps the keys that it does not know. */
export const ReadValue: Struct<ReadValue> = /*#__PURE__*/ struct<ReadValue>(
  'ReadValue',
  () => ({ value: nullable(str) }),
  () => ({ rawValue: str, confidence: num, page: num, location: arrayOf(num), name: str }),
);

/** A row of a table, by column. */
export type ReadRow = Readonly<Record<string, ReadValue>>;

/** What came of a run, by the names of the fields and of the variables. */
export interface AgentRunVariables {
  readonly fields: Readonly<Record<string, ReadValue>>;
  readonly tables: Readonly<Record<string, ReadonlyArray<ReadRow>>>;
  /** The variables that were sent, and what has the form of neither a field nor a table. */
  readonly variables: Json;
}

// -- input --------------------------------------------------------------------

/** Options of {@link getAgentRunVariables}. */
export interface AgentRunVariablesOptions {
  /**
   * That of the agent's model: it tells fields from variables, and names them. Without it, whatever has a value and a
   * confidence is a field, and a list whose rows have nothing but fields is a table.
   */
  readonly fieldConfig?: Readonly<Record<string, Field>> | null | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Fetches what came of a run; null where there is nothing yet. `GET <variablesFileUrl>`
 *
 * A run that has no `variablesFileUrl` is fetched anew: `GET /agents/{agentId}/runs/{runId}`.
 *
 * @example
 * import { getAgentRunVariables } from 'las-fp/agents';
 *
 * const variables = await getAgentRunVariables(ctx, run, { fieldConfig: model.fieldConfig })();
 * if (variables._tag === 'Right') console.log(variables.right?.fields['total_amount']?.value);
 */
export function getAgentRunVariables(
  ctx: Context,
  run: Pick<AgentRun, 'agentId' | 'runId' | 'variablesFileUrl'>,
  options: AgentRunVariablesOptions = {},
): TaskEither<LasError, AgentRunVariables | null> {
  return lazily(() => {
    const { fieldConfig } = options ?? {};
    const { agentId, runId, variablesFileUrl: url } = run ?? {};
    const known = new Map(Object.entries(fieldConfig ?? {}));
    const formOf = fieldConfig ? told(known) : guessed;
    return async () => {
      const fresh = url ? right({ variablesFileUrl: url }) : await getAgentRun(ctx, agentId, runId)();
      if (isLeft(fresh)) return fresh;
      const { variablesFileUrl } = fresh.right;
      if (!variablesFileUrl) return right(null);
      const all = await fetchJson(ctx, variablesFileUrl, variablesOf(formOf))();
      return isLeft(all) ? all : right(sorted(all.right, formOf, known));
    };
  });
}

type Form = 'fields' | 'tables' | 'variables';
type FormOf = (key: string, value: unknown) => Form;

const hasValue = (u: unknown): boolean => json.is(u) && 'value' in u;

const told =
  (known: ReadonlyMap<string, Field>): FormOf =>
  (key, value) => {
    const type = known.get(key)?.type;
    if (type === 'table' || type === 'lines') return Array.isArray(value) ? 'tables' : 'variables';
    return type !== undefined && hasValue(value) ? 'fields' : 'variables';
  };

const isField = (u: unknown): boolean => ReadValue.is(u) && typeof u.confidence === 'number';

const isRow = (u: unknown): boolean =>
  json.is(u) && Object.keys(u).length > 0 && Object.values(u).every(isField);

const guessed: FormOf = (_, value) => {
  if (isField(value)) return 'fields';
  return Array.isArray(value) && value.length > 0 && value.every(isRow) ? 'tables' : 'variables';
};

function variablesOf(formOf: FormOf): t.Type<Json> {
  const codecs = { fields: ReadValue, tables: arrayOf(recordOf(ReadValue)), variables: undefined };
  return codec(
    'variables',
    (u, visit) =>
      json.is(u) &&
      Object.entries(u).every(([key, value]) => {
        const one = codecs[formOf(key, value)];
        return !one || visit(key, one, value);
      }),
  );
}

// What is under `fields` and `tables` has been through their codecs.
function sorted(all: Json, formOf: FormOf, known: ReadonlyMap<string, Field>): AgentRunVariables {
  const of = (form: Form) => Object.entries(all).filter(([key, value]) => formOf(key, value) === form);
  const fields = of('fields') as ReadonlyArray<[string, ReadValue]>;
  const tables = of('tables') as ReadonlyArray<[string, ReadonlyArray<ReadRow>]>;
  return {
    fields: Object.fromEntries(fields.map(([key, value]) => [key, named(value, known.get(key))])),
    tables: Object.fromEntries(
      tables.map(([key, rows]) => {
        const columns = new Map(Object.entries(known.get(key)?.fields ?? {}));
        return [
          key,
          rows.map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([column, value]) => [column, named(value, columns.get(column))]),
            ),
          ),
        ];
      }),
    ),
    variables: Object.fromEntries(of('variables')),
  };
}

const named = (value: ReadValue, field: Field | undefined): ReadValue =>
  field?.name && !value.name ? { ...value, name: field.name } : value;
