/** Loaded with `node --import`: contexts of las-fp send with the transport that TRANSPORT names, in place of ky. */
import { register } from 'node:module';

const sources = {
  fetch: `import { fetchTransport } from './fetch.js'; export const kyTransport = () => fetchTransport;`,
  node: `import { nodeTransport } from '../node/index.js'; export const kyTransport = () => nodeTransport();`,
};
const source = sources[process.env.TRANSPORT];
if (!source) throw new Error(`TRANSPORT is ${process.env.TRANSPORT}: give one of ${Object.keys(sources)}.`);

const hooks = `
  const replaced = (url) => /\\/src\\/transports\\/ky\\.(ts|js)$/.test(url.split('?')[0]);
  export const load = (url, context, next) =>
    replaced(url)
      ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} }
      : next(url, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
