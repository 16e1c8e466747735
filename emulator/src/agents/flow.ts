/** Lets the run of an agent go on: from its document by predictions, hooks and actions to a person or an export. */
import { asOutput, callHandler, type Outcome } from '../handlers.js';
import { type Fields, isFields } from '../json.js';
import { predict } from '../predicting.js';
import { background, timestamp } from '../store/clock.js';
import type { Kind, Work as WorkData } from '../store/entities.js';
import { type Entry, find, insert, lookUp, set, table } from '../store/entries.js';
import { hex, newId } from '../store/ids.js';
import { memoryOf, type RunMemory, readingOf, remember } from '../store/memory.js';
import type { State } from '../store/state.js';
import { evaluator, exporters, isSure, reviewer, serviceFunctionOf } from './functions.js';
import { outputOf } from './output.js';
import { deliver } from './webhook.js';

type Run = Entry<'agent-run'>;

/** More hooks and actions than this, and the run has hooks that call one another. */
const maxSteps = 100;

/** What fires a hook. */
export type Trigger =
  | 'ActionRun has Completed'
  | 'Document is Created'
  | 'Email is Received'
  | 'Prediction is Created'
  | 'ValidationTask has Completed'
  | 'ValidationTask is Created';

// -- runs ---------------------------------------------------------------------

/** A new run of an agent. */
export function startRun(
  state: State,
  agent: Entry<'agent'>,
  variables: Fields,
  actor: string,
  origin: string,
): Run {
  const runId = newId(state, 'agent-run');
  remember(state, runId, { variables, origin });
  return insert(state, 'agent-run', runId, {
    runId,
    agentId: agent.id,
    id: `${state.organizationId}/${agent.id}/${runId}`,
    status: 'running',
    resourceIds: [],
    events: [],
    createdBy: actor,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  });
}

/** The run that the long id names; `undefined` when there is none (any more). */
function runOf(state: State, agentRunId: string | null): Run | undefined {
  return table(state, 'agent-run').get(agentRunId?.split('/').at(-1) ?? '');
}

function memory(state: State, run: Run | undefined): RunMemory | undefined {
  return run && memoryOf(state, run.id);
}

/** Notes that something belongs to a run. */
export function belongs(run: Run, resourceId: string): void {
  const { resourceIds } = run.data;
  if (!resourceIds.includes(resourceId)) set(run, { resourceIds: [...resourceIds, resourceId] });
}

function tell(
  state: State,
  run: Run | undefined,
  resourceId: string,
  status: string,
  more: Fields = {},
): void {
  if (run === undefined) return;
  belongs(run, resourceId);
  const event = { resourceId, status, timestamp: timestamp(state), ...more };
  set(run, { events: [...run.data.events, event], updatedTime: timestamp(state) });
}

/** Works on a run after the answer, and says where the run is when that is done. */
function work(state: State, run: Run | undefined, job: () => Promise<void>): void {
  const count = (by: number): void => {
    const known = memory(state, run);
    if (run !== undefined && known !== undefined) remember(state, run.id, { working: known.working + by });
  };
  count(1);
  background(state, async () => {
    try {
      await job();
    } finally {
      count(-1);
      if (run !== undefined) place(state, run);
    }
  });
}

function statusesOf(
  state: State,
  kind: 'action-run' | 'hook-run' | 'validation-task',
  run: Run,
): ReadonlyArray<string> {
  return [...table(state, kind).values()]
    .filter(({ data }) => data.agentRunId === run.data.id)
    .map(({ data }) => data.status);
}

/** Where a run is, by what is left to do. */
function place(state: State, run: Run): void {
  const known = memory(state, run);
  if (known === undefined || known.working > 0 || ['archived', 'error'].includes(run.data.status)) return;
  const tasks = statusesOf(state, 'validation-task', run);
  const runs = [...statusesOf(state, 'hook-run', run), ...statusesOf(state, 'action-run', run)];
  const done = known.exported ? 'exported' : 'completed';
  const status = [...tasks, ...runs].includes('failed')
    ? 'error'
    : tasks.includes('in-progress')
      ? 'review-in-progress'
      : tasks.includes('ready')
        ? 'ready-for-review'
        : runs.includes('running') || known.documentId === null
          ? 'running'
          : done;
  set(run, { status, updatedTime: timestamp(state) });
}

