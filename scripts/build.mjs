/** Builds `dist`: modules and their types (tsc), one file for browsers and CommonJS (Rollup), and the types of that. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
const files = readdirSync('dist', { recursive: true });
run('rollup', '--config', '--silent');

for (const file of files.filter((file) => file.endsWith('.d.ts'))) {
  const text = readFileSync(`dist/${file}`, 'utf8')
    .replace(/(['"])(\.\.?\/[^'"\n]+)\.js\1/g, '$1$2.cjs$1')
    .replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
  writeFileSync(`dist/cjs/${file.replace(/\.d\.ts$/, '.d.cts')}`, text);
}
