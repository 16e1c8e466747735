/** Whose the bytes of a bundle are, package by package and module by module. */
import { transform } from 'esbuild';
import { parseAst } from 'rollup/parseAst';

import { bundleWithModules, gzipped } from '../../tools/bundle.mjs';
import { aliasOf, makers, sourceOf } from './applications.mjs';

const packageOf = (path) => {
  const [, name = 'the application'] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name === 'ky2' ? 'ky' : name;
};

/** Minified bytes of each package in esbuild's bundle; what is of no module is esbuild's own. */
export async function packagesOf(application, maker) {
  const { code, modules } = await bundleWithModules(
    await sourceOf(application, maker),
    makers[maker].folder,
    aliasOf(application),
  );
  const sums = new Map();
  const add = (name, bytes) => sums.set(name, (sums.get(name) ?? 0) + bytes);
  for (const { path, bytes } of modules) if (bytes > 0) add(packageOf(path), bytes);
  add('esbuild', Buffer.byteLength(code) - [...sums.values()].reduce((a, b) => a + b, 0));
  return sums;
}

/** Strings and templates that are sentences: longer than 20 characters, with a space. */
function messagesOf(code) {
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== 'string') return;
    // Of a template the text counts, not what is put in.
    const text =
      node.type === 'TemplateLiteral'
        ? node.quasis
        : node.type === 'Literal' && typeof node.value === 'string'
          ? [node]
          : [];
    const words = text.map(({ start, end }) => code.slice(start, end)).join('');
    if (words.length > 20 && words.includes(' ')) found.push(...text);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code).body);
  return found;
}

const cut = (code, ranges) => {
  let left = code;
  for (const { start, end } of [...ranges].sort((a, b) => b.start - a.start)) {
    left = left.slice(0, start) + left.slice(end);
  }
  return left;
};

const size = (ranges) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

/**
 * The modules of an application, ky's as one and first, then ours by size: minified bytes, the bytes that gzip would save if
 * they were not there, and how many of the minified are messages.
 */
export async function modulesOf(application, maker) {
  const { code, modules } = await bundleWithModules(await sourceOf(application, maker), makers[maker].folder);
  const groups = new Map();
  let start = 0;
  for (const { path, bytes } of modules) {
    const range = { start, end: start + bytes };
    // Proof that they stand in this order, one after the other.
    await transform(code.slice(range.start, range.end));
    const name = packageOf(path) === 'las-fp' ? path.replace(/.*\/las-fp\/dist\//, '') : packageOf(path);
    groups.set(name, [...(groups.get(name) ?? []), range]);
    start = range.end;
  }
  // Modules are measured in bytes, positions in characters.
  if (Buffer.byteLength(code.slice(0, start)) !== start) throw new Error('The modules are not ASCII.');
  groups.set('esbuild', [{ start, end: code.length }]);

  const whole = gzipped(code);
  const saved = (ranges) => whole - gzipped(cut(code, ranges));
  const messages = messagesOf(code);
  const row = (name, ranges) => {
    const inside = messages.filter((text) =>
      ranges.some(({ start, end }) => text.start >= start && text.end <= end),
    );
    return {
      name,
      min: size(ranges),
      saved: saved(ranges),
      messages: size(inside),
      savedByMessages: saved(inside),
    };
  };
  const rows = [...groups]
    .map(([name, ranges]) => row(name, ranges))
    .filter(({ min }) => min > 0)
    .sort((a, b) => (b.name === 'ky') - (a.name === 'ky') || b.min - a.min || (a.name < b.name ? -1 : 1));
  const ours = [...groups].filter(([name]) => name.endsWith('.js')).flatMap(([, ranges]) => ranges);
  return { whole, rows, ours: row('las-fp together', ours) };
}
