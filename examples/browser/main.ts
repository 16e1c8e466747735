/** The page: sign in, choose a document, see what a model reads in it. */
import {
  authorizationCode,
  type Context,
  createContext,
  type DocumentId,
  type LasError,
  withOptions,
} from 'las-fp';
import { createDocument, putDocumentContent } from 'las-fp/documents';
import { createPrediction, type PredictedField, type Prediction } from 'las-fp/predictions';

import { showDocument } from './picture.js';
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

function element<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as E;
}

const views = ['welcome', 'choose', 'busy', 'failed', 'result'] as const;
type View = (typeof views)[number];

/** Shows one of the views, and takes the keyboard there. */
function show(view: View): void {
  for (const each of views) element(each).hidden = each !== view;
  element('sign-out').hidden = view === 'welcome';
  element(`${view}-title`).focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

const say = (text: string): void => {
  element('status').textContent = text;
};

const bytes = (count: number): string =>
  count < 1_000_000 ? `${Math.ceil(count / 1000)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;

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
  say(text);
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
  const prediction = await createPrediction(reading, document, modelId)();
  if (running !== controller) return;
  if (prediction._tag === 'Left') {
    return failWith({ file, documentId: document, uploaded: true }, prediction.left);
  }
  await present(file, prediction.right);
}

let failedWork: Work | undefined;

/** `final` where trying the same again would end in the same. */
function fail(work: Work, message: string, final = false): void {
  failedWork = work;
  element('again').hidden = final;
  element('failed-message').textContent = message;
  say(`That did not work. ${message}`);
  show('failed');
}

const failWith = (work: Work, error: LasError): void =>
  error._tag === 'MissingCredentials'
    ? welcome(error.message)
    : fail(work, error.message, error._tag === 'InvalidInput');

// -- the result -----------------------------------------------------------------------------------------------------

const words = (label: string): string => {
  const text = label.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function cell(tag: 'td' | 'th', className: string, ...content: ReadonlyArray<string | Node>): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

function confidence(value: number | null | undefined): HTMLElement {
  if (typeof value !== 'number') return cell('td', 'confidence', '');
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  const bar = document.createElement('span');
  bar.className = 'bar';
  bar.style.setProperty('--part', `${percent}%`);
  const text = document.createElement('span');
  text.className = 'sure';
  text.textContent = `${percent} %`;
  return cell('td', 'confidence', bar, text);
}

function row({ label, value, confidence: sure, page }: PredictedField): HTMLElement {
  const made = document.createElement('tr');
  const head = cell('th', '', words(label));
  head.setAttribute('scope', 'row');
  const found = typeof value === 'string' && value !== '';
  made.append(
    head,
    found ? cell('td', 'value', value) : cell('td', 'value none', 'not found'),
    found ? confidence(sure) : cell('td', 'confidence'),
    cell('td', 'number', found && typeof page === 'number' ? String(page + 1) : ''),
  );
  return made;
}

function group(title: string | undefined, fields: ReadonlyArray<PredictedField>): HTMLElement {
  const body = document.createElement('tbody');
  if (title !== undefined) {
    const head = cell('th', 'group', title);
    head.setAttribute('scope', 'rowgroup');
    head.setAttribute('colspan', '4');
    const line = document.createElement('tr');
    line.append(head);
    body.append(line);
  }
  body.append(...fields.map(row));
  return body;
}

async function present(file: File, { predictions }: Prediction): Promise<void> {
  const fields = Array.isArray(predictions) ? predictions : [];
  const plain = fields.filter(({ value }) => !Array.isArray(value));
  const lines = fields.flatMap(({ label, value }) => {
    const items = Array.isArray(value) ? value : [];
    return items.map((item, i) => ({ title: `${words(label)}, ${i + 1}`, fields: [item].flat() }));
  });
  const found = [...plain, ...lines.flatMap((line) => line.fields)].filter(({ value }) => value).length;

  const table = element<HTMLTableElement>('fields');
  for (const body of table.querySelectorAll('tbody')) body.remove();
  table.append(group(undefined, plain), ...lines.map((line) => group(line.title, line.fields)));
  table.hidden = found === 0;
  element('nothing').hidden = found > 0;
  element('nothing-why').textContent = file.type.startsWith('image/')
    ? 'A picture has no text in it that could be read here: the emulator reads the text of PDFs alone. The real service reads pictures too.'
    : 'There may be no text in the document, as in a scan, or none that looks like an invoice. Try another one.';
  element('result-title').textContent = file.name;
  const summary = found === 1 ? '1 value found' : `${found} values found`;
  element('summary').textContent = found > 0 ? `${summary}, ${bytes(file.size)}` : bytes(file.size);
  say(found > 0 ? summary : 'No fields were found');
  show('result');
  await showDocument(file, {
    picture: element('picture'),
    pages: element('pages'),
    page: element('page'),
    previous: element<HTMLButtonElement>('previous'),
    next: element<HTMLButtonElement>('next'),
  });
}

// -- what the person does -------------------------------------------------------------------------------------------

async function readSample(): Promise<void> {
  const name = 'sample-invoice.pdf';
  const answer = await fetch(name).catch(() => undefined);
  if (answer?.ok) await read({ file: new File([await answer.blob()], name, { type: 'application/pdf' }) });
  else say('The sample cannot be fetched: try again.');
}

const on = (id: string, act: () => unknown): void => element(id).addEventListener('click', act);

on('sign-in', signIn);
on('sign-out', signOut);
on('sample', readSample);
on('again', () => (failedWork ? read(failedWork) : choose()));
on('cancel', () => {
  running?.abort();
  running = undefined;
  say('Cancelled');
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
