/** The page under test: reads the total of a receipt for whoever is logged in. */
import { authorizationCode, createContext } from 'las-fp';
import { readTotal } from './total.js';

const login = authorizationCode({ clientId: 'receipts', redirectUri: `${location.origin}/` });
const ctx = createContext({ credentials: login.credentials });

/** Whether somebody is logged in; if not, leads to the login page. A login that failed is told, and not begun again. */
async function enter(): Promise<boolean> {
  if (new URLSearchParams(location.search).has('state')) {
    const completed = await login.completeLogin(location.href)();
    history.replaceState(null, '', '/'); // the code is used up
    if (completed._tag === 'Left') {
      document.body.append(completed.left.message);
      return false;
    }
  }
  if (await login.isLoggedIn()) return true;
  const address = await login.beginLogin()();
  if (address._tag === 'Right') location.assign(address.right);
  return false;
}

/** What the page says of a file. */
async function tell(file: File): Promise<string> {
  const result = await readTotal(ctx, file)();
  if (result._tag === 'Left') return 'It was not read. Try again later.';
  const { total, look } = result.right;
  return look ? `${total}: please check` : String(total);
}

const main = document.querySelector('main');
const input = document.querySelector('input');
const output = document.querySelector('output');
input?.addEventListener('change', async () => {
  const [file] = input.files ?? [];
  if (file && output) output.value = await tell(file);
});
if (main && (await enter())) main.hidden = false;
