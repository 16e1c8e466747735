/** Accounts from the environment variables that the official SDKs read too. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Either } from 'fp-ts/lib/Either.js';
import { clientCredentials } from '../auth/clientCredentials.js';
import type { TokenStorage } from '../auth/storage.js';
import { claimsOf } from '../auth/token.js';
import type { ContextOptions } from '../context.js';
import { isLeft, left, right } from '../either.js';
import type { MissingCredentials } from '../errors.js';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The path of a file of the official SDKs, in the home folder. Throws where no home folder is known. */
export const homeFile = (
  environment: Environment,
  name: string,
  folder: '.lucidtech' | '.cradl' = '.lucidtech',
): string =>
  join(environment[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir(), folder, name);

// The newer first: who has both means it.
const families = ['CRADL', 'LAS'] as const;
const required = ['CLIENT_ID', 'CLIENT_SECRET', 'AUTH_ENDPOINT', 'API_ENDPOINT'] as const;

/**
 * An account from `CRADL_CLIENT_ID`, `CRADL_CLIENT_SECRET`, `CRADL_AUTH_ENDPOINT`, `CRADL_API_ENDPOINT`, or else from the
 * variables of the same names with `LAS_` before them and, where the account has one, `LAS_API_KEY`: what `createContext`
 * takes. `CRADL_ACCESS_TOKEN`, a JWT, is used until its `exp`, and renewed then.
 *
 * @example
 * import { map } from 'fp-ts/lib/Either.js';
 * import { createContext } from 'las-fp';
 * import { credentialsFromEnvironment } from 'las-fp/node';
 *
 * const ctx = map(createContext)(credentialsFromEnvironment());
 */
export function credentialsFromEnvironment(
  environment: Environment = process.env,
): Either<MissingCredentials, ContextOptions> {
  const missingOf = (family: string) =>
    required.map((name) => `${family}_${name}`).filter((name) => !environment[name]);
  const family = families.find((name) => missingOf(name).length === 0);
  if (!family) {
    // Of the family that somebody has begun with.
    const begun = families.find((name) => missingOf(name).length < required.length) ?? 'LAS';
    return left({
      _tag: 'MissingCredentials',
      message: `Missing environment variables: ${missingOf(begun).join(', ')}. Set what the service issued.`,
    });
  }
  const storage = seeded(
    family === 'CRADL' ? environment['CRADL_ACCESS_TOKEN'] : undefined,
    'CRADL_ACCESS_TOKEN',
  );
  if (isLeft(storage)) return storage;
  const { LAS_API_KEY } = environment;
  return right(
    account({
      apiEndpoint: environment[`${family}_API_ENDPOINT`],
      apiKey: family === 'LAS' ? LAS_API_KEY : undefined,
      credentials: clientCredentials({
        clientId: environment[`${family}_CLIENT_ID`] ?? '',
        clientSecret: environment[`${family}_CLIENT_SECRET`] ?? '',
        authEndpoint: environment[`${family}_AUTH_ENDPOINT`],
        storage: storage.right,
      }),
    }),
  );
}

/** A storage in memory that has a token already: a JWT, which tells when it ends; none without a token. */
export function seeded(
  token: string | undefined,
  name: string,
): Either<MissingCredentials, TokenStorage | undefined> {
  if (!token) return right(undefined);
  const { exp } = claimsOf(token) ?? {};
  if (typeof exp !== 'number') {
    return left({
      _tag: 'MissingCredentials',
      message: `${name} must be a JWT that tells when it ends (exp): leave it out to have a token fetched.`,
    });
  }
  let kept: string | null = JSON.stringify({ accessToken: token, renewAt: exp * 1000 });
  return right({
    get: async () => kept,
    set: async (text) => {
      kept = text;
    },
  });
}

/** An account whose API key is read and spread like any property, but not printed, nor written as JSON. */
export function account({
  apiEndpoint,
  apiKey,
  credentials,
}: Pick<ContextOptions, 'apiEndpoint' | 'apiKey' | 'credentials'>): ContextOptions {
  const hidden = {
    apiEndpoint,
    get apiKey() {
      return apiKey || undefined;
    },
    credentials,
  };
  return Object.defineProperty(hidden, 'toJSON', { value: () => ({ apiEndpoint, credentials }) });
}
