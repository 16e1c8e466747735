/**
 * Writes `api.md`, the ledger of every public name, from the sources: `node scripts/api.mjs`. With `--check` it
 * writes nothing and fails if the file is not what it would write.
 *
 * The sources are read as text, for they are formatted in one way; what is not understood is an error.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'api.md');

const read = (file) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
const { references, functions: known } = JSON.parse(read('test/conformance/references.json'));
const operations = Object.fromEntries(
  Object.values(JSON.parse(read('test/conformance/operations.json'))).flatMap(Object.entries),
);

// -- sources ------------------------------------------------------------------

/** Where the bracket that opens at `start` closes. */
function closing(text, start) {
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    if ('([{<'.includes(text[i])) depth += 1;
    else if (')]}'.includes(text[i]) || (text[i] === '>' && text[i - 1] !== '=')) depth -= 1;
    if (depth === 0) return i;
  }
  throw new Error(`no end of ${text.slice(start, start + 60)}`);
}

/** A text's parts between the commas that no bracket encloses. */
function parts(text) {
  const found = [];
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if ('([{<'.includes(text[i])) i = closing(text, i);
    else if (text[i] === ',') {
      found.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...found, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

const oneLine = (text) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/([([{<]) | (?=[)\]>])/g, '$1')
    .replace(/,(?=[)\]>])/g, '')
    .trim();

/** Parameters in short and type of the result, from the text after a function's name. */
function signature(text, where) {
  const open = text.startsWith('<') ? closing(text, 0) + 1 : 0;
  if (text[open] !== '(') throw new Error(`${where}: no parameters`);
  const close = closing(text, open);
  const parameters = parts(text.slice(open + 1, close)).map((parameter) => {
    const [, dots = '', name, optional] = /^(\.\.\.)?(\w+)(\?)?:/.exec(parameter) ?? [];
    if (name === undefined) throw new Error(`${where}: no parameter: ${parameter}`);
    const defaults = / = \S+$/.test(oneLine(parameter));
    return `${dots}${name}${optional || defaults ? '?' : ''}`;
  });
  const after = text.slice(close + 1);
  if (!after.startsWith(': ')) throw new Error(`${where}: no type of the result`);
  // Up to the brace of the body: those of a type have something between them.
  const end = after.search(/ \{\n/);
  if (end < 0) throw new Error(`${where}: no body`);
  return { parameters: `(${parameters.join(', ')})`, result: oneLine(after.slice(2, end)) };
}

/** The text of a doc comment that ends right before a place. */
function docBefore(text, at) {
  const before = text.slice(0, at);
  if (!before.endsWith('*/\n')) return '';
  return before
    .slice(before.lastIndexOf('/**') + 3, -3)
    .replace(/^ *\* ?/gm, '')
    .trim();
}

/** The first sentence of a doc comment, or of the sources' first comment. */
const sentence = (doc) => {
  const [first = ''] = doc.split(/\n\s*\n|\n@/);
  const text = oneLine(first)
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll('|', '\\|');
  return (/^.*?[.!?](?= |$)(?<!e\.g\.|i\.e\.)/.exec(text)?.[0] ?? text).replace(/\.$/, '');
};

const sources = new Map();

/** The forms that an export takes: what it begins with, and the entries that it makes. */
const forms = [
  // What another file exports.
  [/^export \* from '(\..+)';\n/, ({ found, from }) => [...exportsOf(from(found[1]))]],
  [
    /^export (?:type )?\{([^}]*)\} from '(\..+)';\n/,
    ({ found, from, where }) => {
      const there = exportsOf(from(found[2]));
      return parts(found[1]).map((part) => {
        const name = part.replace(/^type /, '');
        if (!there.has(name)) throw new Error(`${where}: ${name} is not exported there`);
        return [name, there.get(name)];
      });
    },
  ],
  [
    /^export (?:async )?function\*? ?(\w+)/,
    ({ found, rest, where }) => [
      [found[1], { kind: 'function', ...signature(rest.slice(found[0].length), where) }],
    ],
  ],
  [/^export const (\w+): t\.Type</, ({ found }) => [[found[1], { kind: 'codec' }]]],
  // A function follows the equals sign: its parameters, or those of its type, begin with a bracket.
  [/^export const (\w+)(?:: [^=]+)? =\s+(?:async )?[<(]/, ({ found }) => [[found[1], { kind: 'function' }]]],
  [/^export const (\w+)/, ({ found }) => [[found[1], { kind: 'value' }]]],
  [/^export class (\w+)/, ({ found }) => [[found[1], { kind: 'class' }]]],
  [/^export (?:interface|type) (\w+)/, ({ found }) => [[found[1], { kind: 'type' }]]],
];

/** What a file exports, by name: its own first, then what it hands on. */
function exportsOf(file) {
  const seen = sources.get(file);
  if (seen) return seen;
  const text = read(file);
  const own = new Map();
  const handedOn = [];
  sources.set(file, own);
  const from = (path) =>
    relative(root, resolve(root, dirname(file), path.replace(/\.js$/, '.ts'))).replaceAll('\\', '/');
  for (const { index } of text.matchAll(/^export\b/gm)) {
    const rest = text.slice(index);
    const where = `${file}: ${rest.split('\n', 1)[0]}`;
    const form = forms.find(([begins]) => begins.test(rest));
    if (!form) throw new Error(`${where}: not understood`);
    const [begins, entries] = form;
    for (const [name, entry] of entries({ found: begins.exec(rest), rest, from, where })) {
      if (entry.file !== undefined) handedOn.push([name, entry]);
      else {
        const there = own.get(name);
        // A type and its codec share a name and are one entry.
        own.set(name, {
          ...entry,
          file,
          kind: there ? `${there.kind} and ${entry.kind}` : entry.kind,
          doc: there?.doc ?? docBefore(text, index),
        });
      }
    }
  }
  for (const [name, entry] of handedOn) own.set(name, entry);
  return own;
}

// -- tables -------------------------------------------------------------------

const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
];

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

