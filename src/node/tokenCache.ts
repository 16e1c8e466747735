/** A token cache in a file, which processes share with each other, and with the official Python SDK. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TokenStorage } from '../auth/storage.js';
import type { Token } from '../auth/token.js';
import type { Json } from '../codec.js';
import { type Environment, homeFile } from './environment.js';
import { codeOf, withLock } from './fileLock.js';

/** Options of {@link tokenCache}. */
export interface TokenCacheOptions {
  /** The name that the token is kept under: the section of the credentials file. */
  readonly section: string;
  /** Whose token it is: with it, a token that another client left under the same name is not given back. */
  readonly clientId?: string | undefined;
  /** `~/.lucidtech/token-cache.json` by default. */
  readonly path?: string | undefined;
  /** In place of the process's environment, which names the home folder. */
  readonly environment?: Environment | undefined;
}

// A cache of accounts is a few kilobytes; what is larger is something else.
const maxSize = 2 ** 20;

// How long to wait for the file, which is held for milliseconds; then the token is in memory only.
const patience = 10_000;

/**
 * Keeps a token in a file, for the processes of one user: what `use_cache = true` in the credentials file turns on.
 * The file is the one of the official Python SDK. One process at a time renews the token of a section, the others
 * wait and use it. A file that is no cache is left as it is, a link is followed; where it cannot be written, the token is in
 * memory only.
 *
 * @example
 * import { clientCredentials, createContext } from 'las-fp';
 * import { tokenCache } from 'las-fp/node';
 *
 * const storage = tokenCache({ section: 'default' });
 * const ctx = createContext({ credentials: clientCredentials({ clientId: '…', clientSecret: '…', storage }) });
 */
export function tokenCache(options: TokenCacheOptions): TokenStorage {
  const { section, clientId, environment = process.env } = options;
  const pathOf = () => options.path || homeFile(environment, 'token-cache.json');
  return {
    get: async () => {
      const { [section]: entry } = await read(pathOf());
      const token = isObject(entry) && isOf(entry, clientId) ? fromEntry(entry) : undefined;
      return token ? JSON.stringify(token) : null;
    },
    set: async (text) => {
      const token = text === null ? undefined : (JSON.parse(text) as Token);
      if (token && !(typeof token.accessToken === 'string' && Number.isFinite(token.renewAt))) {
        throw new TypeError('A token cache keeps tokens only.');
      }
      await change(pathOf(), ({ [section]: before, ...others }) =>
        token ? { ...others, [section]: toEntry(token, clientId, isObject(before) ? before : {}) } : others,
      );
    },
    // Each section has a lock of its own, so that profiles do not wait for each other's token. Two names that end up
    // as one only wait needlessly.
    exclusive: (renewal, signal) =>
      withLock(`${pathOf()}.${section.replace(/[^\w-]/g, '_').slice(0, 64)}.lock`, renewal, signal),
  };
}

// -- entries ----------------------------------------------------------------------------------------------------

const isObject = (u: unknown): u is Json => typeof u === 'object' && u !== null && !Array.isArray(u);

const isOf = ({ client_id }: Json, clientId: string | undefined) =>
  clientId === undefined || client_id === undefined || client_id === clientId;

// `expires_in` is the moment of expiry in seconds. A token is renewed a minute before that; one that lives for less
// than two minutes, half-way, which nobody can tell from the file: there, too, its last minute does not count.
function fromEntry({ access_token, expires_in, refresh_token }: Json): Token | undefined {
  return typeof access_token === 'string' && typeof expires_in === 'number'
    ? {
        accessToken: access_token,
        renewAt: (expires_in - 60) * 1000,
        ...(typeof refresh_token === 'string' && { refreshToken: refresh_token }),
      }
    : undefined;
}

function toEntry(token: Token, clientId: string | undefined, before: Json): Json {
  const { client_id: _, refresh_token: __, ...others } = before;
  const rest = token.renewAt - Date.now();
  return {
    ...others,
    access_token: token.accessToken,
    expires_in: Math.floor((token.renewAt + Math.max(0, Math.min(rest, 60_000))) / 1000),
    ...(clientId !== undefined && { client_id: clientId }),
    ...(token.refreshToken && { refresh_token: token.refreshToken }),
  };
}

// -- the file ---------------------------------------------------------------------------------------------------

// What is no cache is not ours to replace: the token stays in memory.
async function readOwn(path: string): Promise<Json> {
  try {
    const found = await stat(path);
    if (found.size > maxSize) throw new Error(`Larger than a token cache: ${path}`);
    const text = await readFile(path, 'utf8');
    const cache: unknown = text.trim() === '' ? {} : JSON.parse(text);
    if (!isObject(cache)) throw new Error(`Not a token cache: ${path}`);
    return cache;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM'].includes(codeOf(error))) return {};
    throw error;
  }
}

async function read(path: string): Promise<Json> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error(`Not a file: ${path}`);
    const cache: unknown = found.size > maxSize ? undefined : JSON.parse(await readFile(path, 'utf8'));
    return isObject(cache) ? cache : {};
  } catch (error) {
    // Other errors may pass, and are no reason to replace the file.
    if (error instanceof SyntaxError || ['ENOENT', 'EACCES', 'EPERM'].includes(codeOf(error))) return {};
    throw error;
  }
}

// A reader sees the old file or the new one, never a part. Only the owner can read the new one.
async function change(named: string, edit: (cache: Json) => Json): Promise<void> {
  // Through a link, which stays one.
  const path = await realpath(named).catch(() => named);
  const write = async () => {
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      const text = JSON.stringify(edit(await readOwn(path)), null, 2);
      await removeLeft(path);
      await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };
  await withLock(`${path}.lock`, write, AbortSignal.timeout(patience));
}

// Who holds the lock is the only one who writes: what is there was left by a process that was killed, with a token in it.
async function removeLeft(path: string): Promise<void> {
  const left = /^\.[\da-f]{8}-[\da-f-]{27}\.tmp$/;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const begins = name.startsWith(basename(path));
    if (begins && left.test(name.slice(basename(path).length)))
      await rm(join(dirname(path), name), { force: true });
  }
}
