/** What a run is, what it asks of whoever drives it, and what it is told. */
import type { Json, JsonObject } from './json.js';

/** What happened in a run, named as in the service's execution history. */
export interface RunEvent {
  /** Counts from 1. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `ExecutionStarted`, `TaskStateEntered`, `TaskScheduled`, `TaskSucceeded`, `ChoiceStateExited` and so on. */
  readonly type: string;
  /** The state that it happened in. */
  readonly state?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The task that it is about, and the `Resource` that does it. */
  readonly task?: string;
  readonly resource?: string;
  /** Of an iteration of a `Map`: the item, counted from 0. */
  readonly index?: number;
}

/** Work for whoever does what `resource` names. It ends with an event of this `id`. */
export interface TaskEffect {
  readonly type: 'task';
  readonly id: string;
  readonly resource: string;
  readonly input: Json;
  readonly state: string;
  /** For the worker to know; the run sees to both by timers. */
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

/** Asks for `timerFired` at this time, in milliseconds since 1970. */
export interface TimerEffect {
  readonly type: 'timer';
  readonly id: string;
  readonly at: number;
}

/** What a run asks of whoever drives it. */
export type Effect =
  | TaskEffect
  | TimerEffect
  /** A task or a timer is no longer wanted. Events of it are ignored from now on. */
  | { readonly type: 'cancel'; readonly id: string }
  | { readonly type: 'end'; readonly status: 'succeeded'; readonly output: Json }
  | {
      readonly type: 'end';
      readonly status: 'failed' | 'aborted';
      readonly error: string;
      readonly cause: string;
    };

/** What a run is told; `now` is in milliseconds since 1970. Ids that it does not wait for are ignored. */
export type Input =
  | { readonly type: 'taskSucceeded'; readonly id: string; readonly output: Json; readonly now: number }
  | {
      readonly type: 'taskFailed';
      readonly id: string;
      readonly error: string;
      readonly cause?: string;
      readonly now: number;
    }
  /** The task is to be done once more from its beginning, without counting as an attempt of `Retry`. */
  | { readonly type: 'taskRestarted'; readonly id: string; readonly now: number }
  | { readonly type: 'heartbeat'; readonly id: string; readonly now: number }
  | { readonly type: 'timerFired'; readonly id: string; readonly now: number }
  /** Ends the run from outside. */
  | { readonly type: 'abort'; readonly error?: string; readonly cause?: string; readonly now: number }
  /**
   * Goes on from a `Task` of the outermost machine with this `Resource`, with the input that it had last or the run's
   * own, whether the run has ended or not.
   */
  | { readonly type: 'goTo'; readonly resource: string; readonly now: number };

/** What a thread waits for. */
export type Wait =
  | { readonly for: 'task'; readonly task: TaskEffect; readonly timers: ReadonlyArray<TimerEffect> }
  | { readonly for: 'time'; readonly timer: TimerEffect; readonly purpose: 'exit' | 'retry' }
  | {
      readonly for: 'threads';
      readonly results: ReadonlyArray<Json>;
      /** Those of them that have ended. */
      readonly ended: number;
      /** Inputs of the branches or iterations, and how many of them have begun. */
      readonly inputs: ReadonlyArray<Json>;
      readonly begun: number;
      /** How many may go on at once. */
      readonly limit: number;
      /** Items of a `Map`, for `$$.Map.Item`. */
      readonly items: ReadonlyArray<Json> | null;
    };

/** One way through a machine: that of the run, of a branch, or of an iteration. */
export interface Thread {
  readonly id: string;
  /** The thread whose `Parallel` or `Map` began it; `null` of the run's own. */
  readonly parent: string | null;
  /** Its place among the branches or iterations. */
  readonly index: number;
  /** Keys of the definition that lead to its machine. */
  readonly machine: ReadonlyArray<string>;
  readonly state: string;
  /** The input of the state, before `InputPath`. */
  readonly input: Json;
  /** When it entered the state. */
  readonly since: number;
  /** How often each of the state's retriers was used. */
  readonly tried: ReadonlyArray<number>;
  readonly wait: Wait | null;
}

/** A run of a definition: JSON, which may be kept and gone on with anywhere. Nothing changes it; `step` makes another. */
export interface Run {
  readonly definition: JsonObject;
  readonly status: 'running' | 'succeeded' | 'failed' | 'aborted';
  readonly input: Json;
  /** `null` until it has succeeded. */
  readonly output: Json;
  readonly error: string | null;
  readonly cause: string | null;
  /** The context object, `$$`, without what depends on the state. */
  readonly context: JsonObject;
  /** What its random numbers come from. */
  readonly seed: number;
  /** Ids given so far. */
  readonly ids: number;
  readonly threads: { readonly [id: string]: Thread };
  /** The thread that waits for a task or a timer, by the id of that. */
  readonly waiting: { readonly [id: string]: string };
  /** Ends the run when its `TimeoutSeconds` are over. */
  readonly timeout: TimerEffect | null;
  readonly events: ReadonlyArray<RunEvent>;
}

/** A run and what it asks for now, in order. */
export interface Step {
  readonly run: Run;
  readonly effects: ReadonlyArray<Effect>;
}

/** What was asked for what a thread waits for. */
export function effectsOf(wait: Wait): ReadonlyArray<TaskEffect | TimerEffect> {
  if (wait.for === 'task') return [wait.task, ...wait.timers];
  return wait.for === 'time' ? [wait.timer] : [];
}

/** The tasks and timers that a run waits for. */
export function pendingOf(run: Run): ReadonlyArray<TaskEffect | TimerEffect> {
  const ofThreads = Object.values(run.threads).flatMap(({ wait }) => (wait === null ? [] : effectsOf(wait)));
  return run.timeout === null ? ofThreads : [...ofThreads, run.timeout];
}
