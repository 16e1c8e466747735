/** Logins that end, are forged or are shared. It begins and ends with a result. */
import assert from 'node:assert/strict';

export const sessions = ({
  accessible,
  another,
  asked,
  complaints,
  emulator,
  newTab,
  page,
  plain,
  shown,
  signIn,
  text,
  url,
}) => ({
  'a second tab is not signed in by the first, and neither disturbs the other': async () => {
    const second = await newTab();
    await second.goto(url);
    await shown('#welcome', second);
    // The login page knows the person already.
    await second.click('#sign-in');
    await shown('#choose', second);
    await second.close();
    await page.bringToFront();
    await another();
  },

  'signing out ends the session here and there': async () => {
    await page.click('#sign-out');
    await shown('#welcome');
    assert.equal(page.url(), `${url}/`);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
    await page.reload();
    await shown('#welcome');
    await page.click('#sign-in');
    await shown('#password');
  },

  'a forged state is refused, and its code is not used': async () => {
    asked.length = 0;
    await page.goto(`${url}/?code=stolen&state=forged`);
    await shown('#welcome-note');
    assert.match((await text('#welcome-note-text')) ?? '', /^You are not signed in.*Sign in again\.$/);
    await plain('forged');
    assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 0);
    assert.equal(page.url(), `${url}/`);
    await accessible('forged');
  },

  'a login that is over says so, and a new one works': async () => {
    await page.click('#sign-in');
    await shown('#password');
    await signIn();
    await shown('#choose');
    emulator.reset();
    await page.click('#sample');
    await shown('#welcome-note');
    assert.match((await text('#welcome-note')) ?? '', /Sign in again to go on/);
    complaints.length = 0;
    await page.click('#sign-in');
    await shown('#password');
    await signIn();
    await shown('#choose');
    await page.click('#sample');
    await shown('#result');
  },
});
