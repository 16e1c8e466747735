/** The page: sign in, choose a document, follow it through an agent, see what was read, and confirm it. */
import { authorizationCode, createContext, type LasError, withOptions } from 'las-fp';

import { confirmRun, findAgent, follow, handIn, readOf, type Work, waits } from './agent.js';
import { announce, bytes, element } from './dom.js';
import { drawJourney, stepsOf } from './journey.js';
import { explain, explainLogin, type Problem } from './problems.js';
import { showResult } from './result.js';
import { fetchWithProgress, isDocument, takeFiles } from './upload.js';
import { isShown, show, tell } from './views.js';

const page = `${location.origin}${location.pathname}`;

// Page, API and auth endpoint are at one address here. For the real service leave both endpoints out, and give the
// id of an app client of yours.
const login = authorizationCode({
  clientId: 'emulator-browser',
  redirectUri: page,
  authEndpoint: location.origin,
});
const ctx = createContext({ apiEndpoint: `${location.origin}/v1`, credentials: login.credentials });

// -- the page -------------------------------------------------------------------------------------------------------

function welcome(problem?: Problem): void {
  tell('welcome-note', problem);
  show('welcome');
}

function choose(): void {
  running?.abort();
  running = undefined;
  element<HTMLInputElement>('file').value = '';
  element('sample-note').textContent = '';
  show('choose');
}

// -- signing in and out ---------------------------------------------------------------------------------------------

async function signIn(): Promise<void> {
  const address = await login.beginLogin()();
  if (address._tag === 'Left') welcome(explainLogin(address.left));
  else location.assign(address.right);
}

async function signOut(): Promise<void> {
  running?.abort();
  await login.logout();
  const address = login.logoutUrl();
  if (address._tag === 'Right') location.assign(address.right);
  else welcome();
}

async function start(): Promise<void> {
  let problem: Problem | undefined;
  if (new URLSearchParams(location.search).has('state')) {
    const completed = await login.completeLogin(location.href)();
    // The code is used up, and should not be in the history.
    history.replaceState(null, '', location.pathname);
    if (completed._tag === 'Left') problem = explainLogin(completed.left);
  }
  if (await login.isLoggedIn()) choose();
  else welcome(problem);
}

// -- reading a document ---------------------------------------------------------------------------------------------

let running: AbortController | undefined;

function progress(sent: number, size: number): void {
  const bar = element<HTMLProgressElement>('progress');
  bar.value = size > 0 ? sent / size : 0;
  bar.textContent = `${Math.round(bar.value * 100)} %`;
  element('bytes').textContent = `${bytes(sent)} of ${bytes(size)}`;
}

async function read(begun: Work): Promise<void> {
  const { file } = begun;
  const controller = new AbortController();
  const { signal } = controller;
  const left = (): boolean => running !== controller;
  running?.abort();
  running = controller;
  element('busy-title').textContent = file.name;
  element('uploading').hidden = begun.uploaded === true;
  progress(0, file.size);
  drawJourney(stepsOf());
  show('busy');

  const reading = withOptions(ctx, { signal });
  const uploading = withOptions(ctx, {
    signal,
    fetch: fetchWithProgress((sent, size) => {
      if (!left()) progress(sent, size);
    }),
  });

  // Read now: a file that went away meanwhile should be noticed before anything is created for it.
  const content = await file.arrayBuffer().catch(() => undefined);
  if (left()) return;
  if (!content) return fail(begun, unreadable);
  if (!isDocument(content)) return fail(begun, notADocument);

  const agent = await findAgent(reading);
  if (left()) return;
  if ('error' in agent) return failWith(begun, agent.error);
  const { work, error } = await handIn(uploading, agent.value, begun, content);
  if (left()) return;
  if (error) return failWith(work, error);
  const { agentId, runId, documentId } = work;
  if (!agentId || !runId || !documentId) return;

  element('uploading').hidden = true;
  const draw = (run: Parameters<typeof stepsOf>[0]): void => {
    if (!left()) drawJourney(stepsOf(run));
  };
  const run = await follow(reading, { agentId, runId }, draw);
  if (left()) return;
  // A run that ended in error reads nothing more: trying again begins anew.
  if ('error' in run) return failWith(run.error._tag === 'Failed' ? { file } : work, run.error);
  const review = await readOf(reading, agent.value, run.value);
  if (left()) return;
  if ('error' in review) return failWith(work, review.error);

  showResult(file, review.value, waits(run.value), async (said) => {
    const problem = await confirmRun(reading, run.value, documentId, said);
    if (problem) return explain(problem);
    const end = await follow(reading, { agentId, runId }, draw, true);
    return 'error' in end ? explain(end.error) : undefined;
  });
  show('result');
}

const unreadable: Problem = {
  text: 'The file cannot be read any more. Choose it again.',
  details: 'The browser could not read the file.',
  again: false,
};

const notADocument: Problem = {
  text: 'This is not a PDF, JPEG, PNG or TIFF. Choose another file.',
  details: 'The file does not begin like a document of these kinds, whatever its name is.',
  again: false,
};

let failedWork: Work | undefined;

function fail(work: Work, problem: Problem): void {
  failedWork = work;
  element('again').hidden = !problem.again;
  tell('failed-message', problem);
  announce(`That did not work. ${problem.text}`);
  show('failed');
}

const failWith = (work: Work, error: LasError): void =>
  error._tag === 'MissingCredentials' ? welcome(explain(error)) : fail(work, explain(error));

// -- what the person does -------------------------------------------------------------------------------------------

async function readSample(): Promise<void> {
  const name = 'sample-invoice.pdf';
  const answer = await fetch(name).catch(() => undefined);
  if (answer?.ok) await read({ file: new File([await answer.blob()], name, { type: 'application/pdf' }) });
  else element('sample-note').textContent = 'The sample could not be loaded. Try again in a moment.';
}

const on = (id: string, act: () => unknown): void => element(id).addEventListener('click', act);

on('sign-in', signIn);
on('sign-out', signOut);
on('sample', readSample);
on('again', () => (failedWork ? read(failedWork) : choose()));
on('cancel', () => {
  choose();
  announce('Cancelled');
});
for (const button of document.querySelectorAll('.another')) button.addEventListener('click', choose);

takeFiles(
  element<HTMLInputElement>('file'),
  () => isShown('choose') || isShown('result') || isShown('failed'),
  (file) => read({ file }),
);

start();
