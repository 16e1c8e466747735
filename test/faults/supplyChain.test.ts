/** What an installation of this package brings along, and what it runs. */
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

// Those that npm runs by itself when it installs a package, or gets one ready.
const automatic =
  /^((pre|post)?(install|uninstall|prepare|pack|publish|version|shrinkwrap)|prepublishOnly|dependencies)$/;

const automaticScripts = ({ scripts }: Manifest) =>
  Object.keys(scripts).filter((name) => automatic.test(name));

const withoutIntegrity = ({ packages }: Lock) =>
  Object.entries(packages)
    // The others are packages of this repository; what another one bundles comes with that one.
    .filter(([name, { link, inBundle }]) => /(^|\/)node_modules\//.test(name) && !link && !inBundle)
    .filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))
    .map(([name]) => name);

const withHost = ({ packages }: Lock) =>
  Object.entries(packages)
    // A link leads to a package of this repository.
    .filter(([, { link, resolved }]) => resolved !== undefined && !(link && !/:/.test(resolved)))
    .map(([name]) => name);

const chain = suite('supply chain');

chain('nothing runs by itself when the package is installed', () => {
  assert.ok(Object.keys(manifest.scripts).length > 3);
  assert.equal(automaticScripts(manifest), []);
  const planted = { ...manifest, scripts: { postinstall: 'x', prepare: 'x', prepack: 'x', test: 'x' } };
  assert.equal(automaticScripts(planted), ['postinstall', 'prepare', 'prepack']);
});

chain('ky is all that comes along', () => {
  assert.equal(Object.keys(manifest.dependencies), ['ky']);
  for (const key of ['optionalDependencies', 'bundleDependencies', 'bundledDependencies', 'bin', 'gypfile']) {
    assert.not.ok(key in manifest, key);
  }
  const { dependencies, hasInstallScript } = lock.packages['node_modules/ky'] as Locked & Partial<Manifest>;
  assert.is(dependencies, undefined);
  assert.is(hasInstallScript, undefined);
});

chain('every package of the lock file has its hash, and names no host', () => {
  assert.ok(Object.keys(lock.packages).length > 50);
  assert.equal(withoutIntegrity(lock), []);
  assert.equal(withHost(lock), []);
  const planted = {
    packages: {
      '': {},
      'node_modules/a': { integrity: 'sha512-x' },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { integrity: 'sha1-x', resolved: 'https://registry.example/c.tgz' },
      'node_modules/d': { link: true, resolved: 'd' },
      d: { version: '1.0.0' },
      'd/node_modules/e': { integrity: 'sha512-x' },
    },
  };
  assert.equal(withoutIntegrity(planted), ['node_modules/b', 'node_modules/c']);
  assert.equal(withHost(planted), ['node_modules/c']);
});

chain.run();
