/** The whole API in memory: the API itself, its token endpoint and its file server behind one `fetch`. */
import { authorize, logout } from './auth/login.js';
import { authenticate, bearerOf, clientOf, OAuthError, oauthAnswer, tokenEndpoint } from './auth/tokens.js';
import { readText } from './bytes.js';
import { callRoute, type Told } from './call.js';
import { ApiError } from './errors.js';
import { cutShort, type Fault, faulty, newFaults } from './faults.js';
import { fileServer } from './files.js';
import { bringUp } from './jobs.js';
import { type JournalRequest, queryOf, withoutSecrets } from './journal.js';
import { TooManyRequests } from './limits.js';
import { isLoopback } from './loopback.js';
import type { EmulatorOptions, OrganizationOptions, SeedModel } from './options.js';
import { routeOf } from './routing.js';
import { addModel, plant, type Seed, seed } from './seed.js';
import { expireTokens } from './store/clients.js';
import { idle } from './store/clock.js';
import { hex } from './store/ids.js';
import type { AccountCredentials } from './store/records.js';
import { restoreInto, type Snapshot, snapshotOf } from './store/snapshot.js';
import { newState, type State } from './store/state.js';

/** An organization and the client that its programs call with. */
export interface EmulatedOrganization {
  readonly organizationId: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
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
  /** What the login page takes, with any email address. */
  readonly password: string;
  /** The organization that everything belongs to: the first one, where there are several. */
  readonly organizationId: string;
  /** All organizations, the first one included. */
  readonly organizations: ReadonlyArray<EmulatedOrganization>;
  /** An agent that reads invoices, which is there from the beginning. */
  readonly agentId: string;
  /** The requests that came, the oldest first. */
  readonly requests: ReadonlyArray<JournalRequest>;
  /** Settles when the runs of agents have come as far as they can without a person or a worker outside. */
  settled(): Promise<void>;
  /** Lets the clock go on, and with it everything that takes time; for a clock that stands. */
  advance(milliseconds: number): Promise<void>;
  /** Everything that it remembers, as JSON: tokens and secrets too. */
  snapshot(): Promise<Snapshot>;
  /** Forgets everything, and goes on from a snapshot. */
  restore(snapshot: Snapshot): void;
  /** Makes resources as a client would, by the paths of the API; each may have an id of its own. */
  seed(resources: Seed): Promise<void>;
  /** Forgets everything, and begins again with the models of the options. */
  reset(): void;
  /** Adds a model that is ready to be used; gives its id. */
  addModel(model: SeedModel): string;
  /** Lets every access token expire now. */
  expireTokens(): void;
  /** Lets requests to come fail. */
  fail(fault: Fault): void;
}

interface Account {
  credentials: AccountCredentials;
  state: State;
}

/** The first is the one whose requests name no other. */
type Accounts = readonly [Account, ...Account[]];

