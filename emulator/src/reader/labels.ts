/** The labels of fields, by their names. */
import { type Kind, wordsFor } from './words.js';

/** Which kind of label belongs to a field, by the words of its name. */
const names: ReadonlyArray<readonly [name: RegExp, kind: Kind]> = [
  [/^(sub ?total|net( (total|amount))?|total (net|excl\w*)( amount)?|amount excl\w*)$/, 'subtotal'],
  [/^(total )?(vat|tax|mva)( (total|amount|sum))?$/, 'tax'],
  [
    /^((grand|invoice|gross) )?total( (amount|sum|due|incl\w*))*$|^amount( (due|payable|total))?$|^(balance|payable)( due)?$|^sum$/,
    'total',
  ],
  [/^(payment )?due( date)?$|^(pay by|payment) date$/, 'due date'],
  [/^(invoice|issue|document|bill|receipt|purchase)? ?date( issued)?$|^issued( on)?$/, 'invoice date'],
  [/^(invoice|bill|document|receipt) ?(number|no|id|nr|num)?$/, 'invoice number'],
  [/^(purchase )?order ?(number|no|id|nr|num|reference)?$|^po( (number|no))?$/, 'order number'],
  [/^(customer|client) ?(number|no|id|nr)$/, 'customer number'],
  [/^(supplier|seller|vendor|merchant|company)( name)?$/, 'supplier'],
  [/^(customer|buyer|client|receiver|recipient|bill to)( name)?$/, 'customer'],
  [/^currency( code)?$/, 'currency'],
  [/^(iban|(bank )?account( (number|no))?)$/, 'account'],
  [/^(kid|payment (id|reference)|reference( number)?)$/, 'reference'],
  [/^((org|organi[sz]ation|vat|tax) ?)?(registration )?(number|no|id)$/, 'tax number'],
  [/^phone( number)?$/, 'phone'],
  [/^(item |product |line )?(description|name|text|item|product)$/, 'description'],
  [/^(quantity|qty|count|units?|hours)$/, 'quantity'],
  [/^((unit|item) )?(price|rate|cost)$|^unit amount$/, 'unit price'],
  [/^(line|item|row) (total|amount|sum)$/, 'line amount'],
  [/^(item|article|product) ?(number|no|id|code)$|^sku$/, 'item number'],
];

/** The words of a name: `dueDate`, `due_date` and `due-date` are `due date`. */
export function wordsOf(label: string): string {
  return label
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A text without case, spacing and the signs that end a label. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s:.#*]+$/, '')
    .trim();
}

/** What the labels of a field say; in a table, `amount` is a column rather than the total. */
export function kindOf(label: string, inTable: boolean = false): Kind | undefined {
  const own = wordsOf(label);
  const column = inTable && /^(amount|total|sum)$/.test(own) ? `line ${own}` : own;
  return names.find(([name]) => name.test(column))?.[1];
}

/** The labels to look for, the most telling first. */
export function labelsOf(label: string, inTable: boolean = false): ReadonlyArray<string> {
  const kind = kindOf(label, inTable);
  return [...new Set([wordsOf(label), ...(kind === undefined ? [] : wordsFor(kind))].map(plain))];
}
