/** The whole API in memory: the API itself, its token endpoint and its file server behind one `fetch`. */
import { type Context, Hono } from 'hono';
import type { Ids, Route } from './api/call.js';
import { id } from './api/check.js';
import { authorize, logout } from './auth/login.js';
import { authenticate, OAuthError, oauthAnswer, tokenEndpoint } from './auth/tokens.js';
import { ApiError } from './errors.js';
import { fileServer } from './files.js';
import { type Fields, isFields } from './json.js';
import type { EmulatorOptions, SeedModel } from './options.js';
import { routes } from './routes/index.js';
import { addModel, seed } from './seed.js';
import { expireTokens } from './store/clients.js';
import { idle, settle } from './store/clock.js';
import { table } from './store/entries.js';
import { hex, wordOf } from './store/ids.js';
import { newState, type State } from './store/state.js';

/** An answer that the emulator gives instead of the usual one. */
export interface Fault {
  readonly status: number;
  /** The `message` of the body; `Internal Server Error` when absent. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests meet it; 1 when absent. */
  readonly times?: number;
  /** Which requests meet it, by `METHOD /path`; all but those for tokens when absent. */
  readonly when?: RegExp;
}

/** The API in memory. */
export interface Emulator {
  /** Answers a request to any host, so that it can stand in for the global `fetch`. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** The credentials that it accepts. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string | undefined;
  /** The client of browsers. */
  readonly publicClientId: string;
  /** The organization that everything belongs to. */
  readonly organizationId: string;
  /** An agent that reads invoices, which is there from the beginning. */
  readonly agentId: string;
  /** Settles when the runs of agents have come as far as they can without a person or a worker outside. */
  settled(): Promise<void>;
  /** Forgets everything, and begins again with the models of the options. */
  reset(): void;
  /** Adds a model that is ready to be used; gives its id. */
  addModel(model: SeedModel): string;
  /** Lets every access token expire now. */
  expireTokens(): void;
  /** Lets requests to come fail. */
  fail(fault: Fault): void;
}

/** Starts an emulator. Each has its own state. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const credentials = {
    clientId: options.clientId ?? hex(26),
    clientSecret: options.clientSecret ?? hex(48),
  };
  const self: typeof fetch = (input, init) => emulator.fetch(input, init);
  let state = newState(options, self);
  seed(state, credentials);
  let faults: { fault: Fault; left: number }[] = [];

  const takeFault = (line: string): Fault | undefined => {
    const entry = faults.find(({ fault }) => (fault.when ?? /^(?!\S+ \/(oauth2\/|token|logout))/).test(line));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    faults = faults.filter(({ left }) => left > 0);
    return entry.fault;
  };

  const app = application(() => state);
  const answer = async (request: Request): Promise<Response> => {
    const started = performance.now();
    if ((options.latency ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, options.latency));
    const { pathname } = new URL(request.url);
    const preflight = request.method === 'OPTIONS';
    const fault = preflight ? undefined : takeFault(`${request.method} ${pathname}`);
    const response = preflight
      ? new Response(null, { status: 204 })
      : fault !== undefined
        ? Response.json(
            { message: fault.message ?? 'Internal Server Error' },
            { status: fault.status, headers: fault.headers ?? {} },
          )
        : await app.fetch(request);
    const headers = new Headers(response.headers);
    cors(request, headers);
    // The query stays out of the log: codes, verifiers and page tokens travel in it.
    const time = Math.round(performance.now() - started);
    state.log(`${request.method} ${pathname} ${response.status} ${time} ms`);
    return new Response(response.body, { status: response.status, headers });
  };

  const emulator: Emulator = {
    ...credentials,
    apiKey: options.apiKey,
    publicClientId: options.publicClientId ?? 'emulator-browser',
    get organizationId() {
      return state.organizationId;
    },
    fetch: (input, init) => {
      const request = input instanceof Request && init === undefined ? input : new Request(input, init);
      return unlessAborted(request.signal, answer(request));
    },
    get agentId() {
      return state.agentId;
    },
    reset: () => {
      state = newState(options, self);
      seed(state, credentials);
      faults = [];
    },
    addModel: (model) => addModel(state, model),
    expireTokens: () => expireTokens(state),
    fail: (fault) => {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    settled: () => idle(state),
  };
  return emulator;
}

/** A `fetch` rejects as soon as its signal is aborted. */
async function unlessAborted(signal: AbortSignal, answer: Promise<Response>): Promise<Response> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([aborted, answer]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
    answer.catch(() => {});
  }
}

