/**
 * The documentation site: `npm run docs` builds it into `docs/.vitepress/dist`, `npm run docs:dev` serves it while it is
 * written. `DOCS_BASE` is the path that it will be served at. `docs/` is a package of its own, installed when missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/consumer.mjs';

const docs = join(root, 'docs');

function run(program, args, cwd = root) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const vitepress = join(docs, 'node_modules/vitepress/bin/vitepress.js');
if (!existsSync(vitepress)) run('npm', ['ci'], docs);
for (const part of ['reference', 'parts', 'llms'])
  run(process.execPath, [join(root, `scripts/docs/${part}.mjs`)]);
run(process.execPath, [vitepress, process.argv.includes('--dev') ? 'dev' : 'build', docs]);
