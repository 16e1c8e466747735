/** Runs workflows: lets each task of a definition wait for whoever does its work, and goes on with the answer. */

import { begin, type Effect, type Input, type Json, type Run, type Step, step } from '../asl/index.js';
import { ApiError } from '../errors.js';
import { asOutput, callHandler } from '../handlers.js';
import { asFields } from '../json.js';
import { mainClient } from '../store/clients.js';
import { background, callOff, isScheduled, schedule, timestamp } from '../store/clock.js';
import { drop, type Entry, insert, missing, set, table } from '../store/entries.js';
import { hex, newId } from '../store/ids.js';
import { forgetMachine, isTimed, keepMachine, machineOf, ownerOf, setOwner } from '../store/memory.js';
import type { State } from '../store/state.js';
import { addLine, startLog } from './logs.js';

type Transition = Entry<'transition'>;
type Work = Entry<'transition-execution'>;
type Execution = Entry<'workflow-execution'>;

/** The transition that ends a workflow execution as failed. */
export const failedTransition = 'las:transition:commons-failed';

/** Seconds that a transition may take, when nobody says. */
export const defaultTimeout = 1800;

/** A manual execution that somebody has taken needs a heartbeat within these milliseconds. */
const heartbeatInterval = 60_000;

/** The error of a task that was rejected: `Catch` can name it, and an execution that ends by it is `rejected`. */
const rejected = 'Rejected';

// -- executions of transitions ------------------------------------------------

/** Lets an execution of a transition wait for its worker. */
export function startTransition(
  state: State,
  transition: Transition,
  input: unknown,
  now: number,
  workflow?: { readonly execution: Execution; readonly task: string },
): Work {
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
        workflowId: workflow?.execution.data.workflowId ?? null,
        workflowExecutionId: workflow?.execution.id ?? null,
      },
      now,
    ),
    status: 'running',
  });
  if (workflow !== undefined) {
    const { execution: whole, task } = workflow;
    setOwner(state, executionId, { workflowExecution: whole.id, task });
    const all = whole.data.transitionExecutions;
    const same = all[transition.id] ?? [];
    set(whole, { transitionExecutions: { ...all, [transition.id]: [...same, executionId] } });
  }
  // A person may take days to begin, unless somebody has said how long it may take.
  if (transition.data.transitionType !== 'manual' || isTimed(state, transition.id)) {
    limitTime(state, transition, execution, now);
  }
  return execution;
}

/** Takes the execution of a transition that has waited longest; makes one with this input where none waits. */
export function takeTransition(state: State, transition: Transition, input: unknown, now: number): Work {
  const waiting = [...table(state, 'transition-execution').values()].find(
    ({ data }) => data.transitionId === transition.id && data.status === 'running' && data.startTime === null,
  );
  const execution = waiting ?? startTransition(state, transition, input, now);
  set(execution, { startTime: timestamp(state, now) });
  if (transition.data.transitionType === 'manual') {
    if (!isScheduled(state, `${execution.id}#timeout`)) limitTime(state, transition, execution, now);
    expectHeartbeat(state, execution, now);
  }
  return execution;
}

/** Whoever works on an execution says that the work goes on. */
export function heartbeat(state: State, execution: Work, now: number): void {
  addLine(state, execution.data.logId, 'heartbeat', now);
  if (isScheduled(state, `${execution.id}#heartbeat`)) expectHeartbeat(state, execution, now);
  tellOwner(state, execution, (id) => ({ type: 'heartbeat', id, now }));
}

function limitTime(state: State, transition: Transition, execution: Work, now: number): void {
  schedule(state, `${execution.id}#timeout`, now + transition.data.timeoutInSeconds * 1000);
}

function expectHeartbeat(state: State, execution: Work, now: number): void {
  schedule(state, `${execution.id}#heartbeat`, now + heartbeatInterval);
}

/** The time of an execution of a transition is over, or that of its heartbeat. */
export function timeIsOver(state: State, executionId: string, what: string, now: number): void {
  const execution = table(state, 'transition-execution').get(executionId);
  if (execution?.data.status !== 'running') return;
  const seconds = table(state, 'transition').get(execution.data.transitionId)?.data.timeoutInSeconds;
  const cause =
    what === 'heartbeat'
      ? `No heartbeat for ${heartbeatInterval / 1000} seconds`
      : `The transition took more than ${seconds} seconds`;
  timeOut(state, execution, cause, now);
}

