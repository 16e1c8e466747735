/** Runs workflows: one transition after another, each waiting for whoever does its work. */
import { type Fields, isFields } from './api/check.js';
import { ApiError } from './api/errors.js';
import { type Entry, find, insert, newId, type State, table, timestamp } from './store/state.js';

/** The transition that ends a workflow execution as failed. */
export const failedTransition = 'las:transition:commons-failed';

interface Task {
  readonly resource: string;
  readonly next: string | undefined;
}

/** The tasks of a workflow's definition by their names; 400 when it is not one that can run. */
export function tasksOf(definition: unknown): { first: string; tasks: ReadonlyMap<string, Task> } {
  const wrong = (what: string): never => {
    throw new ApiError(400, `specification.definition ${what}`);
  };
  if (!isFields(definition)) return wrong('must be an object');
  const { StartAt: first, States: states } = definition;
  if (typeof first !== 'string' || !isFields(states)) return wrong('must have StartAt and States');
  const tasks = new Map<string, Task>();
  for (const [name, state] of Object.entries(states)) {
    if (!isFields(state) || state['Type'] !== 'Task') return wrong(`.States.${name} must be of Type Task`);
    const { Resource: resource, Next: next, End: end } = state;
    if (typeof resource !== 'string') return wrong(`.States.${name} must have a Resource`);
    if (typeof next === 'string' ? !Object.hasOwn(states, next) : end !== true) {
      return wrong(`.States.${name} must have End, or a Next that is among the States`);
    }
    tasks.set(name, { resource, next: typeof next === 'string' ? next : undefined });
  }
  if (!tasks.has(first)) return wrong('.StartAt must be among the States');
  return { first, tasks };
}

/** Lets an execution of a transition wait for its worker. */
export function startTransition(
  state: State,
  transitionId: string,
  input: unknown,
  workflow?: { readonly execution: Entry; readonly task: string },
): Entry {
  const executionId = newId(state, 'transition-execution');
  const workflowExecutionId = workflow?.execution.id ?? null;
  const logId = startLog(state, {
    transitionId,
    transitionExecutionId: executionId,
    workflowId: workflow?.execution.data['workflowId'] ?? null,
    workflowExecutionId,
  });
  const entry = insert(state, 'transition-execution', executionId, {
    executionId,
    transitionId,
    input,
    output: null,
    // Nobody works on it yet.
    startTime: null,
    endTime: null,
    completedBy: null,
    logId,
    status: 'running',
  });
  if (workflow !== undefined) {
    state.owners.set(executionId, { workflowExecution: workflow.execution.id, task: workflow.task });
    const { transitionExecutions } = workflow.execution.data;
    const all = isFields(transitionExecutions) ? transitionExecutions : {};
    const before: unknown = all[transitionId];
    workflow.execution.data['transitionExecutions'] = {
      ...all,
      [transitionId]: [...(Array.isArray(before) ? before : []), executionId],
    };
  }
  return entry;
}

function startLog(state: State, about: Fields): string {
  const logId = newId(state, 'log');
  const { transitionId, transitionExecutionId, workflowId, workflowExecutionId } = about;
  const resourceId =
    transitionId == null
      ? `${workflowId}/${workflowExecutionId}`
      : `${transitionId}/${transitionExecutionId}`;
  insert(state, 'log', logId, { logId, resourceId, ...about, startTime: timestamp(state), events: [] });
  return logId;
}

/** Adds a line to the log of an execution. */
export function tell(state: State, execution: Entry, message: string): void {
  const log = table(state, 'log').get(String(execution.data['logId']));
  const events: unknown = log?.data['events'];
  if (Array.isArray(events)) events.push({ message, timestamp: timestamp(state) });
}

/** Starts an execution of a workflow. */
export function startWorkflow(state: State, workflow: Entry, input: unknown, actor: string): Entry {
  const executionId = newId(state, 'workflow-execution');
  const logId = startLog(state, {
    transitionId: null,
    transitionExecutionId: null,
    workflowId: workflow.id,
    workflowExecutionId: executionId,
  });
  const entry = insert(state, 'workflow-execution', executionId, {
    executionId,
    workflowId: workflow.id,
    input,
    output: null,
    transitionExecutions: {},
    startTime: timestamp(state),
    endTime: null,
    createdBy: actor,
    completedBy: [],
    completedTaskLogId: null,
    logId,
    events: [],
    status: 'running',
  });
  enter(state, entry, workflowTasks(state, entry).first, input);
  return entry;
}

