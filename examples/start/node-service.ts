import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { amount, decodeFields, policyOf } from 'las-fp/extraction';
import { createContext } from 'las-fp/fetch';
import { credentialsFromEnvironment, nodeTransport } from 'las-fp/node';
import { readDocument } from 'las-fp/reading';

const account = credentialsFromEnvironment(); // CRADL_CLIENT_ID, CRADL_CLIENT_SECRET and the two endpoints
if (account._tag === 'Left') throw new Error(account.left.message);
const ctx = createContext({ ...account.right, transport: nodeTransport(), totalTimeout: 120_000 });

const policy = policyOf(
  { total_amount: { type: 'amount' } },
  { total_amount: { confidenceLevels: { automated: 0.95 } } },
);
const Invoice = decodeFields({ total_amount: amount });

const server = createServer(async (request, response) => {
  const read = await readDocument(ctx, await buffer(request), 'cradl:model:invoice', policy, {
    codec: Invoice,
  })();
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (read._tag === 'Left') answer(502, { error: read.left.message });
  else if (read.right.values?._tag === 'Right')
    answer(200, { ...read.right.values.right, look: read.right.decision.look });
  else answer(422, { error: 'The document has no total.' });
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => console.log(server.address()));
