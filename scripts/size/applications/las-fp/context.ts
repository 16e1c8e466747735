/** A context, and nothing that uses it. */
import { createContext, staticToken } from 'las-fp';

const ctx = createContext({ credentials: staticToken('token') });

console.log(ctx);
