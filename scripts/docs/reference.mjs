/**
 * The reference: a page for each module, made by TypeDoc of the sources' comments, with the bytes beside each function that
 * it adds to a bundle.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { root } from '../../tools/consumer.mjs';
import { measureBytes } from './bytes.mjs';

const docs = join(root, 'docs');
const reference = join(docs, 'reference');
const written = ['index.md', 'errors.md', 'options.md'];

/** The resources' modules, as `src/everything.ts` names them. */
const everything = readFileSync(join(root, 'src/everything.ts'), 'utf8');
const resources = [...everything.matchAll(/'\.\/resources\/([^']+)\.js'/g)].map(([, path]) => path);

/** What `las-fp` exports besides the resources: a page for each subject, with its title and the files that it is in. */
const subjects = {
  context: ['Context', 'context', 'createContext'],
  credentials: [
    'Credentials',
    'auth/authorizationCode',
    'auth/clientCredentials',
    'auth/credentials',
    'auth/staticToken',
    'auth/storage',
  ],
  lasError: ['LasError', 'errors'],
  ids: ['Ids', 'ids'],
  lists: ['Lists', 'lists'],
  waiting: ['Waiting', 'waiting'],
  bulk: ['Many files', 'bulk', 'concurrency'],
  interop: ['Readers and Promises', 'interop'],
  requests: [
    'Requests',
    'request',
    'transport',
    'transports/fetch',
    'transports/ky',
    'codec',
    'audited',
    'files/content',
  ],
};
const rest = everything
  .split('\n')
  .filter((line) => line.startsWith('export') && !line.includes('./resources/'))
  .concat(
    "export { createContext } from './createContext.js';",
    "export { kyTransport } from './transports/ky.js';",
  );

// A subject has no file of its own: this one, which is there while TypeDoc reads it.
const fileOf = (subject) => join(root, `src/${subject}.generated.ts`);

/** The exports of each subject, as text. One that no subject has is an error: it would be missing from the reference. */
function sourcesOfSubjects() {
  const left = new Set(rest);
  const sources = Object.entries(subjects).map(([subject, [, ...files]]) => {
    const lines = rest.filter((line) => files.some((file) => line.endsWith(`'./${file}.js';`)));
    for (const line of lines) left.delete(line);
    return [fileOf(subject), lines.join('\n')];
  });
  if (left.size > 0) throw new Error(`scripts/docs/reference.mjs has no page for: ${[...left].join(' ')}`);
  return sources;
}

const entries = {
  ...Object.fromEntries(Object.keys(subjects).map((subject) => [subject, fileOf(subject)])),
  extraction: join(root, 'src/extraction/index.ts'),
  reading: join(root, 'src/reading.ts'),
  webhooks: join(root, 'src/webhooks.ts'),
  node: join(root, 'src/node/index.ts'),
  ...Object.fromEntries(
    resources.map((path) => [path.replace('/index', ''), join(root, `src/resources/${path}.ts`)]),
  ),
};

function typedoc(out) {
  const options = {
    entryPoints: Object.values(entries),
    plugin: [join(docs, 'node_modules/typedoc-plugin-markdown/dist/index.js')],
    tsconfig: join(root, 'docs/tsconfig.json'),
    basePath: join(root, 'src'),
    displayBasePath: join(root, 'src'),
    out,
    readme: 'none',
    router: 'module',
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    hidePageTitle: false,
    entryFileName: 'modules',
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    propertiesFormat: 'table',
    enumMembersFormat: 'table',
    sort: ['source-order'],
    groupOrder: ['Functions', 'Variables', 'Interfaces', 'Type Aliases', '*'],
    skipErrorChecking: true,
    logLevel: 'Error',
    githubPages: false,
  };
  const file = join(out, 'typedoc.json');
  writeFileSync(file, JSON.stringify(options));
  execFileSync(process.execPath, [join(docs, 'node_modules/typedoc/bin/typedoc'), '--options', file], {
    cwd: docs,
    stdio: 'inherit',
  });
}

