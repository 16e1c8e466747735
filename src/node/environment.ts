/** Accounts from the environment variables that the official SDKs read too. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Either } from 'fp-ts/lib/Either.js';
import { clientCredentials } from '../auth/clientCredentials.js';
import type { ContextOptions } from '../context.js';
import { left, right } from '../either.js';
import type { MissingCredentials } from '../errors.js';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The path of a file of the official SDKs: in `.lucidtech`, in the home folder. Throws where no home folder is known. */
export const homeFile = (environment: Environment, name: string): string =>
  join(environment[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir(), '.lucidtech', name);

/** The environment variables of an account. */
const variables = {
  LAS_CLIENT_ID: true,
  LAS_CLIENT_SECRET: true,
  LAS_AUTH_ENDPOINT: true,
  LAS_API_ENDPOINT: true,
  LAS_API_KEY: false,
} as const;

/**
 * An account from `LAS_CLIENT_ID`, `LAS_CLIENT_SECRET`, `LAS_AUTH_ENDPOINT`, `LAS_API_ENDPOINT` and, where the
 * account has one, `LAS_API_KEY`: what `createContext` takes.
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
  const missing = Object.entries(variables).filter(([name, required]) => required && !environment[name]);
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ');
    return left({
      _tag: 'MissingCredentials',
      message: `Missing environment variables: ${names}. Set what the service issued.`,
    });
  }
  const {
    LAS_CLIENT_ID = '',
    LAS_CLIENT_SECRET = '',
    LAS_AUTH_ENDPOINT,
    LAS_API_ENDPOINT,
    LAS_API_KEY,
  } = environment;
  return right(
    account({
      apiEndpoint: LAS_API_ENDPOINT,
      apiKey: LAS_API_KEY,
      credentials: clientCredentials({
        clientId: LAS_CLIENT_ID,
        clientSecret: LAS_CLIENT_SECRET,
        authEndpoint: LAS_AUTH_ENDPOINT,
      }),
    }),
  );
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
