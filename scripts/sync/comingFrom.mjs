/** The tables of `docs/coming-from/`, from `contract/comingFrom.json`: a method of another SDK, ours, and what differs. */
import { read } from '../contract.mjs';

export const comingFromFile = 'contract/comingFrom.json';

/** The pages, by the SDK that their rows name. */
export const pages = {
  'las-sdk': 'docs/coming-from/las-sdk.md',
  'lucidtech-las': 'docs/coming-from/lucidtech-las.md',
  cradl: 'docs/coming-from/cradl.md',
};

export const readComingFrom = () => JSON.parse(read(comingFromFile));

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;
const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const and = (texts) => [texts.slice(0, -1).join(', '), ...texts.slice(-1)].filter(Boolean).join(' and ');
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Our call as one would write it: the arguments, and of the options those that the other SDK has too. */
function ourCall({ ours, options }, { parameters = '()', kind }) {
  if (kind !== 'function') return ours;
  const named = parameters
    .slice(1, -1)
    .split(', ')
    .filter(Boolean)
    .map((name) => name.replace('?', ''));
  const inOptions = options
    .map(([, name]) => name)
    .filter((name) => name !== null && !name.includes('.') && !named.includes(name));
  const given = [
    ...named.filter((name) => name !== 'options'),
    ...(inOptions.length > 0 ? [`{ ${[...new Set(inOptions)].join(', ')} }`] : []),
  ];
  return `${ours}(${given.join(', ')})`;
}

/** What differs, beyond the spelling. */
function differences({ ours, options, note }) {
  const elsewhere = new Map();
  const said = [];
  for (const [theirs, name, why] of options) {
    const [first, member] = name?.split('.') ?? [];
    if (why !== undefined) said.push(`${code(theirs)}: ${sentence(why)}`);
    else if (name !== null && member !== undefined && first.startsWith('get') && first !== ours)
      elsewhere.set(first, [...(elsewhere.get(first) ?? []), code(theirs)]);
    else if (name !== null && camelCase(theirs) !== name) said.push(`${code(theirs)} is ${code(name)}.`);
  }
  for (const [fn, names] of elsewhere) said.push(`${and(names)} are options of ${code(fn)}.`);
  return [...said, ...(note ? [note] : [])].join(' ');
}

/** The tables of one SDK, a heading for each of our modules. */
export function tables(sdk, rows, api) {
  const moduleOf = new Map(
    api.modules.flatMap(({ name, operations, rest }) =>
      [...operations, ...rest].map((one) => [one.name, name]),
    ),
  );
  const entries = [...api.core, ...api.modules.flatMap(({ operations, rest }) => [...operations, ...rest])];
  const entryOf = (name) => entries.find((entry) => entry.name === name) ?? {};
  const sections = new Map();
  for (const row of rows.filter((one) => one.sdk === sdk)) {
    const title = moduleOf.get(row.ours) ?? (row.ours === 'request' ? 'requests' : 'client and credentials');
    sections.set(title, [...(sections.get(title) ?? []), row]);
  }
  return [...sections]
    .flatMap(([title, list]) => [
      `### ${title}`,
      '',
      '| theirs | ours | what differs |',
      '|---|---|---|',
      ...list.map((row) => {
        const theirs =
          row.options.length > 0
            ? `${row.theirs}(${row.options.map(([name]) => name).join(', ')})`
            : row.theirs;
        return `| ${code(theirs)} | ${code(ourCall(row, entryOf(row.ours)))} | ${differences(row)} |`;
      }),
      '',
    ])
    .join('\n');
}

/** A page with its tables renewed; what is around them is written by hand. */
export function page(text, written) {
  const marked = /<!-- table -->.*<!-- \/table -->/s;
  if (!marked.test(text))
    throw new Error('a page of docs/coming-from has no <!-- table --> … <!-- /table -->');
  return text.replace(marked, () => `<!-- table -->\n\n${written}\n<!-- /table -->`);
}
