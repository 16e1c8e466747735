/** Keeps an emulator in a directory, between runs. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Emulator } from './app.js';
import type { Snapshot } from './store/snapshot.js';
import { writeSecret } from './writing.js';

/** What keeps an emulator. */
export interface Keeper {
  /** The emulator, each of whose changes is kept soon after. */
  readonly emulator: Emulator;
  /** Whether there was something to go on from. */
  readonly wasThere: boolean;
  /** Keeps what there is now, and no more after it. */
  end(): Promise<void>;
}

/** Milliseconds after a change until it is written; others in between are written with it. */
const pause = 200;

/** Goes on from what is kept in a directory, and keeps there what changes: written whole, and then put in place. */
export async function keepIn(directory: string, emulator: Emulator): Promise<Keeper> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'emulator.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) emulator.restore(parse(kept, file));

  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const write = async (): Promise<void> => writeSecret(file, JSON.stringify(await emulator.snapshot()));
  const writeNext = (): Promise<void> => {
    timer = undefined;
    writing = writing.then(write, write);
    return writing;
  };
  const fetch: Emulator['fetch'] = async (input, init) => {
    const response = await emulator.fetch(input, init);
    timer ??= setTimeout(() => {
      writeNext().catch((error: unknown) => process.stderr.write(`Not kept: ${String(error)}\n`));
    }, pause);
    return response;
  };
  return {
    emulator: Object.create(emulator, { fetch: { value: fetch } }),
    wasThere: kept !== undefined,
    end: async () => {
      clearTimeout(timer);
      await writeNext();
    },
  };
}

function parse(text: string, file: string): Snapshot {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not what an emulator keeps: move it away, or choose another directory.`);
  }
}
