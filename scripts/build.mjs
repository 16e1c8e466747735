/** Builds `dist`: modules and types (tsc), and one file for pages without a bundler (Rollup). */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
run('rollup', '--config', '--silent');
