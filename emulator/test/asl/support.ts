/** Drives runs of the States Language on a clock that jumps from one timer to the next. */
import * as assert from 'uvu/assert';
import {
  begin,
  type Effect,
  type Input,
  type Json,
  pending,
  type Run,
  step,
  type TaskEffect,
  validateDefinition,
} from '../../src/asl/index.js';

/** What somebody makes of a task; `undefined` lets it wait. */
export type Worker = (task: TaskEffect, nth: number) => Json | Error | undefined;

/** An error of a task, by its name in the language. */
export function taskError(name: string, cause = ''): Error {
  return Object.assign(new Error(cause), { name });
}

export interface Driven {
  readonly run: Run;
  readonly effects: ReadonlyArray<Effect>;
  readonly tasks: ReadonlyArray<TaskEffect>;
  /** Milliseconds that went by. */
  readonly elapsed: number;
}

export const start: number = Date.parse('2024-05-01T12:00:00Z');

/** Runs a definition until it ends or nothing is left that would go on by itself. */
export function drive(definition: unknown, input: Json, worker: Worker = () => undefined): Driven {
  assert.equal(validateDefinition(definition), []);
  let now = start;
  const effects: Effect[] = [];
  const tasks: TaskEffect[] = [];
  let { run, effects: latest } = begin(definition, { input, now });
  const queue: Effect[] = [...latest];
  effects.push(...latest);
  const tell = (told: Input): void => {
    ({ run, effects: latest } = step(run, told));
    queue.push(...latest);
    effects.push(...latest);
  };
  while (run.status === 'running') {
    const next = queue.shift();
    if (next?.type === 'task') {
      const answer = worker(next, tasks.filter(({ state }) => state === next.state).length);
      tasks.push(next);
      const { id } = next;
      if (answer instanceof Error) {
        tell({ type: 'taskFailed', id, error: answer.name, cause: answer.message, now });
      } else if (answer !== undefined) tell({ type: 'taskSucceeded', id, output: answer, now });
    } else if (next === undefined) {
      const timers = pending(run).flatMap((effect) => (effect.type === 'timer' ? [effect] : []));
      const [first] = timers.sort((a, b) => a.at - b.at);
      if (first === undefined) break;
      now = Math.max(now, first.at);
      tell({ type: 'timerFired', id: first.id, now });
    }
  }
  return { run, effects, tasks, elapsed: now - start };
}

/** A machine of these states, the first of which begins it. */
export function machine(states: Record<string, unknown>): {
  StartAt: string;
  States: Record<string, unknown>;
} {
  return { StartAt: Object.keys(states)[0] ?? '', States: states };
}

/** The output of a run that must succeed. */
export function outputOf(definition: unknown, input: Json, worker?: Worker): Json {
  const { run } = drive(definition, input, worker);
  assert.is(run.status, 'succeeded', `${run.error}: ${run.cause}`);
  return run.output;
}

/** The name of the error of a run that must fail. */
export function errorOf(definition: unknown, input: Json, worker?: Worker): string | null {
  const { run } = drive(definition, input, worker);
  assert.is(run.status, 'failed');
  return run.error;
}

/** What a template makes of an input. */
export function filled(parameters: Record<string, unknown>, input: Json = {}): Json {
  return outputOf(machine({ Fill: { Type: 'Pass', Parameters: parameters, End: true } }), input);
}

/** What an expression, a path or a call, gives. */
export function evaluated(expression: string, input: Json = {}): Json {
  return (filled({ 'value.$': expression }, input) as { value: Json }).value;
}

/** The name of the error of an expression. */
export function failureOf(expression: string, input: Json = {}): string | null {
  const parameters = { 'value.$': expression };
  return errorOf(machine({ Fill: { Type: 'Pass', Parameters: parameters, End: true } }), input);
}

/** The messages of what is wrong with a definition, each after its place. */
export function problemsOf(definition: unknown): ReadonlyArray<string> {
  return validateDefinition(definition).map(({ path, message }) => `${path}: ${message}`);
}
