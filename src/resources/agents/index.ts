/** Agents, and their runs. */
export * from './agents.js';
export * from './runAgent.js';
export * from './runs.js';
