/** Servers in processes of their own. */
import { spawn } from 'node:child_process';

/**
 * Runs `use` with the address that a server prints, and with what tells all that it has printed. The server ends
 * afterwards, with all the processes that it has started.
 */
export async function withServer([program, ...args], { cwd, env }, use) {
  const server = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own
  });
  const end = () => {
    try {
      process.kill(-server.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  process.on('exit', end);
  let text = '';
  const closed = new Promise((resolve) => server.once('close', resolve));
  const address = new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    };
    for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', read);
    server.once('error', reject);
    closed.then(() => reject(new Error(`the server has ended: ${text}`)));
    setTimeout(() => reject(new Error(`no address: ${text}`)), 60_000).unref();
  });
  try {
    return await use(await address, () => text);
  } catch (error) {
    throw new Error(`${error.message}\n${text}`.trim());
  } finally {
    end();
    await closed;
    process.off('exit', end);
  }
}
