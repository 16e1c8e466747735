/** Signing in. It begins before the page is open and ends where a file is chosen. */
import assert from 'node:assert/strict';

export const login = ({ accessible, asked, complaints, page, plain, shown, signIn, text, url }) => ({
  'welcomes who is not signed in': async () => {
    await page.goto(url);
    await shown('#welcome');
    assert.equal(await page.isVisible('#sign-out'), false);
    await accessible('welcome');
    await plain('welcome');
  },

  'leads to the login page, with a challenge and without a secret': async () => {
    await page.click('#sign-in');
    await shown('#password');
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.match(query.get('code_challenge') ?? '', /^[\w-]{43}$/);
    assert.equal(query.get('code_verifier'), null);
  },

  'a wrong password is told, and nothing else happens': async () => {
    await accessible('login');
    assert.match((await text('main')) ?? '', /password is in the terminal/);
    await signIn('wrong');
    await shown('[role=alert]');
    assert.match((await text('[role=alert]')) ?? '', /wrong/);
    await accessible('login-wrong');
    complaints.length = 0;
  },

  'the right one comes back, and leaves no code in the address': async () => {
    await signIn();
    await shown('#choose');
    assert.equal(page.url(), `${url}/`);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'choose-title');
    assert.equal(await page.evaluate(() => sessionStorage.getItem('las-fp.login')), null);
    assert.equal(asked.filter((line) => line === 'POST /oauth2/token').length, 1);
    await accessible('choose');
    await plain('choose');
  },
});
