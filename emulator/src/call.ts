/** One call of the API: who calls, whether it is allowed, what it brings, and what comes of it. */
import type { Ids, Route } from './api/call.js';
import { id } from './api/check.js';
import { authenticate } from './auth/tokens.js';
import { readText } from './bytes.js';
import { ApiError } from './errors.js';
import { bringUp } from './jobs.js';
import { type Fields, isFields } from './json.js';
import { checkQuota, checkRate, checkRoles } from './limits.js';
import type { Routed } from './routing.js';
import { table } from './store/entries.js';
import { wordOf } from './store/ids.js';
import type { State } from './store/state.js';

/** What is told of a call besides its answer. */
export interface Told {
  readonly actor?: string;
  readonly body?: Fields;
}

/** The most bytes of a body of JSON. */
const maxBody = 10_000_000;
/** How deep a body may be nested. */
const maxDepth = 100;

/** Answers a call. */
export async function callRoute(
  state: State,
  request: Request,
  { operation, route, params: given }: Routed,
  recent: Map<string, ReadonlyArray<number>>,
  tell: (told: Told) => void,
): Promise<Response> {
  const actor = authenticate(state, request.headers, true);
  tell({ actor });
  await bringUp(state);
  checkRate(state, actor, recent);
  const url = new URL(request.url);
  const { method } = request;
  const params = paramsOf(state, actor, given, route.ids);
  const body = method === 'GET' || method === 'DELETE' ? {} : await bodyOf(request, route);
  tell({ actor, body });
  checkRoles(state, actor, method, route, params);
  checkQuota(state, route);
  const answer = await route.handle({ state, operation, actor, url, query: url.searchParams, params, body });
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
}

/** What `me` stands for in a path: one's own organization, and the profile of whoever calls. */
function me(state: State, actor: string, name: string): string {
  if (name === 'organizationId') return state.organizationId;
  const user = table(state, 'user').get(actor) ?? [...table(state, 'user').values()][0];
  return name === 'profileId' ? (user?.data.profileId ?? 'me') : 'me';
}

function paramsOf(
  state: State,
  actor: string,
  given: Readonly<Record<string, string>>,
  ids: Ids,
): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, kind] of Object.entries(ids)) {
    const text = given[name] ?? '';
    const value = text === 'me' ? me(state, actor, name) : text;
    params[name] = value;
    const wrong = id(wordOf(kind), true)(value, name);
    if (wrong !== undefined) throw new ApiError(400, wrong);
  }
  return params;
}

async function bodyOf(request: Request, { body: check }: Route): Promise<Fields> {
  const text = await readText(request, maxBody);
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
  // A body that is nested too deep would break every list that it gets into.
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > maxDepth) throw new ApiError(400, `The body is nested more than ${maxDepth} deep`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'The body is not JSON');
  }
}
