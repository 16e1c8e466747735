/** Lists: filters, order and pages. */
import { ApiError } from '../errors.js';
import type { Fields } from '../json.js';
import type { Kind } from '../store/entities.js';
import { type Entry, fieldsOf } from '../store/entries.js';
import { addPage, pageOf } from '../store/pages.js';
import type { Call } from './call.js';

/** What a list consists of, and what may be asked of it. */
export interface ListOptions<K extends Kind = Kind> {
  readonly plural: string;
  /** All there are, in the order of creation. */
  readonly rows: Iterable<Entry<K>>;
  /** Which of them the list has at all. */
  readonly keep?: (entry: Entry<K>) => boolean;
  readonly view: (entry: Entry<K>) => Fields;
  /** Filters whose key may be repeated; echoed as lists. */
  readonly many?: ReadonlyArray<string>;
  /** Filters of one value; echoed as it is. */
  readonly one?: ReadonlyArray<string>;
  /** Filters that are not echoed; their key may be repeated. */
  readonly quiet?: ReadonlyArray<string>;
  /** The words that a filter may be, where they are few. */
  readonly words?: Readonly<Record<string, ReadonlyArray<string>>>;
  /** What `sortBy` may name, the first being what is sorted by without it. */
  readonly sortBy?: ReadonlyArray<string>;
  readonly echoSort?: boolean;
  /** Fields that `sort` may name, each with its direction: `createdTime:desc`. Its key may be repeated. */
  readonly sort?: ReadonlyArray<string>;
  /** Query keys that the operation itself looks at. */
  readonly other?: ReadonlyArray<string>;
  /** The next page begins where the deleted rows were. */
  readonly remove?: (entry: Entry<K>) => void;
}

/** One page of `rows` as a list's answer. */
export function listing<K extends Kind>(call: Call, options: ListOptions<K>): Fields {
  const { many = [], one = [], quiet = [], sortBy = [], echoSort = true } = options;
  const echo = echoOf(call, options);
  const orders = ordersOf(call, options);
  if (echoSort && sortBy.length > 0) {
    for (const key of ['sortBy', 'order']) if (call.query.has(key)) echo[key] = call.query.get(key);
  }
  const filters = [...many, ...one, ...quiet]
    .filter((key) => call.query.has(key))
    .map((key) => [key, new Set(call.query.getAll(key))] as const);
  const isWanted = (entry: Entry<K>): boolean =>
    filters.every(([key, values]) => values.has(String(fieldsOf(entry)[key]))) &&
    options.keep?.(entry) !== false;

  const list = listKey(call);
  const after = start(call, list);
  const size = pageSize(call);
  const rows = isCreation(orders)
    ? inCreation(options.rows, isWanted, after, size + 1, orders[0]?.direction ?? 1)
    : sorted(options.rows, isWanted, after, orders);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  let nextToken: string | null = null;
  if (last !== undefined && rows.length > page.length)
    nextToken = addPage(call.state, { list, after: keyOf(last, orders) });
  const answer = { [options.plural]: page.map(options.view), nextToken, ...echo };
  if (options.remove !== undefined) page.forEach(options.remove);
  return answer;
}

/** The filters as they are sent back; 400 for a key or a word that the list does not have. */
function echoOf<K extends Kind>(call: Call, options: ListOptions<K>): Fields {
  const { many = [], one = [], quiet = [], other = [], sort = [], sortBy = [], words = {} } = options;
  const sorting = sortBy.length > 0 ? ['sortBy', 'order'] : [];
  const repeated = [...many, ...quiet, ...other, ...(sort.length > 0 ? ['sort'] : [])];
  const known = new Set([...repeated, ...one, ...sorting, 'maxResults', 'nextToken']);
  const echo: Fields = {};
  for (const key of new Set(call.query.keys())) {
    if (!known.has(key)) throw new ApiError(400, `Unknown query parameter: ${key.slice(0, 64)}`);
    const values = call.query.getAll(key);
    if (values.length > 1 && !repeated.includes(key)) throw new ApiError(400, `${key} must be given once`);
    // An empty filter would choose nothing, or, were it left out, everything.
    if (values.includes('')) throw new ApiError(400, `${key} must not be empty`);
    const allowed = words[key];
    if (allowed !== undefined && !values.every((value) => allowed.includes(value))) {
      throw new ApiError(400, `${key} must be one of ${allowed.join(', ')}`);
    }
    if (many.includes(key)) echo[key] = values;
    if (one.includes(key)) echo[key] = values[0];
  }
  return echo;
}

/** Resources are kept in the order of creation: nothing is sorted, and nothing is looked at behind the page. */
function inCreation<K extends Kind>(
  rows: Iterable<Entry<K>>,
  isWanted: (entry: Entry<K>) => boolean,
  after: SortKey | undefined,
  most: number,
  direction: 1 | -1,
): ReadonlyArray<Entry<K>> {
  const seq = Number(after?.at(-1) ?? (direction === 1 ? 0 : Number.POSITIVE_INFINITY));
  const found: Entry<K>[] = [];
  for (const entry of direction === 1 ? rows : [...rows].reverse()) {
    if ((entry.seq - seq) * direction <= 0 || !isWanted(entry)) continue;
    found.push(entry);
    if (found.length === most) break;
  }
  return found;
}

function sorted<K extends Kind>(
  rows: Iterable<Entry<K>>,
  isWanted: (entry: Entry<K>) => boolean,
  after: SortKey | undefined,
  orders: ReadonlyArray<Order>,
): ReadonlyArray<Entry<K>> {
  const directions = [...orders, ...orders.slice(-1)].map(({ direction }) => direction);
  return [...rows]
    .filter(isWanted)
    .map((entry) => ({ entry, key: keyOf(entry, orders) }))
    .filter(({ key }) => after === undefined || compare(key, after, directions) > 0)
    .sort((a, b) => compare(a.key, b.key, directions))
    .map(({ entry }) => entry);
}

function keyOf(entry: Entry, orders: ReadonlyArray<Order>): SortKey {
  const fields = fieldsOf(entry);
  return [...orders.map(({ by }) => String(fields[by] ?? '\uffff')), entry.seq];
}

/** Whether an order is that of creation. */
function isCreation(orders: ReadonlyArray<Order>): boolean {
  return orders.length === 1 && orders[0]?.by === 'createdTime';
}

type SortKey = ReadonlyArray<string | number>;

interface Order {
  readonly by: string;
  readonly direction: 1 | -1;
}

function ordersOf<K extends Kind>(
  call: Call,
  { sort = [], sortBy = [] }: ListOptions<K>,
): ReadonlyArray<Order> {
  const direction = call.query.get('order') ?? 'ascending';
  if (direction !== 'ascending' && direction !== 'descending') {
    throw new ApiError(400, 'order must be one of ascending, descending');
  }
  const by = call.query.get('sortBy') ?? sortBy[0] ?? 'createdTime';
  if (sortBy.length > 0 && !sortBy.includes(by)) {
    throw new ApiError(400, `sortBy must be one of ${sortBy.join(', ')}`);
  }
  const asked = call.query.getAll('sort').map((text): Order => {
    const [name = '', way = 'asc', ...rest] = text.split(':');
    if (!sort.includes(name) || !/^(asc|desc)$/.test(way) || rest.length > 0) {
      throw new ApiError(400, `sort must be one of ${sort.join(', ')}, with :asc or :desc behind it`);
    }
    return { by: name, direction: way === 'asc' ? 1 : -1 };
  });
  return asked.length > 0 ? asked : [{ by, direction: direction === 'ascending' ? 1 : -1 }];
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
  const found = pageOf(call.state, token);
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
