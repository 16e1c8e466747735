/** What each type of state does. */
import { holds } from './choice.js';
import { processorOf } from './definition.js';
import {
  checkSize,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  parseTimestamp,
  runtimeError,
  StateError,
} from './json.js';
import type { Machine } from './machine.js';
import { filter, get } from './path.js';
import type { Input, TaskEffect, Thread, Wait } from './run.js';
import { evaluate, fill } from './template.js';

/** Does what a thread's state does, until it ends or waits. */
export function enterState(machine: Machine, thread: Thread, state: JsonObject): void {
  const { InputPath: path, Parameters: template } = state;
  const input = filter(path, machine.scope(thread, thread.input));
  // `Parameters` of a Map are for its items.
  const effective = (): Json =>
    checkSize(template === undefined ? input : fill(template, machine.scope(thread, input)));
  switch (state['Type']) {
    case 'Pass':
      machine.succeed(thread, state['Result'] === undefined ? effective() : state['Result']);
      break;
    case 'Task':
      schedule(machine, thread, state, effective());
      break;
    case 'Choice':
      choose(machine, thread, state, input);
      break;
    case 'Wait': {
      const until = waitUntil(machine, thread, state, input);
      machine.waitFor(thread, { for: 'time', timer: { ...machine.timer(0), at: until }, purpose: 'exit' });
      break;
    }
    case 'Succeed':
      machine.exit(thread, machine.outputOf(thread, input), {});
      break;
    case 'Fail': {
      const text = (name: string): string => textOf(machine, thread, state, input, name);
      throw new StateError(text('Error'), text('Cause'));
    }
    case 'Parallel':
      startBranches(machine, thread, state, effective());
      break;
    default:
      startItems(machine, thread, state, input);
      break;
  }
}

/** A field of a state, or what the field of this name with `Path` refers to. */
function lookUp(
  machine: Machine,
  thread: Thread,
  state: JsonObject,
  input: Json,
  name: string,
): Json | undefined {
  const path = state[`${name}Path`];
  return typeof path === 'string' ? evaluate(path, machine.scope(thread, input)) : state[name];
}

function textOf(machine: Machine, thread: Thread, state: JsonObject, input: Json, name: string): string {
  const value = lookUp(machine, thread, state, input, name) ?? '';
  if (typeof value !== 'string') throw runtimeError(`${name}Path refers to no string`);
  return value;
}

/** A whole number of a state, of `least` or more. */
function countOf(
  machine: Machine,
  thread: Thread,
  state: JsonObject,
  input: Json,
  name: string,
  least: number,
): number | undefined {
  const value = lookUp(machine, thread, state, input, name);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 99_999_999)
    return value;
  throw runtimeError(`${name}Path refers to no integer from ${least} to 99999999`);
}

function schedule(machine: Machine, thread: Thread, state: JsonObject, input: Json): void {
  const timeout = countOf(machine, thread, state, thread.input, 'TimeoutSeconds', 1);
  const heartbeat = countOf(machine, thread, state, thread.input, 'HeartbeatSeconds', 1);
  const task: TaskEffect = {
    type: 'task',
    id: machine.nextId(),
    resource: String(state['Resource']),
    input,
    state: thread.state,
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatSeconds: heartbeat }),
  };
  machine.tell('TaskScheduled', { state: thread.state, task: task.id, resource: task.resource, input });
  // The timer of the heartbeat is the last one: see `beat`.
  const timers = [timeout, heartbeat].flatMap((seconds) =>
    seconds === undefined ? [] : [machine.timer(seconds * 1000)],
  );
  machine.waitFor(thread, { for: 'task', task, timers });
}

/** A heartbeat of a task: its time begins anew. */
export function beat(machine: Machine, thread: Thread, wait: Extract<Wait, { for: 'task' }>): void {
  const { heartbeatSeconds } = wait.task;
  const before = wait.timers.at(-1);
  if (heartbeatSeconds === undefined || before === undefined) return;
  const timer = machine.timer(heartbeatSeconds * 1000);
  delete machine.run.waiting[before.id];
  machine.run.waiting[timer.id] = thread.id;
  machine.effects.push({ type: 'cancel', id: before.id }, timer);
  machine.setWait(thread, { ...wait, timers: [...wait.timers.slice(0, -1), timer] });
}

/** The answer of a task. */
export function endTask(
  machine: Machine,
  thread: Thread,
  answer: Extract<Input, { type: 'taskSucceeded' | 'taskFailed' | 'taskRestarted' }>,
): void {
  const { state } = thread;
  const released = machine.release(thread, answer.id);
  if (answer.type === 'taskRestarted') {
    machine.tell('TaskRestarted', { state, task: answer.id });
    machine.again(released);
  } else if (answer.type === 'taskFailed') {
    const { error, cause = '' } = answer;
    machine.tell('TaskFailed', { state, task: answer.id, error, cause });
    machine.fail(thread.id, error, cause);
  } else {
    machine.attempt(thread.id, () => {
      const output = checkSize(answer.output);
      machine.tell('TaskSucceeded', { state, task: answer.id, output });
      machine.succeed(released, output);
    });
  }
}

