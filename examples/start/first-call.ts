import { clientCredentials, createContext, listModels } from 'las-fp';
import { createEmulator } from 'las-fp-emulator';

const emulator = createEmulator();
const ctx = createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });

const result = await listModels(ctx)();
if (result._tag === 'Right') console.log(result.right.models.map(({ modelId }) => modelId));
else console.error(result.left.message);
