/** What each of the API's operations adds to an application. */

import { bundle, gzipped } from '../../tools/bundle.mjs';
import { readApi } from '../api/sources.mjs';
import { makers } from './applications.mjs';

const { folder } = makers['las-fp, ky 1.14'];

const weights = new Map();

/** Bytes of an application that has a token and some of the SDK's names. */
function weigh(names) {
  const key = names.join(', ');
  const imported = [...new Set(['createContext', 'staticToken', ...names])].join(', ');
  const source = `
    import { ${imported} } from 'las-fp';
    globalThis.app = [createContext({ credentials: staticToken('token') }), ${key}];`;
  if (!weights.has(key)) weights.set(key, bundle('esbuild', source, folder).then(gzipped));
  return weights.get(key);
}

const added = async (names, name) => (await weigh([...names, name])) - (await weigh(names));

/** What validates a result: that of a DELETE may be nothing as well. */
const codecOf = (result) => (result === 'void' ? [] : [result.replace(' | undefined', '')]);

/**
 * Bytes, gzipped, that each function adds with esbuild and ky 1.14 to an application
 *
 * - that has `request`, and another function, `getDocument` (or `getModel`, where it is that one): `withCodec`
 * - that has `request`, `path` and the codec of the function's result: `withoutCodec`
 */
export const measureFunctions = () =>
  Promise.all(
    readApi()
      .modules.flatMap(({ operations }) => operations)
      .map(async ({ name, result }) => ({
        name,
        withCodec: await added(['request', name === 'getDocument' ? 'getModel' : 'getDocument'], name),
        withoutCodec: await added(['request', 'path', ...codecOf(result)], name),
      })),
  );
