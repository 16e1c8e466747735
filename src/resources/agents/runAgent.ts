/** An agent's run from a file to what was read: created, waited for, and its variables fetched. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Json, json } from '../../codec.js';
import type { Context } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import type { LasError } from '../../errors.js';
import { type Content, type FileType, toBlob, withType } from '../../files/content.js';
import { fetchJson } from '../../files/fetch.js';
import type { AgentId, RunId } from '../../ids.js';
import { type WaitOptions, waitForSuccess } from '../../waiting.js';
import { type CreateDocumentOptions, createDocument } from '../documents/create.js';
import type { LasDocument } from '../documents/lasDocument.js';
import type { Field } from '../models.js';
import { Candidate } from '../predictions/predictedFields.js';
import { type AgentRun, createAgentRun, getAgentRun } from './runs.js';

// -- model --------------------------------------------------------------------

/** The result of {@link runAgent}. */
export interface StartedAgentRun {
  readonly run: AgentRun;
  readonly document: LasDocument;
}

/** The error of {@link runAgent}: with what exists already, to go on with or to take back. */
export type RunAgentError = LasError & { readonly runId?: RunId };

/** The variables of a run: what was read, and what was sent with it. */
export interface AgentRunVariables {
  /** By label. */
  readonly fields: Readonly<Record<string, Candidate>>;
  /** By label: rows of fields by column. */
  readonly tables: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, Candidate>>>>>;
  /** What was sent, as it was sent. */
  readonly variables: Json;
}

// -- input --------------------------------------------------------------------

/** Options of {@link runAgent}. */
export interface RunAgentOptions
  extends Omit<CreateDocumentOptions, 'agentRunId' | 'upload' | 'contentType' | 'batchId'> {
  /** Come back with what was read. */
  readonly variables?: Json | undefined;
  /** null by default: the service finds it in the file. */
  readonly contentType?: FileType | null | undefined;
}

/** Options of {@link waitForAgentRun}. */
export interface WaitForAgentRunOptions extends WaitOptions {
  /** Whether to wait on while a person reviews it; false by default: a run that is ready for review is an end. */
  readonly throughReview?: boolean | undefined;
}

