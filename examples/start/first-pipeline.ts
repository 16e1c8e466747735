import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { clientCredentials, createContext } from 'las-fp';
import { amount, date, decodeFields, optional, policyOf } from 'las-fp/extraction';
import { fileContent } from 'las-fp/node';
import { readDocument } from 'las-fp/reading';
import { createEmulator } from 'las-fp-emulator';

const emulator = createEmulator();
const ctx = createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });

// The fields to read, and how sure one must be of them.
const fields = { total_amount: { type: 'amount' }, due_date: { type: 'date', required: false } } as const;
const policy = policyOf(fields, { total_amount: { confidenceLevels: { automated: 0.8 } } });

// The types that the program works with.
const Invoice = decodeFields({ total_amount: amount, due_date: optional(date) });

const read = (path: string) =>
  pipe(
    fileContent(path),
    TE.chainW((file) => readDocument(ctx, file, 'cradl:model:invoice', policy, { codec: Invoice })),
  );

const result = await read(process.argv[2] ?? 'sample-invoice.pdf')();
if (result._tag === 'Left') {
  console.error(result.left.message);
  process.exitCode = 1;
} else {
  const { decision, values } = result.right;
  if (values?._tag === 'Right') console.log('total', values.right.total_amount);
  if (decision.look)
    console.log('a person must look at', [...new Set(decision.reasons.map(({ label }) => label))].join(', '));
}
