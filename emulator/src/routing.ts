/** Which route a request is for. */
import type { Route } from './api/call.js';
import { routes } from './routes/index.js';

/** A route, and what stands in the path for its parameters. */
export interface Routed {
  /** Method and path template. */
  readonly operation: string;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Routes by method and number of segments, which few others share. */
const table = new Map<
  string,
  { readonly operation: string; readonly route: Route; readonly parts: ReadonlyArray<string> }[]
>();
for (const [operation, route] of Object.entries(routes)) {
  const [method = '', template = ''] = operation.split(' ');
  const parts = template.split('/');
  const key = `${method} ${parts.length}`;
  table.set(key, [...(table.get(key) ?? []), { operation, route, parts }]);
}

/** A segment of a path as it is meant; as it stands where it cannot be decoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The route of a path, such as `/models/las:model:invoice`; `undefined` where the API has none. */
export function routeOf(method: string, path: string): Routed | undefined {
  const given = path.split('/');
  const found = table
    .get(`${method} ${given.length}`)
    ?.find(({ parts }) =>
      parts.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at])),
    );
  if (found === undefined) return undefined;
  const { operation, route, parts } = found;
  const params = parts.flatMap((part, at) =>
    part.startsWith(':') ? [[part.slice(1), decoded(given[at] ?? '')]] : [],
  );
  return { operation, route, params: Object.fromEntries(params) };
}
