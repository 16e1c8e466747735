/** The keyboard among the values: where the arrows lead. */
import { inputs } from './values.js';

const rowOf = (input: HTMLElement): HTMLTableRowElement | null => input.closest('tr');

/** The input above (-1) or below (1): in a table that of the same column. */
function beside(input: HTMLInputElement, by: -1 | 1): HTMLInputElement | undefined {
  const row = rowOf(input);
  const next = by > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const column = row ? [...row.querySelectorAll('input')].indexOf(input) : 0;
  const same = next?.querySelectorAll('input')[column];
  if (same) return same;
  const all = inputs();
  const others = row ? all.filter((one) => one === input || rowOf(one) === null || rowOf(one) !== row) : all;
  return others[others.indexOf(input) + by];
}

/** The input to the left (-1) or the right (1), where the cursor is at that end of a cell. */
function across(input: HTMLInputElement, by: -1 | 1): HTMLInputElement | undefined {
  const { selectionStart: from, selectionEnd: to, value } = input;
  const whole = from === 0 && to === value.length;
  const row = rowOf(input);
  if (!row || !(whole || (from === to && from === (by > 0 ? value.length : 0)))) return undefined;
  const cells = [...row.querySelectorAll('input')];
  return cells[cells.indexOf(input) + by];
}

/** Goes to an input, and takes all that is in it, so that typing replaces it. */
export function enter(input: HTMLInputElement): void {
  input.focus();
  input.select();
  input.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Goes where an arrow key leads; whether it leads anywhere. */
export function byArrow({ key, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || shiftKey || !(target instanceof HTMLInputElement)) return false;
  const moves: Readonly<Record<string, () => HTMLInputElement | undefined>> = {
    ArrowUp: () => beside(target, -1),
    ArrowDown: () => beside(target, 1),
    ArrowLeft: () => across(target, -1),
    ArrowRight: () => across(target, 1),
  };
  const next = moves[key]?.();
  if (next) enter(next);
  return next !== undefined;
}
