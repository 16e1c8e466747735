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
const prefix = fc.constantFrom('las', 'cradl');
/** Ids of runs and tasks, as bodies and answers have them: the kinds that they consist of. */
const longIds = [
  ['ActionRunId', 'action', 'run'],
  ['AgentRunId', 'agent', 'run'],
  ['HookRunId', 'hook', 'run'],
  ['ValidationTaskId', 'validation', 'task'],
] as const;
const named = (name: string) => (ids as Readonly<Record<string, unknown>>)[name] as t.Type<string>;
const decodes = (name: string, id: unknown) => kinds[name]?.decode(id)._tag === 'Right';

const codecs = suite('codecs of ids');

codecs('there is one for every kind of the table, and no other', () => {
  const all = Object.entries(ids).filter(([name]) => name.endsWith('Id') && name !== 'isId');
  assert.equal(
    differences(
      all.map(([name]) => name),
      [...rows.map(({ type }) => type), ...longIds.map(([name]) => name)],
    ),
    none,
  );
  for (const [name, codec] of all) assert.is((codec as t.Mixed).name, name);
});

codecs('decode their own ids and refuse those of every other kind', () => {
  fc.assert(
    fc.property(prefix, kind, rest, (prefix, own, rest) => {
      const id = `${prefix}:${own}:${rest}`;
      assert.ok(ids.isId(id));
      for (const name of Object.keys(kinds)) assert.is(decodes(name, id), name === own, `${name}: ${id}`);
    }),
  );
});

codecs('decode ids of another organization where there are such, and nowhere else', () => {
  fc.assert(
    fc.property(prefix, prefix, kind, rest, rest, (first, prefix, own, owner, rest) => {
      const id = `${first}:organization:${owner}/${prefix}:${own}:${rest}`;
      assert.is(ids.isId(id), shared.includes(own));
      for (const name of Object.keys(kinds)) {
        assert.is(decodes(name, id), name === own && shared.includes(own), `${name}: ${id}`);
      }
    }),
  );
});

codecs('long ids of runs and tasks have both parts, in their order, and stand in no path', () => {
  for (const [name, ...parts] of longIds) {
    const { decode } = named(name);
    const [owner, own] = parts.map((part) => `cradl:${part}:1f`);
    const long = `${owner}/${own}`;
    for (const id of [long, `las:organization:me/${long}`, `cradl:organization:me/${long}`]) {
      assert.is(decode(id)._tag, 'Right', id);
      assert.not(ids.isId(id), id);
      for (const [other] of longIds) assert.is(named(other).is(id), other === name, id);
    }
    for (const id of [own, owner, `${own}/${owner}`, `${long}/${own}`, `x/${long}`, `${long}/`]) {
      assert.is(decode(id)._tag, 'Left', id);
    }
  }
});

codecs('an id with its owner, or without, is one where another organization may own it', () => {
  const action = ids.owned<ids.ActionId>('action');
  assert.ok(action.is('cradl:action:1') && action.is('cradl:organization:cradl/cradl:action:1'));
  assert.not.ok(action.is('cradl:hook:1') || action.is('cradl:action:1/cradl:action:2'));
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

codecs('a long id is taken apart into its short ids', () => {
  for (const owner of ['', 'las:organization:o/', 'cradl:organization:o/']) {
    assert.equal(ids.shortIds(`${owner}cradl:action:a`), ['cradl:action:a']);
    assert.equal(ids.shortIds(`${owner}cradl:agent:a/cradl:run:r`), ['cradl:agent:a', 'cradl:run:r']);
  }
  assert.equal(ids.shortIds('cradl:organization:o'), ['cradl:organization:o']);
});

codecs.run();
