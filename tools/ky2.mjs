/** ky 2 beside ky 1.14: its engines exclude Node 20, so that `npm ci` would warn of it. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('ky2', import.meta.url));

/** The folder of the package. */
export const ky2 = join(folder, 'node_modules', 'ky2');

// Only the first that needs it installs it: see `test:versions`.
if (!existsSync(join(ky2, 'package.json'))) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel', 'error'], { cwd: folder, stdio: 'ignore' });
}
