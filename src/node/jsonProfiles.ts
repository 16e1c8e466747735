/** Profiles of `~/.cradl/credentials.json`, as the Python SDK of Cradl AI reads them. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Either } from 'fp-ts/lib/Either.js';
import { clientCredentials } from '../auth/clientCredentials.js';
import type { Json } from '../codec.js';
import type { ContextOptions } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { MissingCredentials } from '../errors.js';
import { account, type Environment, seeded } from './environment.js';
import { tokenCache } from './tokenCache.js';

const required = ['client_id', 'client_secret', 'auth_endpoint', 'api_endpoint'] as const;

const missing = (message: string) => left<MissingCredentials>({ _tag: 'MissingCredentials', message });

const isObject = (u: unknown): u is Json => typeof u === 'object' && u !== null && !Array.isArray(u);

async function profilesIn(path: string): Promise<Either<MissingCredentials, Json>> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return missing(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `File not found: ${path}. Write into it what the service issued.`
        : `${path} cannot be read (${code}): check what it is, and its permissions.`,
    );
  }
  try {
    const profiles: unknown = JSON.parse(text);
    if (isObject(profiles)) return right(profiles);
  } catch {
    // Said below. What is wrong with it could quote a secret.
  }
  return missing(`${path} must be a JSON object of profiles.`);
}

/** Whether a file has a profile; one that is there and cannot be read has, so that it is told. */
export async function hasProfile(path: string, profile: string): Promise<boolean> {
  const profiles = await profilesIn(path);
  return isLeft(profiles)
    ? !/^File not found/.test(profiles.left.message)
    : Object.hasOwn(profiles.right, profile);
}

/** The account of a profile. */
export async function credentialsFromJson(
  path: string,
  profile: string,
  environment: Environment,
): Promise<Either<MissingCredentials, ContextOptions>> {
  const profiles = await profilesIn(path);
  if (isLeft(profiles)) return profiles;
  const place = `profile ${profile} of ${path}`;
  const found = Object.hasOwn(profiles.right, profile) ? profiles.right[profile] : undefined;
  if (!isObject(found)) {
    const others = Object.keys(profiles.right).join(', ');
    return missing(`Missing ${place}: ${others ? `the file has ${others}` : 'the file has no profiles'}.`);
  }
  const values = found as Readonly<Record<(typeof required)[number] | 'access_token', unknown>>;
  const absent = required.filter((key) => typeof values[key] !== 'string' || values[key] === '');
  if (absent.length > 0) {
    return missing(`Missing ${absent.join(', ')} in ${place}: write there what the service issued.`);
  }
  const { access_token, client_id, client_secret, auth_endpoint, api_endpoint } = values as Readonly<
    Record<string, string>
  >;
  const useCache = found['use_cache'] ?? false;
  if (typeof useCache !== 'boolean') return missing(`use_cache in ${place} must be true or false.`);
  // It wins over the cache.
  const seed = seeded(access_token || undefined, `access_token in ${place}`);
  if (isLeft(seed)) return seed;
  const cachePath = join(dirname(path), 'token-cache.json');
  const cache = useCache
    ? tokenCache({ section: profile, clientId: client_id, path: cachePath, environment })
    : undefined;
  return right(
    account({
      apiEndpoint: api_endpoint,
      apiKey: undefined,
      credentials: clientCredentials({
        clientId: client_id ?? '',
        clientSecret: client_secret ?? '',
        authEndpoint: auth_endpoint,
        storage: seed.right ?? cache,
      }),
    }),
  );
}
