/** Processes of their own: the server, and whatever is measured without the others' memory and compiled code. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { consumer } from '../../tools/consumer.mjs';

const peers = ['@lucidtech/las-sdk-core', 'openapi-fetch'];
const workers = fileURLToPath(new URL('../workers', import.meta.url));

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

let made;

/** Two applications with the packed package, with ky 1.14 and with ky 2, so that a build meanwhile changes nothing. */
export function applications() {
  made ??= Object.fromEntries(
    Object.entries({ ky1: 'ky', ky2: 'ky2' }).map(([name, ky]) => {
      const folder = consumer({ ky, others: peers, emulator: true });
      cpSync(workers, folder, { recursive: true });
      return [name, folder];
    }),
  );
  return made;
}

/** Starts a script that answers each message with one of its own. */
export async function start(script, args = [], execArgv = []) {
  const child = fork(script, args, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = async (question) => {
    const gone = new AbortController();
    const exit = once(child, 'exit', gone).then(([code]) => {
      throw new Error(`${script} ended with ${code} before it answered`);
    });
    const answer = once(child, 'message', gone);
    if (question !== undefined) child.send(question);
    try {
      return (await Promise.race([answer, exit]))[0];
    } finally {
      exit.catch(() => {});
      answer.catch(() => {});
      gone.abort();
    }
  };
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { ready: await ask(), ask, stop: () => child.kill('SIGKILL') };
}

/** Starts one of `workers/` in an application; it says that it is ready before it is asked. */
export const startWorker = (folder, name, args, execArgv) =>
  start(join(folder, `${name}.mjs`), args, execArgv);

/** Starts the server; its endpoint is `ready`. */
export const startServer = () => start(fileURLToPath(new URL('server.mjs', import.meta.url)));
