/**
 * Builds `dist`: types and modules (tsc), the files that are made of the modules (Rollup), and the types of CommonJS.
 * Builds `emulator/dist` too, where the modules of tsc are what Node loads, and Rollup makes the CommonJS alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

process.chdir(new URL('..', import.meta.url).pathname);

const run = (command, ...args) =>
  execFileSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const typesIn = (folder) => readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.d.ts'));

/** Types of CommonJS: those of the modules, with the endings that `require` resolves. */
function typesOfCommonJs(folder, types) {
  for (const file of types) {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
      .replace(/(['"])(\.\.?\/[^'"\n]+)\.js\1/g, '$1$2.cjs$1')
      // ky has modules alone: their types can be read from CommonJS, where it is said that they are a module's.
      .replace(
        /^import \{ type (\w+) \} from 'ky';$/gm,
        "import type { $1 } from 'ky' with { 'resolution-mode': 'import' };",
      )
      .replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
    const target = `${folder}/cjs/${file.replace(/\.d\.ts$/, '.d.cts')}`;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

rmSync('dist', { recursive: true, force: true });
run('tsc', '-p', 'tsconfig.build.json');
const types = typesIn('dist');
run('rollup', '--config', '--silent');

// Modules are what they were written as: Rollup needed their maps, nobody else does.
for (const file of readdirSync('dist/modules', { recursive: true })) {
  const path = `dist/modules/${file}`;
  if (file.endsWith('.map')) rmSync(path);
  else if (file.endsWith('.js'))
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, ''));
}

typesOfCommonJs('dist', types);

rmSync('emulator/dist', { recursive: true, force: true });
run('tsc', '-p', 'emulator/tsconfig.build.json');
const emulated = typesIn('emulator/dist');
run('rollup', '--config', 'emulator/rollup.config.mjs', '--silent');
typesOfCommonJs('emulator/dist', emulated);
