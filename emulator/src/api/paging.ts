/** Lists: filters, order and pages. */

import { type Entry, hex } from '../store/state.js';
import type { Call } from './call.js';
import type { Fields } from './check.js';
import { ApiError } from './errors.js';

export interface ListOptions {
  readonly plural: string;
  readonly rows: ReadonlyArray<Entry>;
  readonly view: (entry: Entry) => Fields;
  /** Filters whose key may be repeated; echoed as lists. */
  readonly many?: ReadonlyArray<string>;
  /** Filters of one value; echoed as it is. */
  readonly one?: ReadonlyArray<string>;
  /** Filters that are not echoed; their key may be repeated. */
  readonly quiet?: ReadonlyArray<string>;
  /** What `sortBy` may name, the first being what is sorted by without it. */
  readonly sortBy?: ReadonlyArray<string>;
  readonly echoSort?: boolean;
  /** Fields that `sort` may name, each with its direction: `createdTime:desc`. Its key may be repeated. */
  readonly sort?: ReadonlyArray<string>;
  /** Query keys that the operation itself looks at. */
  readonly other?: ReadonlyArray<string>;
  /** The next page begins where the deleted rows were. */
  readonly remove?: (entry: Entry) => void;
}

/** So many page tokens are remembered; older ones are answered as invalid. */
const maxTokens = 10_000;

/** One page of `rows` as a list's answer. */
export function listing(call: Call, options: ListOptions): Fields {
  const { many = [], one = [], quiet = [], sortBy = [], other = [], echoSort = true, sort = [] } = options;
  const sorting = sortBy.length > 0 ? ['sortBy', 'order'] : [];
  const known = new Set([...many, ...one, ...quiet, ...other, ...sorting, 'maxResults', 'nextToken']);
  if (sort.length > 0) known.add('sort');
  const echo: Fields = {};
  for (const key of new Set(call.query.keys())) {
    if (!known.has(key)) throw new ApiError(400, `Unknown query parameter: ${key.slice(0, 64)}`);
    const values = call.query.getAll(key);
    if (
      values.length > 1 &&
      !many.includes(key) &&
      !quiet.includes(key) &&
      ![...other, 'sort'].includes(key)
    ) {
      throw new ApiError(400, `${key} must be given once`);
    }
    // An empty filter would choose nothing, or, were it left out, everything.
    if (values.includes('')) throw new ApiError(400, `${key} must not be empty`);
    if (many.includes(key)) echo[key] = values;
    if (one.includes(key)) echo[key] = values[0];
  }
  const order = call.query.get('order') ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw new ApiError(400, 'order must be one of ascending, descending');
  }
  const by = call.query.get('sortBy') ?? sortBy[0] ?? 'createdTime';
  if (sortBy.length > 0 && !sortBy.includes(by)) {
    throw new ApiError(400, `sortBy must be one of ${sortBy.join(', ')}`);
  }
  if (echoSort) for (const key of sorting) if (call.query.has(key)) echo[key] = call.query.get(key);

  const filters = [...many, ...one, ...quiet].filter((key) => call.query.has(key));
  const orders = ordersOf(call.query.getAll('sort'), sort);
  if (orders.length === 0) orders.push({ by, direction: order === 'ascending' ? 1 : -1 });
  const directions = [...orders, ...orders.slice(-1)].map(({ direction }) => direction);
  const matching = options.rows
    .filter(({ data }) => filters.every((key) => call.query.getAll(key).includes(String(data[key]))))
    .map((entry) => ({
      entry,
      key: [...orders.map((one) => String(entry.data[one.by] ?? '\uffff')), entry.seq],
    }))
    .sort((a, b) => compare(a.key, b.key, directions));

  const list = listKey(call);
  const after = start(call, list);
  const rest =
    after === undefined ? matching : matching.filter(({ key }) => compare(key, after, directions) > 0);
  const page = rest.slice(0, pageSize(call));
  const last = page.at(-1);
  let nextToken: string | null = null;
  if (last !== undefined && rest.length > page.length) {
    const tokens = call.state.pageTokens;
    nextToken = hex(48);
    tokens.set(nextToken, { list, after: last.key });
    for (const old of tokens.keys()) if (tokens.size > maxTokens) tokens.delete(old);
  }
  const answer = { [options.plural]: page.map(({ entry }) => options.view(entry)), nextToken, ...echo };
  if (options.remove !== undefined) for (const { entry } of page) options.remove(entry);
  return answer;
}

type SortKey = readonly (string | number)[];

interface Order {
  readonly by: string;
  readonly direction: 1 | -1;
}

function ordersOf(asked: ReadonlyArray<string>, allowed: ReadonlyArray<string>): Order[] {
  return asked.map((text) => {
    const [by = '', direction = 'asc', ...rest] = text.split(':');
    if (!allowed.includes(by) || !/^(asc|desc)$/.test(direction) || rest.length > 0) {
      throw new ApiError(400, `sort must be one of ${allowed.join(', ')}, with :asc or :desc behind it`);
    }
    return { by, direction: direction === 'asc' ? 1 : -1 };
  });
}

function compare(a: SortKey, b: SortKey, directions: ReadonlyArray<number>): number {
  for (const [index, direction] of directions.entries()) {
    const [x = '', y = ''] = [a[index], b[index]];
    if (x !== y) return x < y ? -direction : direction;
  }
  return 0;
}

/** A page token is only good for the list that it came from, with the same filters in the same order. */
function listKey(call: Call): string {
  const query = [...call.query].filter(([key]) => key !== 'nextToken' && key !== 'maxResults').sort();
  return JSON.stringify([call.operation, call.params, query]);
}

function start(call: Call, list: string): SortKey | undefined {
  const token = call.query.get('nextToken');
  if (token === null) return undefined;
  const found = call.state.pageTokens.get(token);
  if (found === undefined || found.list !== list) throw new ApiError(400, 'nextToken is not valid');
  return found.after;
}

function pageSize(call: Call): number {
  const most = call.state.options.maxPage ?? 100;
  const wanted = call.query.get('maxResults');
  if (wanted === null) return most;
  if (!/^[1-9]\d{0,8}$/.test(wanted)) throw new ApiError(400, 'maxResults must be a positive integer');
  return Math.min(Number(wanted), most);
}
