/** Creates documents with a journal, until it is done or killed: prints how each ended. */
import { clientCredentials, createContext, createDocuments } from '../../../src/index.js';
import { journalFile } from '../../../src/node/index.js';

const [origin = '', journal = '', count = '0'] = process.argv.slice(2);
const ctx = createContext({
  apiEndpoint: `${origin}/v1`,
  credentials: clientCredentials({ clientId: 'id', clientSecret: 'secret', authEndpoint: origin }),
});
const opened = await journalFile(journal)();
if (opened._tag === 'Left') throw new Error(opened.left.message);
const sources = Array.from({ length: Number(count) }, (_, n) => ({
  name: `document ${n}`,
  content: new TextEncoder().encode(`%PDF-1.4\n% document ${n}\n`),
}));
const report = await createDocuments(ctx, sources, { ...opened.right, concurrency: 8 })();
console.log(
  JSON.stringify(report.map(({ result }) => (result._tag === 'Left' ? result.left.message : 'created'))),
);
