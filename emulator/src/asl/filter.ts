/** Filters of a JSONPath: `[?(@.total > 100 && !@.paid)]`. */
import { canonical, type Json } from './json.js';
import { type Path, scanSegments, select } from './path.js';
import { type Scanner, withoutEscapes } from './scanner.js';

type Operand = { readonly value: Json } | { readonly from: '@' | '$'; readonly path: Path };

export type Filter =
  | { readonly any: ReadonlyArray<Filter> }
  | { readonly all: ReadonlyArray<Filter> }
  | { readonly not: Filter }
  | { readonly left: Operand; readonly operator: string; readonly right: Operand }
  | { readonly exists: Operand };

/** The filter that begins here, with or without parentheses around it. */
export function parseFilter(scanner: Scanner): Filter {
  return scanner.nested(() => {
    const any: Filter[] = [];
    do {
      const all: Filter[] = [];
      do all.push(scanTest(scanner));
      while (scanner.take('&&'));
      any.push({ all });
    } while (scanner.take('||'));
    return { any };
  });
}

function scanTest(scanner: Scanner): Filter {
  if (scanner.take('!')) return { not: scanner.nested(() => scanTest(scanner)) };
  if (scanner.take('(')) {
    const inner = parseFilter(scanner);
    scanner.expect(')');
    return inner;
  }
  const left = scanOperand(scanner);
  scanner.match(/\s*/y);
  const operator = scanner.match(/==|!=|<=|>=|<|>/y);
  if (operator !== undefined) return { left, operator, right: scanOperand(scanner) };
  if ('value' in left) throw scanner.error('a comparison is missing');
  return { exists: left };
}

function scanOperand(scanner: Scanner): Operand {
  const text = scanner.quoted("'") ?? scanner.quoted('"');
  if (text !== undefined) return { value: withoutEscapes(text) };
  scanner.match(/\s*/y);
  const from = scanner.match(/[@$]/y);
  if (from !== undefined) {
    const path = scanSegments(scanner, /(?:\\[\s\S]|[^\s.[\](),'"?@*\\=<>!&|])+/y);
    return { from: from === '@' ? '@' : '$', path };
  }
  const literal = scanner.match(/true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (literal === undefined) throw scanner.error('a filter compares paths, numbers, words in quotes');
  return { value: JSON.parse(literal.replace(/^(-?)0+(?=\d)/, '$1')) as Json };
}

/** Whether a filter takes `item`. */
export function compare(filter: Filter, item: Json, root: Json): boolean {
  if ('any' in filter) return filter.any.some((part) => compare(part, item, root));
  if ('all' in filter) return filter.all.every((part) => compare(part, item, root));
  if ('not' in filter) return !compare(filter.not, item, root);
  const values = (operand: Operand): ReadonlyArray<Json> =>
    'value' in operand ? [operand.value] : select(operand.path, operand.from === '@' ? item : root, root);
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
