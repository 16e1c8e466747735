/** The command: serves an emulator on loopback until it is ended. */
import { parseArgs } from 'node:util';

import { serveEmulator } from './node.js';

const usage = `Usage: las-fp-emulator [--port <number>]

Serves the API in memory, on loopback alone.

  --port <number>  the port to listen on; a free one when absent
  --help           prints this

Prints the variables that a client needs, as lines of NAME=value.
`;

interface Command {
  readonly help: boolean;
  readonly port: number;
}

function commandOf(args: ReadonlyArray<string>): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`Not a port: ${values.port}`);
  return { help: values.help, port };
}

async function main(args: ReadonlyArray<string>): Promise<void> {
  const { help, port } = commandOf(args);
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const { apiEndpoint, authEndpoint, emulator, close } = await serveEmulator({}, { port });
  const { clientId, clientSecret } = emulator;
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
      '',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
});
