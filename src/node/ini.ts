/** INI files, as Python's `configparser` reads them: the official Python SDK reads the same credentials file. */
import type { Either } from 'fp-ts/lib/Either.js';
import { isLeft, left, right } from '../either.js';

/** The keys of a section, in lower case, with their values as they stand in the file. */
type Section = ReadonlyMap<string, string>;

/** An INI file. */
export interface Ini {
  /** By their names, as they are written; without `[DEFAULT]`. */
  readonly sections: ReadonlyMap<string, Section>;
  /** The keys of `[DEFAULT]`, which hold for all sections. */
  readonly defaults: Section;
}

// The white space of Python; JavaScript's `\s` differs in a few characters.
const blank = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const leading = /*#__PURE__*/ new RegExp(`^${blank}*`);
const isBlank = /*#__PURE__*/ new RegExp(blank);

// By character: a pattern that looks for blanks at the end begins anew at each of them.
function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const strip = (text: string) => stripEnd(text.replace(leading, ''));

// How deep values may refer to each other, and how often in all.
const maxDepth = 10;
const maxReferences = 1000;

/**
 * Reads an INI file: `[section]`, `key = value` or `key: value`, lines of comment that begin with `#` or `;`, values
 * that go on in lines that are indented deeper. A Left says what is wrong and in which line, and repeats nothing of it.
 *
 * @example
 * parseIni('[default]\nclient_id = me');
 */
export function parseIni(text: string): Either<string, Ini> {
  const sections = new Map<string, Map<string, string[]>>();
  const defaults = new Map<string, string[]>();
  let section: Map<string, string[]> | undefined;
  let value: string[] | undefined;
  let indent = 0;
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    const stripped = strip(line);
    const depth = leading.exec(line)?.[0].length ?? 0;
    const header = /^\[(.+)\]/s.exec(stripped)?.[1];
    if (/^[#;]/.test(stripped)) continue;
    if (stripped === '') {
      value?.push('');
    } else if (value && depth > indent) {
      value.push(stripped);
    } else {
      indent = depth;
      value = undefined;
      if (header !== undefined) {
        if (sections.has(header)) return left(`line ${i + 1} begins a section for the second time`);
        section = header === 'DEFAULT' ? defaults : new Map();
        if (section !== defaults) sections.set(header, section);
      } else {
        if (!section) return left(`line ${i + 1} is outside of a section: write [default] above it`);
        const [, name = '', rest = ''] = /^(.*?)[=:](.*)$/s.exec(stripped) ?? [];
        const key = strip(name).toLowerCase();
        if (key === '') return left(`line ${i + 1} is not “key = value”`);
        if (section.has(key)) return left(`line ${i + 1} gives a key for the second time`);
        value = [strip(rest)];
        section.set(key, value);
      }
    }
  }
  return right({
    sections: new Map([...sections].map(([name, keys]) => [name, joined(keys)])),
    defaults: joined(defaults),
  });
}

const joined = (keys: ReadonlyMap<string, readonly string[]>): Section =>
  new Map([...keys].map(([key, lines]) => [key, stripEnd(lines.join('\n'))]));

/**
 * The value of a key, from its section or else from `[DEFAULT]`, with `%(other key)s` and `%%` replaced; undefined
 * where there is none. A Left says what is wrong with its `%`.
 *
 * @example
 * iniValue(ini, 'default', 'client_id');
 */
export function iniValue(ini: Ini, section: string, key: string): Either<string, string | undefined> {
  const raw = (name: string) => ini.sections.get(section)?.get(name) ?? ini.defaults.get(name);
  let references = 0;
  const expand = (text: string, depth: number): Either<string, string> => {
    if ((depth > maxDepth && text.includes('%')) || ++references > maxReferences) {
      return left('refers to itself, or to others too deep or too often');
    }
    const parts: string[] = [];
    for (const [part, name] of text.matchAll(/[^%]+|%%|%\(([^)]+)\)s|%/g)) {
      if (part === '%') return left('has a single %: write %%');
      const other = name === undefined ? undefined : raw(name.toLowerCase());
      if (name !== undefined && other === undefined) return left('refers to a key that does not exist');
      const expanded = other === undefined ? right(part === '%%' ? '%' : part) : expand(other, depth + 1);
      if (isLeft(expanded)) return expanded;
      parts.push(expanded.right);
    }
    return right(parts.join(''));
  };
  const value = raw(key);
  return value === undefined ? right(undefined) : expand(value, 1);
}
