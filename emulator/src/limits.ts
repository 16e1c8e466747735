/** What is refused besides what is wrong: quotas, requests a second, and what roles do not allow. */
import type { Route } from './api/call.js';
import { ApiError } from './errors.js';
import { quotaOf } from './routes/organizations.js';
import type { Kind } from './store/entities.js';
import { table } from './store/entries.js';
import { wordOf } from './store/ids.js';
import type { State } from './store/state.js';

/** An error that says when to come again. */
export class TooManyRequests extends ApiError {
  readonly seconds: number;
  constructor(seconds: number) {
    super(429, 'Too Many Requests');
    this.seconds = seconds;
  }
}

/** Refuses what a quota has no room for. */
export function checkQuota(state: State, { creates }: Route): void {
  const { quotas } = state.options.limits ?? {};
  if (quotas === undefined || creates === undefined) return;
  const quota = quotaOf(state, creates);
  const allowed = quotas === true ? quota?.allowed : quotas[creates];
  if (allowed === undefined) return;
  const used = quota?.used ?? table(state, creates).size;
  if (used >= allowed) throw new ApiError(429, 'Limit Exceeded');
}

/** Refuses the requests of a client that come too fast; `recent` has the times of those before. */
export function checkRate(state: State, actor: string, recent: Map<string, ReadonlyArray<number>>): void {
  const most = state.options.limits?.requestsPerSecond;
  if (most === undefined) return;
  const now = state.now();
  const times = (recent.get(actor) ?? []).filter((time) => time > now - 1000);
  const [first = now] = times;
  if (times.length >= most) throw new TooManyRequests(Math.max(1, Math.ceil((first + 1000 - now) / 1000)));
  recent.set(actor, [...times, now]);
}

/** Refuses what the roles of whoever calls do not allow. */
export function checkRoles(
  state: State,
  actor: string,
  method: string,
  route: Route,
  params: Readonly<Record<string, string>>,
): void {
  if (state.options.limits?.roles !== true) return;
  const roleIds =
    (table(state, 'app-client').get(actor) ?? table(state, 'user').get(actor))?.data.roleIds ?? [];
  const action = method === 'GET' ? 'read' : 'write';
  const kinds: ReadonlyArray<Kind> = [...Object.values(route.ids), ...(route.creates ? [route.creates] : [])];
  const named = new Set([
    '*',
    ...Object.values(params),
    ...kinds.flatMap((kind) => [`las:${wordOf(kind)}:*`, `cradl:${wordOf(kind)}:*`]),
  ]);
  const effects = roleIds
    .flatMap((roleId) => table(state, 'role').get(roleId)?.data.permissions ?? [])
    .filter((each) => named.has(String(each['resourceId'])) && ['*', action].includes(String(each['action'])))
    .map((each) => each['effect']);
  if (effects.includes('deny') || !effects.includes('allow')) throw new ApiError(403, 'Forbidden');
}
