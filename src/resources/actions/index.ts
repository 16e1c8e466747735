/** Actions, and their runs. */
export * from './actions.js';
export * from './runs.js';