/** What an agent's list of resources has of a kind; what it names may be gone. */
function resources<K extends Kind>(state: State, run: Run, kind: K): ReadonlyArray<Entry<K>> {
  const ids = table(state, 'agent').get(run.data.agentId)?.data.resourceIds ?? [];
  return ids
    .filter((id) => id.split('/').at(-1)?.split(':')[1] === kind)
    .flatMap((id) => lookUp(state, kind, id) ?? []);
}

// -- documents and predictions ------------------------------------------------

/** The file of a document has arrived: its run goes on. */
export function documentArrived(state: State, document: Entry<'document'>): void {
  const run = runOf(state, document.data.agentRunId);
  if (run === undefined) return;
  remember(state, run.id, { documentId: document.id });
  tell(state, run, document.id, 'succeeded');
  work(state, run, async () => {
    const mail = document.data.contentType === 'message/rfc822';
    await fire(state, run, mail ? 'Email is Received' : 'Document is Created', { documentId: document.id });
    for (const model of resources(state, run, 'model')) {
      const about = { modelId: model.id };
      const prediction = await predict(state, {
        document,
        model,
        body: { documentId: document.id, modelId: model.id, agentRunId: run.data.id },
        actor: run.data.createdBy,
      });
      const { status, error } = prediction.data;
      tell(state, run, prediction.id, status, error === null ? about : { ...about, errors: [error] });
      if (status === 'failed') set(run, { status: 'error' });
      else await predicted(state, run, prediction);
    }
  });
}

/** A prediction was made for a run, by its agent or by anybody. */
export function predictionMade(state: State, prediction: Entry<'prediction'>): void {
  const run = runOf(state, prediction.data.agentRunId);
  if (run === undefined) return;
  tell(state, run, prediction.id, 'succeeded', { modelId: prediction.data.modelId });
  work(state, run, () => predicted(state, run, prediction));
}

async function predicted(state: State, run: Run, prediction: Entry<'prediction'>): Promise<void> {
  const { predictionId, documentId, modelId } = prediction.data;
  const { fieldConfig } = find(state, 'model', modelId).data;
  const output = outputOf(readingOf(state, prediction.id), fieldConfig);
  const before = memory(state, run)?.output;
  remember(state, run.id, { output: { ...before, ...output }, predictionId });
  await fire(state, run, 'Prediction is Created', { predictionId, documentId, modelId, output });
}

// -- hooks --------------------------------------------------------------------

async function fire(state: State, run: Run, trigger: Trigger, input: Fields): Promise<void> {
  for (const hook of resources(state, run, 'hook')) {
    if (hook.data.trigger === trigger && hook.data.enabled) {
      await runHook(state, newHookRun(state, hook, { input, agentRunId: run.data.id }, 'cradl:agent'));
    }
  }
}

