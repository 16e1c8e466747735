/** One function, with a token. */
import { createContext, getDocument, staticToken } from 'las-fp';

const ctx = createContext({ credentials: staticToken('token') });

getDocument(ctx, 'las:document:1')().then(console.log);