/** The time of a task is over, or that of its heartbeat. */
export function expire(
  machine: Machine,
  thread: Thread,
  wait: Extract<Wait, { for: 'task' }>,
  timer: string,
): void {
  const { heartbeatSeconds, timeoutSeconds } = wait.task;
  const isHeartbeat = heartbeatSeconds !== undefined && wait.timers.at(-1)?.id === timer;
  const [error, cause] = isHeartbeat
    ? ['States.HeartbeatTimeout', `no heartbeat for ${heartbeatSeconds} seconds`]
    : ['States.Timeout', `the task took more than ${timeoutSeconds} seconds`];
  machine.tell('TaskTimedOut', { state: thread.state, task: wait.task.id, error, cause });
  machine.release(thread, timer);
  machine.fail(thread.id, error, cause);
}

function choose(machine: Machine, thread: Thread, state: JsonObject, input: Json): void {
  const { Choices: rules, Default: other } = state;
  const scope = machine.scope(thread, input);
  const rule = isArray(rules) ? rules.filter(isObject).find((each) => holds(each, scope)) : undefined;
  if (rule === undefined && other === undefined) {
    throw new StateError('States.NoChoiceMatched', `no rule of ${thread.state} holds, and it has no Default`);
  }
  // A rule with `End` has no `Next`: the machine ends there.
  machine.exit(thread, machine.outputOf(thread, input), rule ?? { Next: other ?? null });
}

function waitUntil(machine: Machine, thread: Thread, state: JsonObject, input: Json): number {
  const timestamp = lookUp(machine, thread, state, input, 'Timestamp');
  if (timestamp === undefined) {
    return machine.now + (countOf(machine, thread, state, input, 'Seconds', 0) ?? 0) * 1000;
  }
  const time = parseTimestamp(timestamp);
  if (time === undefined) throw runtimeError('TimestampPath refers to no timestamp of RFC 3339');
  return Math.max(time, machine.now);
}

/** The time of a `Wait` has come. */
export function endWait(machine: Machine, thread: Thread): void {
  const state = machine.stateOf(thread);
  const input = filter(state['InputPath'], machine.scope(thread, thread.input));
  machine.exit(thread, machine.outputOf(thread, input), state);
}

function startBranches(machine: Machine, thread: Thread, state: JsonObject, input: Json): void {
  const { length } = isArray(state['Branches']) ? state['Branches'] : [];
  machine.tell('ParallelStateStarted', { state: thread.state });
  startThreads(machine, thread, Array<Json>(length).fill(input), null, length);
}

function startItems(machine: Machine, thread: Thread, state: JsonObject, input: Json): void {
  const items = get(String(state['ItemsPath'] ?? '$'), machine.scope(thread, input));
  if (!isArray(items)) throw runtimeError('ItemsPath refers to no array');
  const limit = countOf(machine, thread, state, input, 'MaxConcurrency', 0) || items.length;
  const selector = state['ItemSelector'] ?? state['Parameters'];
  const inputs =
    selector === undefined
      ? items
      : items.map((value, index) =>
          checkSize(fill(selector, machine.scope(thread, input, { index, value }))),
        );
  machine.tell('MapStateStarted', { state: thread.state });
  startThreads(machine, thread, inputs, items, limit);
}

function startThreads(
  machine: Machine,
  thread: Thread,
  inputs: ReadonlyArray<Json>,
  items: ReadonlyArray<Json> | null,
  limit: number,
): void {
  const results = inputs.map(() => null);
  machine.waitFor(thread, { for: 'threads', results, ended: 0, inputs, begun: 0, limit, items });
  startMore(machine, thread.id);
}

/** Begins as many branches or iterations as may go on at once; ends the state after the last. */
function startMore(machine: Machine, id: string): void {
  const thread = machine.run.threads[id];
  if (thread?.wait?.for !== 'threads') return;
  const { wait } = thread;
  if (wait.ended === wait.inputs.length) {
    const type = wait.items === null ? 'Parallel' : 'Map';
    machine.tell(`${type}StateSucceeded`, { state: thread.state });
    machine.succeed(machine.setWait(thread, null), wait.results);
    return;
  }
  const until = Math.min(wait.inputs.length, wait.ended + wait.limit);
  machine.setWait(thread, { ...wait, begun: until });
  const states = [...thread.machine, 'States', thread.state];
  for (let index = wait.begun; index < until; index += 1) {
    const keys =
      wait.items === null
        ? [...states, 'Branches', String(index)]
        : [...states, processorOf(machine.stateOf(thread))];
    if (wait.items !== null) machine.tell('MapIterationStarted', { state: thread.state, index });
    machine.start(id, index, keys, wait.inputs[index] ?? null);
  }
}

/** Takes the output of a branch or an iteration that has ended. */
export function resultOf(machine: Machine, parent: Thread, child: Thread, output: Json): void {
  const { wait } = parent;
  if (wait?.for !== 'threads') return;
  if (wait.items !== null) {
    machine.tell('MapIterationSucceeded', { state: parent.state, index: child.index });
  }
  machine.setWait(parent, {
    ...wait,
    results: wait.results.with(child.index, output),
    ended: wait.ended + 1,
  });
  startMore(machine, parent.id);
}
