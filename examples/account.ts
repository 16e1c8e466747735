/** The account of the examples: that of the environment, else an emulator of its own. */
import { chainW, type Either, map, mapLeft, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { AgentId, type Context, createContext, invalidInput, type LasError } from 'las-fp';
import { credentialsFromEnvironment } from 'las-fp/node';
import { serveEmulator } from 'las-fp-emulator/node';

export interface Account {
  readonly ctx: Context;
  /** The agent that reads the document; without one, a model does. */
  readonly agentId: AgentId | undefined;
  /** Whether the account is an emulator's: its webhooks reach this machine, and nobody else reviews. */
  readonly emulated: boolean;
  readonly close: () => Promise<void>;
}

const notAnAgent = (named: string) => (): LasError =>
  invalidInput(`CRADL_AGENT_ID is ${named}: set it to an id like cradl:agent:1f0c….`);

/** With `CRADL_*` or `LAS_*` set, the real API; without them, the emulator. */
export async function openAccount(): Promise<Either<LasError, Account>> {
  const configured = Object.keys(process.env).some((name) => /^(CRADL|LAS)_(CLIENT|API|AUTH)_/.test(name));
  if (configured) {
    const named = process.env['CRADL_AGENT_ID'];
    const agentId: Either<LasError, AgentId | undefined> = named
      ? mapLeft(notAnAgent(named))(AgentId.decode(named))
      : right(undefined);
    return pipe(
      agentId,
      chainW((agent) =>
        pipe(
          credentialsFromEnvironment(),
          map((options) => ({
            ctx: createContext(options),
            agentId: agent,
            emulated: false,
            close: async () => {},
          })),
        ),
      ),
    );
  }
  const server = await serveEmulator();
  console.log(`No CRADL_* or LAS_* variables are set: using the emulator, at ${server.apiEndpoint}`);
  const { clientId, clientSecret, agentId } = server.emulator;
  return pipe(
    credentialsFromEnvironment({
      CRADL_CLIENT_ID: clientId,
      CRADL_CLIENT_SECRET: clientSecret,
      CRADL_AUTH_ENDPOINT: `${server.authEndpoint}/oauth2/token`,
      CRADL_API_ENDPOINT: server.apiEndpoint,
    }),
    chainW((options) =>
      pipe(
        AgentId.decode(agentId),
        mapLeft(notAnAgent(agentId)),
        map((agent) => ({
          ctx: createContext(options),
          agentId: agent,
          emulated: true,
          close: server.close,
        })),
      ),
    ),
  );
}
