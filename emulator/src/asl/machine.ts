/** Goes on with a run: a copy of it that is changed while one event is dealt with. */
import { machineAt, stateOf } from './definition.js';
import { catcherOf, retryOf } from './errors.js';
import type { Evaluation } from './intrinsics.js';
import { checkSize, isoTime, type Json, type JsonObject, StateError } from './json.js';
import { filter, put } from './path.js';
import {
  type Effect,
  effectsOf,
  pendingOf,
  type Run,
  type RunEvent,
  type Step,
  type Thread,
  type TimerEffect,
  type Wait,
} from './run.js';
import { fill } from './template.js';

/** Events that a run may have, as in the service. */
const eventLimit = 25_000;

type Mutable<A> = { -readonly [K in keyof A]: A[K] };

/** What the types of states do. */
export interface States {
  /** Does what a thread's state does, until it ends or waits. */
  enter(machine: Machine, thread: Thread, state: JsonObject): void;
  /** A branch or an iteration of a thread's state has ended. */
  ended(machine: Machine, parent: Thread, child: Thread, output: Json): void;
}

/** A run while one event is dealt with. */
export class Machine {
  readonly run: Mutable<Run> & {
    threads: Record<string, Thread>;
    waiting: Record<string, string>;
    events: RunEvent[];
  };
  readonly effects: Effect[] = [];
  readonly now: number;
  /** Threads that have a state to enter. */
  private readonly ready: string[] = [];

  private readonly states: States;

  constructor(run: Run, now: number, states: States) {
    this.states = states;
    this.run = {
      ...run,
      threads: { ...run.threads },
      waiting: { ...run.waiting },
      events: [...run.events],
    };
    this.now = now;
  }

  /** Does something, and then all that follows of it until each thread waits. Never throws. */
  proceed(first: () => void): Step {
    try {
      first();
      for (let id = this.ready.shift(); id !== undefined; id = this.ready.shift()) this.enterReady(id);
    } catch (error) {
      // No state's error gets here: what does is the limit of events, or a stack that is full.
      const cause = error instanceof Error ? error.message : String(error);
      this.end('failed', 'States.Runtime', cause);
    }
    return { run: this.run, effects: this.effects };
  }

  private enterReady(id: string): void {
    const thread = this.run.threads[id];
    if (thread === undefined) return;
    const state = this.stateOf(thread);
    this.attempt(id, () => this.states.enter(this, thread, state));
  }

