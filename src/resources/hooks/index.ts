/** Hooks, and their runs. */
export * from './hooks.js';
export * from './runs.js';
