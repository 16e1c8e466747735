/** A throw-away project that has the packed package installed, with one of the two majors of ky. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

let packed;

/** Packs the package (as it is built) once a process; returns the tarball's path. */
export function pack() {
  if (packed === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'las-fp-pack-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    packed = join(folder, filename);
  }
  return packed;
}

/** Makes the project; `others` are further packages that it needs, by name. The folder goes with the process. */
export function consumer({ ky = 'ky', others = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'las-fp-app-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'las-fp'), { recursive: true });
  execFileSync('tar', ['-xzf', pack(), '--strip-components=1', '-C', join(modules, 'las-fp')]);
  const link = (name, as = name) => {
    mkdirSync(join(modules, as, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, as));
  };
  link(ky, 'ky');
  for (const name of ['fp-ts', 'io-ts', ...others]) link(name);
  return folder;
}
