/** Runs an agent on a file, and has its export call a webhook. */
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type ActionId,
  type AgentId,
  type Content,
  type Context,
  getAgentRunVariables,
  runAgent,
  updateAction,
  type WaitOptions,
  waitForAgentRun,
} from 'las-fp';
import { amount, date, decodeFields, fieldsOf, optional, string } from 'las-fp/extraction';
import type { WebhookEvent } from 'las-fp/webhooks';

// #region run
/** Lets an agent work on a file, and waits until it is through or a person must look. */
export const readWithAgent = (
  ctx: Context,
  agentId: AgentId,
  file: Content,
  name: string,
  wait: WaitOptions = { every: 2000, timeout: 600_000 },
) =>
  pipe(
    runAgent(ctx, agentId, file, { name, variables: { source: 'mail' } }),
    TE.chain(({ run }) => waitForAgentRun(ctx, agentId, run.runId, wait)),
    TE.bindTo('run'),
    TE.bind('variables', ({ run }) => getAgentRunVariables(ctx, run)),
  );
// #endregion run

// #region subscribe
/** Has an export of an agent call `url`. The signature is made with `hmacSecret`. */
export const subscribe = (ctx: Context, actionId: ActionId, url: string, hmacSecret: string) =>
  updateAction(ctx, actionId, { enabled: true, config: { url, hmacSecret } });
// #endregion subscribe

// #region event
const Invoice = decodeFields({ invoice_number: string, due_date: optional(date), total_amount: amount });

/** The typed values of what a webhook tells. */
export const invoiceOf = ({ output }: WebhookEvent) => Invoice.decode(fieldsOf(output));
// #endregion event
