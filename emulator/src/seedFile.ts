/** A file of resources to make. */
import { dirname, resolve } from 'node:path';

import { toBase64 } from './base64.js';
import { isFields } from './json.js';
import type { Seed } from './seed.js';

/** Reads a file of resources; where one has a `file`, the content of that file, beside the seed, is its `content`. */
export async function readSeed(path: string, read: (path: string) => Promise<Uint8Array>): Promise<Seed> {
  const text = new TextDecoder().decode(await read(path));
  let seed: unknown;
  try {
    seed = JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
  if (!isFields(seed))
    throw new Error(`${path} must be an object: paths of the API, and lists of resources.`);
  const made: Record<string, Seed[string]> = {};
  for (const [place, list] of Object.entries(seed)) {
    if (!Array.isArray(list) || !list.every(isFields))
      throw new Error(`${path}: ${place} must be a list of objects.`);
    made[place] = await Promise.all(
      list.map(async ({ file, ...body }) =>
        typeof file === 'string'
          ? { ...body, content: toBase64(await read(resolve(dirname(path), file))) }
          : body,
      ),
    );
  }
  return made;
}
