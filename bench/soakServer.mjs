/**
 * The emulator, behind a proxy where some requests meet what networks do to them, in a process of its own. Sends
 * its addresses when it listens, and answers each message with how many requests met what.
 */

import { serveEmulator } from 'las-fp-emulator/node';
import { faultProxy } from '../test/faults/bulkProxy.ts';

const [, , rate, seed] = process.argv;
// Short lives, so that tokens are renewed under way.
const server = await serveEmulator({ tokenLifetime: 60 });
const proxy = await faultProxy(server.url, { rate: Number(rate), seed: Number(seed) });
const { clientId, clientSecret } = server.emulator;

process.on('disconnect', () => process.exit());
process.on('message', () => process.send(Object.fromEntries(proxy.met)));
process.send({
  clientId,
  clientSecret,
  authEndpoint: server.url,
  direct: server.apiEndpoint,
  proxied: `${proxy.url}/v1`,
});