function cors(request: Request, headers: Headers): void {
  headers.set('x-amzn-requestid', crypto.randomUUID());
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', 'x-amzn-requestid, retry-after');
  if (request.method !== 'OPTIONS') return;
  headers.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  const asked = request.headers.get('access-control-request-headers');
  headers.set('access-control-allow-headers', asked ?? 'authorization, content-type, x-api-key');
  headers.set('access-control-max-age', '600');
}

function application(current: () => State): Hono {
  const api = new Hono();
  for (const [operation, route] of Object.entries(routes)) {
    const [method = '', path = ''] = operation.split(' ');
    api.on(method, path, async (context) => {
      const state = current();
      const actor = authenticate(state, context.req.raw.headers, true);
      await settle(state);
      const url = new URL(context.req.url);
      const answer = await route.handle({
        ...{ state, operation, actor, url, query: url.searchParams },
        params: paramsOf(state, actor, context, route.ids),
        body: method === 'GET' || method === 'DELETE' ? {} : await bodyOf(context.req.raw, route),
      });
      return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
    });
  }
  const app = new Hono();
  const token = (context: Context) => tokenEndpoint(current(), context.req.raw);
  app.post('/oauth2/token', token).post('/token', token);
  app.on(['GET', 'POST'], '/oauth2/authorize', (context) => authorize(current(), context.req.raw));
  app.get('/logout', (context) => logout(current(), context.req.raw));
  app.on(['GET', 'PUT'], '/files/:documentId', (context) => {
    authenticate(current(), context.req.raw.headers, false);
    return fileServer(current(), context.req.raw, context.req.param('documentId') ?? '');
  });
  app.route('/v1', api).route('/', api);
  app.notFound(() => Response.json({ message: 'Not Found' }, { status: 404 }));
  app.onError((error) => {
    if (error instanceof ApiError) return Response.json({ message: error.message }, { status: error.status });
    if (error instanceof OAuthError) return oauthAnswer(error);
    current().log(`internal error: ${error.stack ?? error.message}`);
    return Response.json({ message: 'Internal Server Error' }, { status: 500 });
  });
  return app;
}

/** What `me` stands for in a path: one's own organization, and the profile of whoever calls. */
function me(state: State, actor: string, name: string): string {
  if (name === 'organizationId') return state.organizationId;
  const user = table(state, 'user').get(actor) ?? [...table(state, 'user').values()][0];
  return name === 'profileId' ? (user?.data.profileId ?? 'me') : 'me';
}

function paramsOf(state: State, actor: string, context: Context, ids: Ids): Record<string, string> {
  const params: Record<string, string> = { ...context.req.param() };
  for (const [name, kind] of Object.entries(ids)) {
    const given = params[name] ?? '';
    const value = given === 'me' ? me(state, actor, name) : given;
    params[name] = value;
    const wrong = id(wordOf(kind), true)(value, name);
    if (wrong !== undefined) throw new ApiError(400, wrong);
  }
  return params;
}

async function bodyOf(request: Request, { body: check }: Route): Promise<Fields> {
  const text = await request.text();
  const contentType = request.headers.get('content-type') ?? '';
  if (text !== '' && !/^application\/json *(;|$)/i.test(contentType)) {
    throw new ApiError(415, 'The body must be application/json');
  }
  const body = text === '' ? {} : parse(text);
  const wrong = check?.(body, 'body');
  if (wrong !== undefined || !isFields(body)) throw new ApiError(400, wrong ?? 'The body must be an object');
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'The body is not JSON');
  }
}
