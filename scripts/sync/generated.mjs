/** What the table of the API makes of each file that repeats a part of it. */
import { entryOf, files } from '../contract.mjs';

// -- src/everything.ts --------------------------------------------------------------------------------------------

const ofResource = /^export \* from '\.\/resources\/.*';\n/gm;

/** Exports the modules in place of those that are exported; the other lines are written by hand. */
export function index(text, { modules }) {
  const first = text.search(ofResource);
  const lines = modules.map((name) => `export * from './${entryOf(name)}.js';\n`);
  const rest = text.replace(ofResource, '');
  return rest.slice(0, first) + lines.join('') + rest.slice(first);
}

// -- package.json -------------------------------------------------------------------------------------------------

/** What a subpath leads to, where `dist` has modules, one file of them, CommonJS and types of both. */
const target = (entry, { types = entry, module = `modules/${entry}` } = {}) => ({
  types: { require: `./dist/cjs/${types}.d.cts`, default: `./dist/${types}.d.ts` },
  bun: `./dist/${entry}.js`,
  module: `./dist/${module}.js`,
  'module-sync': `./dist/${entry}.js`,
  require: `./dist/cjs/${types}.cjs`,
  default: `./dist/${entry}.js`,
});

/** The subpaths that are no module of the table. */
const others = {
  extraction: target('extraction/index'),
  node: target('node/index'),
  reading: target('reading'),
  'standard-schema': target('standardSchema'),
  webhooks: target('webhooks'),
  fetch: target('fetch'),
  // One file for pages without a bundler, with the types of what it was made of.
  browser: target('las-fp.browser', { types: 'index', module: 'las-fp.browser' }),
  'fetch/browser': target('las-fp.fetch.browser', { types: 'fetch', module: 'las-fp.fetch.browser' }),
};

/** `exports`, and `typesVersions` for resolutions that do not know them. */
export function packageJson(text, { modules }) {
  const fields = JSON.parse(text);
  const inFolders = modules.filter((name) => entryOf(name).endsWith('/index'));
  fields.typesVersions = {
    '*': {
      ...Object.fromEntries(Object.entries(others).map(([name, { types }]) => [name, [types.require]])),
      ...Object.fromEntries(inFolders.map((name) => [name, [`./dist/cjs/${entryOf(name)}.d.cts`]])),
      '*': ['./dist/cjs/resources/*.d.cts', '*'],
    },
  };
  fields.exports = {
    '.': target('index'),
    ...Object.fromEntries(modules.map((name) => [`./${name}`, target(entryOf(name))])),
    ...Object.fromEntries(Object.entries(others).map(([name, one]) => [`./${name}`, one])),
    './package.json': './package.json',
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

// -- src/ids.ts ---------------------------------------------------------------------------------------------------

function kindText({ type, kind, prefixes, shared }) {
  const one = prefixes.length === 1 ? `, '${prefixes[0]}'` : '';
  const forms = prefixes.map((prefix) => `\`${prefix}:${kind}:…\``).join(' or ');
  const owner = shared ? ', also with the organization that owns it: `…:organization:…/` before it' : '';
  const id = `Id<'${kind}'${one}>`;
  return `
/** ${forms}${owner} */
export type ${type} = ${shared ? `Owned<${id}>` : id};
/** Codec of {@link ${type}}. */
export const ${type}: t.Type<${type}> = /*#__PURE__*/ ${shared ? 'shared' : 'id'}('${type}', '${kind}');
`;
}

const marker = `// -- kinds: \`npm run sync\` writes them from ${files.ids}`;

/** The kinds of ids below the marker; what is above it is written by hand. */
export function idsText(text, { ids }) {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`src/ids.ts has no line ${marker}`);
  const sharedKinds = ids.filter(({ shared }) => shared).map(({ kind }) => kind);
  return `${text.slice(0, at)}${marker}

const anyId =
  /^((las|cradl):organization:[^\\s/\\p{C}]+\\/(?=\\w+:(${sharedKinds.join('|')}):))?(las|cradl):[a-z-]+:[^\\s/\\p{C}]+$/u;
${ids.map(kindText).join('')}`;
}

// -- README.md ----------------------------------------------------------------------------------------------------

/** Numbers stand between comments: `<!-- count operations -->93<!-- /count -->`. */
export function counted(text, { operations, modules, ids }) {
  const counts = {
    operations: operations.length,
    emulated: operations.filter(({ emulated }) => emulated).length,
    modules: modules.length,
    ids: ids.length,
  };
  return text.replace(/<!-- count (\w+) -->.*?<!-- \/count -->/g, (_, what) => {
    if (!(what in counts)) throw new Error(`README.md counts ${what}: it can count ${Object.keys(counts)}`);
    return `<!-- count ${what} -->${counts[what]}<!-- /count -->`;
  });
}