function workflowTasks(state: State, execution: Entry): ReturnType<typeof tasksOf> {
  return tasksOf(state.definitions.get(String(execution.data['workflowId'])));
}

/** Goes on with a task of a workflow execution. */
function enter(state: State, execution: Entry, name: string, input: unknown): void {
  const task = workflowTasks(state, execution).tasks.get(name);
  if (
    task === undefined ||
    task.resource === failedTransition ||
    !table(state, 'transition').has(task.resource)
  ) {
    end(state, execution, 'failed');
    return;
  }
  tell(state, execution, `${name}: ${task.resource}`);
  startTransition(state, task.resource, input, { execution, task: name });
}

/** Goes on from this transition again, with the input that it had, or the workflow's own. */
export function retryFrom(state: State, execution: Entry, transitionId: string): void {
  if (transitionId === failedTransition) {
    stopRunning(state, execution, 'failed');
    end(state, execution, 'failed');
    return;
  }
  const { tasks } = workflowTasks(state, execution);
  const name = [...tasks.keys()].find((key) => tasks.get(key)?.resource === transitionId);
  if (name === undefined) throw new ApiError(400, `${transitionId} is not a transition of this workflow`);
  stopRunning(state, execution, 'failed');
  const before = executionsOf(state, execution).filter(({ data }) => data['transitionId'] === transitionId);
  Object.assign(execution.data, { status: 'running', endTime: null, output: null });
  enter(state, execution, name, before.at(-1)?.data['input'] ?? execution.data['input']);
}

function executionsOf(state: State, execution: Entry): ReadonlyArray<Entry> {
  const { transitionExecutions } = execution.data;
  const ids = isFields(transitionExecutions) ? Object.values(transitionExecutions).flat() : [];
  return ids.flatMap((id) => table(state, 'transition-execution').get(String(id)) ?? []);
}

/** Ends what still waits in a workflow execution. */
export function stopRunning(state: State, execution: Entry, status: string): void {
  for (const { data } of executionsOf(state, execution)) {
    if (data['status'] === 'running') Object.assign(data, { status, endTime: timestamp(state) });
  }
}

function end(state: State, execution: Entry, status: string, output: unknown = null): void {
  Object.assign(execution.data, { status, output, endTime: timestamp(state) });
  tell(state, execution, status);
}

/** What a worker says at the end of a transition's execution, and what its workflow makes of it. */
export function complete(state: State, execution: Entry, body: Fields, actor: string): void {
  const { status, output, error } = body;
  const now = timestamp(state);
  Object.assign(execution.data, {
    status,
    output: output ?? null,
    startTime: execution.data['startTime'] ?? now,
    endTime: now,
    completedBy: actor,
  });
  tell(state, execution, isFields(error) ? `${status}: ${error['message']}` : String(status));
  const owner = state.owners.get(execution.id);
  if (owner === undefined) return;
  const workflowExecution = table(state, 'workflow-execution').get(owner.workflowExecution);
  if (workflowExecution === undefined || workflowExecution.data['status'] !== 'running') return;
  const done: unknown = workflowExecution.data['completedBy'];
  if (Array.isArray(done) && !done.includes(actor)) done.push(actor);

  const workflow = find(state, 'workflow', String(workflowExecution.data['workflowId']));
  if (status === 'retry') {
    enter(state, workflowExecution, owner.task, execution.data['input']);
  } else if (status === 'succeeded') {
    const next = workflowTasks(state, workflowExecution).tasks.get(owner.task)?.next;
    if (next === undefined) end(state, workflowExecution, 'succeeded', output ?? {});
    else enter(state, workflowExecution, next, output ?? {});
  } else {
    // With manual retry an execution that failed waits for somebody to say where it goes on.
    const { errorConfig } = workflow.data;
    const waits = status === 'failed' && isFields(errorConfig) && errorConfig['manualRetry'] === true;
    end(state, workflowExecution, waits ? 'retry' : String(status));
  }
}
