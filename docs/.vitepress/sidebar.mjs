/** The sidebar, made of the pages that exist: their titles are those of their frontmatter, or of their first heading. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('..', import.meta.url));

/** The groups, with their pages in order. Pages that a folder has besides follow in the order of their names. */
const groups = [
  {
    text: 'Start',
    folder: 'start',
    order: ['index', 'fp-ts', 'promise', 'browser', 'node-service', 'worker'],
  },
  {
    text: 'Guides',
    folder: 'guides',
    order: [
      'context',
      'upload-and-read',
      'long-documents',
      'decide-and-review',
      'agent-and-webhook',
      'workflows',
      'lists-and-waiting',
      'bulk',
      'feedback-and-training',
      'browser-login',
      'shared-tokens',
      'job-queue',
      'errors-and-retries',
      'time-and-cancellation',
      'observability',
      'testing',
      'fp-ts',
      'effect',
      'tanstack-query',
    ],
  },
  { text: 'Coming from', folder: 'coming-from', order: ['las-sdk', 'lucidtech-las', 'cradl'] },
  { text: 'Good to know', folder: '.', order: ['bundle-size', 'troubleshooting', 'support', 'security'] },
  {
    text: 'Reference',
    folder: 'reference',
    order: [
      'index',
      'errors',
      'options',
      'context',
      'credentials',
      'lasError',
      'ids',
      'lists',
      'waiting',
      'bulk',
      'interop',
      'requests',
      'extraction',
      'reading',
      'webhooks',
      'node',
      'documents',
      'predictions',
      'agents',
    ],
  },
];

/** The names of a folder's pages, without `.md`. */
const pagesIn = (folder) => {
  try {
    return readdirSync(join(docs, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => file.slice(0, -3));
  } catch {
    return [];
  }
};

/** What a page calls itself. */
export function titleOf(text, name) {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '';
  const titled = /^title:\s*(.+)$/m.exec(front)?.[1]?.replace(/^(['"])(.*)\1$/, '$2');
  return titled ?? /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? name;
}

/** The pages of a group that exist, in order: `{ name, file, link, text }`. */
function pagesOf({ folder, order }) {
  const there = pagesIn(folder);
  const more = folder === '.' ? [] : there.filter((name) => !order.includes(name)).sort();
  return [...order.filter((name) => there.includes(name)), ...more].map((name) => {
    const file = folder === '.' ? `${name}.md` : `${folder}/${name}.md`;
    const link = `/${file.replace(/(index)?\.md$/, '')}`;
    return { file, link, text: titleOf(readFileSync(join(docs, file), 'utf8'), name) };
  });
}

/** Every group that has pages. */
export const groupsWithPages = () =>
  groups.map((group) => ({ ...group, pages: pagesOf(group) })).filter(({ pages }) => pages.length > 0);

/** As VitePress's theme takes it. */
export const sidebar = () =>
  groupsWithPages().map(({ text, pages }) => ({
    text,
    items: pages.map((page) => ({ text: page.text, link: page.link })),
  }));
