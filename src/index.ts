/** Every public name. Import from here, or a resource from its own subpath: `las-fp/documents`. */
export * from './createContext.js';
export * from './everything.js';
export { kyTransport } from './transports/ky.js';
