/** A throw-away project that has the packed package installed, with one of the two majors of ky. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from './packageFolder.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const packed = new Map();

/** Packs a package of this repository (as it is built) once a process; returns the tarball's path. */
export function pack(name = 'las-fp') {
  if (!packed.has(name)) {
    const folder = mkdtempSync(join(tmpdir(), 'las-fp-pack-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: name === 'las-fp' ? root : join(root, 'emulator'),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    packed.set(name, join(folder, filename));
  }
  return packed.get(name);
}

/**
 * Makes the project; `others` are further packages that it needs, by name, `emulator` says whether it has the packed
 * emulator. The folder goes with the process.
 */
export function consumer({ ky = 'ky', others = [], emulator = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-app-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  for (const name of emulator ? ['las-fp', 'las-fp-emulator'] : ['las-fp']) {
    mkdirSync(join(modules, name), { recursive: true });
    execFileSync('tar', ['-xzf', pack(name), '--strip-components=1', '-C', join(modules, name)]);
  }
  const link = (name, as = name) => {
    mkdirSync(join(modules, as, '..'), { recursive: true });
    symlinkSync(packageFolder(name), join(modules, as));
  };
  link(ky, 'ky');
  for (const name of [
    'fp-ts',
    'io-ts',
    ...(emulator ? ['hono', '@hono/node-server', 'unpdf', 'fast-xml-parser'] : []),
    ...others,
  ])
    link(name);
  return folder;
}
