/** What is remembered of runs and executions besides what is sent of them. */
import type { Json } from '../asl/index.js';
import type { Fields } from '../json.js';
import type { Predictions } from '../reader/predictor.js';
import type { MachineMemory, Owner, RunMemory } from './records.js';
import type { State } from './state.js';

export type { RunMemory } from './records.js';

/** What a run of an agent remembers; `undefined` where there is no such run. */
export function memoryOf(state: State, runId: string): RunMemory | undefined {
  return state.runs.get(runId);
}

/** Remembers something of a run of an agent; what is not given stays. */
export function remember(state: State, runId: string, memory: Partial<RunMemory>): void {
  const fresh: RunMemory = {
    ...{ variables: {}, origin: '', output: null, documentId: null, predictionId: null },
    ...{ working: 0, steps: 0, exported: false },
  };
  state.runs.set(runId, { ...fresh, ...state.runs.get(runId), ...memory });
}

/** Forgets a run of an agent. */
export function forgetRun(state: State, runId: string): void {
  state.runs.delete(runId);
}

/** What an execution of a workflow remembers. */
export function machineOf(state: State, executionId: string): MachineMemory | undefined {
  return state.machines.get(executionId);
}

/** Remembers an execution of a workflow. */
export function keepMachine(state: State, executionId: string, machine: MachineMemory): void {
  state.machines.set(executionId, machine);
}

/** Forgets an execution of a workflow. */
export function forgetMachine(state: State, executionId: string): void {
  state.machines.delete(executionId);
}

/** Which task of which workflow an execution of a transition does. */
export function ownerOf(state: State, transitionExecutionId: string): Owner | undefined {
  return state.owners.get(transitionExecutionId);
}

/** Notes which task of which workflow an execution of a transition does. */
export function setOwner(state: State, transitionExecutionId: string, owner: Owner): void {
  state.owners.set(transitionExecutionId, owner);
}

/** The definitions of all workflows, by their ids: the API takes them, but never sends them. */
export function definitionsOf(state: State): ReadonlyMap<string, Json> {
  return state.definitions;
}

/** Keeps the definition of a workflow. */
export function keepDefinition(state: State, workflowId: string, definition: Json): void {
  state.definitions.set(workflowId, definition);
}

/** Forgets the definition of a workflow. */
export function dropDefinition(state: State, workflowId: string): void {
  state.definitions.delete(workflowId);
}

/** Whether somebody has given a transition its timeout, rather than the default. */
export function isTimed(state: State, transitionId: string): boolean {
  return state.timed.has(transitionId);
}

/** Notes whether somebody has given a transition its timeout. */
export function setTimed(state: State, transitionId: string, timed: boolean): void {
  if (timed) state.timed.add(transitionId);
  else state.timed.delete(transitionId);
}

/** Keeps an asynchronous prediction that is being made. */
export function keepPredicting(state: State, predictionId: string, work: Promise<Fields>): void {
  state.predicting.set(predictionId, work);
}

/** What is being made of a prediction, which is nobody's any more. */
export function takePredicting(state: State, predictionId: string): Promise<Fields> | undefined {
  const work = state.predicting.get(predictionId);
  state.predicting.delete(predictionId);
  return work;
}

/** What was read for a prediction, whatever format it is sent in. */
export function readingOf(state: State, predictionId: string): Predictions {
  return state.read.get(predictionId) ?? [];
}

/** Keeps what was read for a prediction. */
export function keepReading(state: State, predictionId: string, predictions: Predictions): void {
  state.read.set(predictionId, predictions);
}
