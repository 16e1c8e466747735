/** What each test begins with: an emulator of its own, and a context for it. */
import { clientCredentials, createContext } from 'las-fp';
import { createEmulator, type EmulatorOptions } from 'las-fp-emulator';

/** Any bytes will do, since `predict` does not look at them. */
export const receipt = new TextEncoder().encode('%PDF-1.7');

/** An emulator whose model finds this total, with this confidence. */
export function emulated(value: string, confidence: number, options: EmulatorOptions = {}) {
  const emulator = createEmulator({
    models: [{ modelId: 'cradl:model:receipts', fieldConfig: { total_amount: { type: 'amount' } } }],
    predict: () => [{ label: 'total_amount', value, confidence }],
    ...options,
  });
  const ctx = createContext({
    credentials: clientCredentials(emulator),
    fetch: emulator.fetch, // no port: requests go to the function
    retry: { delay: 1 }, // milliseconds before a repetition
  });
  return { emulator, ctx };
}
