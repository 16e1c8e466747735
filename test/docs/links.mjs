/** Links of the built pages that lead nowhere: to a page or file that is not there, or to a part that a page does not have. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const decoded = (text) => decodeURIComponent(text.replaceAll('&amp;', '&'));

export function deadLinks(dist) {
  const pages = readdirSync(dist, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html') && file !== '404.html');
  const texts = new Map(pages.map((page) => [page, readFileSync(join(dist, page), 'utf8')]));
  const ids = new Map(
    [...texts].map(([page, text]) => [
      page,
      new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decoded(id))),
    ]),
  );
  const dead = [];
  let checked = 0;
  for (const [page, text] of texts) {
    for (const [, href] of text.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      if (/^[a-z]+:/i.test(href)) continue;
      checked += 1;
      const [path, hash] = decoded(href).split('#');
      const joined =
        path === '' ? page : path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(page), path);
      const target = joined === '' || joined.endsWith('/') ? `${joined}index.html` : joined;
      const found = ids.get(target);
      if (!found && !existsSync(join(dist, target))) dead.push(`${page}: ${href}`);
      else if (found && hash && !found.has(hash)) dead.push(`${page}: ${href}`);
    }
  }
  return { dead, checked, pages };
}
