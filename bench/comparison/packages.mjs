/** What is installed: dependencies, bytes, formats, Node, and what the registry says of provenance. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { versions } from './install.mjs';

const names = ['las-fp', 'openai', 'viem', '@hey-api/openapi-ts', 'stripe'];

const manifestOf = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));

const bytesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

/** The package and everything that it depends on, without optional peers. */
function closure(folder, name, found = new Set()) {
  if (found.has(name) || !existsSync(join(folder, 'node_modules', name))) return found;
  found.add(name);
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(folder, name);
  const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
  for (const next of [...Object.keys(dependencies), ...peers]) closure(folder, next, found);
  return found;
}

const conditionsOf = (exports) =>
  typeof exports === 'object' && exports !== null
    ? Object.entries(exports).flatMap(([key, value]) => [key, ...conditionsOf(value)])
    : [];

function attested(name) {
  if (name === 'las-fp') return 'not published yet';
  const args = ['view', `${name}@${versions[name]}`, 'dist', '--json'];
  const { attestations } = JSON.parse(execFileSync('npm', args, { encoding: 'utf8' }));
  return attestations ? 'yes' : 'none in the answer';
}

function published(name) {
  if (name === 'las-fp') return '0';
  return JSON.parse(execFileSync('npm', ['view', name, 'versions', '--json'], { encoding: 'utf8' })).length;
}

const asked = {
  'packages installed, required peers included': (folder, name) => closure(folder, name).size,
  'MB on disk, of the package alone': (folder, name) =>
    (bytesIn(join(folder, 'node_modules', name)) / 1e6).toFixed(1),
  'MB on disk, all of it': (folder, name) =>
    (
      [...closure(folder, name)].reduce((sum, each) => sum + bytesIn(join(folder, 'node_modules', each)), 0) /
      1e6
    ).toFixed(1),
  'entries of `exports`': (folder, name) => Object.keys(manifestOf(folder, name).exports).length,
  'conditions of `exports`': (folder, name) =>
    [...new Set(conditionsOf(manifestOf(folder, name).exports))]
      .filter((key) => !key.startsWith('.'))
      .join(', '),
  '`engines.node`': (folder, name) => manifestOf(folder, name).engines?.node ?? 'none',
  'llms.txt in the package': (folder, name) =>
    existsSync(join(folder, 'node_modules', name, 'llms.txt')) ? 'yes' : 'no',
  'versions at the registry': (_folder, name) => published(name),
  'attestations at the registry': (_folder, name) => attested(name),
};

export function packages({ folder }) {
  return {
    title: 'Packages',
    head: ['', ...names],
    rows: Object.entries(asked).map(([question, answer]) => [
      question,
      ...names.map((name) => answer(folder, name)),
    ]),
    notes: [
      "hey-api's package is a tool of the developer: what it generates needs none of it.",
      'A mirror of the registry may leave attestations out: "none in the answer" says no more than that.',
    ],
  };
}
