/** A worker of the queue, in a process that may be killed. */
import { clientCredentials, createContext } from 'las-fp';
import { startWorker } from '../../examples/guides/job-queue.js';

const ctx = createContext({
  apiEndpoint: process.env['API_ENDPOINT'],
  credentials: clientCredentials({
    clientId: 'id',
    clientSecret: 'secret',
    authEndpoint: process.env['AUTH_ENDPOINT'],
  }),
});
const worker = startWorker(ctx, { host: '127.0.0.1', port: Number(process.env['REDIS_PORT']) }, 2000);
worker.on('error', () => {});
await worker.waitUntilReady();
