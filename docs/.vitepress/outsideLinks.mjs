/**
 * Links to files of the repository that are no pages of the site (`../examples/account.ts`) become their text and path:
 * the site does not know where the repository is.
 */
import { dirname, posix } from 'node:path';

const isOutside = (href, page) => {
  if (/^([a-z]+:|#|\/)/i.test(href)) return undefined;
  const path = posix.join(dirname(page), href.replace(/[?#].*$/, ''));
  return path.startsWith('..') ? path.replace(/^(\.\.\/)+/, '') : undefined;
};

export function outsideLinks(md) {
  md.core.ruler.push('outside-links', (state) => {
    const page = state.env.relativePath ?? 'index.md';
    for (const { children } of state.tokens) {
      if (!children) continue;
      let path;
      for (const token of children) {
        if (token.type === 'link_open') {
          const href = token.attrGet('href') ?? '';
          // SECURITY.md is included in a page, from the folder above.
          path =
            isOutside(href, page) ?? (page === 'security.md' ? isOutside(`../${href}`, page) : undefined);
          if (path !== undefined) Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '' });
        } else if (token.type === 'link_close' && path !== undefined) {
          const content = ` (${path} in the repository)`;
          Object.assign(token, { type: 'text', tag: '', nesting: 0, content });
          path = undefined;
        }
      }
    }
  });
}
