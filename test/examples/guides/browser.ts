/** As much of a browser as a page needs that logs people in: tabs, their storages, and a person at the login page. */

type Listener = (event: { readonly key: string; readonly newValue: string | null }) => void;

interface Tab {
  url: URL;
  /** Where the page has sent the tab. */
  sentTo: string | undefined;
  readonly session: Map<string, string>;
  readonly listeners: Listener[];
}

const storageOf = (kept: Map<string, string>, tell: Listener = () => {}) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => {
    kept.set(key, value);
    tell({ key, newValue: value });
  },
  removeItem: (key: string) => {
    kept.delete(key);
    tell({ key, newValue: null });
  },
});

/** Opens a browser. What it puts into the globals of this process, `close` takes out again. */
export function openBrowser(page: string) {
  const local = new Map<string, string>();
  const tabs: Tab[] = [];
  let cookie = '';
  const names = ['location', 'history', 'localStorage', 'sessionStorage', 'navigator', 'addEventListener'];
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const define = (values: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  };
  /** Loads an address in a tab: from here on the page runs there. */
  const load = (tab: Tab, address: string) => {
    tab.url = new URL(address);
    tab.sentTo = undefined;
    tab.listeners.length = 0;
    show(tab);
  };
  const show = (tab: Tab) => {
    const assign = (address: string) => {
      tab.sentTo = address;
    };
    define({
      location: Object.assign(new URL(tab.url), { assign }),
      history: {
        replaceState: (_: unknown, __: string, path: string) => {
          tab.url = new URL(path, tab.url);
          show(tab);
        },
      },
      // As in a browser, the other tabs alone are told.
      localStorage: storageOf(local, (event) => {
        for (const other of tabs) if (other !== tab) for (const listener of other.listeners) listener(event);
      }),
      sessionStorage: storageOf(tab.session),
      navigator: { locks: { request: (_: string, __: unknown, run: () => unknown) => run() } },
      addEventListener: (_: string, listener: Listener) => tab.listeners.push(listener),
    });
  };
  const follow = async (address: string, init: RequestInit = {}) => {
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie } });
    const set = response.headers.get('set-cookie')?.split(';')[0];
    if (set !== undefined) cookie = set;
    return response;
  };
  return {
    open: (): Tab => {
      const tab: Tab = { url: new URL(page), sentTo: undefined, session: new Map(), listeners: [] };
      tabs.push(tab);
      load(tab, page);
      return tab;
    },
    show,
    load,
    /** Goes where the page has sent the tab; at the login page the person gives the password. */
    go: async (tab: Tab, password: string): Promise<void> => {
      let response = await follow(tab.sentTo ?? '');
      if (response.status === 200) {
        const text = await response.text();
        const action = /action="([^"]*)"/
          .exec(text)?.[1]
          ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
        const body = new URLSearchParams({ email: 'me@example.com', password });
        response = await follow(new URL(action ?? '', tab.sentTo).href, { method: 'POST', body });
      }
      const back = response.headers.get('location');
      if (back === null) throw new Error(`The login page answered ${response.status}.`);
      load(tab, back);
    },
    kept: local as ReadonlyMap<string, string>,
    close: () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}
