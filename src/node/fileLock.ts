/** A lock between processes: a file that only one of them can create. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { sleep } from '../scope.js';

// A lock that is held for longer belongs to a process that hangs, or to none. Milliseconds.
const staleAfter = 30_000;

/** The system's code of an error: `ENOENT`; empty where it has none. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** A lock file as it was found. */
interface Lock {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Runs the work while it holds the lock. Rejects when the signal aborts before it gets the lock. */
export async function withLock<A>(path: string, work: () => Promise<A>, signal: AbortSignal): Promise<A> {
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    time: new Date().toISOString(),
    id: randomUUID(),
  });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    signal.throwIfAborted();
    if (await create(path, mine)) break;
    const found = await look(path);
    if (found && isStale(found)) await takeAway(path, found, mine);
    await sleep(2 + Math.random() * 10, signal);
  }
  try {
    return await work();
  } finally {
    await release(path, mine);
  }
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(text);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function look(path: string): Promise<Lock | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    return { since: mtimeMs, text: await readFile(path, 'utf8').catch(() => '') };
  } catch {
    return undefined;
  }
}

function isStale({ text, since }: Lock): boolean {
  // Where the clock was set back, its time is to come.
  if (Math.abs(Date.now() - since) > staleAfter) return true;
  try {
    const { pid, host } = JSON.parse(text) as { readonly pid: unknown; readonly host: unknown };
    // A number of another machine, or container, says nothing here.
    if (host !== hostname() || !Number.isInteger(pid) || Number(pid) < 1) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

// Of several who found the same stale lock, one at a time looks again and takes it away: a lock that somebody has
// taken since is another one, and stays.
async function takeAway(path: string, stale: Lock, mine: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await create(guard, mine))) {
    const other = await look(guard);
    if (other && isStale(other)) await rm(guard, { force: true });
    return;
  }
  try {
    const found = await look(path);
    if (found && found.text === stale.text && isStale(found)) await rm(path, { force: true });
  } finally {
    await release(guard, mine);
  }
}

async function release(path: string, mine: string): Promise<void> {
  try {
    // It may be another's by now, who found it too old.
    if ((await readFile(path, 'utf8')) === mine) await rm(path);
  } catch {
    // A lock that stays behind is stale soon.
  }
}
