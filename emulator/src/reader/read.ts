/** Reads the fields of a model from a document: its ground truth, else the e-invoice in it, else its text. */
import { type Anchor, anchorsOf } from './anchors.js';
import type { Candidate } from './candidates.js';
import { fromInvoice, invoiceIn } from './einvoice.js';
import { amountsOf, totalOf } from './fields/amount.js';
import { codesOf } from './fields/code.js';
import { currencyOf } from './fields/currency.js';
import { invoiceDateOf, labelledDates } from './fields/date.js';
import { labelledValues } from './fields/other.js';
import { namedParty, supplierOf } from './fields/party.js';
import { kindOf, labelsOf } from './labels.js';
import { readLines, sumOf } from './lines.js';
import type {
  AnswerOptions,
  FieldOptions,
  FieldPrediction,
  KnownValue,
  LinesPrediction,
  Predictions,
  Predictor,
} from './predictor.js';
import type { TextPage } from './text.js';

/** Below this confidence a value is worse than none. */
const least = 0.5;

/**
 * The predictor that an emulator has when it is given no other. It knows no more than plain rules: labels in nine
 * languages, how values are written, and where things stand on the page. What it is not sure of is null.
 */
export const readFields: Predictor = async (document, model, options) => {
  const truth = new Map(document.groundTruth.map((each) => [each.label, each]));
  const asked = Object.entries(model.fieldConfig);
  const all = asked.every(([label]) => truth.has(label)) ? [] : await document.pages();
  const chosen = new Set(options.choosePages(all.length));
  const pages = all.filter(({ page }) => chosen.has(page));
  const files = pages.length === 0 ? [] : ((await document.attachments?.()) ?? []);
  const invoice = invoiceIn(files);
  const reader = readerOf(pages, model.fieldConfig);

  return asked.flatMap(([label, field]): Predictions => {
    const known = truth.get(label);
    if (known !== undefined) return [fromTruth(known)];
    const said = invoice === undefined ? [] : fromInvoice(invoice, label, field);
    if (said.length > 0) return said;
    if (field.fields !== undefined) return [{ label, value: reader.rows(label) }];
    const found = reader.candidates(label, field).filter(({ confidence }) => confidence >= least);
    const fitting = found.filter(({ value }) => value.length <= (field.maxLength ?? 1024));
    const picked = pick(fitting, options.postprocessConfig);
    if (picked.length === 0) return [{ label, value: null, confidence: 0 }];
    return picked.map(({ value, raw, page, confidence, location }) => ({
      ...{ label, value, rawValue: raw, page, confidence },
      ...(location === undefined ? {} : { location }),
    }));
  });
};

/** What is read of a document, once for all fields that need it. */
function readerOf(pages: ReadonlyArray<TextPage>, config: Readonly<Record<string, FieldOptions>>) {
  const anchors = anchorsOf(pages);
  const tables = new Map(
    Object.entries(config).flatMap(([label, { fields }]) =>
      fields === undefined ? [] : [[label, readLines(fields, pages)] as const],
    ),
  );
  const rowSum = Object.entries(config)
    .map(([label, { fields }]) => (fields === undefined ? undefined : sumOf(fields, tables.get(label) ?? [])))
    .find((sum) => sum !== undefined);
  const total = totalOf(anchors, pages, rowSum);
  return {
    rows: (label: string) => tables.get(label) ?? [],
    candidates: (label: string, field: FieldOptions) => candidatesOf(label, field, { anchors, pages, total }),
  };
}

interface Known {
  readonly anchors: ReadonlyArray<Anchor>;
  readonly pages: ReadonlyArray<TextPage>;
  readonly total: ReadonlyArray<Candidate>;
}

function candidatesOf(
  label: string,
  field: FieldOptions,
  { anchors, pages, total }: Known,
): ReadonlyArray<Candidate> {
  const kind = kindOf(label);
  const { type } = field;
  if (type === 'amount') {
    if (kind === 'total') return total;
    if (kind === 'subtotal' || kind === 'tax') return amountsOf(kind, anchors);
  }
  if (type === 'date') {
    if (kind === 'invoice date') return invoiceDateOf(anchors, pages);
    if (kind === 'due date') return labelledDates(kind, anchors, pages);
  }
  if (kind === 'currency' && field.enum !== undefined) {
    return currencyOf(
      field.enum,
      anchors,
      pages,
      total.find(({ confidence }) => confidence >= least),
    );
  }
  if (type === 'string' || type === 'all' || type.startsWith('alphanum')) {
    if (kind === 'supplier') return supplierOf(anchors, pages);
    if (kind === 'customer') return namedParty(kind, anchors);
    if (kind === 'invoice number' || kind === 'order number' || kind === 'customer number') {
      return codesOf(kind, anchors);
    }
    if (kind === 'account' || kind === 'tax number' || kind === 'reference') return codesOf(kind, anchors);
  }
  if (type === 'enum' && kind === undefined) return anywhere(label, field, pages, anchors);
  return ownLabels(label, field, pages);
}

/** The values by a field's own labels: the words of its name, and what else such a value is called. */
function ownLabels(
  label: string,
  field: FieldOptions,
  pages: ReadonlyArray<TextPage>,
): ReadonlyArray<Candidate> {
  const all = anchorsOf(pages, labelsOf(label));
  return labelledValues(
    label,
    field,
    all.filter(({ kind }) => kind === 'own'),
    all,
  );
}

/** One of the words of an enum: beside its label, else anywhere, where there is but one of them. */
function anywhere(
  label: string,
  field: FieldOptions,
  pages: ReadonlyArray<TextPage>,
  anchors: ReadonlyArray<Anchor>,
): ReadonlyArray<Candidate> {
  const named = ownLabels(label, field, pages);
  return named.length > 0 ? named : currencyOf(field.enum ?? [], anchors, pages, undefined);
}

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
