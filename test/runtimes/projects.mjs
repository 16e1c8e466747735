/** Throw-away projects, and the programs that run in them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pack } from '../../tools/consumer.mjs';
import { start } from './processes.mjs';

export const temporary = mkdtempSync(join(tmpdir(), 'las-fp-runtimes-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const npm = join(
  execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(),
  'npm/bin/npm-cli.js',
);

/**
 * A project with `packages` installed by the npm of this machine on `node`. `tools` (by name, with a version or an
 * alias) may be missing from the registry: see {@link has}.
 */
export async function project(name, packages, tools = {}, node = process.execPath) {
  const folder = join(temporary, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, private: true, type: 'module', optionalDependencies: tools }),
  );
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel', 'error'];
  await start(node, [npm, 'install', ...flags, ...packages], { cwd: folder, timeout: 300_000 });
  return folder;
}

/** Whether a project has a package. */
export const has = (folder, name) => existsSync(join(folder, 'node_modules', name));

/** The version of a package that a project has. */
export const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

/** Writes a file into a project; returns its path. */
export function file(folder, name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The packed emulator, whose dependencies npm installs with it. */
export const emulator = () => pack('las-fp-emulator');

/** What an application installs. */
export const application = () => [pack(), 'fp-ts', 'io-ts'];
