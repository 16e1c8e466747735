/** The view of a result: the page of the document beside its values, which a person may change and confirm. */
import type { GroundTruth } from 'las-fp';

import { announce, bytes, element, make, words } from './dom.js';
import { type Mark, type Shown, showDocument } from './picture.js';
import {
  addRow,
  csvOf,
  detailAt,
  feedbackOf,
  keyOf,
  openOf,
  type Place,
  placesOf,
  type Review,
  removeRow,
  rowsAt,
  say,
  stateOf,
  valueAt,
  valuesOf,
} from './review.js';

/** Sends what a person says; gives the message of an error, or nothing. */
export type Send = (groundTruth: ReadonlyArray<GroundTruth>) => Promise<string | undefined>;

const percent = (confidence: number): string => `${Math.round(Math.min(1, Math.max(0, confidence)) * 100)} %`;

/** What is said of a value, for people. */
function remark(review: Review, place: Place): string {
  const state = stateOf(review, place);
  const { confidence, value } = detailAt(review, place) ?? {};
  const sure = typeof confidence === 'number' ? `, ${percent(confidence)}` : '';
  if (state === 'yours') return 'Yours';
  if (state === 'missing') return 'Missing';
  if (state === 'look') return `Check${sure}`;
  return (value ?? '') === '' ? 'Not there' : `Sure${sure}`;
}

const nameOf = ({ label, row, column }: Place): string =>
  row === undefined || column === undefined
    ? words(label)
    : `${words(label)}, row ${row + 1}, ${words(column)}`;

let current: Review;
let shown: Shown;
let send: Send;
let turn = 0;

const inputs = (): ReadonlyArray<HTMLInputElement> => [
  ...element('review').querySelectorAll<HTMLInputElement>('input[data-key]'),
];
const inputAt = (key: string): HTMLInputElement | undefined =>
  inputs().find(({ dataset }) => dataset['key'] === key);

// -- drawing ----------------------------------------------------------------------------------------------------------

function inputOf(place: Place): HTMLInputElement {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false });
  const { label, column } = place;
  const rule = column === undefined ? undefined : current.policy[label]?.fields?.[column];
  if (rule) input.dataset['type'] = rule.type ?? '';
  input.dataset['key'] = keyOf(place);
  input.onchange = () => change(say(current, place, input.value));
  input.onfocus = () => shown.point(keyOf(place));
  input.onblur = () => shown.point(undefined);
  input.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) confirm();
    else next(say(current, place, input.value));
  };
  return input;
}

function fieldRow(place: Place): HTMLElement {
  const id = `field-${place.label}`;
  const input = inputOf(place);
  input.id = id;
  input.setAttribute('aria-describedby', `${id}-state`);
  return make(
    'div',
    { className: 'field' },
    make('label', { htmlFor: id, className: 'name-of' }, words(place.label)),
    input,
    make('span', { className: 'state', id: `${id}-state` }),
  );
}

function tableOf(label: string, columns: ReadonlyArray<string>): HTMLElement {
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, '#'),
    ...columns.map((column) => make('th', { scope: 'col' }, words(column))),
    make('th', { scope: 'col' }, make('span', { className: 'unseen' }, 'Remove')),
  );
  const lines = rowsAt(current, label).map((_, row) => {
    const remove = make(
      'button',
      { type: 'button', className: 'remove', ariaLabel: `Remove row ${row + 1}` },
      '×',
    );
    remove.onclick = () => {
      change(removeRow(current, label, row), true);
      element(`add-${label}`).focus();
    };
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, `${row + 1}`),
      ...columns.map((column) => make('td', {}, inputOf({ label, row, column }))),
      make('td', {}, remove),
    );
  });
  const add = make('button', { type: 'button', className: 'link', id: `add-${label}` }, 'Add a row');
  add.onclick = () => {
    const row = rowsAt(current, label).length;
    change(addRow(current, label), true);
    inputAt(keyOf({ label, row, column: columns[0] }))?.focus();
  };
  const scroll = make(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: words(label) },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines)),
  );
  scroll.hidden = lines.length === 0;
  return make('section', { className: 'table' }, make('h2', {}, words(label)), scroll, add);
}

/** Draws all fields anew. */
function build(): void {
  const fields = Object.entries(current.policy).map(([label, { fields: columns }]) =>
    columns ? tableOf(label, Object.keys(columns)) : fieldRow({ label }),
  );
  element('fields').replaceChildren(...fields);
}

