/** Agents, and their runs. */
export * from './agents.js';
export {
  type RunAgentOptions,
  runAgent,
  type StartedAgentRun,
  type WaitForAgentRunOptions,
  waitForAgentRun,
} from './runAgent.js';
export * from './runs.js';
export * from './variables.js';
