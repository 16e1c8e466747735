/** The view of a result: the page of the document beside its values, which a person may change and confirm. */
import { addRow, removeRow, say, seenOf, takeBack } from './answers.js';
import { announce, bytes, element } from './dom.js';
import { copy, csvOf, jsonOf, save } from './export.js';
import { byArrow, enter } from './keys.js';
import { type Mark, type Shown, showDocument } from './picture.js';
import type { Problem } from './problems.js';
import { nameOf, remark, sureness, verdictOn } from './remarks.js';
import {
  keyOf,
  openOf,
  type Place,
  placesOf,
  type Review,
  readAt,
  rowsAt,
  stateOf,
  valueAt,
} from './review.js';
import { drawInputs, drawState, inputAt, inputs, type Listener, lineOf } from './values.js';
import { tell } from './views.js';

/** Sends what a person says; gives the problem, if there is one. */
export type Send = (review: Review) => Promise<Problem | undefined>;

let current: Review;
let shown: Shown;
let send: Send;
let turn = 0;

// -- drawing ----------------------------------------------------------------------------------------------------------

/** Makes a place stand out, here and on the picture. */
function point(key: string | undefined): void {
  for (const old of document.querySelectorAll('#fields .pointed')) old.classList.remove('pointed');
  const input = key === undefined ? undefined : inputAt(key);
  if (input) lineOf(input)?.classList.add('pointed');
  shown.point(key);
}

const listener: Listener = {
  change: (place, text) => {
    if (text.trim() !== valueAt(current, place)) change(say(current, place, text));
  },
  point: (place) => point(place && keyOf(place)),
  key: (event, place) => onKey(event, place),
  add: (label) => {
    const row = rowsAt(current, label).length;
    change(addRow(current, label), true);
    inputAt(keyOf({ label, row, column: Object.keys(current.policy[label]?.fields ?? {})[0] }))?.focus();
  },
  remove: (label, row) => {
    change(removeRow(current, label, row), true);
    element(`add-${label}`).focus();
  },
};

/** Brings what is drawn up to date with the review; a field that somebody types into keeps its text. */
function update(): void {
  const places = placesOf(current);
  const all = new Map(inputs().map((input) => [input.dataset['key'], input]));
  const marks: Mark[] = [];
  for (const place of places) {
    const input = all.get(keyOf(place));
    if (!input) continue;
    const state = stateOf(current, place);
    const text = remark(current, place);
    if (document.activeElement !== input) input.value = valueAt(current, place);
    input.className = state;
    const note = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    if (note) drawState(note, state, text, sureness(current, place));
    else {
      input.title = text;
      input.ariaLabel = `${nameOf(place)}: ${text}`;
      const line = lineOf(input);
      if (line) line.dataset['state'] = state;
    }
    const { location, page } = readAt(current, place) ?? {};
    if (location && typeof page === 'number') {
      marks.push({
        key: keyOf(place),
        page,
        box: location,
        className: state,
        title: `${nameOf(place)}: ${text}`,
      });
    }
  }
  shown.mark(marks);
  const verdict = element('verdict');
  const open = openOf(current);
  verdict.className = `verdict ${open.length > 0 ? 'look' : 'sure'}`;
  verdict.textContent = verdictOn(current);
}

/** Goes on with another review; `anew` where fields came or went. */
function change(review: Review, anew = false): void {
  current = review;
  element('sent').hidden = true;
  element('confirm').hidden = false;
  if (anew) drawInputs(current, listener);
  update();
}

// -- what the person does ---------------------------------------------------------------------------------------------

function onKey(event: KeyboardEvent, place: Place): void {
  const input = event.target as HTMLInputElement;
  if (event.isComposing) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) confirm();
    else next(say(current, place, input.value));
  } else if (event.key === 'Escape') {
    event.preventDefault();
    // What is typed goes first, then what was confirmed.
    if (input.value === valueAt(current, place)) change(takeBack(current, place));
    input.value = valueAt(current, place);
    input.select();
    announce(`Taken back. ${nameOf(place)}: ${remark(current, place)}`);
  } else if (byArrow(event)) event.preventDefault();
}

/** Takes the keyboard to the next value that needs a look, or to the end. */
function next(review: Review): void {
  const from = inputs().indexOf(document.activeElement as HTMLInputElement);
  change(review);
  const open = new Set(openOf(review).map(keyOf));
  const waiting = inputs().filter(({ dataset }) => open.has(dataset['key'] ?? ''));
  const following = waiting.find((input) => inputs().indexOf(input) > from) ?? waiting[0];
  if (following) enter(following);
  else element('confirm').focus();
}

async function confirm(): Promise<void> {
  const mine = turn;
  const button = element<HTMLButtonElement>('confirm');
  if (button.disabled || button.hidden) return;
  (document.activeElement as HTMLElement | null)?.blur();
  button.disabled = true;
  tell('review-error');
  announce('Sending');
  // Where the way of the document is, which goes on now.
  scrollTo({ top: 0 });
  const problem = await send(current);
  button.disabled = false;
  if (mine !== turn) return;
  if (problem !== undefined) {
    tell('review-error', { ...problem, text: `It was not sent. ${problem.text}` });
    button.focus();
    return;
  }
  change(seenOf(current));
  button.hidden = true;
  element('sent').hidden = false;
  element('sent').focus({ preventScroll: true });
}

/** Shows a result; `sender` takes what the person makes of it. `waiting` where the agent waits for that. */
export function showResult(file: File, review: Review, waiting: boolean, sender: Send): void {
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
    {
      choose: (key) => {
        const input = inputAt(key);
        if (input) enter(input);
      },
      point,
    },
  );
  const found = placesOf(review).filter((place) => valueAt(review, place) !== '').length;
  element('nothing').hidden = found > 0;
  element('nothing-why').textContent = file.type.startsWith('image/')
    ? 'This demonstration reads the text of PDFs alone, and a picture has none. You can type the values.'
    : 'There may be no text in the document, as in a scan. You can type the values.';
  Object.assign(element('result-title'), { textContent: file.name, title: file.name });
  const summary = found === 1 ? '1 value found' : `${found} values found`;
  element('summary').textContent = found > 0 ? `${summary}, ${bytes(file.size)}` : bytes(file.size);
  tell('review-error');
  element('confirm').textContent = waiting ? 'Confirm and finish' : 'Send corrections';
  element('copy').onclick = () => copy(current);
  element('download').onclick = () => save(csvOf(current), file.name, 'csv');
  element('download-json').onclick = () => save(jsonOf(current), file.name, 'json');
  change(review, true);
  announce(found > 0 ? `${summary}. ${element('verdict').textContent}` : 'No values were found');
}

element('confirm').onclick = confirm;
element<HTMLFormElement>('review').onsubmit = (event) => event.preventDefault();
