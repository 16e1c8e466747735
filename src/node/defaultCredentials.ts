/** Accounts from where the official SDKs look for them. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { ContextOptions } from '../context.js';
import { isLeft, left } from '../either.js';
import type { MissingCredentials } from '../errors.js';
import { read } from '../lazy.js';
import { type CredentialsFileOptions, credentialsFromFile } from './credentialsFile.js';
import { credentialsFromEnvironment } from './environment.js';

/**
 * The account of this machine: from the environment, if it has all variables that an account needs, or else from the
 * credentials file; from the file alone where a `profile` is named. The first thing a program does:
 *
 * @example
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { createContext } from 'las-fp';
 * import { defaultCredentials } from 'las-fp/node';
 *
 * const ctx = await TE.map(createContext)(defaultCredentials())();
 */
export function defaultCredentials(
  options: CredentialsFileOptions = {},
): TaskEither<MissingCredentials, ContextOptions> {
  return async () => {
    const fromFile = credentialsFromFile(options);
    const environment = read(() => {
      const { profile, environment } = options ?? {};
      return profile ? undefined : { ...(environment ?? process.env) };
    });
    // It reads the same options, and says what is wrong with them.
    if (isLeft(environment) || !environment.right) return fromFile();
    const fromEnvironment = credentialsFromEnvironment(environment.right);
    if (!isLeft(fromEnvironment)) return fromEnvironment;
    const account = await fromFile();
    return isLeft(account)
      ? left({ ...account.left, message: `${fromEnvironment.left.message} ${account.left.message}` })
      : account;
  };
}
