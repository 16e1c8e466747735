/** The main job of an agent: a document goes in, what was read comes out. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Json } from '../../codec.js';
import type { Context } from '../../context.js';
import { isLeft, left, right } from '../../either.js';
import type { LasError } from '../../errors.js';
import { type Content, toFile } from '../../files/content.js';
import type { AgentId, AgentRunId, RunId } from '../../ids.js';
import { lazily } from '../../lazy.js';
import { type WaitOptions, waitForSuccess } from '../../waiting.js';
import { type CreateDocumentOptions, createDocument } from '../documents/create.js';
import type { LasDocument } from '../documents/lasDocument.js';
import { type AgentRun, createAgentRun, getAgentRun } from './runs.js';

// -- model --------------------------------------------------------------------

/** A run that has begun, with its document. */
export interface StartedAgentRun {
  readonly run: AgentRun;
  readonly document: LasDocument;
}

// -- input --------------------------------------------------------------------

/** Options of {@link runAgent}: those of the document, and the variables of the run. */
export interface RunAgentOptions
  extends Omit<CreateDocumentOptions, 'agentRunId' | 'batchId' | 'contentType' | 'upload'> {
  /** null, the default: the service finds it in the file. */
  readonly contentType?: CreateDocumentOptions['contentType'];
  /** Come back with what was read; predictions do not see them. */
  readonly variables?: Json | undefined;
}

/** How {@link waitForAgentRun} waits. */
export interface WaitForAgentRunOptions extends WaitOptions {
  /** Whether to wait until a person has reviewed it, which may take days; false by default: `ready-for-review` is an end. */
  readonly throughReview?: boolean | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Lets an agent work on a file: begins a run, creates its document and sends the file.
 * `POST /agents/{agentId}/runs`, `POST /documents`, then `PUT <fileUrl>`
 *
 * If the document cannot be created or the file not be sent, the error carries the `runId` and the `documentId` that
 * exist already: `putDocumentContent` goes on from there, `deleteDocument` and `deleteAgentRun` take it back.
 *
 * @example
 * import { getAgentRunVariables, runAgent, waitForAgentRun } from 'las-fp/agents';
 *
 * const started = await runAgent(ctx, 'cradl:agent:…', file, { name: 'invoice.pdf', variables: { source: 'mail' } })();
 * if (started._tag === 'Right') {
 *   const { agentId, runId } = started.right.run;
 *   const run = await waitForAgentRun(ctx, agentId, runId, { timeout: 600_000 })();
 *   if (run._tag === 'Right') console.log(await getAgentRunVariables(ctx, run.right)());
 * }
 */
export function runAgent(
  ctx: Context,
  agentId: AgentId,
  content: Content,
  options: RunAgentOptions = {},
): TaskEither<LasError, StartedAgentRun> {
  return lazily(() => {
    const { variables, contentType = null, ...rest } = options ?? {};
    return async () => {
      // A run for content that cannot be sent would stay without a document.
      const file = await toFile(content, contentType);
      if (isLeft(file)) return file;
      const begun = await createAgentRun(ctx, agentId, { variables })();
      if (isLeft(begun)) return begun;
      const run = begun.right;
      const of = { ...rest, contentType, agentRunId: agentRunIdOf(run) };
      const created = await createDocument(ctx, file.right, of)();
      if (!isLeft(created)) return right({ run, document: created.right });
      const { documentId, message } = created.left;
      const next = documentId
        ? 'Go on with putDocumentContent, or take it back with deleteDocument and deleteAgentRun.'
        : `Go on with createDocument and its agentRunId, or take it back with deleteAgentRun.`;
      return left({
        ...created.left,
        runId: run.runId,
        message: `${of.agentRunId} has begun without a file. ${message} ${next}`,
      });
    };
  });
}

/** The long id of a run, by which documents and predictions name it. */
export const agentRunIdOf = ({
  id,
  agentId,
  runId,
}: Pick<AgentRun, 'id' | 'agentId' | 'runId'>): AgentRunId => id ?? `${agentId}/${runId}`;

/**
 * Waits for the end of a run: until it is exported, completed, archived or ready for review; `Failed` if it ends in error.
 * `GET /agents/{agentId}/runs/{runId}` until it has ended
 *
 * @example
 * import { waitForAgentRun } from 'las-fp/agents';
 *
 * const run = await waitForAgentRun(ctx, agentId, runId, { throughReview: true, every: 60_000 })();
 */
export function waitForAgentRun(
  ctx: Context,
  agentId: AgentId,
  runId: RunId,
  options: WaitForAgentRunOptions = {},
): TaskEither<LasError, AgentRun> {
  return lazily(() => {
    const { throughReview = false, ...rest } = options ?? {};
    const ends = throughReview ? end : endOrReview;
    return waitForSuccess(
      getAgentRun(ctx, agentId, runId),
      { ...rest, signal: ctx.signal, until: ({ status }) => ends.test(status ?? '') },
      ({ status, events }) => (status === 'error' ? `The run ended in error${reasonIn(events)}.` : undefined),
    );
  });
}

const end = /^(exported|completed|archived|error)$/;
const endOrReview = /^(exported|completed|archived|error|ready-for-review|review-in-progress)$/;

function reasonIn(events: AgentRun['events']): string {
  const errors = events?.flatMap((event) => event['errors'] ?? []) ?? [];
  const last = errors.at(-1);
  return typeof last === 'string' ? `: ${last}` : '';
}
