/** Filters of a JSONPath: `[?(@.total > 100 && !@.paid)]`. */
import { canonical, type Json } from './json.js';
import { type Scanner, withoutEscapes } from './scanner.js';

type Operand<P> = { readonly value: Json } | { readonly from: '@' | '$'; readonly path: P };

/** A test of an item; `P` is what a path is, which may have filters itself. */
export type Filter<P> =
  | { readonly any: ReadonlyArray<Filter<P>> }
  | { readonly all: ReadonlyArray<Filter<P>> }
  | { readonly not: Filter<P> }
  | { readonly left: Operand<P>; readonly operator: string; readonly right: Operand<P> }
  | { readonly exists: Operand<P> };

/** Scans a path after its `$` or `@`; `names` is what a name without quotes may be. */
type ScanPath<P> = (scanner: Scanner, names: RegExp) => P;

/** The filter that begins here, with or without parentheses around it. */
export function parseFilter<P>(scanner: Scanner, scanPath: ScanPath<P>): Filter<P> {
  return scanner.nested(() => {
    const any: Filter<P>[] = [];
    do {
      const all: Filter<P>[] = [];
      do all.push(scanTest(scanner, scanPath));
      while (scanner.take('&&'));
      any.push({ all });
    } while (scanner.take('||'));
    return { any };
  });
}

function scanTest<P>(scanner: Scanner, scanPath: ScanPath<P>): Filter<P> {
  if (scanner.take('!')) return { not: scanner.nested(() => scanTest(scanner, scanPath)) };
  if (scanner.take('(')) {
    const inner = parseFilter(scanner, scanPath);
    scanner.expect(')');
    return inner;
  }
  const left = scanOperand(scanner, scanPath);
  scanner.match(/\s*/y);
  const operator = scanner.match(/==|!=|<=|>=|<|>/y);
  if (operator !== undefined) return { left, operator, right: scanOperand(scanner, scanPath) };
  if ('value' in left) throw scanner.error('a comparison is missing');
  return { exists: left };
}

function scanOperand<P>(scanner: Scanner, scanPath: ScanPath<P>): Operand<P> {
  const text = scanner.quoted("'") ?? scanner.quoted('"');
  if (text !== undefined) return { value: withoutEscapes(text) };
  scanner.match(/\s*/y);
  const from = scanner.match(/[@$]/y);
  if (from !== undefined) {
    const path = scanPath(scanner, /(?:\\[\s\S]|[^\s.[\](),'"?@*\\=<>!&|])+/y);
    return { from: from === '@' ? '@' : '$', path };
  }
  const literal = scanner.match(/true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (literal === undefined) throw scanner.error('a filter compares paths, numbers, words in quotes');
  return { value: JSON.parse(literal.replace(/^(-?)0+(?=\d)/, '$1')) as Json };
}

/** Whether a filter takes `item`. */
export function compare<P>(
  filter: Filter<P>,
  item: Json,
  root: Json,
  select: (path: P, from: Json) => ReadonlyArray<Json>,
): boolean {
  if ('any' in filter) return filter.any.some((part) => compare(part, item, root, select));
  if ('all' in filter) return filter.all.every((part) => compare(part, item, root, select));
  if ('not' in filter) return !compare(filter.not, item, root, select);
  const values = (operand: Operand<P>): ReadonlyArray<Json> =>
    'value' in operand ? [operand.value] : select(operand.path, operand.from === '@' ? item : root);
  if ('exists' in filter) return values(filter.exists).length > 0;
  const [left] = values(filter.left);
  const [right] = values(filter.right);
  const { operator } = filter;
  const areEqual = canonical(left) === canonical(right);
  if (operator === '!=') return !areEqual;
  if (operator.endsWith('=') && areEqual) return true;
  const areNumbers = typeof left === 'number' && typeof right === 'number';
  if (!areNumbers && !(typeof left === 'string' && typeof right === 'string')) return false;
  const [a, b] = [left as number, right as number];
  return operator.startsWith('<') ? a < b : operator.startsWith('>') && a > b;
}