/** Starts an emulator. Each has its own state. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const self: typeof fetch = (input, init) => emulator.fetch(input, init);
  const password = options.password ?? hex(12);
  const publicClientId = options.publicClientId ?? 'emulator-browser';
  const fresh = (credentials: AccountCredentials): State => {
    const state = newState(options, self, password);
    seed(state, credentials);
    return state;
  };
  const accountOf = ({ name, clientId, clientSecret }: OrganizationOptions, index: number): Account => {
    const credentials = {
      name: name ?? `Organization ${index + 1}`,
      clientId: clientId ?? hex(26),
      clientSecret: clientSecret ?? hex(48),
      publicClientId: index === 0 ? publicClientId : `${publicClientId}-${index + 1}`,
    };
    return { credentials, state: fresh(credentials) };
  };
  const first = accountOf({ name: 'Emulator', ...options }, 0);
  const others = (options.organizations ?? []).map((each, index) => accountOf(each, index + 1));
  const accounts: Accounts = [first, ...others];

  const faults = newFaults(options.seed);
  const requests: JournalRequest[] = [];
  const told = new WeakMap<Request, Told>();
  const app = application(accounts, told, () => requests);

  const note = (request: Request, status: number, started: number): void => {
    const { method } = request;
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/emulator/overview') return;
    const { actor, body } = told.get(request) ?? {};
    const milliseconds = Math.round(performance.now() - started);
    // The query stays out of the log: codes, verifiers and page tokens travel in it.
    first.state.log(`${method} ${pathname} ${status} ${milliseconds} ms`);
    requests.push({
      ...{ method, path: pathname, status, actor, milliseconds },
      query: actor === undefined ? {} : queryOf(searchParams),
      body: body && withoutSecrets(body),
      time: new Date(first.state.now()).toISOString(),
    });
    requests.splice(0, requests.length - (options.journal ?? 1000));
  };

  const answer = async (request: Request): Promise<Response> => {
    const started = performance.now();
    if ((options.latency ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, options.latency));
    const { method } = request;
    const origin = request.headers.get('origin');
    const usually = async (): Promise<Response> =>
      origin !== null && !mayCall(origin, request, options)
        ? Response.json(
            { message: 'Forbidden: pages of this origin may not call the emulator' },
            { status: 403 },
          )
        : app(request);
    const preflight = method === 'OPTIONS';
    const fault = preflight ? undefined : faults.take(`${method} ${new URL(request.url).pathname}`);
    try {
      const response = preflight
        ? new Response(null, { status: 204 })
        : await (fault === undefined ? usually() : faulty(fault, usually));
      const headers = new Headers(response.headers);
      cors(request, headers, options);
      note(request, response.status, started);
      const sent = new Response(response.body, { status: response.status, headers });
      if (fault?.how === 'cut') cutShort.add(sent);
      return sent;
    } catch (error) {
      // A connection that breaks has no status.
      note(request, 0, started);
      throw error;
    }
  };

  const emulator: Emulator = {
    get clientId() {
      return first.credentials.clientId;
    },
    get clientSecret() {
      return first.credentials.clientSecret;
    },
    apiKey: options.apiKey,
    publicClientId,
    password,
    get organizationId() {
      return first.state.organizationId;
    },
    get organizations() {
      return accounts.map(({ credentials, state: { organizationId } }) => {
        const { name, clientId, clientSecret } = credentials;
        return { organizationId, name, clientId, clientSecret };
      });
    },
    get agentId() {
      return first.state.agentId;
    },
    get requests() {
      return [...requests];
    },
    fetch: (input, init) => {
      const request = input instanceof Request && init === undefined ? input : new Request(input, init);
      return unlessAborted(request.signal, answer(request));
    },
    settled: async () => {
      for (const { state } of accounts) await idle(state);
    },
    advance: async (milliseconds) => {
      const { clock } = options;
      if (clock?.advance === undefined) {
        throw new Error('This clock cannot be advanced: give the emulator clock: standingClock().');
      }
      clock.advance(milliseconds);
      for (const { state } of accounts) {
        await bringUp(state);
        await idle(state);
      }
    },
    snapshot: async () => {
      await emulator.settled();
      return {
        version: 1,
        organizations: accounts.map(({ state, credentials }) => snapshotOf(state, credentials)),
      };
    },
    restore: ({ version, organizations }) => {
      if (version !== 1 || organizations.length !== accounts.length) {
        throw new Error(`Not a snapshot of an emulator with ${accounts.length} organizations.`);
      }
      for (const [index, account] of accounts.entries()) {
        account.state = newState(options, self, password);
        const kept = organizations[index];
        if (kept === undefined) continue;
        restoreInto(account.state, kept);
        account.credentials = kept.credentials;
      }
      faults.clear();
    },
    seed: (resources) => plant(first.state, resources),
    reset: () => {
      for (const account of accounts) account.state = fresh(account.credentials);
      faults.clear();
      requests.length = 0;
    },
    addModel: (model) => addModel(first.state, model),
    expireTokens: () => {
      for (const { state } of accounts) expireTokens(state);
    },
    fail: (fault) => faults.add(fault),
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

/** Whether pages of an origin may call: any page that somebody has open can reach this machine. Its own pages may. */
function mayCall(origin: string, { url }: Request, { origins = 'loopback' }: EmulatorOptions): boolean {
  if (origins === 'anywhere' || origin === new URL(url).origin) return true;
  if (origins !== 'loopback') return origins.includes(origin);
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

function cors(request: Request, headers: Headers, options: EmulatorOptions): void {
  headers.set('x-amzn-requestid', crypto.randomUUID());
  const origin = request.headers.get('origin');
  headers.append('vary', 'origin');
  if (origin === null || !mayCall(origin, request, options)) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'x-amzn-requestid, retry-after');
  if (request.method !== 'OPTIONS') return;
  headers.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  const asked = request.headers.get('access-control-request-headers');
  headers.set('access-control-allow-headers', asked ?? 'authorization, content-type, x-api-key');
  headers.set('access-control-max-age', '600');
}

