/** Accounts from the credentials file that the official SDKs read too. */
import { readFile } from 'node:fs/promises';
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { clientCredentials } from '../auth/clientCredentials.js';
import type { ContextOptions } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { MissingCredentials } from '../errors.js';
import { read } from '../lazy.js';
import { account, type Environment, homeFile } from './environment.js';
import { type Ini, iniValue, parseIni } from './ini.js';
import { credentialsFromJson, hasProfile } from './jsonProfiles.js';
import { tokenCache } from './tokenCache.js';

/** Options of {@link credentialsFromFile}. */
export interface CredentialsFileOptions {
  /**
   * `~/.cradl/credentials.json` by default, or where it has not the profile, `~/.lucidtech/credentials.cfg`. What ends with
   * `.json` is read as the former.
   */
  readonly path?: string | undefined;
  /** The profile or section to read; `default` by default. */
  readonly profile?: string | undefined;
  /** In place of the process's environment, which names the home folder. */
  readonly environment?: Environment | undefined;
}

const required = ['client_id', 'client_secret', 'auth_endpoint', 'api_endpoint'] as const;
const optional = ['api_key', 'use_cache'] as const;

const missing = (message: string) => left<MissingCredentials>({ _tag: 'MissingCredentials', message });

/**
 * An account from the credentials file, `~/.cradl/credentials.json` or `~/.lucidtech/credentials.cfg`: what `createContext`
 * takes. The file is read each time the task runs, the way the official Python SDKs read it:
 *
 * ```json
 * {
 *   "default": {
 *     "client_id": "…",
 *     "client_secret": "…",
 *     "auth_endpoint": "https://auth.cradl.ai/oauth2/token",
 *     "api_endpoint": "https://api.cradl.ai/v1",
 *     "use_cache": true
 *   }
 * }
 * ```
 *
 * The older one:
 *
 * ```ini
 * [default]
 * client_id = …
 * client_secret = …
 * auth_endpoint = auth.lucidtech.ai
 * api_endpoint = https://api.lucidtech.ai/v1
 * # Both may be left out.
 * api_key = …
 * use_cache = true
 * ```
 *
 * With `use_cache` the token is kept in `token-cache.json` of the same folder: see {@link tokenCache}.
 *
 * @example
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { createContext } from 'las-fp';
 * import { credentialsFromFile } from 'las-fp/node';
 *
 * const ctx = await TE.map(createContext)(credentialsFromFile({ profile: 'staging' }))();
 */
export function credentialsFromFile(
  options: CredentialsFileOptions = {},
): TaskEither<MissingCredentials, ContextOptions> {
  return async () => {
    const given = read(() => {
      const { environment, profile, path } = options ?? {};
      return {
        environment: { ...(environment ?? process.env) },
        profile: `${profile ?? 'default'}`,
        path: path ? `${path}` : undefined,
      };
    });
    if (isLeft(given)) return missing(given.left.message);
    const { environment, profile, path } = given.right;
    if (path?.endsWith('.json')) return credentialsFromJson(path, profile || 'default', environment);
    const [newer, older] = path ? [undefined, path] : pathsOf(environment);
    const found = newer && (await hasProfile(newer, profile || 'default'));
    if (newer && found) return credentialsFromJson(newer, profile || 'default', environment);
    if (older === undefined) return missing('No home folder: set HOME, or give the path.');
    const ini = await readIni(older);
    return isLeft(ini) ? ini : accountOf(ini.right, older, profile || 'default', environment);
  };
}

// The newer file first: who has both means it.
function pathsOf(environment: Environment): readonly [newer?: string, older?: string] {
  try {
    return [
      homeFile(environment, 'credentials.json', '.cradl'),
      homeFile(environment, 'credentials.cfg', '.lucidtech'),
    ];
  } catch {
    return [];
  }
}

async function readIni(path: string): Promise<Either<MissingCredentials, Ini>> {
  let text: string;
  const notUtf8 = missing(`Not UTF-8: ${path}. Save it in UTF-8.`);
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return notUtf8;
    return missing(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `File not found: ${path}. Write into it what the service issued.`
        : `${path} cannot be read (${code}): check what it is, and its permissions.`,
    );
  }
  // UTF-16 without its mark.
  if (text.includes('\0')) return notUtf8;
  const ini = parseIni(text);
  return isLeft(ini) ? missing(`${path} cannot be used: ${ini.left}.`) : ini;
}

function accountOf(
  ini: Ini,
  path: string,
  profile: string,
  environment: Environment,
): Either<MissingCredentials, ContextOptions> {
  const place = `section [${profile}] of ${path}`;
  if (!ini.sections.has(profile) && profile !== 'DEFAULT') {
    const others = [...ini.sections.keys()].map((name) => `[${name}]`).join(', ');
    return missing(`Missing ${place}: ${others ? `the file has ${others}` : 'the file has no sections'}.`);
  }
  const values: Partial<Record<(typeof required)[number] | (typeof optional)[number], string>> = {};
  for (const key of [...required, ...optional]) {
    const value = iniValue(ini, profile, key);
    if (isLeft(value)) return missing(`${key} in ${place} cannot be used: it ${value.left}.`);
    if (value.right) values[key] = value.right;
  }
  const { client_id, client_secret, auth_endpoint, api_endpoint, api_key, use_cache = 'false' } = values;
  if (!client_id || !client_secret || !auth_endpoint || !api_endpoint) {
    const keys = required.filter((key) => !values[key]).join(', ');
    return missing(`Missing ${keys} in ${place}: write there what the service issued.`);
  }
  const useCache = /^(1|yes|true|on)$/i.test(use_cache);
  if (!useCache && !/^(0|no|false|off)$/i.test(use_cache)) {
    return missing(`use_cache in ${place} must be true or false.`);
  }
  return right(
    account({
      apiEndpoint: api_endpoint,
      apiKey: api_key,
      credentials: clientCredentials({
        clientId: client_id,
        clientSecret: client_secret,
        authEndpoint: auth_endpoint,
        storage: useCache ? tokenCache({ section: profile, clientId: client_id, environment }) : undefined,
      }),
    }),
  );
}
