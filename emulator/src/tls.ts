/** A certificate for this machine, which nobody trusts but who is told to. */
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A key and a certificate. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where the certificate is, for `NODE_EXTRA_CA_CERTS` and the like. */
  readonly certFile: string;
}

/** The certificate in a directory; made there by openssl where there is none. */
export async function certificateIn(directory: string | undefined): Promise<Certificate> {
  const folder = directory ?? (await mkdtemp(join(tmpdir(), 'las-fp-emulator-')));
  await mkdir(folder, { recursive: true });
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const isThere = await access(certFile).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const made =
      '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj /CN=localhost';
    const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    try {
      await promisify(execFile)('openssl', [
        'req',
        ...made.split(' '),
        ...names,
        ...['-keyout', keyFile, '-out', certFile],
      ]);
    } catch {
      throw new Error(
        '--tls needs openssl to make a certificate: install it, or put key.pem and cert.pem into --data.',
      );
    }
  }
  return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8'), certFile };
}
