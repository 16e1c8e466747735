/** `llms.txt`, the list of the pages, and `llms-full.txt`, their text: both for programs that read. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groupsWithPages } from '../../docs/.vitepress/sidebar.mjs';
import { root } from '../../tools/consumer.mjs';

const docs = join(root, 'docs');
const base = process.env.DOCS_BASE ?? '/';

/** A file, or the lines of the region that follows its name after `#`, as VitePress includes them. */
function included(path) {
  const [file, region] = path.split('#');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  if (region === undefined) return lines.filter((line) => !/^\s*\/\/ #(end)?region/.test(line)).join('\n');
  const at = (mark) => lines.findIndex((line) => line.trim() === `// #${mark} ${region}`);
  const [from, to] = [at('region'), at('endregion')];
  if (from < 0 || to < from) throw new Error(`${file} has no region ${region}.`);
  const indent = lines[from].search(/\S/);
  return lines
    .slice(from + 1, to)
    .map((line) => line.slice(indent))
    .join('\n')
    .trim();
}

/** A page without frontmatter, with the files that it includes. */
function textOf(file) {
  const page = join(docs, file);
  const read = (path) => included(join(dirname(page), path));
  return readFileSync(page, 'utf8')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(
      /^<<< ([^\s{[]+\.(\w+)(?:#\w+)?).*$/gm,
      (_, path, ending) => `\`\`\`${ending}\n${read(path)}\n\`\`\``,
    )
    .replace(/^<!--@include: (\S+?)-->$/gm, (_, path) => read(path))
    .trim();
}

const groups = groupsWithPages();
const head = `# las-fp

> The REST API of Lucidtech AI Services (LAS, today Cradl AI) as small pure TypeScript functions. Each takes a Context and
> returns an fp-ts TaskEither<LasError, A>, validated by an io-ts codec. An emulator, las-fp-emulator, answers the API offline.
`;
const list = groups.map(
  ({ text, pages }) =>
    `## ${text}\n\n${pages.map((page) => `- [${page.text}](${base}${page.file.replace(/\.md$/, '.html')})`).join('\n')}\n`,
);
// The reference is long, and stands in the types that are installed.
const full = groups
  .flatMap(({ pages }) => pages)
  .filter(({ file }) => !file.startsWith('reference/') || /(index|errors|options)\.md$/.test(file))
  .map(({ file }) => `${textOf(file)}\n`);

mkdirSync(join(docs, 'public'), { recursive: true });
writeFileSync(join(docs, 'public/llms.txt'), [head, ...list].join('\n'));
writeFileSync(join(docs, 'public/llms-full.txt'), [head, ...full].join('\n---\n\n'));
