/** What a new operation's name, method and path say of its function, its types and its ids. */

const verbs = ['create', 'get', 'list', 'update', 'delete'];

export const lower = (name) => name[0].toLowerCase() + name.slice(1);
export const upper = (name) => name[0].toUpperCase() + name.slice(1);
const kebab = (name) => lower(name).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One of many: `Invoices` is `Invoice`, `Categories` `Category`, `Batches` `Batch`. */
export const singular = (noun) =>
  noun
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|ss|x)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** A name as words: `DataBundle` is `data bundle`; with its article. */
export const words = (name) => kebab(name).replaceAll('-', ' ');
export const one = (name) => `${/^[aeiou]/.test(words(name)) ? 'an' : 'a'} ${words(name)}`;

const rank = (verb) => (verbs.indexOf(verb) + verbs.length + 1) % (verbs.length + 1);

/** Reads `getInvoice GET /invoices/{invoiceId}`; `idTypes` tells ids whose type has another name than the path's word. */
export function shapeOf({ fn, method, path, module, idTypes = {} }) {
  const [, verb, noun] = /^([a-z]+)([A-Z]\w*)$/.exec(fn) ?? [];
  if (noun === undefined) throw new Error(`Not a name of a function: ${fn} (getInvoice)`);
  if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method)) throw new Error(`Not a method: ${method}`);
  if (!/^(\/[\w-]+|\/\{\w+Id\})+$/.test(path)) throw new Error(`Not a path: ${path} (/invoices/{invoiceId})`);
  const entity = singular(noun);
  const segments = path.split('/').filter((segment) => !/^(\{.*)?$/.test(segment));
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    type: idTypes[name] ?? upper(name),
  }));
  // The path may have a shorter word for it: `runId` of a `WorkflowRunId`.
  const type = `${entity}Id`;
  const ownId = params.find((param) => param.type === type) ?? { name: lower(type), type };
  const listed = verb === 'list';
  return {
    fn,
    method,
    path,
    module: module ?? segments[0],
    verb,
    entity,
    params,
    ownId,
    result: listed ? `${entity}List` : entity,
    listKey: listed ? segments.at(-1) : undefined,
    options: listed ? 'PageOptions' : /^(GET|DELETE)$/.test(method) ? undefined : `${upper(fn)}Options`,
    // What must be there if something is to be changed.
    optional: listed || method === 'POST',
  };
}

/** Ids that the table has no kind for yet. */
export const newIds = ({ params, ownId, verb }, ids) =>
  [...params, ...(verbs.includes(verb) ? [ownId] : [])]
    .map(({ type }) => type)
    .filter((type, i, all) => all.indexOf(type) === i && !ids.some((row) => row.type === type))
    .map((type) => ({ type, kind: kebab(type.replace(/Id$/, '')), prefixes: ['las'], shared: false }));

/** The rows with one more, after those of its module that come before it: create, get, list, update, delete, others. */
export function withRow(rows, row, { verb, entity }) {
  const parts = ({ fn }) => /^([a-z]+)(\w+)$/.exec(fn).slice(1);
  const isBefore = (other) => {
    if (other.module !== row.module) return other.module < row.module;
    const [otherVerb, noun] = parts(other);
    return singular(noun) !== entity || rank(otherVerb) <= rank(verb);
  };
  const at = rows.findLastIndex(isBefore) + 1;
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}
