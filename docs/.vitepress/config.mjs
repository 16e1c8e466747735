/** The documentation site. `DOCS_BASE` is the path that it is served at, `/` by default. */
import { defineConfig } from 'vitepress';

import { outsideLinks } from './outsideLinks.mjs';
import { search } from './search.mjs';
import { sidebar } from './sidebar.mjs';

export default defineConfig({
  base: process.env.DOCS_BASE ?? '/',
  lang: 'en',
  title: 'las-fp',
  description: 'The REST API of Lucidtech AI Services (Cradl AI) as small pure TypeScript functions.',
  // No icon: without this, browsers ask for one that is not there.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: false,
  metaChunk: true,
  lastUpdated: false,
  // The theme learns in the browser alone that there is a sidebar, and would then move the bar above it.
  transformHtml: (code, _, { pageData }) =>
    pageData.frontmatter.sidebar === false
      ? code
      : code.replace('<div class="VPNavBar"', '<div class="VPNavBar has-sidebar"'),
  // A page is fetched when it is opened: pages of the reference are long.
  router: { prefetchLinks: false },
  srcExclude: ['node_modules/**', 'README.md'],
  // The index of the search is larger than Vite's limit. It is fetched when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 1000 } },
  markdown: {
    // Both have the contrast that WCAG asks for.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: outsideLinks,
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start/', activeMatch: '^/start/' },
      { text: 'Guides', link: '/guides/context', activeMatch: '^/guides/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search,
    docFooter: { prev: 'Previous page', next: 'Next page' },
    externalLinkIcon: false,
  },
});
