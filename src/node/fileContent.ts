/** Files of the file system as content. */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { left, right } from '../either.js';
import { type InvalidInput, invalidInput } from '../errors.js';
import { textOf } from '../text.js';

/**
 * A file as content: a Blob that is read when it is sent, and not before.
 *
 * @example
 * import { pipe } from 'fp-ts/lib/function.js';
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { createDocument } from 'las-fp/documents';
 * import { fileContent } from 'las-fp/node';
 *
 * const document = await pipe(
 *   fileContent('invoice.pdf'),
 *   TE.chain((file) => createDocument(ctx, file)),
 * )();
 */
export function fileContent(path: string): TaskEither<InvalidInput, Blob> {
  return async () => {
    try {
      const found = await stat(path);
      if (!found.isFile()) return left(invalidInput(`Not a file: ${path}. Give the path of a document.`));
      return right(await openAsBlob(path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return left(
        invalidInput(
          code === 'ENOENT' || code === 'ENOTDIR'
            ? `File not found: ${path}. Check the path.`
            : `${textOf(path)} cannot be read (${code}): check its permissions.`,
        ),
      );
    }
  };
}
