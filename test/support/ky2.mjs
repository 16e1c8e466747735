/** Loaded with `node --import`: whoever imports ky gets its second major version. */
import { register } from 'node:module';

const hooks = `export const resolve = (specifier, context, next) =>
  next(specifier === 'ky' ? 'ky2' : specifier, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
