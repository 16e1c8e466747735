/** Builds `dist`: types and modules (tsc), the files that are made of the modules (Rollup), and the types of CommonJS. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
const types = readdirSync('dist', { recursive: true }).filter((file) => file.endsWith('.d.ts'));
run('rollup', '--config', '--silent');

// Modules are what they were written as: Rollup needed their maps, nobody else does.
for (const file of readdirSync('dist/modules', { recursive: true })) {
  const path = `dist/modules/${file}`;
  if (file.endsWith('.map')) rmSync(path);
  else if (file.endsWith('.js'))
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, ''));
}

for (const file of types) {
  const text = readFileSync(`dist/${file}`, 'utf8')
    .replace(/(['"])(\.\.?\/[^'"\n]+)\.js\1/g, '$1$2.cjs$1')
    .replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
  const target = `dist/cjs/${file.replace(/\.d\.ts$/, '.d.cts')}`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
