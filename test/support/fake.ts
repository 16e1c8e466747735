/** A context whose fetch answers from a script and keeps what was sent. */
import { type Context, type ContextOverrides, createContext, staticToken } from '../../src/index.js';

/** A request as it left. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What to answer: a body to be sent as JSON with status 200, a response, or something made from the request. */
export type Script = unknown | ((request: Sent, n: number) => unknown);

export const endpoint = 'https://api.example.com/v1';
export const token = 'token-of-the-test';
export const apiKey = 'key-of-the-test';

export function fake(
  script: Script,
  overrides: ContextOverrides = {},
): { ctx: Context; sent: ReadonlyArray<Sent> } {
  const sent: Sent[] = [];
  const ctx = createContext({
    apiEndpoint: endpoint,
    credentials: staticToken(token),
    apiKey,
    retry: { limit: 2, delay: 1, maxDelay: 5 },
    fetch: async (request) => {
      const text = request.headers.get('content-type')?.includes('json') ? await request.text() : undefined;
      const one: Sent = {
        method: request.method,
        url: new URL(request.url),
        headers: request.headers,
        body: text === undefined ? (request.body ? await request.blob() : undefined) : JSON.parse(text),
      };
      sent.push(one);
      const answer = await (typeof script === 'function' ? script(one, sent.length) : script);
      return answer instanceof Response ? answer : Response.json(answer ?? {});
    },
    ...overrides,
  });
  return { ctx, sent };
}

/** An answer with a status and a message. */
export const status = (
  code: number,
  message = `status ${code}`,
  headers: Record<string, string> = {},
): Response => Response.json({ message }, { status: code, headers });
