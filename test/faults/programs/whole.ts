/** Fetches a file whole: prints the size of the file, and how much memory the process took for it, in megabytes. */
import { createContext, getDocumentContent, staticToken } from '../../../src/index.js';

const [origin = ''] = process.argv.slice(2);
const ctx = createContext({ apiEndpoint: origin, credentials: staticToken('token') });
const nothing = { createdTime: null, createdBy: null, updatedTime: null, updatedBy: null };
const documentOf = (fileUrl: string) =>
  ({ documentId: 'las:document:1', fileUrl, retentionInDays: 1, ...nothing }) as const;

const fetched = async (parts: number) => {
  const file = await getDocumentContent(ctx, documentOf(`${origin}/${parts}`))();
  if (file._tag === 'Left') throw new Error(file.left.message);
  return file.right.size / 2 ** 20;
};

// What is loaded and compiled for the first request belongs to no file.
await fetched(1);
const before = process.resourceUsage().maxRSS;
const size = await fetched(2048);
console.log(
  JSON.stringify({ size, most: (process.resourceUsage().maxRSS - before) / 1024, ended: Date.now() }),
);
