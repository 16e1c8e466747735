/** What the tests of the guides share: an account of an emulator, files, and the values of results. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientCredentials, createContext } from 'las-fp';
import { createEmulator, type EmulatorOptions } from 'las-fp-emulator';
import { PDFDocument } from 'pdf-lib';

import { root } from '../../support/contract.js';

/** The sample invoice of the examples. */
export const invoice = new Blob([await readFile(join(root, 'examples/sample-invoice.pdf'))], {
  type: 'application/pdf',
});

/** A PDF of so many empty pages. */
export async function pdfOf(pages: number): Promise<Blob> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) pdf.addPage();
  return new Blob([new Uint8Array(await pdf.save())], { type: 'application/pdf' });
}

/** An emulator in this process, and a context for it. */
export function world(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ asyncDelay: 0, ...options });
  const ctx = createContext({
    credentials: clientCredentials(emulator),
    fetch: emulator.fetch,
    retry: { limit: 2, delay: 1 },
  });
  return { emulator, ctx };
}

/** A value, or the error as one. */
export const must = <A>(result: { readonly _tag: string; readonly right?: A }): A => {
  if (result._tag !== 'Right') throw new Error(JSON.stringify(result));
  return result.right as A;
};

/** An error, where a value would be one. */
export const mustFail = <E>(result: { readonly _tag: string; readonly left?: E }): E => {
  if (result._tag !== 'Left') throw new Error(`not an error: ${JSON.stringify(result)}`);
  return result.left as E;
};
