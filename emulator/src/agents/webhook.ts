/** Webhooks: the requests of exports, signed as the service signs them. */
import { asList, type Fields, isFields } from '../json.js';
import { isLoopback } from '../loopback.js';
import { mainClient } from '../store/clients.js';
import { hex } from '../store/ids.js';
import type { State } from '../store/state.js';

/** Milliseconds until a receiver must have answered. */
const patience = 10_000;

/** `${name}` in an address is the variable of that name, or its `value`. */
function filled(url: string, variables: Fields): string {
  return url.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const variable = variables[name];
    const value = isFields(variable) ? variable['value'] : variable;
    return value === undefined ? whole : String(value);
  });
}

function addressOf(config: Fields, variables: Fields): string {
  const url = filled(String(config['url']), variables);
  const { params } = config;
  const query = isFields(params)
    ? Object.entries(params).map(
        ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
      )
    : [];
  return query.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}`;
}

async function signature(secret: string, text: string): Promise<string> {
  const bytes = (value: string) => new TextEncoder().encode(value);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(text)));
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The secret of the action, else that of the account's client. */
function secretOf(state: State, config: Fields): string {
  const { hmacSecret } = config;
  if (typeof hmacSecret === 'string' && hmacSecret !== '') return hmacSecret;
  return mainClient(state)?.secret ?? '';
}

/** Calls the URL of an action's `config`; says what went wrong, or nothing. */
export async function deliver(
  state: State,
  config: Fields,
  variables: Fields,
  content: Fields,
): Promise<string | undefined> {
  const address = addressOf(config, variables);
  if (!URL.canParse(address)) return 'config.url is not an address';
  // An emulator that tests run against must not call the world by mistake.
  if (state.options.webhooks !== 'anywhere' && !isLoopback(new URL(address).hostname)) {
    return `${new URL(address).host} is not this machine: the emulator calls others only with webhooks: 'anywhere'`;
  }
  const method = String(config['httpMethod'] ?? 'POST');
  const body = method === 'GET' ? '' : JSON.stringify(content);
  const signed: Readonly<Record<string, string>> = {
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    'x-cradl-nonce': hex(),
    'x-cradl-timestamp': String(Math.floor(state.now() / 1000)),
  };
  const names = Object.keys(signed).sort();
  const text = `${method}${address}${names.map((name) => `${name}:${signed[name]}`).join('')}${body}`;
  const headers = new Headers(signed);
  for (const header of asList(config['headers'])) {
    if (isFields(header)) headers.set(String(header['key']), String(header['value']));
  }
  headers.set('x-cradl-signedheaders', names.join(','));
  headers.set('x-cradl-signature', await signature(secretOf(state, config), text));
  try {
    const response = await (state.options.deliver ?? fetch)(
      new Request(address, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        ...(body === '' ? {} : { body }),
      }),
    );
    await response.body?.cancel();
    return response.ok ? undefined : `${new URL(address).host} answered ${response.status}`;
  } catch (error) {
    return `${new URL(address).host} cannot be reached: ${error instanceof Error ? error.message : error}`;
  }
}