/** What the runs of actions and hooks, and the tasks of validations, have in common. */
function newWork(
  state: State,
  id: string,
  parent: Entry,
  body: Fields,
  actor: string,
): WorkData & { readonly agentRunId: string | null } {
  const { agentRunId, input, name, description, metadata } = body;
  const run = runOf(state, typeof agentRunId === 'string' ? agentRunId : null);
  if (run !== undefined) belongs(run, `${parent.id}/${id}`);
  return {
    id: `${state.organizationId}/${parent.id}/${id}`,
    agentRunId: run?.data.id ?? null,
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : null,
    metadata: isFields(metadata) ? metadata : null,
    input: isFields(input) ? input : {},
    output: null,
    logId: null,
    history: [],
    status: 'running',
    createdBy: actor,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
}

/** A run of a hook that has not begun. */
export function newHookRun(
  state: State,
  hook: Entry<'hook'>,
  body: Fields,
  actor: string,
): Entry<'hook-run'> {
  const runId = newId(state, 'hook-run');
  const data = newWork(state, runId, hook, body, actor);
  return insert(state, 'hook-run', runId, { ...data, runId, hookId: hook.id, actionId: null });
}

/** Begins a run of a hook that somebody asked for. */
export function beginHookRun(state: State, hookRun: Entry<'hook-run'>): void {
  work(state, runOf(state, hookRun.data.agentRunId), () => runHook(state, hookRun));
}

async function runHook(state: State, hookRun: Entry<'hook-run'>): Promise<void> {
  const run = runOf(state, hookRun.data.agentRunId);
  const hook = find(state, 'hook', hookRun.data.hookId);
  if (!mayGoOn(state, run)) return endOf(state, run, hookRun, 'failed', { errors: [tooMany] });
  tell(state, run, `${hook.id}/${hookRun.id}`, 'running', { hookId: hook.id });
  const { config, functionId } = hook.data;
  const { input } = hookRun.data;
  if (functionId === null) return endHook(state, hookRun, true, null);
  if (serviceFunctionOf(functionId) === evaluator) {
    const { output } = input;
    return endHook(state, hookRun, isFields(output) && isSure(output, config), null);
  }
  const outcome = await called(state, run, functionId, { ...input, config });
  if (outcome === undefined) return;
  if ('error' in outcome) endOf(state, run, hookRun, 'failed', { errors: [outcome.error] });
  else await endHook(state, hookRun, verdictOf(outcome.output), outcome.output);
}

/** What a function of a hook decides: its output, or the `result` of it. */
function verdictOf(output: unknown): boolean {
  return isFields(output) && 'result' in output ? output['result'] === true : output === true;
}

/** Somebody outside has ended the run of a hook. */
export function hookRunEnded(
  state: State,
  hookRun: Entry<'hook-run'>,
  status: string,
  output: unknown,
): void {
  const run = runOf(state, hookRun.data.agentRunId);
  work(state, run, async () => {
    if (status === 'succeeded') return endHook(state, hookRun, verdictOf(output), output);
    set(hookRun, { output: asOutput(output) });
    endOf(state, run, hookRun, status);
  });
}

async function endHook(
  state: State,
  hookRun: Entry<'hook-run'>,
  verdict: boolean,
  output: unknown,
): Promise<void> {
  const run = runOf(state, hookRun.data.agentRunId);
  const hook = find(state, 'hook', hookRun.data.hookId);
  const actionId = verdict ? hook.data.trueActionId : hook.data.falseActionId;
  const validation = run !== undefined && !verdict ? resources(state, run, 'validation')[0] : undefined;
  const next = actionId !== null || validation !== undefined;
  set(hookRun, { output: asOutput(output), actionId });
  endOf(state, run, hookRun, next ? 'succeeded' : 'ignored');
  const body = { input: hookRun.data.input, agentRunId: run?.data.id };
  if (actionId !== null) {
    const action = find(state, 'action', actionId);
    if (action.data.enabled) await runAction(state, newActionRun(state, action, body, 'cradl:hook'));
  } else if (validation !== undefined) {
    newTask(state, validation, body, 'cradl:hook');
  }
}

// -- actions ------------------------------------------------------------------

/** A run of an action that has not begun. */
export function newActionRun(
  state: State,
  action: Entry<'action'>,
  body: Fields,
  actor: string,
): Entry<'action-run'> {
  const runId = newId(state, 'action-run');
  const data = newWork(state, runId, action, body, actor);
  return insert(state, 'action-run', runId, { ...data, runId, actionId: action.id });
}

/** Begins a run of an action that somebody asked for. */
export function beginActionRun(state: State, actionRun: Entry<'action-run'>): void {
  work(state, runOf(state, actionRun.data.agentRunId), () => runAction(state, actionRun));
}

async function runAction(state: State, actionRun: Entry<'action-run'>): Promise<void> {
  const run = runOf(state, actionRun.data.agentRunId);
  const action = find(state, 'action', actionRun.data.actionId);
  const failed = (error: string): void => endOf(state, run, actionRun, 'failed', { errors: [error] });
  if (!mayGoOn(state, run)) return failed(tooMany);
  tell(state, run, `${action.id}/${actionRun.id}`, 'running', { actionId: action.id });
  const { config, functionId } = action.data;
  const { input } = actionRun.data;
  const own = serviceFunctionOf(functionId);
  if (own === reviewer) {
    const { validationId } = config;
    const validation =
      typeof validationId === 'string'
        ? find(state, 'validation', validationId)
        : run && resources(state, run, 'validation')[0];
    if (validation === undefined) return failed('The agent has no validation');
    newTask(state, validation, { input, agentRunId: run?.data.id }, 'cradl:action');
    return endAction(state, actionRun, null);
  }
  if (own !== undefined && exporters.includes(own)) {
    // Power Automate asks for the run, and ends it when it has taken the output.
    if (config['waitForResult'] === true && config['url'] == null) return;
    const problem = config['url'] == null ? undefined : await sent(state, run, action, actionRun);
    if (problem !== undefined) return failed(problem);
    if (config['url'] != null) exported(state, run);
    if (config['waitForResult'] === true) return;
    return endAction(state, actionRun, null);
  }
  const outcome = await called(state, run, functionId, { ...input, config });
  if (outcome === undefined) return;
  if ('error' in outcome) failed(outcome.error);
  else await endAction(state, actionRun, outcome.output);
}

function exported(state: State, run: Run | undefined): void {
  if (run !== undefined) remember(state, run.id, { exported: true });
}

function sent(
  state: State,
  run: Run | undefined,
  action: Entry<'action'>,
  actionRun: Entry<'action-run'>,
): Promise<string | undefined> {
  const known = memory(state, run);
  const output = known === undefined ? actionRun.data.input : { ...known.output, ...known.variables };
  const context = {
    runId: run?.id ?? actionRun.id,
    documentId: known?.documentId ?? null,
    actionId: action.id,
  };
  return deliver(state, action.data.config, known?.variables ?? {}, { output, context });
}

/** Somebody outside has ended the run of an action. */
export function actionRunEnded(
  state: State,
  actionRun: Entry<'action-run'>,
  status: string,
  output: unknown,
): void {
  const run = runOf(state, actionRun.data.agentRunId);
  work(state, run, async () => {
    if (status !== 'succeeded') {
      set(actionRun, { output: asOutput(output) });
      endOf(state, run, actionRun, status);
      return;
    }
    const action = find(state, 'action', actionRun.data.actionId);
    if (exporters.includes(serviceFunctionOf(action.data.functionId) ?? '')) exported(state, run);
    await endAction(state, actionRun, output);
  });
}

async function endAction(state: State, actionRun: Entry<'action-run'>, output: unknown): Promise<void> {
  const run = runOf(state, actionRun.data.agentRunId);
  set(actionRun, { output: asOutput(output) });
  endOf(state, run, actionRun, 'succeeded');
  const { actionId, runId } = actionRun.data;
  if (run !== undefined) await fire(state, run, 'ActionRun has Completed', { actionId, runId, output });
}

// -- validation tasks ---------------------------------------------------------

/** A task for a person. */
export function newTask(
  state: State,
  validation: Entry<'validation'>,
  body: Fields,
  actor: string,
): Entry<'validation-task'> {
  const taskId = newId(state, 'validation-task');
  const data = newWork(state, taskId, validation, body, actor);
  const validationId = validation.id;
  const task = insert(state, 'validation-task', taskId, { ...data, taskId, validationId, status: 'ready' });
  const run = runOf(state, data.agentRunId);
  tell(state, run, `${validationId}/${taskId}`, 'ready', { validationId });
  if (run !== undefined) {
    work(state, run, () => fire(state, run, 'ValidationTask is Created', { taskId, validationId }));
  }
  return task;
}

/** A person has begun with a task, or is done with it: what the output says takes the place of what was read. */
export function taskChanged(state: State, task: Entry<'validation-task'>): void {
  const { agentRunId, taskId, validationId, status, output } = task.data;
  const run = runOf(state, agentRunId);
  if (run === undefined) return;
  tell(state, run, `${validationId}/${taskId}`, status, { validationId });
  work(state, run, async () => {
    if (status !== 'succeeded') return;
    const whole = { ...memory(state, run)?.output, ...output };
    if (output !== null) remember(state, run.id, { output: whole });
    await fire(state, run, 'ValidationTask has Completed', { taskId, validationId, output: whole });
  });
}

// -- functions ----------------------------------------------------------------

const tooMany = `The agent ran more than ${maxSteps} hooks and actions: do its hooks call one another?`;

function mayGoOn(state: State, run: Run | undefined): boolean {
  const known = memory(state, run);
  if (run === undefined || known === undefined) return true;
  remember(state, run.id, { steps: known.steps + 1 });
  return known.steps < maxSteps;
}

/** What the handler of a user's own function gives; `undefined` where there is none, and somebody outside does the work. */
function called(
  state: State,
  run: Run | undefined,
  functionId: string | undefined,
  input: Fields,
): Promise<Outcome | undefined> {
  const id = functionId?.split('/').at(-1) ?? '';
  const name = table(state, 'function').get(id)?.data.name ?? '';
  const names = [String(functionId), id, id.replace(/^cradl:function:/, ''), name];
  return callHandler(state, names, input, memory(state, run)?.origin);
}

/** Ends a run of an action or a hook, and tells the run that it belongs to. */
function endOf(
  state: State,
  run: Run | undefined,
  entry: Entry<'action-run'> | Entry<'hook-run'>,
  status: string,
  event: Fields = {},
): void {
  set<'action-run' | 'hook-run'>(entry, { status, updatedTime: timestamp(state) });
  const { data } = entry;
  const [key, parentId] = 'hookId' in data ? ['hookId', data.hookId] : ['actionId', data.actionId];
  tell(state, run, `${parentId}/${entry.id}`, status, { [key]: parentId, ...event });
}

// -- the agent that is there from the beginning -------------------------------

/** An agent that reads invoices: what is sure is exported, what is not is looked at by a person first. */
export function seedAgent(state: State, actor: string, modelIds: ReadonlyArray<string>): string {
  const stamps = { createdBy: actor, createdTime: timestamp(state), updatedBy: null, updatedTime: null };
  const make = (kind: Kind, data: Fields): string => {
    const id = newId(state, kind);
    insert(state, kind, id, {
      ...{ [`${kind}Id`]: id, id: `${state.organizationId}/${id}` },
      ...{ description: null, metadata: null, ...stamps, ...data },
    });
    return id;
  };
  const service = (name: string): string => `cradl:organization:cradl/cradl:function:${name}`;
  const action = (name: string, functionName: string, config: Fields): string =>
    make('action', {
      ...{ name, functionId: service(functionName), config, enabled: true },
      ...{ connectionId: null, secretId: null },
    });
  const hook = (name: string, trigger: Trigger, more: Fields): string =>
    make('hook', {
      ...{ name, trigger, config: {}, enabled: true, functionId: null },
      ...{ trueActionId: null, falseActionId: null, ...more },
    });
  const validationId = make('validation', { name: 'Review', config: {}, enabled: true });
  const exportId = action('Export', 'export-to-webhook', { url: null, hmacSecret: hex(48) });
  const reviewId = action('Review', reviewer, { validationId });
  const decideId = hook('Is it sure?', 'Prediction is Created', {
    ...{ functionId: service(evaluator), trueActionId: exportId, falseActionId: reviewId },
  });
  const doneId = hook('Reviewed', 'ValidationTask has Completed', { trueActionId: exportId });
  const resourceIds = [...modelIds, validationId, exportId, reviewId, decideId, doneId];
  return make('agent', { name: 'Invoices', resourceIds });
}