/** A timer of an execution of a workflow has come to its time. */
export function timerFired(state: State, executionId: string, id: string, now: number): void {
  const execution = table(state, 'workflow-execution').get(executionId);
  const machine = machineOf(state, executionId);
  if (execution === undefined || machine === undefined) return;
  carryOut(state, execution, step(machine.run, { type: 'timerFired', id, now }), now);
}

function timeOut(state: State, execution: Work, cause: string, now: number): void {
  close(state, execution, 'failed', `failed: ${cause}`, now);
  tellOwner(state, execution, (id) => ({ type: 'taskFailed', id, error: 'States.Timeout', cause, now }));
}

/** Ends an execution of a transition; its workflow is told by others. */
function close(state: State, execution: Work, status: string, line: string, now: number): void {
  set(execution, { status, endTime: timestamp(state, now) });
  addLine(state, execution.data.logId, line, now);
  for (const name of ['timeout', 'heartbeat']) callOff(state, `${execution.id}#${name}`);
}

/** What a worker says at the end of an execution. */
export interface Answer {
  readonly status: string;
  readonly output?: unknown;
  readonly message?: string | undefined;
}

/** Ends an execution of a transition as its worker says; its workflow goes on. */
export function complete(state: State, execution: Work, answer: Answer, actor: string, now: number): void {
  const { status, output = null, message } = answer;
  const startTime = execution.data.startTime ?? timestamp(state, now);
  set(execution, { output, startTime, completedBy: actor });
  close(state, execution, status, message === undefined ? status : `${status}: ${message}`, now);
  const owner = ownerOf(state, execution.id);
  const whole = owner && table(state, 'workflow-execution').get(owner.workflowExecution);
  if (whole !== undefined && !whole.data.completedBy.includes(actor)) {
    set(whole, { completedBy: [...whole.data.completedBy, actor] });
  }
  tellOwner(state, execution, (id) => {
    if (status === 'succeeded') return { type: 'taskSucceeded', id, output: asJson(output ?? {}), now };
    if (status === 'retry') return { type: 'taskRestarted', id, now };
    const error = status === 'rejected' ? rejected : 'States.TaskFailed';
    return { type: 'taskFailed', id, error, cause: message ?? '', now };
  });
}

// -- executions of workflows --------------------------------------------------

/** Starts an execution of a workflow. `origin` is where the caller reaches the emulator. */
export function startWorkflow(
  state: State,
  workflow: Entry<'workflow'>,
  input: unknown,
  caller: { readonly actor: string; readonly origin: string },
  now: number,
): Execution {
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
    startTime: timestamp(state, now),
    endTime: null,
    createdBy: caller.actor,
    completedBy: [],
    completedTaskLogId: null,
    logId,
    events: [],
    status: 'running',
  });
  const first = begin(state.definitions.get(workflow.id), {
    input: asJson(input),
    now,
    seed: Number.parseInt(hex(8), 16),
    execution: { Id: executionId, Name: executionId },
    stateMachine: { Id: workflow.id, Name: workflow.data.name ?? '' },
  });
  keepMachine(state, executionId, { run: first.run, origin: caller.origin, tasks: {} });
  carryOut(state, execution, first, now);
  return execution;
}

/** Goes on from this transition, with the input that it had, or the workflow's own. */
export function retryFrom(state: State, execution: Execution, transitionId: string, now: number): void {
  if (transitionId === failedTransition) {
    stop(state, execution, now);
    finish(state, execution, { status: 'failed', output: null }, now);
    return;
  }
  const machine = machineOf(state, execution.id);
  const next = machine && step(machine.run, { type: 'goTo', resource: transitionId, now });
  if (next === undefined || next.run === machine?.run) {
    throw new ApiError(400, `${transitionId} is not a transition of this workflow`);
  }
  set(execution, { status: 'running', endTime: null, output: null });
  carryOut(state, execution, next, now);
}

/** Ends what still waits in a workflow execution, and the execution with it. */
export function stop(state: State, execution: Execution, now: number): void {
  const machine = machineOf(state, execution.id);
  if (machine !== undefined) carryOut(state, execution, step(machine.run, { type: 'abort', now }), now);
}

/** Forgets an execution of a workflow. */
export function forget(state: State, execution: Execution, now: number): void {
  stop(state, execution, now);
  forgetMachine(state, execution.id);
  drop(state, 'workflow-execution', execution.id);
}

