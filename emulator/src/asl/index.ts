/**
 * The Amazon States Language: checks definitions, and runs them. It does no work, keeps no time and throws nothing:
 * a run is JSON, and each step answers with the next run and with effects, which say what is to be done outside.
 *
 * - `task`: let somebody do what `resource` names, and tell `taskSucceeded` or `taskFailed` with its `id`, at any time;
 * - `timer`: tell `timerFired` with its `id` at the time `at`, by whichever clock;
 * - `cancel`: a task or a timer is no longer wanted;
 * - `end`: the run is over.
 *
 * ```ts
 * const problems = validateDefinition(definition); // refuse the definition if there are any
 * let { run, effects } = begin(definition, { input: { page: 1 }, now: clock.now(), seed: 7 });
 * // Carry the effects out. When a worker answers, perhaps hours later:
 * ({ run, effects } = step(run, { type: 'taskSucceeded', id: '2', output: { total: 12 }, now: clock.now() }));
 * // At any time, also in another process:
 * run = JSON.parse(JSON.stringify(run));
 * effects = pending(run); // the tasks and timers that it waits for, to set them up again
 * run.events; // what happened
 * ```
 *
 * Of the language are here: all types of states, comparators and intrinsic functions, paths with filters, `Retry`,
 * `Catch`, timeouts, and `End` in a rule of a `Choice`, which this API's own tutorials use. JSONata, variables
 * (`Assign`), distributed maps, `Credentials` and the service's integrations (`.sync`, `.waitForTaskToken`) are refused
 * by {@link validateDefinition}. A task without `TimeoutSeconds` has no timeout, as in the service. Errors that the
 * language leaves no name for are `States.Runtime`, which nothing catches.
 */
import { field, isObject, isoTime, type Json, type JsonObject } from './json.js';
import { Machine } from './machine.js';
import {
  type Input,
  pendingOf,
  type Run,
  type Step,
  type TaskEffect,
  type Thread,
  type TimerEffect,
} from './run.js';
import { beat, endTask, endWait, enterState, expire, resultOf } from './states.js';
import { validateDefinition } from './validate.js';

export { resourcesOf } from './definition.js';
export type { Json, JsonObject } from './json.js';
export type { Effect, Input, Run, RunEvent, Step, TaskEffect, TimerEffect } from './run.js';
export { type Problem, validateDefinition } from './validate.js';

const states = { enter: enterState, ended: resultOf };

/** What a run begins with. */
export interface BeginOptions {
  readonly input: Json;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An integer from which jitter, `States.MathRandom` and `States.UUID` come. Default: 0. */
  readonly seed?: number;
  /** Goes into `$$.Execution`, beside `Input` and `StartTime`. */
  readonly execution?: JsonObject;
  /** `$$.StateMachine`. */
  readonly stateMachine?: JsonObject;
}

/** Begins a run. One of a definition that has problems fails at once. */
export function begin(definition: unknown, options: BeginOptions): Step {
  const { input, now, seed = 0, execution, stateMachine } = options;
  const [problem] = validateDefinition(definition);
  const machine = new Machine(
    {
      definition: problem === undefined && isObject(definition) ? definition : {},
      status: 'running',
      input,
      output: null,
      error: null,
      cause: null,
      context: {
        Execution: { ...execution, Input: input, StartTime: isoTime(now) },
        ...(stateMachine === undefined ? {} : { StateMachine: stateMachine }),
      },
      seed: seed >>> 0,
      ids: 0,
      threads: {},
      waiting: {},
      timeout: null,
      events: [],
    },
    now,
    states,
  );
  return machine.proceed(() => {
    machine.tell('ExecutionStarted', { input });
    if (problem !== undefined) throw new Error(`${problem.path} ${problem.message}`);
    startTimeout(machine);
    machine.start(null, 0, [], input);
  });
}

/** Tells a run what happened. Where it waits for nothing of the kind, it stays the same. */
export function step(run: Run, input: Input): Step {
  if (input.type === 'goTo') return goTo(run, input.resource, input.now);
  if (run.status !== 'running') return { run, effects: [] };
  const machine = new Machine(run, input.now, states);
  if (input.type === 'abort') {
    return machine.proceed(() => machine.end('aborted', input.error ?? '', input.cause ?? ''));
  }
  if (input.type === 'timerFired' && input.id === run.timeout?.id) {
    machine.run.timeout = null;
    const cause = `the execution took more than ${run.definition['TimeoutSeconds']} seconds`;
    return machine.proceed(() => machine.end('failed', 'States.Timeout', cause, 'ExecutionTimedOut'));
  }
  const owner = Object.hasOwn(run.waiting, input.id) ? run.waiting[input.id] : undefined;
  const thread = owner === undefined ? undefined : run.threads[owner];
  if (thread === undefined) return { run, effects: [] };
  return resume(machine, thread, input) ?? { run, effects: [] };
}

type Answer = Exclude<Input, { readonly type: 'goTo' | 'abort' }>;

/** Tells a thread what it waited for; `undefined` where it is nothing of this kind. */
function resume(machine: Machine, thread: Thread, input: Answer): Step | undefined {
  const { wait } = thread;
  const { id } = input;
  if (wait?.for === 'time' && input.type === 'timerFired') {
    return machine.proceed(() => {
      const released = machine.release(thread, id);
      if (wait.purpose === 'retry') machine.again(released);
      else machine.attempt(thread.id, () => endWait(machine, released));
    });
  }
  if (wait?.for !== 'task') return undefined;
  if (input.type === 'timerFired') {
    return wait.task.id === id ? undefined : machine.proceed(() => expire(machine, thread, wait, id));
  }
  if (wait.task.id !== id) return undefined;
  if (input.type === 'heartbeat') return machine.proceed(() => beat(machine, thread, wait));
  return machine.proceed(() => endTask(machine, thread, input));
}

/** Begins again at a task of the outermost machine. */
function goTo(run: Run, resource: string, now: number): Step {
  const { States: all } = run.definition;
  const names = isObject(all)
    ? Object.keys(all).filter((name) => {
        const state = field(all, name);
        return isObject(state) && state['Type'] === 'Task' && state['Resource'] === resource;
      })
    : [];
  const entered = run.events.findLast(
    ({ type, state }) => type === 'TaskStateEntered' && state !== undefined && names.includes(state),
  );
  const state = entered?.state ?? names[0];
  if (state === undefined) return { run, effects: [] };
  const input = entered?.input ?? run.input;
  const machine = new Machine(run, now, states);
  return machine.proceed(() => {
    machine.stopAll();
    Object.assign(machine.run, { status: 'running', output: null, error: null, cause: null });
    machine.tell('ExecutionRedriven', { state });
    startTimeout(machine);
    machine.enter({ id: machine.nextId(), parent: null, index: 0, machine: [], state, input });
  });
}

function startTimeout(machine: Machine): void {
  const seconds = machine.run.definition['TimeoutSeconds'];
  if (typeof seconds !== 'number') return;
  const timer = machine.timer(seconds * 1000);
  machine.run.timeout = timer;
  machine.effects.push(timer);
}

/** The tasks and timers that a run waits for: after it was restored, they are to be set up again. */
export function pending(run: Run): ReadonlyArray<TaskEffect | TimerEffect> {
  return pendingOf(run);
}
