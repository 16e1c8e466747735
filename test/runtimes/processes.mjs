/** Programs in processes of their own. */
import { spawn } from 'node:child_process';

/** Starts a program. `end` ends it with all the processes that it has started; `closed` resolves to its exit code. */
function startGroup(program, args, { cwd, env }) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own
  });
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  process.on('exit', end);
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => process.off('exit', end));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
  return { child, end, closed };
}

/** Runs a program; resolves to what it printed, rejects with it (a text) where the program fails. */
export async function start(program, args, { timeout = 120_000, ...options }) {
  const { child, end, closed } = startGroup(program, args, options);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let late = '';
  const timer = setTimeout(() => {
    late = `no end after ${timeout} ms\n`;
    end();
  }, timeout);
  const code = await closed.finally(() => clearTimeout(timer));
  if (code !== 0) throw `${late}${stdout}${stderr}`.trim();
  return stdout.trim();
}

/**
 * Runs `use` with the address that a server prints, and with what tells all that it has printed. The server ends
 * afterwards, with all the processes that it has started.
 */
export async function withServer([program, ...args], options, use) {
  const { child, end, closed } = startGroup(program, args, options);
  let text = '';
  const address = new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', read);
    closed.then(() => reject(new Error(`the server has ended: ${text}`)), reject);
    setTimeout(() => reject(new Error(`no address: ${text}`)), 120_000).unref();
  });
  try {
    return await use(await address, () => text);
  } catch (error) {
    throw new Error(`${error.message}\n${text}`.trim());
  } finally {
    end();
    await closed.catch(() => {});
  }
}
