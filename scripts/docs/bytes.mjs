/** What a function adds to a bundle, for the reference. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundle, gzipped } from '../../tools/bundle.mjs';
import { consumer, root } from '../../tools/consumer.mjs';

/** What `npm run size` has measured of the API's operations: `{ withCodec, without }` by name. */
function ofOperations() {
  const text = readFileSync(join(root, 'bench/SIZES.md'), 'utf8');
  const section = text.split('## One more function')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| (\w+) +\| +([\d,]+) \| +([\d,]+) \|$/gm)];
  if (rows.length === 0) throw new Error('bench/SIZES.md has no table of functions.');
  const number = (digits) => Number(digits.replaceAll(',', ''));
  return new Map(
    rows.map(([, name, withCodec, without]) => [
      name,
      { withCodec: number(withCodec), without: number(without) },
    ]),
  );
}

const gz = async (source, folder) => gzipped(await bundle('esbuild', source, folder));

// The application that the functions of the API are added to as well (scripts/size/functions.mjs).
const names = ['createContext', 'staticToken', 'request', 'getDocument'];
const application = (more = '') => `
  import { ${names.join(', ')} } from 'las-fp';
  ${more && `import { ${more} as more } from 'las-fp';`}
  globalThis.app = [createContext({ credentials: staticToken('token') }), request, getDocument${more && ', more'}];`;

/**
 * Says what functions weigh: `(module, name) => text`, where `functions` has the functions of each module. Bytes of esbuild,
 * minified and gzipped, with ky 1.14. Those of `las-fp/node` are in no bundle.
 */
export async function measureBytes(functions) {
  const operations = ofOperations();
  const folder = consumer();
  const base = await gz(application(), folder);
  const alone = ['extraction', 'webhooks', 'reading'];
  const texts = new Map();
  for (const [module, all] of Object.entries(functions)) {
    if (module === 'node') continue;
    for (const name of all) {
      const known = operations.get(name);
      if (known) {
        texts.set(`${module} ${name}`, {
          bytes: known.withCodec,
          text: `Adds ${known.withCodec} bytes to a bundle, ${known.without} where another function brings its codec.`,
        });
      } else if (alone.includes(module)) {
        const source = `import { ${name} } from 'las-fp/${module}'; globalThis.app = ${name};`;
        const bytes = await gz(source, folder);
        texts.set(`${module} ${name}`, {
          bytes,
          text: `Is ${bytes} bytes in a bundle that has nothing else.`,
        });
      } else if (!names.includes(name)) {
        const bytes = Math.max(0, (await gz(application(name), folder)) - base);
        texts.set(`${module} ${name}`, {
          bytes,
          text:
            bytes > 0 ? `Adds ${bytes} bytes to a bundle.` : 'Adds nothing to a bundle that makes a call.',
        });
      }
    }
  }
  return (module, name) => texts.get(`${module} ${name}`);
}
