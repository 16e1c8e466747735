/** The inputs of the values: plain fields in lines, and tables with a line for each row. */
import { element, make, words } from './dom.js';
import { keyOf, type Place, type Review, rowsAt, type State } from './review.js';

/** What the inputs report. */
export interface Listener {
  /** A person has typed something else. */
  change(place: Place, text: string): void;
  /** The pointer or the keyboard is at a place, or at none. */
  point(place: Place | undefined): void;
  key(event: KeyboardEvent, place: Place): void;
  add(label: string): void;
  remove(label: string, row: number): void;
}

/** All inputs, in the order of the page. */
export const inputs = (): ReadonlyArray<HTMLInputElement> => [
  ...element('review').querySelectorAll<HTMLInputElement>('input[data-key]'),
];

export const inputAt = (key: string): HTMLInputElement | undefined =>
  inputs().find(({ dataset }) => dataset['key'] === key);

/** What of the page stands for a value: its line, or its cell. */
export const lineOf = (input: HTMLElement): HTMLElement | null => input.closest<HTMLElement>('.field, td');

function inputOf(place: Place, to: Listener): HTMLInputElement {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: false });
  input.dataset['key'] = keyOf(place);
  input.onchange = () => to.change(place, input.value);
  input.onfocus = () => to.point(place);
  input.onblur = () => to.point(undefined);
  input.onkeydown = (event) => to.key(event, place);
  return input;
}

/** Points while the mouse is over it; then at what the keyboard is in, if anything. */
function hovers(line: HTMLElement, place: Place, to: Listener): void {
  // By a move of the mouse, and not because the page moves below it.
  line.onmousemove = ({ movementX, movementY }) => {
    if (movementX || movementY) to.point(place);
  };
  line.onmouseleave = () => {
    const key = (document.activeElement as HTMLElement | null)?.dataset['key'];
    const [label, row, column] = key ? JSON.parse(key) : [];
    to.point(key ? { label, row: row ?? undefined, column: column ?? undefined } : undefined);
  };
}

function fieldLine(place: Place, to: Listener): HTMLElement {
  const id = `field-${place.label}`;
  const input = inputOf(place, to);
  input.id = id;
  input.setAttribute('aria-describedby', `${id}-state`);
  const line = make(
    'div',
    { className: 'field' },
    make('label', { htmlFor: id, className: 'name-of' }, words(place.label)),
    input,
    make('span', { className: 'state', id: `${id}-state` }),
  );
  hovers(line, place, to);
  return line;
}

function tableOf(review: Review, label: string, columns: ReadonlyArray<string>, to: Listener): HTMLElement {
  const rows = rowsAt(review, label);
  const typeOf = (column: string): string => review.policy[label]?.fields?.[column]?.type ?? '';
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, make('span', { className: 'unseen' }, 'Row')),
    ...columns.map((column) => make('th', { scope: 'col', className: typeOf(column) }, words(column))),
    make('th', { scope: 'col' }, make('span', { className: 'unseen' }, 'Remove')),
  );
  const lines = rows.map((_, row) => {
    const remove = make(
      'button',
      { type: 'button', className: 'remove', ariaLabel: `Remove row ${row + 1}`, title: 'Remove this row' },
      '×',
    );
    remove.onclick = () => to.remove(label, row);
    const cells = columns.map((column) => {
      const place = { label, row, column };
      const cell = make('td', { className: typeOf(column) }, inputOf(place, to));
      hovers(cell, place, to);
      return cell;
    });
    return make('tr', {}, make('th', { scope: 'row' }, `${row + 1}`), ...cells, make('td', {}, remove));
  });
  const add = make('button', { type: 'button', className: 'link', id: `add-${label}` }, 'Add a row');
  add.onclick = () => to.add(label);
  const scroll = make(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: words(label) },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines)),
  );
  scroll.hidden = rows.length === 0;
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  return make(
    'section',
    { className: 'table' },
    make('h3', {}, words(label), ' ', make('span', { className: 'aside' }, count)),
    scroll,
    add,
  );
}

/** Draws all fields anew. */
export function drawInputs(review: Review, to: Listener): void {
  const fields = Object.entries(review.policy).map(([label, { fields: columns }]) =>
    columns ? tableOf(review, label, Object.keys(columns), to) : fieldLine({ label }, to),
  );
  element('fields').replaceChildren(...fields);
}

/** A bar that is as long as the model is sure, and what is said of that. */
export function drawState(
  into: HTMLElement,
  state: State,
  text: string,
  confidence: number | undefined,
): void {
  into.className = `state ${state}`;
  const bar = make('span', { className: 'bar' }, make('span'));
  (bar.firstChild as HTMLElement).style.width = `${(confidence ?? 0) * 100}%`;
  into.replaceChildren(text, ...(confidence === undefined ? [] : [bar]));
}