/** The most bytes of a request for a token. */
const maxForm = 65_536;

/** What answers requests. */
function application(
  accounts: Accounts,
  told: WeakMap<Request, Told>,
  requests: () => ReadonlyArray<JournalRequest>,
): (request: Request) => Promise<Response> {
  const firstOr = (found: Account | undefined): State => (found ?? accounts[0]).state;
  /** The state of the organization whose token a request brings. */
  const stateOf = ({ headers }: Request): State => {
    const token = bearerOf(headers) ?? '';
    return firstOr(accounts.find(({ state }) => state.tokens.has(token)));
  };
  /** The state of the organization that a client is of. */
  const stateFor = (clientId: string | null | undefined): State =>
    firstOr(accounts.find(({ state }) => state.clients.has(clientId ?? '')));
  const recent = new Map<string, ReadonlyArray<number>>();

  const token = async (request: Request): Promise<Response> => {
    const text = await readText(request, maxForm);
    return tokenEndpoint(stateFor(clientOf(request, text)), request, text);
  };
  const file = (request: Request, id: string): Promise<Response> => {
    const state = stateOf(request);
    authenticate(state, request.headers, false);
    return fileServer(state, request, id);
  };

  const respond = async (request: Request): Promise<Response> => {
    const { method } = request;
    const { pathname, searchParams } = new URL(request.url);
    const line = `${method} ${pathname}`;
    const client = (): State => stateFor(searchParams.get('client_id'));
    if (line === 'POST /oauth2/token' || line === 'POST /token') return token(request);
    if (line === 'GET /oauth2/authorize' || line === 'POST /oauth2/authorize')
      return authorize(client(), request);
    if (line === 'GET /logout') return logout(client(), request);
    const [, id] = /^(?:GET|PUT) \/files\/([^/]+)$/.exec(line) ?? [];
    if (id !== undefined) return file(request, decodeURIComponent(id));
    if (line === 'GET /') return (await import('./page.js')).page();
    if (line === 'GET /emulator/overview') {
      const states = accounts.map(({ state }) => state);
      return (await import('./page.js')).overview(states, requests());
    }
    const routed = routeOf(method, pathname.replace(/^\/v1(?=\/)/, ''));
    if (routed === undefined) return Response.json({ message: 'Not Found' }, { status: 404 });
    return callRoute(stateOf(request), request, routed, recent, (each) => told.set(request, each));
  };
  return async (request) => {
    try {
      return await respond(request);
    } catch (error) {
      if (error instanceof ApiError) {
        const headers: Readonly<Record<string, string>> =
          error instanceof TooManyRequests ? { 'retry-after': String(error.seconds) } : {};
        return Response.json({ message: error.message }, { status: error.status, headers });
      }
      if (error instanceof OAuthError) return oauthAnswer(error);
      accounts[0].state.log(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
      return Response.json({ message: 'Internal Server Error' }, { status: 500 });
    }
  };
}
