/** Fields that the reader knows nothing of but their own name, and the type of their value. */
import type { Anchor } from '../anchors.js';
import { type Candidate, near, type ReadValues } from '../candidates.js';
import { plain, wordsOf } from '../labels.js';
import type { FieldOptions } from '../predictor.js';
import { valuesOf } from '../values.js';
import { headings } from '../words.js';

const isText = ({ type }: FieldOptions): boolean => type === 'string' || type === 'all';

/** The values beside the labels of a field, by its type. */
export function labelledValues(
  label: string,
  field: FieldOptions,
  own: ReadonlyArray<Anchor>,
  all: ReadonlyArray<Anchor>,
): ReadonlyArray<Candidate> {
  const isCode = /(^| )(number|no|nr|id|code|reference)$|^(kid|iban)$/.test(wordsOf(label));
  const read: ReadValues = (text, place) => {
    if (!isText(field)) return valuesOf(text, field);
    // In the label's own cell a text must be set off: "Invoice date" is no invoice called "date".
    if (place === 'behind' && !/^\s*[:#.]/.test(text) && !/^\s*\S*\d/.test(text)) return [];
    if (isCode) return valuesOf(text, { ...field, type: 'alphanumext' });
    // What ends with a colon, or is a heading, is a label of something else.
    if (/:\s*$/.test(text) || headings.test(plain(text))) return [];
    return valuesOf(text, field);
  };
  return near(own, all, read);
}
