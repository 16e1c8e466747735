import { authorizationCode, createContext, createDocument, createPrediction, toPromise } from 'las-fp/fetch';

const login = authorizationCode({ clientId: 'your app client', redirectUri: `${location.origin}/` });
const ctx = createContext({ credentials: login.credentials });

async function signIn() {
  if (new URLSearchParams(location.search).has('state')) {
    const completed = await login.completeLogin(location.href)();
    history.replaceState(null, '', location.pathname); // the code is used up
    if (completed._tag === 'Left') alert(completed.left.message);
  } else if (!(await login.isLoggedIn())) {
    location.assign(await toPromise(login.beginLogin()));
  }
}

async function read(file: File) {
  const { documentId } = await toPromise(createDocument(ctx, file, { name: file.name }));
  return toPromise(createPrediction(ctx, documentId, 'cradl:model:invoice'));
}

await signIn();
const input = document.querySelector<HTMLInputElement>('input[type=file]');
input?.addEventListener('change', async () => {
  const [file] = input.files ?? [];
  if (file) document.body.append(JSON.stringify((await read(file)).predictions));
});
