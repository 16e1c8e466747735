/** A page where a person logs in and uploads files. */
import { authorizationCode, createContext, createDocument } from 'las-fp';

const login = authorizationCode({ clientId: 'id', redirectUri: `${location.origin}/` });
const ctx = createContext({ credentials: login.credentials });

async function start() {
  if (new URLSearchParams(location.search).has('state')) await login.completeLogin(location.href)();
  if (await login.isLoggedIn()) return;
  const address = await login.beginLogin()();
  if (address._tag === 'Right') location.assign(address.right);
}

const input = document.querySelector('input');
input?.addEventListener('change', async () => {
  for (const file of input.files ?? []) console.log(await createDocument(ctx, file)());
});
start();
