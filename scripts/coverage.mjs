/** Coverage of the tests: of what tsc makes of sources and tests, for the transpiler of the tests counts functions wrongly. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, args, env = {}) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit', env: { ...process.env, ...env } });

rmSync('build', { recursive: true, force: true });
run('tsc', ['-p', 'tsconfig.coverage.json']);
// What tests read beside themselves.
for (const folder of ['examples', 'scripts', 'test', 'tools']) {
  cpSync(folder, `build/${folder}`, { recursive: true, filter: (file) => !file.endsWith('.ts') });
}
cpSync('src', 'build/src', { recursive: true, filter: (file) => !/\.(js|map)$/.test(file) });
cpSync('package.json', 'build/package.json');
// These are about the package, its text and other versions, not about the sources.
for (const file of ['package', 'endpoint', 'api.test.js', 'types.test.js', 'versions']) {
  rmSync(`build/test/${file}`, { recursive: true, force: true });
}
const report = [
  '--exclude-after-remap',
  '--include',
  'src/**',
  '--include',
  'emulator/src/**',
  '--reporter',
  'text',
];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['.test.'];
run('c8', [...report, 'node', 'test/run.mjs', ...wanted], { TEST_ROOT: 'build/test' });
