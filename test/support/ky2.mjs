/** Loaded with `node --import`: whoever imports ky gets its second major version. */
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ky2 } from '../../tools/ky2.mjs';

const parent = JSON.stringify(pathToFileURL(ky2).href);
const hooks = `export const resolve = (specifier, context, next) =>
  specifier === 'ky' ? next('ky2', { ...context, parentURL: ${parent} }) : next(specifier, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