  /** Does what may fail for a thread's state: the state's `Retry` and `Catch` see to that. */
  attempt(id: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      this.fail(id, error.name, error.message);
    }
  }

  stateOf(thread: Thread): JsonObject {
    return stateOf(machineAt(this.run.definition, thread.machine), thread.state);
  }

  nextId(): string {
    this.run.ids += 1;
    return String(this.run.ids);
  }

  /** Tells what happened. Ends the run where more happened than may. */
  tell(type: string, details: Omit<RunEvent, 'id' | 'time' | 'type'>): void {
    if (this.run.events.length >= eventLimit) throw new Error(`a run has at most ${eventLimit} events`);
    this.note(type, details);
  }

  private note(type: string, details: Omit<RunEvent, 'id' | 'time' | 'type'>): void {
    this.run.events.push({ id: this.run.events.length + 1, time: this.now, type, ...details });
  }

  /** What paths and functions of a thread's state refer to. */
  scope(thread: Thread, input: Json, item?: { index: number; value: Json }): Evaluation {
    const { run } = this;
    return {
      input,
      context: {
        ...run.context,
        State: {
          Name: thread.state,
          EnteredTime: isoTime(thread.since),
          RetryCount: thread.tried.reduce((sum, count) => sum + count, 0),
        },
        ...this.mapContext(thread, item),
      },
      random: run,
    };
  }

  /** `$$.Map` of the nearest `Map` around a thread. */
  private mapContext(thread: Thread, item?: { index: number; value: Json }): JsonObject {
    if (item !== undefined) return { Map: { Item: { Index: item.index, Value: item.value } } };
    for (let inner = thread; inner.parent !== null; ) {
      const outer = this.run.threads[inner.parent];
      if (outer?.wait?.for !== 'threads') return {};
      const { items } = outer.wait;
      if (items !== null) return { Map: { Item: { Index: inner.index, Value: items[inner.index] ?? null } } };
      inner = outer;
    }
    return {};
  }

  // -- threads ------------------------------------------------------------------

  /** Lets a thread enter a state. */
  enter(thread: Omit<Thread, 'since' | 'tried' | 'wait'>): void {
    this.run.threads[thread.id] = { ...thread, since: this.now, tried: [], wait: null };
    const { Type: type } = this.stateOf(this.run.threads[thread.id] as Thread);
    this.tell(`${type}StateEntered`, { state: thread.state, input: thread.input });
    this.ready.push(thread.id);
  }

  /** Lets a new thread enter the first state of a machine. */
  start(parent: string | null, index: number, machine: ReadonlyArray<string>, input: Json): void {
    const state = String(machineAt(this.run.definition, machine)['StartAt']);
    this.enter({ id: this.nextId(), parent, index, machine, state, input });
  }

  /** Lets a thread wait, and asks for what it waits for. */
  waitFor(thread: Thread, wait: Wait): void {
    this.run.threads[thread.id] = { ...thread, wait };
    for (const effect of effectsOf(wait)) {
      this.run.waiting[effect.id] = thread.id;
      this.effects.push(effect);
    }
  }

  /** Changes what a thread waits for, of which nothing is asked for anew. */
  setWait(thread: Thread, wait: Wait | null): Thread {
    const changed = { ...thread, wait };
    this.run.threads[thread.id] = changed;
    return changed;
  }

  timer(milliseconds: number): TimerEffect {
    return { type: 'timer', id: this.nextId(), at: this.now + milliseconds };
  }

  /** Ends what a thread waits for; `done` is the task or the timer that needs no cancelling. */
  release(thread: Thread, done?: string): Thread {
    if (thread.wait === null) return thread;
    if (thread.wait.for === 'threads') this.stopBelow(thread.id);
    for (const { id } of effectsOf(thread.wait)) {
      delete this.run.waiting[id];
      if (id !== done) this.effects.push({ type: 'cancel', id });
    }
    return this.setWait(thread, null);
  }

  /** Ends all threads that a thread's state began. */
  private stopBelow(parent: string): void {
    for (const thread of Object.values(this.run.threads)) {
      if (thread.parent !== parent || this.run.threads[thread.id] === undefined) continue;
      this.release(thread);
      delete this.run.threads[thread.id];
    }
  }

  // -- the end of a state -------------------------------------------------------

  /** The result of a thread's state: what it makes of its output, and what comes next. */
  succeed(thread: Thread, result: Json): void {
    this.attempt(thread.id, () => {
      const state = this.stateOf(thread);
      const { ResultSelector: selector, ResultPath: path } = state;
      const selected = selector === undefined ? result : fill(selector, this.scope(thread, result));
      this.exit(thread, this.outputOf(thread, put(path, thread.input, selected)), state);
    });
  }

  /** `OutputPath` of a thread's state. */
  outputOf(thread: Thread, value: Json): Json {
    const { OutputPath: path } = this.stateOf(thread);
    return checkSize(filter(path, this.scope(thread, value)));
  }

  /** Leaves a state: for the `Next` of it, or of a rule of it, or for good where there is none. */
  exit(thread: Thread, output: Json, to: JsonObject): void {
    const { Type: type } = this.stateOf(thread);
    this.tell(`${type}StateExited`, { state: thread.state, output });
    const { Next: next } = to;
    if (typeof next === 'string') this.enter({ ...thread, state: next, input: output });
    else this.finish(thread, output);
  }

  /** The end of a thread. */
  private finish(thread: Thread, output: Json): void {
    delete this.run.threads[thread.id];
    const parent = thread.parent === null ? undefined : this.run.threads[thread.parent];
    if (parent === undefined) this.complete(output);
    else this.states.ended(this, parent, thread, output);
  }

  /** An error of a thread's state: it is tried again, or caught, or ends the thread and fails what began it. */
  fail(id: string, error: string, cause: string): void {
    const failed = this.run.threads[id];
    if (failed === undefined) return;
    const thread = this.release(failed);
    const state = this.stateOf(thread);
    const retry = retryOf(state, error, thread.tried, this.run);
    if (retry !== undefined) {
      const tried = Array.from(
        { length: Math.max(thread.tried.length, retry.at + 1) },
        (_, at) => (thread.tried[at] ?? 0) + (at === retry.at ? 1 : 0),
      );
      this.waitFor({ ...thread, tried }, { for: 'time', timer: this.timer(retry.delay), purpose: 'retry' });
      return;
    }
    const { Type: type } = state;
    if (type === 'Parallel' || type === 'Map') {
      this.tell(`${type}StateFailed`, { state: thread.state, error, cause });
    }
    const catcher = catcherOf(state, error);
    if (catcher !== undefined)
      this.attempt(id, () => this.catch(thread, catcher, { Error: error, Cause: cause }));
    else this.giveUp(thread, error, cause);
  }

  private catch(thread: Thread, catcher: JsonObject, output: Json): void {
    const { ResultPath: path } = catcher;
    try {
      this.exit(thread, checkSize(put(path, thread.input, output)), catcher);
    } catch (error) {
      // A catcher does not catch what it did itself.
      if (!(error instanceof StateError)) throw error;
      this.giveUp(thread, error.name, error.message);
    }
  }

  private giveUp(thread: Thread, error: string, cause: string): void {
    const { parent } = thread;
    if (parent === null) {
      this.end('failed', error, cause);
      return;
    }
    const outer = this.run.threads[parent];
    if (outer?.wait?.for === 'threads' && outer.wait.items !== null) {
      this.tell('MapIterationFailed', { state: outer.state, index: thread.index, error, cause });
    }
    this.fail(parent, error, cause);
  }

  /** Tries a thread's state once more. */
  again(thread: Thread): void {
    this.setWait(thread, null);
    this.ready.push(thread.id);
  }

  // -- the end of the run -------------------------------------------------------

  private complete(output: Json): void {
    this.tell('ExecutionSucceeded', { output });
    this.stopAll();
    Object.assign(this.run, { status: 'succeeded', output });
    this.effects.push({ type: 'end', status: 'succeeded', output });
  }

  /** Ends the run without an output. */
  end(status: 'failed' | 'aborted', error: string, cause: string, type?: string): void {
    this.stopAll();
    Object.assign(this.run, { status, error, cause });
    // Told in any case: a run that has too many events ends by this one.
    this.note(type ?? (status === 'failed' ? 'ExecutionFailed' : 'ExecutionAborted'), { error, cause });
    this.effects.push({ type: 'end', status, error, cause });
  }

  /** Cancels all that the run waits for. */
  stopAll(): void {
    for (const effect of pendingOf(this.run)) this.effects.push({ type: 'cancel', id: effect.id });
    Object.assign(this.run, { threads: {}, waiting: {}, timeout: null });
    this.ready.length = 0;
  }
}
