/** A journal in a file, so that a bulk run that is killed can be resumed. */
import { open, readFile } from 'node:fs/promises';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type DocumentOutcome, type JournalEntry, outcomesOf } from '../bulk.js';
import { left, right } from '../either.js';
import { invalidInput, type LasError } from '../errors.js';
import { textOf } from '../text.js';

/** The result of {@link journalFile}: options of `createDocuments`. */
export interface JournalFile {
  readonly journal: (entry: JournalEntry) => Promise<void>;
  /** What the file told when it was opened. */
  readonly resume: ReadonlyArray<DocumentOutcome>;
}

/**
 * Opens a journal for `createDocuments`, and reads what earlier runs over the same sources have written. Each entry is a
 * line of JSON, on disk (fsync) before its POST leaves: a process that is killed at any moment, by SIGKILL or a loss of
 * power, is resumed with nothing lost and nothing twice. A last line that was cut is left out. The file holds the documents
 * as the API gave them; its owner alone can read it. Delete it when all is done.
 *
 * One process at a time: two that write to the same file would each create everything.
 *
 * @example
 * import { createDocuments } from 'las-fp';
 * import { fileContent, journalFile } from 'las-fp/node';
 *
 * const opened = await journalFile('import.journal')();
 * if (opened._tag === 'Left') throw new Error(opened.left.message);
 * const sources = paths.map((path) => ({ content: fileContent(path), name: path }));
 * const report = await createDocuments(ctx, sources, opened.right)();
 */
export function journalFile(path: string): TaskEither<LasError, JournalFile> {
  return async () => {
    try {
      await append(path, '');
      const text = await readFile(path, 'utf8');
      // Ends a line that was cut.
      if (!/(^|\n)$/.test(text)) await append(path, '\n');
      let waiting: string[] = [];
      let flushed: Promise<void> = Promise.resolve();
      const flush = async () => {
        const lines = waiting;
        waiting = [];
        // Entries that came while the last ones were written are written together.
        if (lines.length > 0) await append(path, lines.join(''));
      };
      const journal = async (entry: JournalEntry) => {
        waiting.push(`${JSON.stringify(entry)}\n`);
        flushed = flushed.then(flush);
        return flushed;
      };
      return right({ journal, resume: outcomesOf(entriesOf(text)) });
    } catch (error) {
      return left(
        invalidInput(
          `The journal ${textOf(path)} cannot be opened: ${error instanceof Error ? error.message : textOf(error)}`,
        ),
      );
    }
  };
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function* entriesOf(text: string): Generator<JournalEntry> {
  for (const line of text.split('\n')) {
    try {
      const entry: JournalEntry | null = JSON.parse(line);
      if (Number.isSafeInteger(entry?.index)) yield entry as JournalEntry;
    } catch {
      // The last line of a process that was killed.
    }
  }
}
