/** Reads a text from left to right: paths and intrinsic functions share it. */
import { runtimeError, type StateError } from './json.js';

/** Goes through a text from left to right. */
export class Scanner {
  readonly text: string;
  at: number = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes what the pattern, which is sticky, matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Takes this text after blanks, if it is here. */
  take(token: string): boolean {
    const before = this.at;
    this.match(/\s*/y);
    if (this.text.startsWith(token, this.at)) {
      this.at += token.length;
      return true;
    }
    this.at = before;
    return false;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.error(`"${token}" is missing`);
  }

  get isDone(): boolean {
    return this.at >= this.text.length;
  }

  error(what: string): StateError {
    return runtimeError(`${this.text.slice(0, 200)}: ${what} at character ${this.at + 1}`);
  }

  /** Parses what may hold itself, ten deep at most. */
  nested<A>(parse: () => A): A {
    this.depth += 1;
    if (this.depth > 10) throw this.error('there is more than ten deep nesting');
    const result = parse();
    this.depth -= 1;
    return result;
  }

  /** A text in these quotes, its escapes as they are written; `undefined` where none begins. */
  quoted(quote: string): string | undefined {
    if (!this.take(quote)) return undefined;
    const raw = this.match(quote === "'" ? /(?:\\[\s\S]|[^'\\])*/y : /(?:\\[\s\S]|[^"\\])*/y) ?? '';
    if (this.text[this.at] !== quote) throw this.error(`the closing ${quote} is missing`);
    this.at += 1;
    return raw;
  }
}

/** Takes the backslash from each escaped character. */
export function withoutEscapes(raw: string): string {
  return raw.replace(/\\([\s\S])/g, '$1');
}
