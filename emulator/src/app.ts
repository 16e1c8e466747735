/** The whole API in memory: the API itself, its token endpoint and its file server behind one `fetch`. */
import { type Context, Hono } from 'hono';
import type { Call, Handler, Routes } from './api/call.js';
import { type Fields, id, isFields } from './api/check.js';
import { ApiError } from './api/errors.js';
import { authorize, logout } from './auth/login.js';
import { authenticate, OAuthError, oauthAnswer, tokenEndpoint } from './auth/tokens.js';
import { bodies } from './bodies.js';
import { fileServer } from './files.js';
import type { EmulatorOptions, SeedModel } from './options.js';
import { account } from './routes/account.js';
import { actions, functions, hooks } from './routes/actions.js';
import { agents } from './routes/agents.js';
import { assets } from './routes/assets.js';
import { datasets } from './routes/datasets.js';
import { documents } from './routes/documents.js';
import { models } from './routes/models.js';
import { predictions } from './routes/predictions.js';
import { connections, validations } from './routes/validations.js';
import { transitions, workflows } from './routes/workflows.js';
import { addModel, seed } from './seed.js';
import { hex, newState, type State, settle, table } from './store/state.js';

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

/** What answers each call to the API. */
export const routes: Routes = {
  ...account,
  ...actions,
  ...agents,
  ...assets,
  ...connections,
  ...datasets,
  ...documents,
  ...functions,
  ...hooks,
  ...models,
  ...predictions,
  ...transitions,
  ...validations,
  ...workflows,
};

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
    expireTokens: () => {
      for (const [token, found] of state.tokens) state.tokens.set(token, { ...found, expires: state.now() });
    },
    fail: (fault) => {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    settled: async () => {
      while (state.work.size > 0) await Promise.all(state.work);
    },
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
  for (const [operation, handler] of Object.entries(routes)) {
    const [method = '', path = ''] = operation.split(' ');
    api.on(method, path, async (context) => {
      const state = current();
      const actor = authenticate(state, context.req.raw.headers, true);
      await settle(state);
      return answerTo(handler, {
        state,
        operation,
        actor,
        url: new URL(context.req.url),
        query: new URL(context.req.url).searchParams,
        params: paramsOf(state, actor, context, operation),
        body: method === 'GET' || method === 'DELETE' ? {} : await bodyOf(context.req.raw, operation),
      });
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

async function answerTo(handler: Handler, call: Call): Promise<Response> {
  const answer = await handler(call);
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
}

/** The kind of the ids that a parameter of a path takes, where it is not the parameter's own name. */
const kinds: Readonly<Record<string, string>> = {
  dataBundleId: 'model-data-bundle',
  trainingId: 'model-training',
  transformationId: 'dataset-transformation',
};

/** What `me` stands for in a path: one's own organization, and the profile of whoever calls. */
function me(state: State, actor: string, name: string): string {
  if (name === 'organizationId') return state.organizationId;
  const user = table(state, 'user').get(actor) ?? [...table(state, 'user').values()][0];
  return name === 'profileId' ? String(user?.data['profileId']) : 'me';
}

function paramsOf(state: State, actor: string, context: Context, operation: string): Record<string, string> {
  const params: Record<string, string> = { ...context.req.param() };
  for (const [name, given] of Object.entries(params)) {
    const value = given === 'me' ? me(state, actor, name) : given;
    params[name] = value;
    const own = name.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const executed = operation.includes('/transitions/') ? 'transition-execution' : 'workflow-execution';
    const kind = name === 'executionId' ? executed : (kinds[name] ?? own);
    const wrong = id(kind, true)(value, name);
    if (wrong !== undefined) throw new ApiError(400, wrong);
  }
  return params;
}

async function bodyOf(request: Request, operation: string): Promise<Fields> {
  const text = await request.text();
  const contentType = request.headers.get('content-type') ?? '';
  if (text !== '' && !/^application\/json *(;|$)/i.test(contentType)) {
    throw new ApiError(415, 'The body must be application/json');
  }
  const body = text === '' ? {} : parse(text);
  const wrong = bodies.get(operation)?.(body, 'body');
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
