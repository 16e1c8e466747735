import fc from 'fast-check';
import type * as t from 'io-ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import * as ids from '../src/ids.js';
import { differences, none, ids as rows } from './support/contract.js';

const kinds: Readonly<Record<string, t.Type<string>>> = Object.fromEntries(
  rows.map(({ type, kind }) => [kind, (ids as Readonly<Record<string, unknown>>)[type] as t.Type<string>]),
);
const shared = rows.filter((row) => row.shared).map(({ kind }) => kind);

const kind = fc.constantFrom(...Object.keys(kinds));
const sound = /^[^\s/\p{C}]+$/u;
const rest = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.constantFrom('invoice', 'commons-failed', 'a:b', '..', '%2e%2e', 'é?#', '🎉'),
  fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => sound.test(text)),
);
const decodes = (name: string, id: unknown) => kinds[name]?.decode(id)._tag === 'Right';

const codecs = suite('codecs of ids');

codecs('there is one for every kind of the table, and no other', () => {
  const all = Object.entries(ids).filter(([name]) => name.endsWith('Id') && name !== 'isId');
  assert.equal(
    differences(
      all.map(([name]) => name),
      rows.map(({ type }) => type),
    ),
    none,
  );
  for (const [name, codec] of all) assert.is((codec as t.Mixed).name, name);
});

codecs('decode their own ids and refuse those of every other kind', () => {
  fc.assert(
    fc.property(kind, rest, (own, rest) => {
      const id = `las:${own}:${rest}`;
      assert.ok(ids.isId(id));
      for (const name of Object.keys(kinds)) assert.is(decodes(name, id), name === own, `${name}: ${id}`);
    }),
  );
});

codecs('decode ids of another organization where there are such, and nowhere else', () => {
  fc.assert(
    fc.property(kind, rest, rest, (own, owner, rest) => {
      const id = `las:organization:${owner}/las:${own}:${rest}`;
      assert.is(ids.isId(id), shared.includes(own));
      for (const name of Object.keys(kinds)) {
        assert.is(decodes(name, id), name === own && shared.includes(own), `${name}: ${id}`);
      }
    }),
  );
});

const wrong: ReadonlyArray<unknown> = [
  '',
  '.',
  '..',
  '/',
  'las:',
  'las:document',
  'las:document:',
  'LAS:document:1',
  'las:Document:1',
  ' las:document:1',
  'las:document:1 ',
  'las:document:1\n',
  'las:document:a b',
  'las:document:a\tb',
  'las:document:a/b',
  'las:document:../..',
  'las:document:a/las:document:b',
  'las:document:\u0000',
  'las:document:\u007f',
  'las:document:\u200b',
  'las:document:\u00a0',
  'las:document:\u2028',
  'las:document:\ud800',
  'las:document:\udc00x',
  '\ud800las:document:1',
  'https://example.com/las:document:1',
  'xlas:document:1',
  undefined,
  null,
  1,
  ['las:document:1'],
  { toString: () => 'las:document:1' },
];

codecs('refuse what is no id', () => {
  for (const id of wrong) {
    assert.not.ok(ids.isId(id), JSON.stringify(id));
    for (const name of Object.keys(kinds)) assert.not.ok(decodes(name, id), `${name}: ${JSON.stringify(id)}`);
  }
  for (const id of [
    'las:organization:/las:model:1',
    'las:organization:a/las:model:',
    'las:organization:a/b',
  ]) {
    assert.not.ok(ids.isId(id), id);
  }
});

codecs('refuse an id with anything unsound put into it', () => {
  const unsound = fc.constantFrom(
    ' ',
    '/',
    '\n',
    '\r',
    '\t',
    '\0',
    '\u0085',
    '\u202e',
    '\ufeff',
    '\ud83d',
    '\udc00',
  );
  fc.assert(
    fc.property(kind, rest, unsound, fc.nat(), (name, rest, character, n) => {
      const id = `las:${name}:${rest}`;
      // Not between the halves of a surrogate pair.
      const characters = [...id];
      const at = n % (characters.length + 1);
      const changed = [...characters.slice(0, at), character, ...characters.slice(at)].join('');
      assert.not.ok(ids.isId(changed), JSON.stringify(changed));
      assert.not.ok(decodes(name, changed), JSON.stringify(changed));
    }),
  );
});

codecs('hand on the id as it is, and name the kind in errors', () => {
  const result = ids.DocumentId.decode('las:model:1');
  assert.ok(result._tag === 'Left');
  assert.is(result.left[0]?.context.at(-1)?.type.name, 'DocumentId');
  assert.equal(ids.DocumentId.decode('las:document:1'), { _tag: 'Right', right: 'las:document:1' });
  assert.is(ids.DocumentId.encode('las:document:1'), 'las:document:1');
});

codecs('are quick on a long text', () => {
  const started = performance.now();
  for (const name of Object.keys(kinds)) decodes(name, `las:organization:${'las:model:'.repeat(20_000)}/`);
  ids.isId(`las:organization:${'las:model:'.repeat(20_000)}/`);
  assert.ok(performance.now() - started < 1000);
});

codecs.run();