/** Options of {@link getAgentRunVariables}. */
export interface AgentRunVariablesOptions {
  /** That of the model: its labels are fields and tables, every other key is a variable. Without it their shapes decide. */
  readonly fieldConfig?: Readonly<Record<string, Pick<Field, 'type'>>> | null | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Lets an agent read a file: begins a run, creates the document of it, and sends the file.
 * `POST /agents/{agentId}/runs`, `POST /documents`, `PUT <fileUrl>`
 *
 * Where the document cannot be created or the file not be sent, the error has the `runId`, and the `documentId` if there is
 * one: `putDocumentContent` goes on, `deleteAgentRun` and `deleteDocument` take them back. Content that cannot be sent is
 * refused before the run begins.
 *
 * @example
 * import { getAgentRunVariables, runAgent, waitForAgentRun } from 'las-fp/agents';
 * import { fileContent } from 'las-fp/node';
 *
 * const file = await fileContent('invoice.pdf')();
 * if (file._tag === 'Left') throw new Error(file.left.message);
 * const started = await runAgent(ctx, 'cradl:agent:…', file.right, { name: 'invoice.pdf' })();
 */
export function runAgent(
  ctx: Context,
  agentId: AgentId,
  content: Content,
  options: RunAgentOptions = {},
): TaskEither<RunAgentError, StartedAgentRun> {
  const { variables, contentType = null, ...document } = options;
  return async () => {
    const blob = toBlob(content);
    if (isLeft(blob)) return blob;
    const file = await withType(blob.right, contentType);
    if (isLeft(file)) return file;
    const run = await createAgentRun(ctx, agentId, { variables })();
    if (isLeft(run)) return run;
    const { runId, id } = run.right;
    const agentRunId = id ?? (`${agentId}/${runId}` as const);
    const created = await createDocument(ctx, file.right, { ...document, contentType, agentRunId })();
    if (!isLeft(created)) return right({ run: run.right, document: created.right });
    const { message, documentId } = created.left;
    const advice = documentId
      ? 'putDocumentContent sends the file; deleteAgentRun and deleteDocument take both back.'
      : 'deleteAgentRun takes it back.';
    return left({ ...created.left, runId, message: `${message} The run ${runId} has begun: ${advice}` });
  };
}

const done = new Set(['exported', 'completed', 'archived', 'error']);

/**
 * Waits for a run: until it is exported, completed, archived, or ready for review. A run in error is `Failed`. A status that
 * it does not know, it waits through. `GET /agents/{agentId}/runs/{runId}`, again and again
 *
 * @example
 * import { waitForAgentRun } from 'las-fp/agents';
 *
 * const run = await waitForAgentRun(ctx, 'cradl:agent:…', 'cradl:run:…', { timeout: 300_000 })();
 */
export function waitForAgentRun(
  ctx: Context,
  agentId: AgentId,
  runId: RunId,
  options: WaitForAgentRunOptions = {},
): TaskEither<LasError, AgentRun> {
  const { throughReview = false, ...wait } = options;
  const until = ({ status }: AgentRun) =>
    done.has(status ?? '') || (status === 'ready-for-review' && !throughReview);
  return waitForSuccess(
    getAgentRun(ctx, agentId, runId),
    { ...wait, until, signal: ctx.signal },
    ({ status, events }) => {
      if (status !== 'error') return undefined;
      const reasons = (events ?? []).flatMap(({ errors }) => (Array.isArray(errors) ? errors : []));
      return `The run ${runId} ended in error${reasons.length > 0 ? `: ${reasons.map(String).join(', ')}` : ''}.`;
    },
  );
}

/**
 * Fetches the variables of a run: the fields and tables that were read, and what was sent with it. While there are none,
 * all three are empty. `GET <variablesFileUrl>`
 *
 * @example
 * import { getAgentRunVariables } from 'las-fp/agents';
 *
 * const read = await getAgentRunVariables(ctx, run, { fieldConfig: model.fieldConfig })();
 * if (read._tag === 'Right') console.log(read.right.fields['total_amount']?.value);
 */
export function getAgentRunVariables(
  ctx: Context,
  { variablesFileUrl }: Pick<AgentRun, 'variablesFileUrl'>,
  { fieldConfig }: AgentRunVariablesOptions = {},
): TaskEither<LasError, AgentRunVariables> {
  return async () => {
    if (!variablesFileUrl) return right({ fields: {}, tables: {}, variables: {} });
    const file = await fetchJson(ctx, variablesFileUrl, json)();
    return isLeft(file) ? file : right(toldApart(file.right, fieldConfig ?? undefined));
  };
}

const isObject = (u: unknown): u is Json => typeof u === 'object' && u !== null && !Array.isArray(u);

// A variable may be `{ value }` too; what was read has more.
const isRead = (u: unknown) => isObject(u) && 'value' in u && ('confidence' in u || 'rawValue' in u);

function toldApart(file: Json, config: AgentRunVariablesOptions['fieldConfig']): AgentRunVariables {
  const fields: Record<string, Candidate> = {};
  const tables: Record<string, ReadonlyArray<Readonly<Record<string, Candidate>>>> = {};
  const variables: Record<string, unknown> = {};
  const rowOf = (row: unknown) =>
    Object.fromEntries(
      Object.entries(isObject(row) ? row : {}).flatMap(([column, cell]) =>
        Candidate.is(cell) ? [[column, cell] as const] : [],
      ),
    );
  for (const [key, value] of Object.entries(file)) {
    const named = config ? Object.hasOwn(config, key) : undefined;
    const isTable =
      Array.isArray(value) &&
      (named ??
        (value.length > 0 && value.every((row) => isObject(row) && Object.values(row).every(isRead))));
    // Keys come from a server: `__proto__` is a key like another.
    const put = <A>(of: Record<string, A>, entry: A) =>
      Object.defineProperty(of, key, { value: entry, enumerable: true, writable: true, configurable: true });
    if (isTable) put(tables, value.map(rowOf));
    else if ((named ?? isRead(value)) && Candidate.is(value)) put(fields, value);
    else put(variables, value);
  }
  return { fields, tables, variables };
}
