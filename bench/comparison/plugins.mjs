/** What hey-api generates besides a client, for each of some plugins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from './install.mjs';

// By plugin: the name of what it generates for the thing, or for fetching one.
const plugins = {
  '@tanstack/react-query': 'getThingOptions',
  swr: 'useGetThing',
  zod: 'zThing',
  valibot: 'vThing',
  msw: 'handleGetThing',
  '@faker-js/faker': 'fakeThing',
};

export function generated(installed) {
  const rows = Object.entries(plugins).map(([plugin, name], i) => {
    const given = ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk', plugin];
    const code = readFileSync(join(generate(installed, `plugin-${i}`, given), `${plugin}.gen.ts`), 'utf8');
    return [
      plugin,
      new RegExp(`^export (const|function) ${name}\\b`, 'm').test(code) ? `\`${name}\`` : 'not found',
    ];
  });
  return {
    title: 'What hey-api generates',
    head: ['plugin', 'among others'],
    rows,
    notes: ['Besides its client for `fetch`.'],
  };
}
