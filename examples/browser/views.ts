/** The views of the page, of which one is shown, and their notices. */
import { element } from './dom.js';
import type { Problem } from './problems.js';

const views = ['welcome', 'choose', 'busy', 'failed', 'result'] as const;
type View = (typeof views)[number];

export const isShown = (view: View): boolean => !element(view).hidden;

/** Shows one of the views, and takes the keyboard there. */
export function show(view: View): void {
  for (const each of views) element(each).hidden = each !== view;
  element('sign-out').hidden = view === 'welcome';
  element('way').hidden = view !== 'busy' && view !== 'result';
  element(`${view}-title`).focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/** Tells a problem in a notice of the page, its details folded; without one the notice goes. */
export function tell(id: string, problem?: Problem): void {
  const notice = element(id);
  notice.hidden = problem === undefined;
  element(`${id}-text`).textContent = problem?.text ?? '';
  element(`${id}-details`).textContent = problem?.details ?? '';
  for (const details of notice.querySelectorAll('details')) details.open = false;
}
