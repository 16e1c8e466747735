import * as t from 'io-ts';
import {
  type Call,
  type Context,
  type ContextOverrides,
  type Credentials,
  createContext,
  path,
  request,
  staticToken,
} from '../../src/index.js';
import { apiKey, token } from './fake.js';

export const get: Call = { method: 'GET', path: '/things' };
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const call = (method: Call['method']): Call =>
  method === 'GET' || method === 'DELETE'
    ? { method, path: path`/things/${'las:thing:1'}` }
    : { method, path: '/things', body: { a: 1 } };
export const run = (ctx: Context, what: Call = get) => request(ctx, what, t.unknown)();
export const networkError = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: { code: 'ECONNRESET', message: 'reset', name: 'Error' } }),
  );

export const real = (origin: string, overrides: ContextOverrides = {}) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken(token),
    apiKey,
    retry: { limit: 2, delay: 1, maxDelay: 5 },
    ...overrides,
  });

/** Credentials with a new token for each one that is refused. */
export function renewing(): { credentials: Credentials; asked: ReadonlyArray<string | undefined> } {
  const asked: (string | undefined)[] = [];
  let n = 1;
  return {
    asked,
    credentials: {
      getToken: async (_, rejected) => {
        asked.push(rejected);
        if (rejected === `token-${n}`) n++;
        return { _tag: 'Right', right: `token-${n}` };
      },
    },
  };
}
