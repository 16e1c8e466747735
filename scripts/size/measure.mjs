/** Weighs the applications with each of the bundlers. */
import { brotliCompressSync } from 'node:zlib';

import { bundlers, gzipped } from '../../tools/bundle.mjs';
import { aliasOf, applications, canMake, heyApi, makers, sourceOf } from './applications.mjs';
import { bundleAll } from './threads.mjs';

// The official SDK is CommonJS, which Rollup does not read by itself. Of the others these two are quick.
const ofPeers = ['esbuild', 'Vite'];

export const isPeer = (maker) => !maker.startsWith('las-fp');

async function jobs() {
  const found = [];
  for (const [maker, { folder }] of Object.entries(makers)) {
    const names = isPeer(maker) ? ofPeers : Object.keys(bundlers);
    const sources =
      isPeer(maker) || maker === 'las-fp/fetch' ? [] : [['ky', "import ky from 'ky'; console.log(ky);"]];
    for (const application of Object.keys(applications)) {
      sources.push([application, await sourceOf(application, maker)]);
    }
    for (const [application, source] of sources.filter(([, source]) => source !== undefined)) {
      for (const bundler of names.filter((each) => canMake(each, application)))
        found.push({ application, maker, bundler, source, folder, alias: aliasOf(application) });
    }
  }
  return found;
}

/**
 * Each application with each maker and bundler: minified bytes, and these compressed with gzip (level 9) and brotli
 * (quality 11). The application `ky` is ky alone.
 */
export async function measureApplications() {
  const all = await jobs();
  const codes = await bundleAll(all);
  const weights = all.map(({ application, maker, bundler }, i) => ({
    application,
    maker,
    bundler,
    min: Buffer.byteLength(codes[i]),
    gzip: gzipped(codes[i]),
    brotli: brotliCompressSync(codes[i]).length,
  }));
  return [...weights, ...heyApi.weights.map((weight) => ({ ...weight, maker: 'hey-api, valibot' }))];
}
