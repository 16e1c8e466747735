/** Checks of the parts of a definition: each collects what is wrong. */
import { operandOf, pieces } from './choice.js';
import { parseCall } from './intrinsics.js';
import { isArray, isObject, type JsonObject, parseTimestamp } from './json.js';
import { isDefinite, parsePath } from './path.js';

/** What is wrong with a definition, and where: a JSON pointer (RFC 6901) into it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export class Checker {
  readonly problems: Problem[] = [];

  refuse(at: string, message: string): void {
    this.problems.push({ path: at, message });
  }

  object(value: unknown, at: string): value is JsonObject {
    if (isObject(value)) return true;
    this.refuse(at, 'must be an object');
    return false;
  }

  filledList(value: unknown, at: string): value is ReadonlyArray<unknown> {
    if (isArray(value) && value.length > 0) return true;
    this.refuse(at, 'must be an array that is not empty');
    return false;
  }

  string(value: unknown, at: string): void {
    if (typeof value !== 'string') this.refuse(at, 'must be a string');
  }

  /** An integer, up to the greatest that the service takes. */
  integer(value: unknown, at: string, least: number): void {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 99_999_999) return;
    this.refuse(at, `must be an integer from ${least} to 99999999`);
  }

  /** Refuses fields that are not among these: nothing is ignored. */
  fields(value: JsonObject, at: string, known: ReadonlyArray<string>, owner: string): void {
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      this.refuse(
        join(at, key),
        unsupported.has(key) ? `${key} is not supported` : `is no field of ${owner}; leave it out`,
      );
    }
  }

  /** Exactly one of these fields, unless none is needed. */
  oneOf(value: JsonObject, at: string, names: ReadonlyArray<string>, isNeeded: boolean): void {
    const { length } = names.filter((name) => value[name] !== undefined);
    if (length > 1) this.refuse(at, `must have one of ${names.join(', ')} and not more`);
    else if (length === 0 && isNeeded) this.refuse(at, `must have ${names.join(' or ')}`);
  }

  /** A path; a reference path has no `*`, `..`, filter or list, so that it means one place. */
  path(value: unknown, at: string, kind: 'any' | 'reference' | 'result' = 'any'): void {
    if (typeof value !== 'string') {
      this.refuse(at, 'must be a path, which is a string');
      return;
    }
    this.parse(at, () => {
      const { isContext, path } = parsePath(value);
      if (kind !== 'any' && !isDefinite(path)) this.refuse(at, 'must be a reference path: names and indexes');
      if (kind === 'result' && isContext) this.refuse(at, 'must not begin with $$');
    });
  }

  pathOrNull(value: unknown, at: string, kind?: 'result'): void {
    if (value !== null) this.path(value, at, kind);
  }

  pathOrCall(value: unknown, at: string): void {
    if (typeof value !== 'string' || value.startsWith('$')) this.path(value, at, 'reference');
    else this.parse(at, () => parseCall(value));
  }

  private parse(at: string, parse: () => void): void {
    try {
      parse();
    } catch (error) {
      this.refuse(at, error instanceof Error ? error.message : String(error));
    }
  }

  template(value: unknown, at: string): void {
    if (this.object(value, at)) this.templatePart(value, at);
  }

  private templatePart(value: unknown, at: string): void {
    if (isArray(value)) {
      value.forEach((item, index) => {
        this.templatePart(item, join(at, index));
      });
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (!key.endsWith('.$')) this.templatePart(item, join(at, key));
        else if (Object.hasOwn(value, key.slice(0, -2))) {
          this.refuse(join(at, key), `is there beside ${key.slice(0, -2)}`);
        } else if (typeof item === 'string' && !item.startsWith('$')) {
          this.parse(join(at, key), () => parseCall(item));
        } else this.path(item, join(at, key));
      }
    }
  }

  // -- rules of a Choice --------------------------------------------------------

  rule(value: unknown, at: string, isNested: boolean): void {
    if (!this.object(value, at)) return;
    const ends = isNested ? [] : ['Next', 'End'];
    const operators = Object.keys(value).filter(
      (key) => ['And', 'Or', 'Not'].includes(key) || operandOf(key) !== undefined,
    );
    const [operator = ''] = operators;
    const isComparison = operandOf(operator) !== undefined;
    const known = ['Comment', ...operators, ...(isComparison ? ['Variable'] : []), ...ends];
    this.fields(value, at, known, isNested ? 'a rule within a rule' : 'a rule');
    if (!isNested) {
      this.oneOf(value, at, ends, true);
      if (value['End'] !== undefined && value['End'] !== true) this.refuse(join(at, 'End'), 'must be true');
    }
    if (operators.length !== 1) this.refuse(at, 'must have one comparator, or And, Or or Not');
    else if (isComparison) this.comparison(value, at, operator);
    else if (operator === 'Not') this.rule(value['Not'], join(at, 'Not'), true);
    else if (this.filledList(value[operator], join(at, operator))) {
      (value[operator] as ReadonlyArray<unknown>).forEach((rule, index) => {
        this.rule(rule, join(join(at, operator), index), true);
      });
    }
  }

  private comparison(rule: JsonObject, at: string, operator: string): void {
    this.path(rule['Variable'], join(at, 'Variable'));
    const value = rule[operator];
    const here = join(at, operator);
    switch (operandOf(operator)) {
      case 'Path':
        this.path(value, here);
        break;
      case 'Numeric':
        if (typeof value !== 'number') this.refuse(here, 'must be a number');
        break;
      case 'Boolean':
        if (typeof value !== 'boolean') this.refuse(here, 'must be true or false');
        break;
      case 'Timestamp':
        if (parseTimestamp(value) === undefined) this.refuse(here, 'must be a timestamp of RFC 3339');
        break;
      case 'Pattern':
        if (typeof value === 'string') this.parse(here, () => pieces(value));
        else this.string(value, here);
        break;
      default:
        this.string(value, here);
    }
  }

  // -- Retry and Catch ----------------------------------------------------------

  /** Retriers or catchers. */
  handlers(value: unknown, at: string, fields: ReadonlyArray<string>): ReadonlyArray<JsonObject> {
    if (!isArray(value)) {
      this.refuse(at, 'must be an array');
      return [];
    }
    value.forEach((handler, index) => {
      const here = join(at, index);
      if (!this.object(handler, here)) return;
      this.fields(
        handler,
        here,
        ['Comment', 'ErrorEquals', ...fields],
        `an entry of ${at.split('/').at(-1)}`,
      );
      const { ErrorEquals: names } = handler;
      if (!this.filledList(names, join(here, 'ErrorEquals'))) return;
      if (!names.every((name) => typeof name === 'string')) {
        this.refuse(join(here, 'ErrorEquals'), 'must be names of errors');
      }
      if (names.includes('States.ALL') && (names.length > 1 || index + 1 < value.length)) {
        this.refuse(join(here, 'ErrorEquals'), 'States.ALL must be alone, and in the last entry');
      }
    });
    return value.filter(isObject);
  }

  retriers(value: unknown, at: string): void {
    const fields = ['IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'];
    this.handlers(value, at, fields).forEach((retrier, index) => {
      const here = join(at, index);
      const { BackoffRate: rate, JitterStrategy: jitter } = retrier;
      for (const [name, least] of [
        ['IntervalSeconds', 1],
        ['MaxAttempts', 0],
        ['MaxDelaySeconds', 1],
      ] as const) {
        if (retrier[name] !== undefined) this.integer(retrier[name], join(here, name), least);
      }
      if (rate !== undefined && !(typeof rate === 'number' && rate >= 1)) {
        this.refuse(join(here, 'BackoffRate'), 'must be a number of 1 or more');
      }
      if (jitter !== undefined && jitter !== 'FULL' && jitter !== 'NONE') {
        this.refuse(join(here, 'JitterStrategy'), 'must be FULL or NONE');
      }
    });
  }
}

/** Fields of the language, or of the service, that are not implemented. */
const unsupported: ReadonlySet<string> = new Set([
  'Arguments',
  'Assign',
  'Condition',
  'Credentials',
  'ItemBatcher',
  'ItemReader',
  'Items',
  'Label',
  'Output',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
]);

/** A JSON pointer with one more step. */
export function join(at: string, key: string | number): string {
  return `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
