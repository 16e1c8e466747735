/** The page: sign in, choose a document, see what a model reads in it. */
import {
  authorizationCode,
  type Context,
  createContext,
  type DocumentId,
  type LasError,
  withOptions,
} from 'las-fp';
import { createDocument, putDocumentContent, updateDocument } from 'las-fp/documents';
import { extract } from 'las-fp/extraction';
import { getModel } from 'las-fp/models';
import { createPagePredictions } from 'las-fp/predictions';

import { announce, bytes, element } from './dom.js';
import { showResult } from './result.js';
import { reviewOf, rulesOf } from './review.js';
import { fetchWithProgress } from './upload.js';

const page = `${location.origin}${location.pathname}`;
const modelId = 'las:model:invoice';

// Page, API and auth endpoint are at one address here. For the real service leave both endpoints out, and give the
// id of an app client of yours.
const login = authorizationCode({
  clientId: 'emulator-browser',
  redirectUri: page,
  authEndpoint: location.origin,
});
const ctx = createContext({ apiEndpoint: `${location.origin}/v1`, credentials: login.credentials });

// -- the page -------------------------------------------------------------------------------------------------------

const views = ['welcome', 'choose', 'busy', 'failed', 'result'] as const;
type View = (typeof views)[number];

/** Shows one of the views, and takes the keyboard there. */
function show(view: View): void {
  for (const each of views) element(each).hidden = each !== view;
  element('sign-out').hidden = view === 'welcome';
  element(`${view}-title`).focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function welcome(note?: string): void {
  element('welcome-note').textContent = note ?? '';
  element('welcome-note').hidden = note === undefined;
  show('welcome');
}

function choose(): void {
  element<HTMLInputElement>('file').value = '';
  show('choose');
}

// -- signing in and out ---------------------------------------------------------------------------------------------

async function signIn(): Promise<void> {
  const address = await login.beginLogin()();
  if (address._tag === 'Left') welcome(address.left.message);
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
  let note: string | undefined;
  if (new URLSearchParams(location.search).has('state')) {
    const completed = await login.completeLogin(location.href)();
    // The code is used up, and should not be in the history.
    history.replaceState(null, '', location.pathname);
    if (completed._tag === 'Left') note = completed.left.message;
  }
  if (await login.isLoggedIn()) choose();
  else welcome(note);
}

// -- reading a document ---------------------------------------------------------------------------------------------

const steps = ['reading', 'uploading', 'predicting'] as const;

let running: AbortController | undefined;

/** What there is of a document so far, so that trying again does not begin at the beginning. */
interface Work {
  readonly file: File;
  readonly documentId?: DocumentId | undefined;
  readonly uploaded?: boolean;
}

function step(current: (typeof steps)[number], text: string): void {
  for (const each of steps) {
    const item = element(`step-${each}`);
    const [at, now] = [steps.indexOf(each), steps.indexOf(current)];
    item.className = at < now ? 'done' : at === now ? 'now' : '';
    if (at === now) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
  announce(text);
}

function progress(sent: number, size: number): void {
  const bar = element<HTMLProgressElement>('progress');
  bar.value = size > 0 ? sent / size : 0;
  bar.textContent = `${Math.round(bar.value * 100)} %`;
  element('bytes').textContent = `${bytes(sent)} of ${bytes(size)}`;
}

async function read(work: Work): Promise<void> {
  const { file } = work;
  const controller = new AbortController();
  running?.abort();
  running = controller;
  element('busy-title').textContent = file.name;
  progress(0, file.size);
  step('reading', 'Reading the file');
  show('busy');

  const uploading: Context = withOptions(ctx, {
    signal: controller.signal,
    fetch: fetchWithProgress((sent, size) => {
      if (running === controller) progress(sent, size);
    }),
  });
  const reading = withOptions(ctx, { signal: controller.signal });

  // Read now: a file that went away meanwhile should be noticed before anything is created for it.
  const content = await file.arrayBuffer().catch(() => undefined);
  if (running !== controller) return;
  if (!content) return fail(work, 'The file cannot be read any more: choose it again.', true);

  let document: DocumentId | undefined = work.documentId;
  if (!work.uploaded) {
    step('uploading', `Uploading ${bytes(file.size)}`);
    const sent = await (document
      ? putDocumentContent(uploading, document, content)
      : createDocument(uploading, content, { name: file.name }))();
    if (running !== controller) return;
    if (sent._tag === 'Left') {
      return failWith({ file, documentId: sent.left.documentId ?? work.documentId }, sent.left);
    }
    document = sent.right.documentId;
  }
  if (!document) return;

  step('predicting', 'Finding the fields');
  const documentId = document;
  // Its fields and their types: what is read is reviewed by them.
  const model = await getModel(reading, modelId)();
  if (running !== controller) return;
  if (model._tag === 'Left') return failWith({ file, documentId, uploaded: true }, model.left);
  const predictions = await createPagePredictions(reading, documentId, modelId)();
  if (running !== controller) return;
  if (predictions._tag === 'Left') return failWith({ file, documentId, uploaded: true }, predictions.left);

  const rules = rulesOf(model.right.fieldConfig ?? {});
  const { fields } = extract(predictions.right, rules);
  showResult(file, reviewOf(fields, rules), async (groundTruth) => {
    const sent = await updateDocument(reading, documentId, { groundTruth })();
    return sent._tag === 'Left' ? sent.left.message : undefined;
  });
  show('result');
}

let failedWork: Work | undefined;

/** `final` where trying the same again would end in the same. */
function fail(work: Work, message: string, final = false): void {
  failedWork = work;
  element('again').hidden = final;
  element('failed-message').textContent = message;
  announce(`That did not work. ${message}`);
  show('failed');
}

const failWith = (work: Work, error: LasError): void =>
  error._tag === 'MissingCredentials'
    ? welcome(error.message)
    : fail(work, error.message, error._tag === 'InvalidInput');

// -- what the person does -------------------------------------------------------------------------------------------

async function readSample(): Promise<void> {
  const name = 'sample-invoice.pdf';
  const answer = await fetch(name).catch(() => undefined);
  if (answer?.ok) await read({ file: new File([await answer.blob()], name, { type: 'application/pdf' }) });
  else announce('The sample cannot be fetched: try again.');
}

const on = (id: string, act: () => unknown): void => element(id).addEventListener('click', act);

on('sign-in', signIn);
on('sign-out', signOut);
on('sample', readSample);
on('again', () => (failedWork ? read(failedWork) : choose()));
on('cancel', () => {
  running?.abort();
  running = undefined;
  announce('Cancelled');
  choose();
});
for (const button of document.querySelectorAll('.another')) button.addEventListener('click', choose);

element('file').addEventListener('change', ({ target }) => {
  const file = (target as HTMLInputElement).files?.[0];
  if (file) read({ file });
});

const drop = element('drop');
for (const kind of ['dragover', 'dragleave', 'drop'] as const) {
  // On the whole page: a file that misses the field should not replace the page.
  addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover' && !element('choose').hidden);
    const file = kind === 'drop' && !element('choose').hidden ? event.dataTransfer?.files[0] : undefined;
    if (file) read({ file });
  });
}

start();