function tellOwner(state: State, execution: Work, inputOf: (task: string) => Input): void {
  const owner = ownerOf(state, execution.id);
  if (owner === undefined) return;
  const whole = table(state, 'workflow-execution').get(owner.workflowExecution);
  const machine = machineOf(state, owner.workflowExecution);
  // After a retry by hand an older execution of the same task is nobody's.
  if (whole === undefined || machine?.tasks[owner.task] !== execution.id) return;
  const input = inputOf(owner.task);
  carryOut(state, whole, step(machine.run, input), input.now);
}

/** Does what a step asks for, and what follows of that at once. */
function carryOut(state: State, execution: Execution, first: Step, now: number): void {
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
function keep(state: State, execution: Execution, run: Run): void {
  const machine = machineOf(state, execution.id);
  if (machine === undefined) return;
  const { events, logId } = execution.data;
  for (const { type, time, state: name, resource, error, cause } of run.events.slice(events.length)) {
    const parts = [type, name, resource, error, cause].filter((part) => part !== undefined && part !== '');
    addLine(state, logId, parts.join(' '), time);
  }
  set(execution, {
    events: run.events.map(({ time, ...event }) => ({ ...event, timestamp: timestamp(state, time) })),
  });
  keepMachine(state, execution.id, { ...machine, run });
}

/** Does one thing that a run asks for; gives what the run is told of it at once. */
function doEffect(state: State, execution: Execution, effect: Effect, now: number): Input | undefined {
  const machine = machineOf(state, execution.id);
  switch (effect.type) {
    case 'task': {
      const { id, resource, input } = effect;
      const transition = table(state, 'transition').get(resource);
      if (resource === failedTransition || transition === undefined) {
        const cause = transition === undefined ? `There is no transition ${resource}` : '';
        return { type: 'taskFailed', id, error: failedTransition, cause, now };
      }
      const work = startTransition(state, transition, input, now, { execution, task: id });
      if (machine !== undefined) {
        keepMachine(state, execution.id, { ...machine, tasks: { ...machine.tasks, [id]: work.id } });
      }
      handle(state, transition, work, machine?.origin);
      return undefined;
    }
    case 'timer':
      schedule(state, `${execution.id}#${effect.id}`, effect.at);
      return undefined;
    case 'cancel': {
      callOff(state, `${execution.id}#${effect.id}`);
      const work = table(state, 'transition-execution').get(machine?.tasks[effect.id] ?? '');
      if (work?.data.status === 'running') close(state, work, 'failed', 'failed: no longer wanted', now);
      return undefined;
    }
    case 'end':
      finish(state, execution, endOf(state, execution, effect, machine?.run), now);
      return undefined;
  }
}

/** Lets a handler of the options do the work, where there is one for this transition. */
function handle(state: State, transition: Transition, work: Work, origin: string | undefined): void {
  const names = [transition.id, transition.id.replace(/^las:transition:/, ''), transition.data.name ?? ''];
  background(state, async () => {
    const outcome = await callHandler(state, names, asFields(work.data.input), origin);
    if (outcome === undefined || work.data.status !== 'running') return;
    const answer =
      'error' in outcome
        ? { status: 'failed', message: outcome.error }
        : { status: 'succeeded', output: asOutput(outcome.output) ?? {} };
    complete(state, work, answer, mainClient(state)?.appClientId ?? '', state.now());
  });
}

function endOf(
  state: State,
  execution: Execution,
  effect: Extract<Effect, { type: 'end' }>,
  run: Run | undefined,
): { readonly status: string; readonly output: unknown } {
  if (effect.status === 'succeeded') return { status: 'succeeded', output: effect.output };
  const { error } = effect;
  if (error === rejected) return { status: 'rejected', output: null };
  const workflow = table(state, 'workflow').get(execution.data.workflowId);
  // With manual retry an execution that failed waits for somebody to say where it goes on, unless it was to fail.
  const meant = error === failedTransition || run?.events.at(-2)?.type === 'FailStateEntered';
  const waits = workflow?.data.errorConfig?.manualRetry === true && effect.status === 'failed';
  return { status: waits && !meant ? 'retry' : 'failed', output: null };
}

function finish(
  state: State,
  execution: Execution,
  end: { readonly status: string; readonly output: unknown },
  now: number,
): void {
  set(execution, { ...end, endTime: timestamp(state, now) });
  addLine(state, execution.data.logId, end.status, now);
}

/** A value from a body, which is JSON. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? {}));
}

/** An execution that a path names, which must be one of the transition or workflow in it. */
export function executionOf<E extends Entry>(execution: E, parentId: string, parent: Entry): E {
  if (parentId !== parent.id) throw missing('execution', `${parent.id}/${execution.id}`);
  return execution;
}