/** The calls that a doc comment names: `GET /documents`. */
const callsIn = (doc) =>
  [...doc.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g)].map((match) => match[1]);

const resultOf = (name, { result, file }) => {
  const type = /^TaskEither<LasError, (.+)>$/.exec(result ?? '')?.[1] ?? result;
  if (type === undefined) throw new Error(`${file}: ${name} has no result`);
  return code(type);
};

const call = (name, { parameters }) => code(`${name}${parameters ?? ''}`);

function moduleSection(name, file) {
  const names = [...exportsOf(file)];
  const functions = names.filter(([, { kind }]) => kind === 'function');
  const operationRows = functions
    .filter(([fn]) => fn in operations)
    .map(([fn, entry]) => {
      const [first, ...more] = callsIn(entry.doc);
      const documented = operations[fn].join(' ');
      if (first !== documented)
        throw new Error(`${entry.file}: ${fn}: its comment says ${first}, not ${documented}`);
      // More than one call is named where one follows the other; options may bring others, in further sentences.
      const then = entry.doc.split('\n')[0].includes(', then ') ? more.slice(0, 1) : [];
      const calls = [first, ...then].map(code).join(', then ');
      return [call(fn, entry), calls, resultOf(fn, entry), ...known[fn].map((is) => (is ? '✓' : ''))];
    });
  const otherRows = functions
    .filter(([fn]) => !(fn in operations))
    .map(([fn, entry]) => {
      if (entry.doc === '') throw new Error(`${entry.file}: ${fn} has no comment`);
      return [
        call(fn, entry),
        sentence(entry.doc),
        callsIn(entry.doc).map(code).join(', '),
        resultOf(fn, entry),
      ];
    });
  const rest = names.filter(([, { kind }]) => kind !== 'function');
  const list = (kinds) =>
    rest
      .filter(([, { kind }]) => kinds.includes(kind))
      .map(([type]) => type)
      .sort()
      .map(code)
      .join(', ');
  const withCodec = list(['type and codec', 'codec']);
  const types = list(['type']);
  const values = list(['value', 'class']);
  return [
    `## ${name}`,
    '',
    ...table(['function', 'call', 'result', ...references], operationRows),
    ...(otherRows.length > 0 ? table(['besides', 'what it does', 'calls', 'result'], otherRows) : []),
    ...(withCodec ? [`Types with a codec of the same name: ${withCodec}.`, ''] : []),
    ...(types ? [`Types: ${types}.`, ''] : []),
    ...(values ? [`Values: ${values}.`, ''] : []),
  ];
}

