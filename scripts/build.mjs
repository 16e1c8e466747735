/** Builds `dist`: types and modules (tsc), the files that are made of the modules (Rollup), and the types of CommonJS. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });

for (const folder of ['dist', 'build/modules']) rmSync(folder, { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
const types = readdirSync('dist', { recursive: true }).filter((file) => file.endsWith('.d.ts'));
run('rollup', '--config', '--silent');

for (const file of types) {
  const text = readFileSync(`dist/${file}`, 'utf8')
    .replace(/(['"])(\.\.?\/[^'"\n]+)\.js\1/g, '$1$2.cjs$1')
    .replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
  const target = `dist/cjs/${file.replace(/\.d\.ts$/, '.d.cts')}`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
