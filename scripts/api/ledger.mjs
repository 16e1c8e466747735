/** `api.md`: every public name, from what `readApi` found. */

/** The first sentence of a doc comment. */
const sentence = (doc) => {
  const [first = ''] = doc.split(/\n\s*\n|\n@/);
  const text = first
    .replace(/\s+/g, ' ')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll('|', '\\|')
    .trim();
  return (/^.*?[.!?](?= |$)(?<!e\.g\.|i\.e\.)/.exec(text)?.[0] ?? text).replace(/\.$/, '');
};

const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
];

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;
const year = (version) => version.slice(0, 4);
const and = (texts) => [texts.slice(0, -1).join(', '), ...texts.slice(-1)].filter(Boolean).join(' and ');

const link = (name) => `[\`${name}\`](#${name.toLowerCase()})`;
const call = ({ name, parameters = '', takes = [] }) =>
  [code(`${name}${parameters}`), ...takes.map((type) => `[options](#${type.toLowerCase()})`)].join(' ');
const isFunction = ({ kind }) => kind === 'function';
const names = (entries, ...kinds) =>
  entries
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ name }) => name)
    .sort()
    .map(code)
    .join(', ');

function optionLine({ name, required, type, doc }) {
  if (doc === '') throw new Error(`the option ${name} has no comment`);
  return `- \`${name}${required ? '' : '?'}: ${type}\`: ${doc.replace(/\{@link (\w+)\}/g, '`$1`')}`;
}

/** The options of the types of a section; those that a type has from another are described there. */
const optionSections = (entries) =>
  entries
    .filter(({ options }) => options !== undefined)
    .flatMap(({ name, doc, options }) => {
      const others = [...new Set(options.map(({ from }) => from))].filter(
        (from) => from !== name && /(Options|Overrides)$/.test(from),
      );
      const own = options.filter(({ from }) => !others.includes(from));
      return [
        `#### ${name}`,
        '',
        `${sentence(doc)}.${others.length > 0 ? ` Also the options of ${and(others.map(link))}.` : ''}`,
        '',
        ...own.map(optionLine),
        ...(own.length > 0 ? [''] : []),
      ];
    });

function operationRow(operation, versions, references) {
  const { doc, calls, result } = operation;
  // More than one call is named where one follows the other; options may bring others, in further sentences.
  const shown = doc.split('\n')[0].includes(', then ') ? calls.slice(0, 2) : calls.slice(0, 1);
  const ticks = [
    ...references.map(({ name }) => operation.references.includes(name)),
    ...versions.map((version) => operation.versions.includes(version)),
  ];
  return [
    call(operation),
    shown.map(code).join(', then '),
    code(result),
    ...ticks.map((tick) => (tick ? '✓' : '')),
  ];
}

function otherRow(entry) {
  if (entry.doc === '') throw new Error(`${entry.name} has no comment`);
  return [call(entry), sentence(entry.doc), entry.calls.map(code).join(', '), code(entry.result)];
}

function moduleSection({ name, operations, rest }, { versions, references }) {
  const columns = [
    ...references.map((reference) => reference.name),
    ...versions.map((version) => `API ${year(version)}`),
  ];
  const others = rest.filter(isFunction);
  const withCodec = names(rest, 'type and codec', 'codec');
  const types = names(rest, 'type');
  const values = names(rest, 'value', 'class');
  return [
    `## ${name}`,
    '',
    ...table(
      ['function', 'call', 'result', ...columns],
      operations.map((operation) => operationRow(operation, versions, references)),
    ),
    ...(others.length > 0 ? table(['besides', 'what it does', 'calls', 'result'], others.map(otherRow)) : []),
    ...(withCodec ? [`Types with a codec of the same name: ${withCodec}.`, ''] : []),
    ...(types ? [`Types: ${types}.`, ''] : []),
    ...(values ? [`Values: ${values}.`, ''] : []),
    ...optionSections(rest),
  ];
}

function section(title, entries) {
  const sorted = entries.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return [
    `## ${title}`,
    '',
    ...table(
      ['function', 'what it does', 'result'],
      sorted
        .filter(isFunction)
        .map((entry) => [
          call(entry),
          sentence(entry.doc),
          entry.result === undefined ? '' : code(entry.result),
        ]),
    ),
    ...table(
      ['name', 'kind', 'what it is'],
      sorted
        .filter((entry) => !isFunction(entry))
        .map(({ name, kind, doc }) => [code(name), kind, sentence(doc)]),
    ),
    ...optionSections(sorted),
  ];
}

/** The text of `api.md`. */
export function ledger(api) {
  const { operations, modules, versions, references, core, apart } = api;
  const sources = references.map(({ name, what }) => `${what} (${name})`);
  return [
    '# API',
    '',
    'Every public name. Written by `npm run sync` from the sources and `contract/`.',
    '',
    `The ${operations.length} operations of the REST API are a function each, in ${modules.length} modules: import them from \`las-fp\` or from \`las-fp/<module>\`. Each takes a context first; what it returns is a \`TaskEither<LasError, …>\` of the result. The last columns tell where it is: in ${and(sources)}, and in the OpenAPI documents of ${and(versions)} (API).`,
    '',
    'The options of a function stand below the tables of its module, under the name of their type: name, type and what it is. `?` marks one that can be left out.',
    '',
    ...section('Core', core),
    ...Object.entries(apart).flatMap(([name, entries]) => section(`las-fp/${name}`, entries)),
    ...modules.flatMap((module) => moduleSection(module, api)),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
