/** The command: serves an emulator on loopback until it is ended. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { createEmulator } from './app.js';
import { keepIn } from './keeping.js';
import { serveEmulator } from './node.js';
import { writeProfile } from './profile.js';
import { readSeed } from './seedFile.js';
import { certificateIn } from './tls.js';

const usage = `Usage: las-fp-emulator [options]

Serves the API in memory, on loopback alone.

  --port <number>      the port to listen on; a free one when absent
  --data <directory>   keeps everything there, and goes on from it the next time
  --seed <file>        JSON of resources to make, by the paths of the API
  --latency <number>   milliseconds before every answer
  --ids <cradl|las>    how new ids begin: cradl, as today, or las, as in 2024
  --tls                serves https, with a certificate that it makes in the directory of --data, or in a new one
  --profile <name>     writes a profile into --credentials
  --credentials <file> the credentials file of --profile: one of its own, made where it is not there
  --help               prints this

Prints the variables that a client needs, as lines of NAME=value, and on standard error where its page is.
`;

const number = (text: string | undefined, name: string, most: number): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text) || Number(text) > most) throw new Error(`Not a number for --${name}: ${text}`);
  return Number(text);
};

function idsOf(text: string | undefined): 'cradl' | 'las' | undefined {
  if (text === undefined || text === 'cradl' || text === 'las') return text;
  throw new Error(`Not a kind of ids: ${text}`);
}

function commandOf(args: ReadonlyArray<string>) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      latency: { type: 'string' },
      ids: { type: 'string' },
      tls: { type: 'boolean', default: false },
      profile: { type: 'string' },
      credentials: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { profile, credentials } = values;
  if ((profile === undefined) !== (credentials === undefined)) {
    throw new Error(
      '--profile and --credentials go together: a profile is never written into a file unasked.',
    );
  }
  return {
    ...values,
    ids: idsOf(values.ids),
    port: number(values.port, 'port', 65_535) ?? 0,
    latency: number(values.latency, 'latency', 600_000),
  };
}

async function main(args: ReadonlyArray<string>): Promise<void> {
  const command = commandOf(args);
  if (command.help) {
    process.stdout.write(usage);
    return;
  }
  const emulator = createEmulator({ ids: command.ids, latency: command.latency });
  const keeper = command.data === undefined ? undefined : await keepIn(resolve(command.data), emulator);
  if (command.seed !== undefined && keeper?.wasThere !== true) {
    await emulator.seed(await readSeed(resolve(command.seed), readFile));
  }
  const tls = command.tls
    ? await certificateIn(command.data === undefined ? undefined : resolve(command.data))
    : undefined;
  const { url, apiEndpoint, authEndpoint, close } = await serveEmulator(keeper?.emulator ?? emulator, {
    port: command.port,
    tls,
  });
  const { clientId, clientSecret } = emulator;
  if (command.profile !== undefined && command.credentials !== undefined) {
    const account = { clientId, clientSecret, authEndpoint, apiEndpoint };
    try {
      await writeProfile(resolve(command.credentials), command.profile, account);
    } catch (error) {
      await close();
      throw error;
    }
  }
  process.stdout.write(
    [
      `LAS_API_ENDPOINT=${apiEndpoint}`,
      `LAS_AUTH_ENDPOINT=${authEndpoint}`,
      `LAS_CLIENT_ID=${clientId}`,
      `LAS_CLIENT_SECRET=${clientSecret}`,
      `CRADL_API_ENDPOINT=${apiEndpoint}`,
      `CRADL_AUTH_ENDPOINT=${authEndpoint}/oauth2/token`,
      `CRADL_CLIENT_ID=${clientId}`,
      `CRADL_CLIENT_SECRET=${clientSecret}`,
      ...(tls === undefined ? [] : [`NODE_EXTRA_CA_CERTS=${tls.certFile}`]),
      '',
    ].join('\n'),
  );
  process.stderr.write(
    `The emulator shows what is in it at ${url}/. Its login page takes any email address with the password ${emulator.password}. Ctrl-C ends it.\n`,
  );
  const end = async (): Promise<void> => {
    await close();
    await keeper?.end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
});
