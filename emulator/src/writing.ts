/** Files with secrets in them. */
import { chmod, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file whole, and then puts it in place: nobody finds half of it, and nobody else reads it. */
export async function writeSecret(file: string, text: string): Promise<void> {
  const own = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(own, text, { mode: 0o600 });
    await rename(own, file);
    await chmod(file, 0o600);
  } finally {
    await rm(own, { force: true });
  }
}
