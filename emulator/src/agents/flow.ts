/** Lets the run of an agent go on: from its document by predictions, hooks and actions to a person or an export. */
import { type Fields, isFields } from '../api/check.js';
import { asOutput, callHandler, type Outcome } from '../handlers.js';
import { predict } from '../predicting.js';
import {
  background,
  type Entry,
  find,
  hex,
  insert,
  newId,
  type RunMemory,
  type State,
  table,
  timestamp,
} from '../store/state.js';
import { evaluator, exporters, isSure, reviewer, serviceFunctionOf } from './functions.js';
import { outputOf } from './output.js';
import { deliver } from './webhook.js';

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
  agent: Entry,
  variables: Fields,
  actor: string,
  origin: string,
): Entry {
  const runId = newId(state, 'agent-run');
  state.runs.set(runId, {
    ...{ variables, origin, output: null, documentId: null, predictionId: null },
    ...{ working: 0, steps: 0, exported: false },
  });
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
function runOf(state: State, agentRunId: unknown): Entry | undefined {
  const runId = typeof agentRunId === 'string' ? agentRunId.split('/').at(-1) : undefined;
  return runId === undefined ? undefined : table(state, 'agent-run').get(runId);
}

function memoryOf(state: State, run: Entry | undefined): RunMemory | undefined {
  return run === undefined ? undefined : state.runs.get(run.id);
}

/** Notes that something belongs to a run. */
export function belongs(run: Entry, resourceId: string): void {
  const ids: unknown = run.data['resourceIds'];
  if (Array.isArray(ids) && !ids.includes(resourceId)) ids.push(resourceId);
}

function tell(
  state: State,
  run: Entry | undefined,
  resourceId: string,
  status: string,
  more: Fields = {},
): void {
  if (run === undefined) return;
  belongs(run, resourceId);
  const events: unknown = run.data['events'];
  if (Array.isArray(events)) events.push({ resourceId, status, timestamp: timestamp(state), ...more });
  run.data['updatedTime'] = timestamp(state);
}

/** Works on a run after the answer, and says where the run is when that is done. */
function work(state: State, run: Entry | undefined, job: () => Promise<void>): void {
  const memory = memoryOf(state, run);
  if (memory !== undefined) memory.working += 1;
  background(state, async () => {
    try {
      await job();
    } finally {
      if (memory !== undefined) memory.working -= 1;
      if (run !== undefined) place(state, run);
    }
  });
}

function of(state: State, kind: string, run: Entry): ReadonlyArray<Fields> {
  return [...table(state, kind).values()]
    .map(({ data }) => data)
    .filter(({ agentRunId }) => typeof agentRunId === 'string' && agentRunId.endsWith(run.id));
}

/** Where a run is, by what is left to do. */
function place(state: State, run: Entry): void {
  const memory = memoryOf(state, run);
  if (
    memory === undefined ||
    memory.working > 0 ||
    ['archived', 'error'].includes(String(run.data['status']))
  ) {
    return;
  }
  const tasks = of(state, 'validation-task', run).map(({ status }) => status);
  const runs = [...of(state, 'hook-run', run), ...of(state, 'action-run', run)].map(({ status }) => status);
  const done = memory.exported ? 'exported' : 'completed';
  const status = [...tasks, ...runs].includes('failed')
    ? 'error'
    : tasks.includes('in-progress')
      ? 'review-in-progress'
      : tasks.includes('ready')
        ? 'ready-for-review'
        : runs.includes('running') || memory.documentId === null
          ? 'running'
          : done;
  Object.assign(run.data, { status, updatedTime: timestamp(state) });
}

/** What an agent's list of resources has of a kind. */
function resources(state: State, run: Entry, kind: string): ReadonlyArray<Entry> {
  const agent = table(state, 'agent').get(String(run.data['agentId']));
  const ids: unknown = agent?.data['resourceIds'];
  return (Array.isArray(ids) ? ids : [])
    .filter((id) => String(id).split('/').at(-1)?.split(':')[1] === kind)
    .flatMap((id) => {
      try {
        return [find(state, kind, String(id))];
      } catch {
        // The list is a list of texts: what it names may be gone.
        return [];
      }
    });
}

// -- documents and predictions ------------------------------------------------

/** The file of a document has arrived: its run goes on. */
export function documentArrived(state: State, document: Entry): void {
  const run = runOf(state, document.data['agentRunId']);
  const memory = memoryOf(state, run);
  if (run === undefined || memory === undefined) return;
  memory.documentId = document.id;
  tell(state, run, document.id, 'succeeded');
  work(state, run, async () => {
    const mail = document.data['contentType'] === 'message/rfc822';
    await fire(state, run, mail ? 'Email is Received' : 'Document is Created', { documentId: document.id });
    for (const model of resources(state, run, 'model')) {
      const about = { modelId: model.id };
      const prediction = await predict(state, {
        document,
        model,
        body: { documentId: document.id, modelId: model.id, agentRunId: run.data['id'] },
        actor: String(run.data['createdBy']),
      });
      const { status, error } = prediction.data;
      tell(state, run, prediction.id, String(status), error == null ? about : { ...about, errors: [error] });
      if (status === 'failed') run.data['status'] = 'error';
      else await predicted(state, run, prediction);
    }
  });
}

/** A prediction was made for a run, by its agent or by anybody. */
export function predictionMade(state: State, prediction: Entry): void {
  const run = runOf(state, prediction.data['agentRunId']);
  if (run === undefined) return;
  tell(state, run, prediction.id, 'succeeded', { modelId: prediction.data['modelId'] });
  work(state, run, () => predicted(state, run, prediction));
}

async function predicted(state: State, run: Entry, prediction: Entry): Promise<void> {
  const memory = memoryOf(state, run);
  const { predictionId, documentId, modelId } = prediction.data;
  const fields = state.read.get(prediction.id) ?? [];
  const { fieldConfig } = find(state, 'model', String(modelId)).data;
  const output = outputOf(
    fields,
    isFields(fieldConfig) ? (fieldConfig as Parameters<typeof outputOf>[1]) : {},
  );
  if (memory !== undefined) {
    memory.output = { ...memory.output, ...output };
    memory.predictionId = prediction.id;
  }
  await fire(state, run, 'Prediction is Created', { predictionId, documentId, modelId, output });
}

// -- hooks --------------------------------------------------------------------

async function fire(state: State, run: Entry, trigger: Trigger, input: Fields): Promise<void> {
  for (const hook of resources(state, run, 'hook')) {
    if (hook.data['trigger'] === trigger && hook.data['enabled'] !== false) {
      await runHook(state, newHookRun(state, hook, { input, agentRunId: run.data['id'] }, 'cradl:agent'));
    }
  }
}

/** What the runs of actions and hooks, and the tasks of validations, have in common. */
function newRun(state: State, kind: string, parent: Entry, body: Fields, actor: string): Fields {
  const id = newId(state, kind);
  const run = runOf(state, body['agentRunId']);
  if (run !== undefined) belongs(run, `${parent.id}/${id}`);
  return {
    id: `${state.organizationId}/${parent.id}/${id}`,
    [kind === 'validation-task' ? 'taskId' : 'runId']: id,
    agentRunId: run?.data['id'] ?? null,
    name: body['name'] ?? null,
    description: body['description'] ?? null,
    metadata: body['metadata'] ?? null,
    input: body['input'] ?? {},
    output: null,
    logId: null,
    history: [],
    createdBy: actor,
    createdTime: timestamp(state),
    updatedBy: null,
    updatedTime: null,
  };
}

/** A run of a hook that has not begun. */
export function newHookRun(state: State, hook: Entry, body: Fields, actor: string): Entry {
  const data = newRun(state, 'hook-run', hook, body, actor);
  return insert(state, 'hook-run', String(data['runId']), {
    ...data,
    hookId: hook.id,
    actionId: null,
    status: 'running',
  });
}

/** Begins a run of a hook that somebody asked for. */
export function beginHookRun(state: State, hookRun: Entry): void {
  work(state, runOf(state, hookRun.data['agentRunId']), () => runHook(state, hookRun));
}

async function runHook(state: State, hookRun: Entry): Promise<void> {
  const run = runOf(state, hookRun.data['agentRunId']);
  const hook = find(state, 'hook', String(hookRun.data['hookId']));
  const about = { hookId: hook.id };
  if (!mayGoOn(state, run)) {
    end(state, run, 'hook', hookRun, 'failed', { output: null }, { errors: [tooMany] });
    return;
  }
  tell(state, run, `${hook.id}/${hookRun.id}`, 'running', about);
  const config = isFields(hook.data['config']) ? hook.data['config'] : {};
  const input = isFields(hookRun.data['input']) ? hookRun.data['input'] : {};
  const { functionId } = hook.data;
  if (functionId == null) return endHook(state, hookRun, true, null);
  if (serviceFunctionOf(functionId) === evaluator) {
    const { output } = input;
    return endHook(state, hookRun, isFields(output) && isSure(output, config), null);
  }
  const outcome = await called(state, run, functionId, { ...input, config });
  if (outcome === undefined) return;
  if ('error' in outcome)
    end(state, run, 'hook', hookRun, 'failed', { output: null }, { errors: [outcome.error] });
  else await endHook(state, hookRun, verdictOf(outcome.output), outcome.output);
}

/** What a function of a hook decides: its output, or the `result` of it. */
function verdictOf(output: unknown): boolean {
  return isFields(output) && 'result' in output ? output['result'] === true : output === true;
}

/** Somebody outside has ended the run of a hook. */
export function hookRunEnded(state: State, hookRun: Entry, status: string, output: unknown): void {
  const run = runOf(state, hookRun.data['agentRunId']);
  if (status === 'succeeded') work(state, run, () => endHook(state, hookRun, verdictOf(output), output));
  else work(state, run, async () => end(state, run, 'hook', hookRun, status, { output: asOutput(output) }));
}

async function endHook(state: State, hookRun: Entry, verdict: boolean, output: unknown): Promise<void> {
  const run = runOf(state, hookRun.data['agentRunId']);
  const hook = find(state, 'hook', String(hookRun.data['hookId']));
  const actionId = hook.data[verdict ? 'trueActionId' : 'falseActionId'] ?? null;
  const validation = run !== undefined && !verdict ? resources(state, run, 'validation')[0] : undefined;
  const next = actionId !== null || validation !== undefined;
  const input = isFields(hookRun.data['input']) ? hookRun.data['input'] : {};
  end(state, run, 'hook', hookRun, next ? 'succeeded' : 'ignored', { output: asOutput(output), actionId });
  const body = { input, agentRunId: run?.data['id'] };
  if (typeof actionId === 'string') {
    const action = find(state, 'action', actionId);
    if (action.data['enabled'] !== false)
      await runAction(state, newActionRun(state, action, body, 'cradl:hook'));
  } else if (validation !== undefined) {
    newTask(state, validation, body, 'cradl:hook');
  }
}

// -- actions ------------------------------------------------------------------

/** A run of an action that has not begun. */
export function newActionRun(state: State, action: Entry, body: Fields, actor: string): Entry {
  const data = newRun(state, 'action-run', action, body, actor);
  return insert(state, 'action-run', String(data['runId']), {
    ...data,
    actionId: action.id,
    status: 'running',
  });
}

/** Begins a run of an action that somebody asked for. */
export function beginActionRun(state: State, actionRun: Entry): void {
  work(state, runOf(state, actionRun.data['agentRunId']), () => runAction(state, actionRun));
}

async function runAction(state: State, actionRun: Entry): Promise<void> {
  const run = runOf(state, actionRun.data['agentRunId']);
  const action = find(state, 'action', String(actionRun.data['actionId']));
  const failed = (error: string): void =>
    end(state, run, 'action', actionRun, 'failed', { output: null, errors: [error] }, { errors: [error] });
  if (!mayGoOn(state, run)) return failed(tooMany);
  tell(state, run, `${action.id}/${actionRun.id}`, 'running', { actionId: action.id });
  const config = isFields(action.data['config']) ? action.data['config'] : {};
  const input = isFields(actionRun.data['input']) ? actionRun.data['input'] : {};
  const own = serviceFunctionOf(action.data['functionId']);
  if (own === reviewer) {
    const { validationId } = config;
    const validation =
      typeof validationId === 'string'
        ? find(state, 'validation', validationId)
        : run && resources(state, run, 'validation')[0];
    if (validation === undefined) return failed('The agent has no validation');
    newTask(state, validation, { input, agentRunId: run?.data['id'] }, 'cradl:action');
    return endAction(state, actionRun, null);
  }
  if (own !== undefined && exporters.includes(own)) {
    // Power Automate asks for the run, and ends it when it has taken the output.
    if (config['waitForResult'] === true && config['url'] == null) return;
    const problem = config['url'] == null ? undefined : await sent(state, run, action, actionRun, config);
    if (problem !== undefined) return failed(problem);
    if (config['url'] != null) exported(state, run);
    if (config['waitForResult'] === true) return;
    return endAction(state, actionRun, null);
  }
  const outcome = await called(state, run, action.data['functionId'], { ...input, config });
  if (outcome === undefined) return;
  if ('error' in outcome) failed(outcome.error);
  else await endAction(state, actionRun, outcome.output);
}

function exported(state: State, run: Entry | undefined): void {
  const memory = memoryOf(state, run);
  if (memory !== undefined) memory.exported = true;
}

function sent(
  state: State,
  run: Entry | undefined,
  action: Entry,
  actionRun: Entry,
  config: Fields,
): Promise<string | undefined> {
  const memory = memoryOf(state, run);
  const { input } = actionRun.data;
  const output = memory === undefined ? input : { ...memory.output, ...memory.variables };
  const context = {
    runId: run?.id ?? actionRun.id,
    documentId: memory?.documentId ?? null,
    actionId: action.id,
  };
  return deliver(state, config, memory?.variables ?? {}, { output, context });
}

/** Somebody outside has ended the run of an action. */
export function actionRunEnded(state: State, actionRun: Entry, status: string, output: unknown): void {
  const run = runOf(state, actionRun.data['agentRunId']);
  work(state, run, async () => {
    if (status !== 'succeeded') {
      end(state, run, 'action', actionRun, status, { output: asOutput(output) });
      return;
    }
    const action = find(state, 'action', String(actionRun.data['actionId']));
    if (exporters.includes(serviceFunctionOf(action.data['functionId']) ?? '')) exported(state, run);
    await endAction(state, actionRun, output);
  });
}

async function endAction(state: State, actionRun: Entry, output: unknown): Promise<void> {
  const run = runOf(state, actionRun.data['agentRunId']);
  end(state, run, 'action', actionRun, 'succeeded', { output: asOutput(output) });
  const { actionId, runId } = actionRun.data;
  if (run !== undefined) await fire(state, run, 'ActionRun has Completed', { actionId, runId, output });
}

// -- validation tasks ---------------------------------------------------------

/** A task for a person. */
export function newTask(state: State, validation: Entry, body: Fields, actor: string): Entry {
  const data = newRun(state, 'validation-task', validation, body, actor);
  const task = insert(state, 'validation-task', String(data['taskId']), {
    ...data,
    validationId: validation.id,
    status: 'ready',
  });
  const run = runOf(state, data['agentRunId']);
  tell(state, run, `${validation.id}/${task.id}`, 'ready', { validationId: validation.id });
  if (run !== undefined) {
    const input = { taskId: task.id, validationId: validation.id };
    work(state, run, () => fire(state, run, 'ValidationTask is Created', input));
  }
  return task;
}

/** A person has begun with a task, or is done with it: what the output says takes the place of what was read. */
export function taskChanged(state: State, task: Entry): void {
  const run = runOf(state, task.data['agentRunId']);
  const memory = memoryOf(state, run);
  if (run === undefined || memory === undefined) return;
  const { validationId, status, output } = task.data;
  tell(state, run, `${validationId}/${task.id}`, String(status), { validationId });
  work(state, run, async () => {
    if (status !== 'succeeded') return;
    if (isFields(output)) memory.output = { ...memory.output, ...output };
    await fire(state, run, 'ValidationTask has Completed', {
      taskId: task.id,
      validationId,
      output: memory.output,
    });
  });
}

// -- functions ----------------------------------------------------------------

const tooMany = `The agent ran more than ${maxSteps} hooks and actions: do its hooks call one another?`;

function mayGoOn(state: State, run: Entry | undefined): boolean {
  const memory = memoryOf(state, run);
  if (memory === undefined) return true;
  memory.steps += 1;
  return memory.steps <= maxSteps;
}

/** What the handler of a user's own function gives; `undefined` where there is none, and somebody outside does the work. */
function called(
  state: State,
  run: Entry | undefined,
  functionId: unknown,
  input: Fields,
): Promise<Outcome | undefined> {
  const id = String(functionId).split('/').at(-1) ?? '';
  const name = table(state, 'function').get(id)?.data['name'];
  const names = [String(functionId), id, id.replace(/^cradl:function:/, ''), String(name)];
  return callHandler(state, names, input, memoryOf(state, run)?.origin);
}

function end(
  state: State,
  run: Entry | undefined,
  kind: 'hook' | 'action',
  entry: Entry,
  status: string,
  result: Fields,
  event: Fields = {},
): void {
  Object.assign(entry.data, { status, updatedTime: timestamp(state) }, result);
  const parentId = String(entry.data[`${kind}Id`]);
  tell(state, run, `${parentId}/${entry.id}`, status, { [`${kind}Id`]: parentId, ...event });
}

// -- the agent that is there from the beginning -------------------------------

/** An agent that reads invoices: what is sure is exported, what is not is looked at by a person first. */
export function seedAgent(state: State, actor: string, modelIds: ReadonlyArray<string>): string {
  const stamps = { createdBy: actor, createdTime: timestamp(state), updatedBy: null, updatedTime: null };
  const make = (kind: string, data: Fields): string => {
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
