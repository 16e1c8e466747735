/** The guide to logging in with a browser: in, refused, out, and the other tabs. */
import { type Context, type LasError, listModels } from 'las-fp';
import { serveEmulator } from 'las-fp-emulator/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  enter,
  logIn,
  logOut,
  onLogOutElsewhere,
  openLogin,
} from '../../../examples/guides/browser-login.js';
import { openBrowser } from './browser.js';

const page = 'http://127.0.0.1:3000/invoices';

async function worldOf() {
  const server = await serveEmulator({ password: 'right' });
  const browser = openBrowser(page);
  const settings = {
    clientId: 'emulator-browser',
    apiEndpoint: server.apiEndpoint,
    authEndpoint: server.authEndpoint,
  };
  return { server, browser, settings };
}

type World = Awaited<ReturnType<typeof worldOf>>;

const inBrowser = (run: (world: World) => Promise<void>) => async () => {
  const world = await worldOf();
  try {
    await run(world);
  } finally {
    world.browser.close();
    await world.server.close();
  }
};

/** Opens a tab, and logs in there. */
async function loggedIn({ browser, settings }: World) {
  const tab = browser.open();
  assert.is(await logIn(openLogin(settings).login), undefined);
  await browser.go(tab, 'right');
  const opened = openLogin(settings);
  assert.equal(await enter(opened.login), { _tag: 'In' });
  return { tab, ...opened };
}

const works = async (ctx: Context): Promise<LasError | undefined> => {
  const models = await listModels(ctx)();
  return models._tag === 'Left' ? models.left : undefined;
};

const guide = suite('the guide to logging in with a browser');

guide(
  'who is not logged in gets a button, which leads to the login page',
  inBrowser(async ({ browser, settings }) => {
    const tab = browser.open();
    const { login, ctx } = openLogin(settings);
    assert.equal(await enter(login), { _tag: 'Out' });
    assert.is((await works(ctx))?._tag, 'MissingCredentials');
    await logIn(login);
    const address = new URL(tab.sentTo ?? '');
    assert.is(address.pathname, '/oauth2/authorize');
    assert.is(address.searchParams.get('redirect_uri'), page);
    assert.is(address.searchParams.get('code_challenge_method'), 'S256');
  }),
);

guide(
  'who comes back is logged in, over reloads, and no code is left in the address',
  inBrowser(async (world) => {
    const { tab, ctx } = await loggedIn(world);
    assert.is(tab.url.href, page);
    assert.is(await works(ctx), undefined);
    world.browser.load(tab, page);
    const reloaded = openLogin(world.settings);
    assert.equal(await enter(reloaded.login), { _tag: 'In' });
    assert.is(await works(reloaded.ctx), undefined);
  }),
);

guide(
  'another tab is logged in as well, and both renew a token that has expired',
  inBrowser(async (world) => {
    const { ctx } = await loggedIn(world);
    world.browser.open();
    const other = openLogin(world.settings);
    assert.equal(await enter(other.login), { _tag: 'In' });
    world.server.emulator.expireTokens();
    assert.is(await works(other.ctx), undefined);
    assert.is(await works(ctx), undefined);
  }),
);

guide(
  'a refusal is told, and nobody is sent round in circles',
  inBrowser(async ({ browser, settings }) => {
    const tab = browser.open();
    await logIn(openLogin(settings).login);
    const state = new URL(tab.sentTo ?? '').searchParams.get('state');
    browser.load(tab, `${page}?error=access_denied&error_description=Not+you&state=${state}`);
    const view = await enter(openLogin(settings).login);
    assert.equal(view, { _tag: 'Out', note: 'The login was refused: "access_denied: Not you".' });
    assert.equal([tab.url.href, tab.sentTo], [page, undefined]);
  }),
);

guide(
  'a redirect that this browser did not ask for is refused, and so is one that comes twice',
  inBrowser(async (world) => {
    const { browser, settings } = world;
    const tab = browser.open();
    browser.load(tab, `${page}?code=stolen&state=not-mine`);
    const view = await enter(openLogin(settings).login);
    assert.ok(view._tag === 'Out' && /log in again/.test(view.note ?? ''), JSON.stringify(view));
    await logIn(openLogin(settings).login);
    await browser.go(tab, 'right');
    const { href } = tab.url;
    assert.equal(await enter(openLogin(settings).login), { _tag: 'In' });
    // Somebody goes back in the history: what is there stays.
    browser.load(tab, href);
    assert.equal(await enter(openLogin(settings).login), { _tag: 'In' });
    assert.is(tab.url.href, page);
  }),
);

guide(
  'to log out is to log out of all tabs, and of the login page',
  inBrowser(async (world) => {
    const { browser, settings } = world;
    const first = await loggedIn(world);
    const other = browser.open();
    const there = openLogin(settings);
    let left = 0;
    onLogOutElsewhere(settings, () => {
      left += 1;
    });
    browser.show(first.tab);
    await logOut(first.login);
    assert.is(left, 1);
    assert.is(browser.kept.size, 0);
    assert.match(first.tab.sentTo ?? '', /\/logout\?/);
    await browser.go(first.tab, '');
    assert.equal(await enter(openLogin(settings).login), { _tag: 'Out' });
    browser.show(other);
    assert.is((await works(there.ctx))?._tag, 'MissingCredentials');
    // The session is over: the login page asks for the password, and a wrong one leads nowhere.
    await logIn(there.login);
    const wrong = await browser.go(other, 'wrong').catch(String);
    assert.match(String(wrong), /answered 401/);
  }),
);

guide(
  'a renewal that is refused ends in a new login',
  inBrowser(async (world) => {
    const { ctx, login } = await loggedIn(world);
    world.server.emulator.expireTokens();
    world.server.emulator.fail({ status: 400, when: /^POST .*token/ });
    assert.is((await works(ctx))?._tag, 'MissingCredentials');
    assert.is(await login.isLoggedIn(), false);
  }),
);

guide(
  'a page of plain http that is not on this machine is told so',
  inBrowser(async ({ browser, settings }) => {
    const tab = browser.open();
    browser.load(tab, 'http://example.com/');
    assert.match((await logIn(openLogin(settings).login)) ?? '', /https/);
  }),
);

guide.run();
