/** Finds the snippets of pages and doc comments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a snippet is compiled for: `any` has the libraries of both. */
export type Platform = 'any' | 'browser' | 'node';

export interface Snippet {
  readonly file: string;
  /** The line of the file above the first of the snippet, from 1. */
  readonly line: number;
  readonly platform: Platform;
  readonly code: string;
}

const platformOf = (text: string | undefined): Platform =>
  text === 'browser' || text === 'node' ? text : 'any';

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

/** The snippets of a page: fences whose language is `ts`. A word after it, or `platform` of the frontmatter, says for what. */
export function snippetsOfPage(file: string, text: string): ReadonlyArray<Snippet> {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '';
  const page = /^platform: *(\w+)/m.exec(front)?.[1];
  return [...text.matchAll(/^([ \t]*)```ts\b[ \t]*(\w*).*\n([\s\S]*?)^\1```[ \t]*$/gm)].map((match) => {
    const [, indent = '', word = '', code = ''] = match;
    const platform = platformOf(word || page);
    return {
      file,
      line: lineAt(text, match.index),
      platform,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}

/** The `@example`s of doc comments. */
export function snippetsOfSource(file: string, text: string): ReadonlyArray<Snippet> {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].replace(/\*\/$/, '').split('\n');
    const bare = lines.map((line) => line.replace(/^\s*(?:\/\*\*|\*) ?/, ''));
    const starts = bare.flatMap((line, i) => (/^@example\b/.test(line) ? [i] : []));
    return starts.map((start) => {
      const end = bare.findIndex((line, i) => i > start && /^@\w+/.test(line));
      const code = bare.slice(start + 1, end < 0 ? undefined : end).filter((line) => !line.startsWith('```'));
      return {
        file,
        line: lineAt(text, comment.index) + start,
        platform: 'any' as const,
        code: `${code.join('\n')}\n`,
      };
    });
  });
}

const filesBelow = (root: string, folder: string, end: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => end.test(file) && !/node_modules|\/(\.generated|dist|cache)\//.test(file));

// The reference is generated from the comments of the sources.
const isGenerated = (file: string) =>
  file.startsWith('docs/reference/') && !/\/(index|errors|options)\.md$/.test(file);

/** Every snippet of the repository that a reader may copy. */
export function readSnippets(root: string): ReadonlyArray<Snippet> {
  const text = (file: string) => readFileSync(join(root, file), 'utf8');
  const pages = ['README.md', 'emulator/README.md', ...filesBelow(root, 'docs', /\.md$/)];
  return [
    ...pages.filter((file) => !isGenerated(file)).flatMap((file) => snippetsOfPage(file, text(file))),
    ...filesBelow(root, 'src', /\.ts$/)
      // Its functions are not exported by the package.
      .filter((file) => file !== 'src/node/ini.ts')
      .flatMap((file) => snippetsOfSource(file, text(file))),
  ];
}
