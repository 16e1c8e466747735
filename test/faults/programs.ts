/** Programs of `programs/`, as processes of their own, with the ky of the tests that ask. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

import { ky2 } from '../../tools/ky2.mjs';
import { certificate } from './servers.js';

const folder = mkdtempSync(join(tmpdir(), 'las-fp-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// One file starts faster than sources that are transpiled.
const ky = import.meta.resolve('ky').includes('/ky2/') ? ky2 : 'ky';
const built = new Map<string, Promise<string>>();
const bundle = async (name: string) => {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`test/faults/programs/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { ky },
    logLevel: 'error',
  });
  return outfile;
};

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program. */
export async function start(
  name: string,
  ...args: ReadonlyArray<string>
): Promise<ChildProcessWithoutNullStreams> {
  const file = built.get(name) ?? bundle(name);
  built.set(name, file);
  return spawn(process.execPath, [await file, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: trusted().cert },
  });
}

/** Runs a program to its end. */
export async function run(name: string, ...args: ReadonlyArray<string>): Promise<Ran> {
  const child = await start(name, ...args);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a program and gives what it prints as JSON. */
export async function runHere(name: string, ...args: ReadonlyArray<string>): Promise<unknown> {
  const { code, stdout, stderr } = await run(name, ...args);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

let files: { readonly key: string; readonly cert: string } | undefined;

/** The files of a certificate that the programs trust. */
function trusted() {
  if (files) return files;
  const pair = certificate();
  files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  writeFileSync(files.key, pair?.key ?? '');
  writeFileSync(files.cert, pair?.cert ?? '');
  return files;
}

/** Where the programs find key and certificate. */
export const trustedFiles = (): ReadonlyArray<string> => Object.values(trusted());
