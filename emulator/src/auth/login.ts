/** Logging in from a browser: the login page, the code that it leads to, and logging out. */
import { readText } from '../bytes.js';
import { isLoopback } from '../loopback.js';
import { endSession, setCode, startSession } from '../store/clients.js';
import { table } from '../store/entries.js';
import { hex, newId } from '../store/ids.js';
import type { State } from '../store/state.js';

const cookieName = 'emulator-login';
const codeLifetime = 300_000;

/** `GET` and `POST /oauth2/authorize`. */
export async function authorize(state: State, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const read = (key: string): string => url.searchParams.get(key) ?? '';
  const clientId = read('client_id');
  const redirectUri = read('redirect_uri');
  const client = state.clients.get(clientId);
  // Without a client and an address that are known there is no place to send an error to.
  if (client === undefined) return page(400, 'Cannot log in', '<p role="alert">The client is not known.</p>');
  if (!allowed(state, client.appClientId, redirectUri, 'callbackUrls')) {
    return page(400, 'Cannot log in', '<p role="alert">The redirect_uri is not allowed.</p>');
  }
  const refuse = (error: string, description: string): Response =>
    redirect(redirectUri, { error, error_description: description, state: read('state') });
  if (read('response_type') !== 'code') {
    return refuse('unsupported_response_type', 'response_type must be code');
  }
  if (read('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(read('code_challenge'))) {
    return refuse('invalid_request', 'A code_challenge with code_challenge_method S256 is required');
  }

  let actor = read('prompt') === 'login' ? undefined : state.sessions.get(cookie(request));
  const headers = new Headers();
  if (request.method === 'POST') {
    const form = new URLSearchParams(await readText(request, 65_536));
    const email = form.get('email') ?? '';
    if (!email.includes('@') || form.get('password') !== state.password) {
      return loginPage(
        url,
        email,
        'The email address or the password is wrong. Look for the password in the terminal.',
      );
    }
    actor = [...table(state, 'user').keys()][0] ?? newId(state, 'user');
    const session = hex();
    startSession(state, session, actor);
    headers.set('set-cookie', `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Lax`);
  }
  if (actor === undefined) return loginPage(url, '', '');
  const code = hex();
  setCode(state, code, {
    clientId,
    redirectUri,
    actor,
    challenge: read('code_challenge'),
    expires: state.now() + codeLifetime,
    issued: [],
    used: false,
  });
  return redirect(redirectUri, { code, state: read('state') }, headers);
}

/** `GET /logout`. */
export function logout(state: State, request: Request): Response {
  const query = new URL(request.url).searchParams;
  const client = state.clients.get(query.get('client_id') ?? '');
  const uri = query.get('logout_uri') ?? '';
  if (client === undefined || !allowed(state, client.appClientId, uri, 'logoutUrls')) {
    return page(400, 'Cannot log out', '<p role="alert">The client or the logout_uri is not allowed.</p>');
  }
  endSession(state, cookie(request));
  return redirect(uri, {}, new Headers({ 'set-cookie': `${cookieName}=; Path=/; HttpOnly; Max-Age=0` }));
}

function allowed(
  state: State,
  appClientId: string,
  uri: string,
  key: 'callbackUrls' | 'logoutUrls',
): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const own = table(state, 'app-client').get(appClientId)?.data[key] ?? [];
  if (own.length > 0) return own.includes(uri);
  if (state.options.redirectUris !== undefined) return state.options.redirectUris.includes(uri);
  const { protocol, hostname } = new URL(uri);
  return (protocol === 'https:' || protocol === 'http:') && isLoopback(hostname);
}

function cookie(request: Request): string {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */);
  return cookies.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
}

function redirect(to: string, query: Readonly<Record<string, string>>, headers = new Headers()): Response {
  const url = new URL(to);
  for (const [key, value] of Object.entries(query)) if (value !== '') url.searchParams.set(key, value);
  headers.set('location', url.href);
  headers.set('cache-control', 'no-store');
  return new Response(null, { status: 302, headers });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function loginPage(url: URL, email: string, error: string): Response {
  const alert = error === '' ? '' : `<p role="alert" id="error">${escapeHtml(error)}</p>`;
  const described = error === '' ? '' : ' aria-invalid="true" aria-describedby="error"';
  return page(
    error === '' ? 200 : 401,
    'Sign in',
    `${alert}
<form method="post" action="${escapeHtml(`${url.pathname}${url.search}`)}">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${escapeHtml(email)}"${described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${described}>
<button type="submit">Sign in</button>
</form>
<p class="note">Any email address will do. The password is in the terminal that the emulator runs in.</p>`,
  );
}

const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --surface: #fff; --ink: #1b2130; --soft: #5a6274; --line: #e2e0da; --edge: #8a8f9b; --accent: #1f4fd1; --accent-ink: #fff; --alert: #fdf0ec; --alert-ink: #7c2413; font: 1rem/1.55 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --paper: #13161c; --surface: #1b1f27; --ink: #e9ebf0; --soft: #a3abba; --line: #2f3541; --edge: #6b7382; --accent: #8fb0ff; --accent-ink: #0d1630; --alert: #33201c; --alert-ink: #f6c3b5; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink); }
main { width: min(26rem, 100%); padding: 2rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--surface); }
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
form { display: grid; gap: .375rem; }
input, button { font: inherit; padding: .5rem .75rem; border-radius: .6rem; border: 1px solid var(--edge); }
input { margin-bottom: .75rem; background: var(--surface); color: var(--ink); }
button { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 550; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
[role=alert] { margin: 0 0 1rem; padding: .75rem; border-radius: .6rem; background: var(--alert); color: var(--alert-ink); }
.note { margin: 1rem 0 0; color: var(--soft); }`;

function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      // So that the form tells its origin, which is looked at.
      'referrer-policy': 'same-origin',
    },
  });
}
