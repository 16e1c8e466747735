/** Transitions: the steps of workflows, and their executions. */
export * from './executions.js';
export * from './heartbeats.js';
export * from './transitions.js';