function coreSection(names) {
  const sorted = names.sort(([a], [b]) => a.localeCompare(b, 'en'));
  const isFunction = ({ kind }) => kind === 'function';
  return [
    '## Core',
    '',
    ...table(
      ['function', 'what it does', 'result'],
      sorted
        .filter(([, entry]) => isFunction(entry))
        .map(([name, entry]) => [
          call(name, entry),
          sentence(entry.doc),
          entry.result === undefined ? '' : resultOf(name, entry),
        ]),
    ),
    ...table(
      ['name', 'kind', 'what it is'],
      sorted
        .filter(([, entry]) => !isFunction(entry))
        .map(([name, entry]) => [code(name), entry.kind, sentence(entry.doc)]),
    ),
  ];
}

// -- api.md -------------------------------------------------------------------

const fileOf = (name) => {
  const [file = ''] = [`src/resources/${name}.ts`, `src/resources/${name}/index.ts`].filter((one) =>
    existsSync(join(root, one)),
  );
  return file;
};

const index = read('src/index.ts');
const modules = [...index.matchAll(/^export \* from '\.\/resources\/(\w+)(?:\/index)?\.js';$/gm)].map(
  (match) => match[1],
);
const inModules = new Set(modules.flatMap((name) => [...exportsOf(fileOf(name)).keys()]));

const unreached = readdirSync(join(root, 'src', 'resources'), { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/resources/${file.replaceAll('\\', '/')}`)
  .filter((file) => !sources.has(file) && !read(file).includes('@internal'));
if (unreached.length > 0) throw new Error(`src/index.ts does not export ${unreached.join(', ')}`);

const everything = [...exportsOf('src/index.ts')];
const absent = Object.keys(operations).filter((name) => !inModules.has(name));
if (absent.length > 0) throw new Error(`no module has ${absent.join(', ')}`);

const core = everything.filter(([name]) => !inModules.has(name));
const text = [
  '# API',
  '',
  'Every public name. Written by `node scripts/api.mjs` from the sources, and checked by a test.',
  '',
  `The ${Object.keys(operations).length} operations of the REST API are a function each, in ${modules.length} modules: import them from \`las-fp\` or from \`las-fp/<module>\`. Each takes a context first; what it returns is a \`TaskEither<LasError, …>\` of the result. The last columns tell in which reference documents it is: of the older and the newer Python SDK (py), of the JavaScript SDK (js), and in the OpenAPI documents of 2021-09-23 and 2024-11-29 (API).`,
  '',
  ...coreSection(core),
  ...modules.flatMap((name) => moduleSection(name, fileOf(name))),
]
  .join('\n')
  .replace(/\n+$/, '\n');

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else {
  let there = '';
  try {
    there = read('api.md');
  } catch {
    // Not there: stale in any case.
  }
  if (there !== text) {
    const lines = there.split('\n');
    const at = text.split('\n').findIndex((line, i) => line !== lines[i]);
    console.error(`api.md is stale from line ${at + 1} on: run node scripts/api.mjs.`);
    process.exit(1);
  }
}
