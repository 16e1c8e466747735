/** Runs workflows: lets each task of a definition wait for whoever does its work, and goes on with the answer. */
import { isFields } from '../api/check.js';
import { ApiError } from '../api/errors.js';
import { begin, type Effect, type Input, type Json, type Run, type Step, step } from '../asl/index.js';
import { asOutput, callHandler } from '../handlers.js';
import {
  background,
  type Entry,
  find,
  hex,
  insert,
  newId,
  type State,
  schedule,
  table,
} from '../store/state.js';
import { addLine, isoTime, startLog } from './logs.js';

/** The transition that ends a workflow execution as failed. */
export const failedTransition = 'las:transition:commons-failed';

/** Seconds that a transition may take, when nobody says. */
export const defaultTimeout = 1800;

/** A manual execution that somebody has taken needs a heartbeat within these milliseconds. */
const heartbeatInterval = 60_000;

/** The error of a task that was rejected: `Catch` can name it, and an execution that ends by it is `rejected`. */
const rejected = 'Rejected';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

// -- executions of transitions ------------------------------------------------

/** Lets an execution of a transition wait for its worker. */
export function startTransition(
  state: State,
  transition: Entry,
  input: unknown,
  now: number,
  workflow?: { readonly execution: Entry; readonly task: string },
): Entry {
  const executionId = newId(state, 'transition-execution');
  const execution = insert(state, 'transition-execution', executionId, {
    executionId,
    transitionId: transition.id,
    input,
    output: null,
    // Nobody works on it yet.
    startTime: null,
    endTime: null,
    completedBy: null,
    logId: startLog(
      state,
      {
        transitionId: transition.id,
        transitionExecutionId: executionId,
        workflowId: workflow === undefined ? null : text(workflow.execution.data['workflowId']),
        workflowExecutionId: workflow?.execution.id ?? null,
      },
      now,
    ),
    status: 'running',
  });
  if (workflow !== undefined) {
    state.owners.set(executionId, { workflowExecution: workflow.execution.id, task: workflow.task });
    const before = workflow.execution.data['transitionExecutions'];
    const all = isFields(before) ? before : {};
    const same: unknown = all[transition.id];
    workflow.execution.data['transitionExecutions'] = {
      ...all,
      [transition.id]: [...(Array.isArray(same) ? same : []), executionId],
    };
  }
  // A person may take days to begin, unless somebody has said how long it may take.
  if (transition.data['transitionType'] !== 'manual' || state.timed.has(transition.id)) {
    limitTime(state, transition, execution, now);
  }
  return execution;
}

/** Takes the execution of a transition that has waited longest; makes one with this input where none waits. */
export function takeTransition(state: State, transition: Entry, input: unknown, now: number): Entry {
  const waiting = [...table(state, 'transition-execution').values()].find(
    ({ data }) =>
      data['transitionId'] === transition.id && data['status'] === 'running' && data['startTime'] === null,
  );
  const execution = waiting ?? startTransition(state, transition, input, now);
  execution.data['startTime'] = isoTime(now);
  if (transition.data['transitionType'] === 'manual') {
    if (!state.pending.has(`${execution.id}/timeout`)) limitTime(state, transition, execution, now);
    expectHeartbeat(state, execution, now);
  }
  return execution;
}

/** Whoever works on an execution says that the work goes on. */
export function heartbeat(state: State, execution: Entry, now: number): void {
  addLine(state, execution.data['logId'], 'heartbeat', now);
  if (state.pending.has(`${execution.id}/heartbeat`)) expectHeartbeat(state, execution, now);
  tellOwner(state, execution, (id) => ({ type: 'heartbeat', id, now }));
}

function limitTime(state: State, transition: Entry, execution: Entry, now: number): void {
  const seconds = Number(transition.data['timeoutInSeconds'] ?? defaultTimeout);
  schedule(state, `${execution.id}/timeout`, now + seconds * 1000, (at) => {
    timeOut(state, execution, `The transition took more than ${seconds} seconds`, at);
  });
}

function expectHeartbeat(state: State, execution: Entry, now: number): void {
  schedule(state, `${execution.id}/heartbeat`, now + heartbeatInterval, (at) => {
    timeOut(state, execution, `No heartbeat for ${heartbeatInterval / 1000} seconds`, at);
  });
}

function timeOut(state: State, execution: Entry, cause: string, now: number): void {
  close(state, execution, 'failed', `failed: ${cause}`, now);
  tellOwner(state, execution, (id) => ({ type: 'taskFailed', id, error: 'States.Timeout', cause, now }));
}

/** Ends an execution of a transition; its workflow is told by others. */
function close(state: State, execution: Entry, status: string, line: string, now: number): void {
  const { data } = execution;
  Object.assign(data, { status, endTime: isoTime(now) });
  addLine(state, data['logId'], line, now);
  for (const name of ['timeout', 'heartbeat']) state.pending.delete(`${execution.id}/${name}`);
}

