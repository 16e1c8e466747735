/**
 * What bundles may weigh, in bytes, gzipped. A `limit` that is exceeded fails the build: lower it when something has
 * become smaller. An `aim` is only reported.
 *
 * `bundler: 'worst'` is the one that makes most of it; `functions` is what one more function adds (`scripts/size/functions.mjs`).
 * Everything may weigh what the core may, and what each operation of the API may add to that.
 */
import { readContract } from './contract.mjs';

const { operations } = readContract();
const everything = (core, each) => core + operations.length * each;

export const budgets = [
  { application: 'getDocument', maker: 'las-fp/fetch', bundler: 'worst', aim: 5_200, limit: 6_540 },
  {
    application: 'everything',
    maker: 'las-fp/fetch',
    bundler: 'worst',
    aim: everything(7_700, 100),
    limit: everything(4_450, 150),
  },
  { application: 'getDocument', maker: 'las-fp, ky 1.14', bundler: 'worst', aim: 10_000, limit: 11_280 },
  { application: 'getDocument', maker: 'las-fp, ky 1.14', bundler: 'Rollup', aim: 9_700, limit: 10_870 },
  { application: 'getDocument', maker: 'las-fp, ky 2', bundler: 'worst', aim: 13_800, limit: 15_070 },
  { application: 'getDocument', maker: 'las-fp, ky 2', bundler: 'Rollup', aim: 13_400, limit: 14_610 },
  {
    application: 'everything',
    maker: 'las-fp, ky 1.14',
    bundler: 'worst',
    aim: everything(7_700, 100),
    limit: everything(8_900, 150),
  },
  { application: 'decide', maker: 'las-fp, ky 1.14', bundler: 'worst', aim: 1_200, limit: 1_200 },
  { application: 'values', maker: 'las-fp, ky 1.14', bundler: 'worst', aim: 1_000, limit: 1_050 },
  { application: 'webhook', maker: 'las-fp, ky 1.14', bundler: 'worst', aim: 1_900, limit: 2_140 },
  { application: 'demonstration', maker: 'las-fp, ky 1.14', bundler: 'worst', aim: 27_600, limit: 27_900 },
  { application: 'quickStart', maker: 'las-fp/fetch', bundler: 'worst', aim: 12_200, limit: 15_550 },
  { application: 'quickStartEs6', maker: 'las-fp/fetch', bundler: 'worst', aim: 15_000, limit: 16_700 },
  { application: 'quickStartRoot', maker: 'las-fp/fetch', bundler: 'worst', aim: 15_000, limit: 20_650 },
  { application: 'quickStartAlias', maker: 'las-fp/fetch', bundler: 'worst', aim: 15_000, limit: 16_700 },
  { application: 'quickStartLib', maker: 'las-fp/fetch', bundler: 'worst', aim: 15_000, limit: 30_840 },
  { functions: 'withoutCodec', statistic: 'average', aim: 100, limit: 100 },
  { functions: 'withoutCodec', statistic: 'most', aim: 500, limit: 1_470 },
  { functions: 'withCodec', statistic: 'average', aim: 100, limit: 300 },
  { functions: 'withCodec', statistic: 'most', aim: 500, limit: 1_470 },
];
