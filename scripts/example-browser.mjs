/**
 * Builds the page in `examples/browser` and serves it on loopback, with an emulator at the same address. PORT chooses
 * the port (4173 otherwise). Run the build of the package before it.
 */
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createEmulator, readFields } from 'las-fp-emulator';
import { serveEmulator } from 'las-fp-emulator/node';
import { rollup } from 'rollup';

import config from '../examples/browser/rollup.config.mjs';

const examples = fileURLToPath(new URL('../examples/', import.meta.url));

async function buildExample() {
  const folder = config.output.dir;
  rmSync(folder, { recursive: true, force: true });
  const bundle = await rollup({
    ...config,
    onwarn: (warning) => {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
    },
  });
  await bundle.write(config.output);
  await bundle.close();
  for (const file of ['browser/index.html', 'sample-invoice.pdf']) {
    copyFileSync(join(examples, file), join(folder, basename(file)));
  }
  return folder;
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Builds and serves page and emulator; `options` are those of the emulator. */
export async function serveExample({ port = 0, ...options } = {}) {
  const folder = await buildExample();
  const files = new Map(
    readdirSync(folder).map((name) => [`/${name}`, [types[extname(name)], readFileSync(join(folder, name))]]),
  );
  const emulator = createEmulator(options);
  const fetch = async (request) => {
    const { pathname } = new URL(request.url);
    const [type, body] = files.get(pathname === '/' ? '/index.html' : pathname) ?? [];
    if (type === undefined || request.method !== 'GET') return emulator.fetch(request);
    const headers = {
      'content-type': type,
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    };
    return new Response(body, { headers });
  };
  const { url, close } = await serveEmulator({ ...emulator, fetch }, { port });
  return { url, emulator, close };
}

// The emulator reads in an instant. A model takes longer, and its steps can be seen.
async function unhurried(...reading) {
  await setTimeout(1500);
  return readFields(...reading);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 4173);
  const { url, emulator, close } = await serveExample({ port, predict: unhurried });
  console.log(
    `The page is at ${url}/. Sign in with any email address and the password ${emulator.password}. Ctrl-C ends it.`,
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().then(() => process.exit(0)));
}
