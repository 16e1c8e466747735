import { function as functions, taskEither as TE } from 'fp-ts';
import { clientCredentials, createContext } from 'las-fp';
import { amount, date, decodeFields, minorUnits, optional, policyOf } from 'las-fp/extraction';
import { readDocument } from 'las-fp/reading';

const { pipe } = functions;
const ctx = createContext({ credentials: clientCredentials({ clientId: 'id', clientSecret: 'secret' }) });
const fields = { total_amount: { type: 'amount' }, due_date: { type: 'date', required: false } } as const;
const policy = policyOf(fields, { total_amount: { confidenceLevels: { automated: 0.95 } } });
const Invoice = decodeFields({ total_amount: amount, due_date: optional(date) });

const result = await pipe(
  TE.fromTask(async () => (await fetch('invoice.pdf')).blob()),
  TE.chain((file) => readDocument(ctx, file, 'las:model:invoice', policy, { codec: Invoice })),
)();
if (result._tag === 'Right') {
  const { decision, values } = result.right;
  if (values?._tag === 'Right') console.log(minorUnits(values.right.total_amount), decision.look);
} else console.log(result.left._tag, result.left.message);
