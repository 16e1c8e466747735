/** A cold import: what it adds to a process that does nothing, and which modules it loads. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { table } from '../tools/table.mjs';
import { fixed, goal, interleave, median, spread } from './support/measure.mjs';
import { applications } from './support/processes.mjs';

export const title = 'Cold import';

const programs = {
  'an empty module': '',
  'ky 1.14': `import 'ky';`,
  'ky 2': `import 'ky';`,
  'las-fp, ky 1.14': `import 'las-fp';`,
  'las-fp, ky 2': `import 'las-fp';`,
  'las-fp/fetch': `import 'las-fp/fetch';`,
  'las-fp/fetch and nodeTransport': `import 'las-fp/fetch'; import { nodeTransport } from 'las-fp/node'; nodeTransport();`,
  'las-fp/documents, ky 1.14': `import 'las-fp/documents';`,
  'las-fp/documents, ky 2': `import 'las-fp/documents';`,
  'fp-ts and io-ts': `import 'fp-ts/lib/TaskEither.js'; import 'io-ts';`,
  'official SDK': `import '@lucidtech/las-sdk-core';`,
};

// Counts ES modules by a loader's hook, and CommonJS by Node's own cache; writes them to the third argument.
const counter = `
import { createRequire, register } from 'node:module';
import { appendFileSync } from 'node:fs';
const file = process.env.MODULES_FILE;
const hooks = \`import { appendFileSync } from 'node:fs';
export const load = async (url, context, next) => {
  if (context.format === 'module') appendFileSync(\${JSON.stringify(file)}, url + '\\\\n');
  return next(url, context);
};\`;
register('data:text/javascript,' + encodeURIComponent(hooks));
process.on('exit', () => {
  const { cache } = createRequire(import.meta.url);
  for (const path of Object.keys(cache)) appendFileSync(file, 'file://' + path + '\\n');
});
`;

export async function run({ quick }) {
  const { ky1, ky2 } = applications();
  const names = Object.keys(programs);
  const entries = {};
  for (const [i, name] of names.entries()) {
    entries[name] = join(name.includes('ky 2') ? ky2 : ky1, `import-${i}.mjs`);
    writeFileSync(entries[name], `${programs[name]}\nconsole.log(JSON.stringify(process.cpuUsage()));`);
  }
  const node = (name, args = [], env = {}) => {
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args, entries[name]], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const { user, system } = JSON.parse(stdout);
    return { wall: performance.now() - started, cpu: (user + system) / 1000 };
  };
  const counting = join(ky1, 'count-modules.mjs');
  writeFileSync(counting, counter);
  const modules = {};
  const own = {};
  for (const name of names) {
    const file = join(ky1, 'modules.txt');
    writeFileSync(file, '');
    node(name, ['--import', counting], { MODULES_FILE: file });
    const loaded = readFileSync(file, 'utf8').split('\n');
    const packages = new Set(loaded.filter((url) => /node_modules/.test(url)));
    modules[name] = packages.size;
    own[name] = [...packages].filter((url) => /node_modules\/las-fp\//.test(url)).length;
  }

  for (const name of names) node(name);
  const results = await interleave(names, quick ? 5 : 21, (name) => node(name));
  const empty = 'an empty module';
  const over = (name, key) => results[name].map((result, i) => result[key] - results[empty][i][key]);
  const kyOf = (name) => (name.includes('ky 2') ? 'ky 2' : 'ky 1.14');
  const goals = [];
  for (const [name, most] of Object.entries({ 'las-fp/fetch': 5, 'las-fp/fetch and nodeTransport': 16 })) {
    const ms = median(over(name, 'cpu'));
    goals.push(goal(ms <= most, `${name}: ${fixed(ms, 1)} ms of CPU time (at most ${most})`));
  }
  for (const name of names.filter((one) => one.startsWith('las-fp') && one.includes('ky'))) {
    const ratio = median(over(name, 'cpu')) / median(over(kyOf(name), 'cpu'));
    goals.push(
      goal(ratio <= 1.3, `${name}: ${fixed(ratio)} of the CPU time of ${kyOf(name)} alone (at most 1.30)`),
      goal(
        own[name] === 2,
        `${name}: ${own[name]} modules of its own (2: what was asked for, what is shared)`,
      ),
    );
  }
  return {
    output: [
      'What a process that imports one thing takes more than one that imports nothing: medians, with the least and ' +
        'the greatest of the rounds; and the modules that it loads from packages.',
      table(
        ['', 'ms', 'to its ky', 'CPU ms', 'to its ky', 'modules'],
        names.map((name) => [
          name,
          ...['wall', 'cpu'].flatMap((key) => [
            spread(over(name, key), 1),
            name === empty ? '' : fixed(median(over(name, key)) / median(over(kyOf(name), key))),
          ]),
          modules[name],
        ]),
      ),
    ],
    goals,
  };
}