/** What a worker says at the end of an execution. */
export interface Answer {
  readonly status: string;
  readonly output?: unknown;
  readonly message?: string | undefined;
}

/** Ends an execution of a transition as its worker says; its workflow goes on. */
export function complete(state: State, execution: Entry, answer: Answer, actor: string, now: number): void {
  const { status, output = null, message } = answer;
  const { data } = execution;
  Object.assign(data, { output, startTime: data['startTime'] ?? isoTime(now), completedBy: actor });
  close(state, execution, status, message === undefined ? status : `${status}: ${message}`, now);
  const owner = state.owners.get(execution.id);
  const whole = owner && table(state, 'workflow-execution').get(owner.workflowExecution);
  const done: unknown = whole?.data['completedBy'];
  if (Array.isArray(done) && !done.includes(actor)) done.push(actor);
  tellOwner(state, execution, (id) => {
    if (status === 'succeeded') return { type: 'taskSucceeded', id, output: json(output ?? {}), now };
    if (status === 'retry') return { type: 'taskRestarted', id, now };
    const error = status === 'rejected' ? rejected : 'States.TaskFailed';
    return { type: 'taskFailed', id, error, cause: message ?? '', now };
  });
}

// -- executions of workflows --------------------------------------------------

/** Starts an execution of a workflow. `origin` is where the caller reaches the emulator. */
export function startWorkflow(
  state: State,
  workflow: Entry,
  input: unknown,
  caller: { readonly actor: string; readonly origin: string },
  now: number,
): Entry {
  const executionId = newId(state, 'workflow-execution');
  const logId = startLog(
    state,
    {
      ...{ transitionId: null, transitionExecutionId: null },
      ...{ workflowId: workflow.id, workflowExecutionId: executionId },
    },
    now,
  );
  const execution = insert(state, 'workflow-execution', executionId, {
    executionId,
    workflowId: workflow.id,
    input,
    output: null,
    transitionExecutions: {},
    startTime: isoTime(now),
    endTime: null,
    createdBy: caller.actor,
    completedBy: [],
    completedTaskLogId: null,
    logId,
    events: [],
    status: 'running',
  });
  const first = begin(state.definitions.get(workflow.id), {
    input: json(input),
    now,
    seed: Number.parseInt(hex(8), 16),
    execution: { Id: executionId, Name: executionId },
    stateMachine: { Id: workflow.id, Name: text(workflow.data['name']) },
  });
  state.machines.set(executionId, { run: first.run, origin: caller.origin, tasks: new Map() });
  carryOut(state, execution, first, now);
  return execution;
}

/** Goes on from this transition, with the input that it had, or the workflow's own. */
export function retryFrom(state: State, execution: Entry, transitionId: string, now: number): void {
  if (transitionId === failedTransition) {
    stop(state, execution, now);
    finish(state, execution, { status: 'failed', output: null }, now);
    return;
  }
  const machine = state.machines.get(execution.id);
  const next = machine && step(machine.run, { type: 'goTo', resource: transitionId, now });
  if (next === undefined || next.run === machine?.run) {
    throw new ApiError(400, `${transitionId} is not a transition of this workflow`);
  }
  Object.assign(execution.data, { status: 'running', endTime: null, output: null });
  carryOut(state, execution, next, now);
}

/** Ends what still waits in a workflow execution, and the execution with it. */
export function stop(state: State, execution: Entry, now: number): void {
  const machine = state.machines.get(execution.id);
  if (machine !== undefined) carryOut(state, execution, step(machine.run, { type: 'abort', now }), now);
}

/** Forgets an execution of a workflow. */
export function forget(state: State, execution: Entry, now: number): void {
  stop(state, execution, now);
  state.machines.delete(execution.id);
  table(state, 'workflow-execution').delete(execution.id);
}

function tellOwner(state: State, execution: Entry, inputOf: (task: string) => Input): void {
  const owner = state.owners.get(execution.id);
  if (owner === undefined) return;
  const whole = table(state, 'workflow-execution').get(owner.workflowExecution);
  const machine = state.machines.get(owner.workflowExecution);
  // After a retry by hand an older execution of the same task is nobody's.
  if (whole === undefined || machine?.tasks.get(owner.task) !== execution.id) return;
  const input = inputOf(owner.task);
  carryOut(state, whole, step(machine.run, input), input.now);
}

/** Does what a step asks for, and what follows of that at once. */
function carryOut(state: State, execution: Entry, first: Step, now: number): void {
  const inputs: Input[] = [];
  for (let next: Step | undefined = first; next !== undefined; ) {
    const { run, effects }: Step = next;
    keep(state, execution, run);
    for (const effect of effects) {
      const input = doEffect(state, execution, effect, now);
      if (input !== undefined) inputs.push(input);
    }
    const input = inputs.shift();
    next = input === undefined ? undefined : step(run, input);
  }
}