/** Brings what is drawn up to date with the review; a field that somebody types into keeps its text. */
function update(): void {
  const places = placesOf(current);
  const marks: Mark[] = [];
  for (const place of places) {
    const input = inputAt(keyOf(place));
    if (!input) continue;
    const state = stateOf(current, place);
    const detail = detailAt(current, place);
    const text = remark(current, place);
    if (document.activeElement !== input) input.value = valueAt(current, place);
    input.className = state;
    const note = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    if (note) {
      note.textContent = text;
      note.className = `state ${state}`;
    } else {
      input.title = text;
      input.ariaLabel = `${nameOf(place)}: ${text}`;
    }
    if (detail?.location && typeof detail.page === 'number') {
      marks.push({ key: keyOf(place), page: detail.page, box: detail.location, className: state });
    }
  }
  shown.mark(marks);
  const open = openOf(current).length;
  const verdict = element('verdict');
  verdict.className = `verdict ${open > 0 ? 'look' : 'sure'}`;
  verdict.textContent =
    open > 0
      ? `${open} of ${places.length} values ${open === 1 ? 'needs' : 'need'} a look`
      : 'Every value is sure enough';
}

/** Goes on with another review; `anew` where fields came or went. */
function change(review: Review, anew = false): void {
  current = review;
  element('sent').hidden = true;
  element('confirm').hidden = false;
  if (anew) build();
  update();
}

/** Takes the keyboard to the next value that needs a look, or to the end. */
function next(review: Review): void {
  const from = inputs().indexOf(document.activeElement as HTMLInputElement);
  change(review);
  const open = new Set(openOf(review).map(keyOf));
  const waiting = inputs().filter(({ dataset }) => open.has(dataset['key'] ?? ''));
  const following = waiting.find((input) => inputs().indexOf(input) > from) ?? waiting[0];
  if (following) {
    following.focus();
    following.select();
  } else element('confirm').focus();
}

// -- what the person does ---------------------------------------------------------------------------------------------

async function confirm(): Promise<void> {
  const mine = turn;
  const button = element<HTMLButtonElement>('confirm');
  (document.activeElement as HTMLElement | null)?.blur();
  button.disabled = true;
  element('review-error').hidden = true;
  announce('Sending');
  const problem = await send(feedbackOf(current));
  button.disabled = false;
  if (mine !== turn) return;
  if (problem !== undefined) {
    element('review-error').textContent = `It was not sent. ${problem}`;
    element('review-error').hidden = false;
    announce(`It was not sent. ${problem}`);
    button.focus();
    return;
  }
  const seen = openOf(current).reduce((now, place) => say(now, place, valueAt(now, place)), current);
  change(seen);
  button.hidden = true;
  element('sent').hidden = false;
  element('sent').focus();
  announce('Sent');
}

async function copy(): Promise<void> {
  const text = JSON.stringify(valuesOf(current), null, 2);
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  announce(copied ? 'Copied' : 'The browser does not let this page copy');
  element('copy').textContent = copied ? 'Copied' : 'Not allowed';
  setTimeout(() => {
    element('copy').textContent = 'Copy as JSON';
  }, 2000);
}

function download(name: string): void {
  // Excel takes a CSV for UTF-8 where it begins with a byte order mark.
  const url = URL.createObjectURL(new Blob(['\ufeff', csvOf(current)], { type: 'text/csv' }));
  const link = make('a', { href: url, download: `${name.replace(/\.[^.]*$/, '')}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Shows a result; `sender` takes what the person makes of it. */
export function showResult(file: File, review: Review, sender: Send): void {
  turn += 1;
  current = review;
  send = sender;
  shown = showDocument(
    file,
    {
      picture: element('picture'),
      pages: element('pages'),
      page: element('page'),
      previous: element<HTMLButtonElement>('previous'),
      next: element<HTMLButtonElement>('next'),
    },
    (key) => inputAt(key)?.focus(),
  );
  const found = placesOf(review).filter((place) => valueAt(review, place) !== '').length;
  element('nothing').hidden = found > 0;
  element('nothing-why').textContent = file.type.startsWith('image/')
    ? 'A picture has no text in it that could be read here: the emulator reads the text of PDFs alone. The real service reads pictures too.'
    : 'There may be no text in the document, as in a scan, or none that looks like an invoice.';
  element('result-title').textContent = file.name;
  const summary = found === 1 ? '1 value found' : `${found} values found`;
  element('summary').textContent = found > 0 ? `${summary}, ${bytes(file.size)}` : bytes(file.size);
  element('review-error').hidden = true;
  element('download').onclick = () => download(file.name);
  build();
  change(review);
  announce(found > 0 ? `${summary}. ${element('verdict').textContent}` : 'No fields were found');
}

element('confirm').onclick = confirm;
element('copy').onclick = copy;
element<HTMLFormElement>('review').onsubmit = (event) => event.preventDefault();
