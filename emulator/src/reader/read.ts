/** Reads the fields of a model from a document: its ground truth, else its text. */

import { type Candidate, labelled, unlabelled } from './fields.js';
import { readLines } from './lines.js';
import type {
  AnswerOptions,
  FieldPrediction,
  KnownValue,
  LinesPrediction,
  Predictions,
  Predictor,
} from './predictor.js';

/**
 * The predictor that an emulator has when it is given no other. It knows no more than plain rules: labels, the
 * type of the field, and where things stand on the page.
 */
export const readFields: Predictor = async (document, model, options) => {
  const truth = new Map(document.groundTruth.map((each) => [each.label, each]));
  const asked = Object.entries(model.fieldConfig);
  const all = asked.every(([label]) => truth.has(label)) ? [] : await document.pages();
  const chosen = new Set(options.choosePages(all.length));
  const pages = all.filter(({ page }) => chosen.has(page));

  const found = new Map<string, ReadonlyArray<Candidate>>();
  for (const [label, field] of asked) {
    if (field.fields === undefined && !truth.has(label)) found.set(label, labelled(label, field, pages));
  }
  const claimed = new Set([...found.values()].flatMap(([first]) => (first === undefined ? [] : first.value)));

  return asked.flatMap(([label, field]): Predictions => {
    const known = truth.get(label);
    if (known !== undefined) return [fromTruth(known)];
    if (field.fields !== undefined) return [{ label, value: readLines(field.fields, pages) }];
    const candidates = found.get(label) ?? [];
    const guess = candidates.length > 0 ? undefined : unlabelled(label, field, pages, claimed);
    const picked = pick(guess === undefined ? candidates : [guess], options.postprocessConfig);
    if (picked.length === 0) return [{ label, value: null, confidence: 0 }];
    return picked.map(({ value, raw, page, confidence }) => ({
      label,
      value,
      rawValue: raw,
      page,
      confidence,
    }));
  });
};

/** The best of all, or the best of each of the `n` pages where it is surest. */
function pick(candidates: ReadonlyArray<Candidate>, config: AnswerOptions): ReadonlyArray<Candidate> {
  const { n, collapse } = config.parameters ?? { n: 1 };
  if (config.strategy !== 'BEST_N_PAGES') return candidates.slice(0, 1);
  const seen = new Set<unknown>();
  return candidates
    .filter(({ page }) => !seen.has(page) && seen.add(page))
    .filter(({ value }) => collapse !== true || (!seen.has(`=${value}`) && seen.add(`=${value}`)))
    .slice(0, n);
}

function fromTruth({ label, value, pages }: KnownValue): FieldPrediction | LinesPrediction {
  if (Array.isArray(value)) return { label, value: value.map(lineFromTruth) };
  // The API's predictions are text, and an empty text is no value.
  const text = value === null || value === '' ? null : String(value);
  return { label, value: text, confidence: 1, page: pages?.[0] ?? 0 };
}

function lineFromTruth(line: unknown): ReadonlyArray<FieldPrediction> {
  const cells: ReadonlyArray<KnownValue> = Array.isArray(line) ? line : [line];
  return cells.map((cell) => {
    const { value } = fromTruth(cell);
    return { label: cell.label, value: typeof value === 'string' ? value : null, confidence: 1 };
  });
}