/** Keeps a run, and writes down what happened in it. */
function keep(state: State, execution: Entry, run: Run): void {
  const machine = state.machines.get(execution.id);
  if (machine === undefined) return;
  const told: unknown = execution.data['events'];
  for (const { type, time, state: name, resource, error, cause } of run.events.slice(
    Array.isArray(told) ? told.length : 0,
  )) {
    const parts = [type, name, resource, error, cause].filter((part) => part !== undefined && part !== '');
    addLine(state, execution.data['logId'], parts.join(' '), time);
  }
  execution.data['events'] = run.events.map(({ time, ...event }) => ({ ...event, timestamp: isoTime(time) }));
  state.machines.set(execution.id, { ...machine, run });
}

/** Does one thing that a run asks for; gives what the run is told of it at once. */
function doEffect(state: State, execution: Entry, effect: Effect, now: number): Input | undefined {
  const machine = state.machines.get(execution.id);
  switch (effect.type) {
    case 'task': {
      const { id, resource, input } = effect;
      const transition = table(state, 'transition').get(resource);
      if (resource === failedTransition || transition === undefined) {
        const cause = transition === undefined ? `There is no transition ${resource}` : '';
        return { type: 'taskFailed', id, error: failedTransition, cause, now };
      }
      const work = startTransition(state, transition, input, now, { execution, task: id });
      machine?.tasks.set(id, work.id);
      handle(state, transition, work, machine?.origin);
      return undefined;
    }
    case 'timer': {
      const { id } = effect;
      schedule(state, `${execution.id}/${id}`, effect.at, (at) => {
        const current = state.machines.get(execution.id);
        if (current === undefined) return;
        carryOut(state, execution, step(current.run, { type: 'timerFired', id, now: at }), at);
      });
      return undefined;
    }
    case 'cancel': {
      state.pending.delete(`${execution.id}/${effect.id}`);
      const work = table(state, 'transition-execution').get(machine?.tasks.get(effect.id) ?? '');
      if (work?.data['status'] === 'running') close(state, work, 'failed', 'failed: no longer wanted', now);
      return undefined;
    }
    case 'end':
      finish(state, execution, endOf(state, execution, effect, machine?.run), now);
      return undefined;
  }
}

/** Lets a handler of the options do the work, where there is one for this transition. */
function handle(state: State, transition: Entry, work: Entry, origin: string | undefined): void {
  const names = [transition.id, transition.id.replace(/^las:transition:/, ''), text(transition.data['name'])];
  const input = isFields(work.data['input']) ? work.data['input'] : {};
  background(state, async () => {
    const outcome = await callHandler(state, names, input, origin);
    if (outcome === undefined || work.data['status'] !== 'running') return;
    const answer =
      'error' in outcome
        ? { status: 'failed', message: outcome.error }
        : { status: 'succeeded', output: asOutput(outcome.output) ?? {} };
    const client = [...state.clients.values()].find(({ secret }) => secret !== null);
    complete(state, work, answer, client?.appClientId ?? '', state.now());
  });
}

function endOf(
  state: State,
  execution: Entry,
  effect: Extract<Effect, { type: 'end' }>,
  run: Run | undefined,
): { readonly status: string; readonly output: unknown } {
  if (effect.status === 'succeeded') return { status: 'succeeded', output: effect.output };
  const { error } = effect;
  if (error === rejected) return { status: 'rejected', output: null };
  const workflow = table(state, 'workflow').get(text(execution.data['workflowId']));
  const errorConfig = workflow?.data['errorConfig'];
  // With manual retry an execution that failed waits for somebody to say where it goes on, unless it was to fail.
  const meant = error === failedTransition || run?.events.at(-2)?.type === 'FailStateEntered';
  const waits = isFields(errorConfig) && errorConfig['manualRetry'] === true && effect.status === 'failed';
  return { status: waits && !meant ? 'retry' : 'failed', output: null };
}

function finish(
  state: State,
  execution: Entry,
  end: { readonly status: string; readonly output: unknown },
  now: number,
): void {
  Object.assign(execution.data, { ...end, endTime: isoTime(now) });
  addLine(state, execution.data['logId'], end.status, now);
}

/** A value from a body, which is JSON. */
function json(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? {}));
}

/** Executions of a workflow that are under way. */
export function runningOf(state: State, workflowId: string): number {
  const all = [...table(state, 'workflow-execution').values()];
  return all.filter(({ data }) => data['workflowId'] === workflowId && data['status'] === 'running').length;
}

/** The execution that a path names, which must be one of the transition or workflow in it. */
export function executionOf(
  state: State,
  kind: 'transition' | 'workflow',
  parentId: string,
  executionId: string,
): Entry {
  const parent = find(state, kind, parentId);
  const execution = find(state, `${kind}-execution`, executionId);
  if (execution.data[`${kind}Id`] !== parent.id) {
    throw new ApiError(404, `There is no execution ${execution.id} of ${parent.id}`);
  }
  return execution;
}