/** The page of each module, as TypeDoc wrote it. */
function readPages() {
  const out = mkdtempSync(join(tmpdir(), 'las-fp-reference-'));
  const generated = sourcesOfSubjects();
  try {
    for (const [file, text] of generated) writeFileSync(file, text);
    typedoc(out);
    return Object.fromEntries(
      Object.entries(entries).map(([name, file]) => {
        const path = relative(join(root, 'src'), file).replace(/(\/index)?\.ts$/, '.md');
        return [name, readFileSync(join(out, path), 'utf8')];
      }),
    );
  } finally {
    for (const [file] of generated) rmSync(file, { force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

const titleOf = (name) => subjects[name]?.[0] ?? `las-fp/${name}`;

// Pages of one folder, of which TypeDoc made two: `resources/documents.md`, `context.generated.md`.
const flat = (text) =>
  text.replace(
    /\]\((?:\.\.\/)?(?:resources\/)?(\w+)(?:\.generated)?\.md(#[^)]*)?\)/g,
    (_, page, hash = '') => `](${page}.md${hash})`,
  );

const functionsOf = (text) => {
  const section = /^## Functions$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text)?.[1] ?? '';
  return [...section.matchAll(/^### (\w+)\(\)$/gm)].map(([, name]) => name);
};

/** The first sentence of what stands below a function's signature. */
function summaryOf(text, name) {
  const section = text.split(`\n### ${name}()\n`)[1]?.split('\n### ')[0] ?? '';
  const prose = section
    .replace(/```[\s\S]*?```/g, '')
    .split('\n\n')
    .map((part) => part.trim());
  const first = prose.find((part) => part && !part.startsWith('#') && !part.startsWith('|')) ?? '';
  const [sentence] = /^[\s\S]*?[.:](?=\s|$)/.exec(first) ?? [first];
  return sentence.replace(/\s+/g, ' ').replace(/[.:]$/, '').replaceAll('|', '\\|');
}

/**
 * TypeDoc and VitePress count headings of the same name differently where they differ in case. A link to a heading of the same
 * page that is not there leads to the last one of its name, the type.
 */
function repaired(text) {
  const counts = new Map();
  for (const [, heading] of text.matchAll(/^#{2,6} ([\w]+)(?:\(\)|\\?<.*)?$/gm)) {
    const slug = heading.toLowerCase();
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return text.replace(/\]\(#(\w+)-(\d+)\)/g, (link, slug, number) => {
    const count = counts.get(slug);
    if (count === undefined || Number(number) < count) return link;
    return count === 1 ? `](#${slug})` : `](#${slug}-${count - 1})`;
  });
}

/** A page with a list of its functions first, and with the bytes of each. */
function pageOf(name, text, weight) {
  const functions = functionsOf(text);
  const rows = functions.map((each) => {
    const bytes = weight(name, each)?.bytes;
    return `| [\`${each}\`](#${each.toLowerCase()}) | ${summaryOf(text, each)} | ${bytes ?? '–'} |`;
  });
  const list =
    rows.length === 0 ? [] : ['', '| function | what it does | bytes |', '| --- | --- | ---: |', ...rows, ''];
  const body = repaired(flat(text))
    .replace(/^# .*$/m, '')
    // TypeDoc's word; all of them are codecs.
    .replace(/^## Variables$/m, '## Codecs')
    .replace(/^### (\w+)\(\)$/gm, (heading, each) => {
      const said = functions.includes(each) ? weight(name, each)?.text : undefined;
      return said ? `${heading}\n\n<p class="bytes">${said}</p>` : heading;
    })
    .trim();
  return [
    '---',
    `title: ${JSON.stringify(titleOf(name))}`,
    'outline: [2, 3]',
    'editLink: false',
    '---',
    '',
    `# ${titleOf(name)}`,
    '',
    intro(name),
    ...list,
    body,
    '',
  ].join('\n');
}

const isResource = (name) => resources.some((path) => path.replace('/index', '') === name);
const intro = (name) => {
  if (name === 'requests')
    return 'Import these from `las-fp` or `las-fp/fetch`; `kyTransport` is in `las-fp` alone.';
  if (subjects[name]) return 'Import these from `las-fp` or `las-fp/fetch`.';
  if (name === 'node') return 'What needs Node. Import it from `las-fp/node`.';
  if (isResource(name)) return `Import these from \`las-fp/${name}\`, \`las-fp\` or \`las-fp/fetch\`.`;
  return `Import these from \`las-fp/${name}\`.`;
};

const pages = readPages();
const functions = Object.fromEntries(Object.entries(pages).map(([name, text]) => [name, functionsOf(text)]));
const weight = await measureBytes(functions);
mkdirSync(reference, { recursive: true });
for (const file of readdirSync(reference)) if (!written.includes(file)) rmSync(join(reference, file));
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(reference, `${name}.md`), pageOf(name, text, weight));
}
