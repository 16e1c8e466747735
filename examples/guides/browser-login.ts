/** A page whose visitors log in, stay logged in over tabs and reloads, and log out everywhere. */
import { authorizationCode, browserLocalStorage, type Context, createContext, type Login } from 'las-fp';

// #region settings
/** The app client of the page, without a secret. */
export interface Settings {
  readonly clientId: string;
  /** Where API and login page are; the service by default. */
  readonly apiEndpoint?: string;
  readonly authEndpoint?: string;
}

const keyOf = (clientId: string) => `login.${clientId}`;

/** The login of this page, and a context of whoever is logged in. */
export function openLogin(settings: Settings): { readonly login: Login; readonly ctx: Context } {
  const { clientId, apiEndpoint, authEndpoint } = settings;
  const login = authorizationCode({
    clientId,
    authEndpoint,
    redirectUri: location.origin + location.pathname,
    storage: browserLocalStorage(keyOf(clientId)),
  });
  return { login, ctx: createContext({ apiEndpoint, credentials: login.credentials }) };
}
// #endregion settings

// #region enter
/** What a page shows: it is for whoever is logged in, or it has a button to log in, and maybe a note. */
export type View = { readonly _tag: 'In' } | { readonly _tag: 'Out'; readonly note?: string };

/** To be called when the page loads: takes the login that the browser comes back from. */
export async function enter(login: Login): Promise<View> {
  let note: string | undefined;
  if (new URLSearchParams(location.search).has('state')) {
    const completed = await login.completeLogin(location.href)();
    // The code is used up, and should not be in the history.
    history.replaceState(null, '', location.pathname);
    if (completed._tag === 'Left') note = completed.left.message;
  }
  if (await login.isLoggedIn()) return { _tag: 'In' };
  return note === undefined ? { _tag: 'Out' } : { _tag: 'Out', note };
}
// #endregion enter

// #region button
/** For the button to log in: leads to the login page. */
export async function logIn(login: Login): Promise<string | undefined> {
  const address = await login.beginLogin()();
  if (address._tag === 'Left') return address.left.message;
  location.assign(address.right);
  return undefined;
}
// #endregion button

// #region out
/** For the button to log out: forgets the tokens in all tabs, and ends the session at the login page. */
export async function logOut(login: Login): Promise<void> {
  await login.logout();
  const address = login.logoutUrl();
  if (address._tag === 'Right') location.assign(address.right);
}

/** Calls `left` when another tab has logged out. */
export function onLogOutElsewhere({ clientId }: Settings, left: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === keyOf(clientId) && newValue === null) left();
  });
}
// #endregion out
