/** The words that stand beside a value, by the name of its field. */

/** Words of a field's name, and the labels that such a value has; the more telling the earlier. */
const vocabulary: readonly (readonly [RegExp, ReadonlyArray<string>])[] = [
  [
    /^(sub ?total|net( (total|amount))?|total (net|excl\w*)( amount)?|amount excl\w*)$/,
    [
      'subtotal',
      'sub total',
      'net amount',
      'net total',
      'total excl. vat',
      'total before tax',
      'sum eks. mva',
      'netto',
    ],
  ],
  [
    /^(total )?(vat|tax|mva)( (total|amount|sum))?$/,
    ['total vat', 'vat amount', 'tax amount', 'vat', 'sales tax', 'tax', 'mva'],
  ],
  [
    /^((grand|invoice|gross) )?total( (amount|sum|due|incl\w*))*$|^amount( (due|payable|total))?$|^(balance|payable)( due)?$|^sum$/,
    [
      'total amount due',
      'total amount',
      'amount due',
      'grand total',
      'total due',
      'balance due',
      'invoice total',
      'total to pay',
      'amount payable',
      'total incl. vat',
      'total',
      'å betale',
      'totalt',
      'sum',
    ],
  ],
  [
    /^(payment )?due( date)?$|^(pay by|payment) date$/,
    [
      'due date',
      'payment due date',
      'payment due',
      'pay by',
      'payment date',
      'due',
      'forfallsdato',
      'forfall',
      'betalingsfrist',
    ],
  ],
  [
    /^(invoice|issue|document|bill|receipt|purchase)? ?date( issued)?$|^issued( on)?$/,
    [
      'invoice date',
      'date of issue',
      'issue date',
      'issued on',
      'date issued',
      'issued',
      'fakturadato',
      'receipt date',
      'date',
      'dato',
    ],
  ],
  [/^delivery date$/, ['delivery date', 'delivered', 'ship date', 'leveringsdato']],
  [
    /^(invoice|bill|document|receipt) ?(number|no|id|nr|num)?$/,
    [
      'invoice number',
      'invoice no',
      'invoice #',
      'invoice id',
      'invoice nr',
      'fakturanummer',
      'faktura nr',
      'receipt number',
      'receipt no',
      'invoice',
    ],
  ],
  [
    /^(purchase )?order ?(number|no|id|nr|num|reference)?$|^po( (number|no))?$/,
    ['purchase order', 'order number', 'order no', 'po number', 'po no', 'po', 'ordrenummer', 'order'],
  ],
  [
    /^(customer|client) ?(number|no|id|nr)$/,
    ['customer number', 'customer no', 'customer id', 'client number', 'kundenummer'],
  ],
  [
    /^(supplier|seller|vendor|merchant|company)( name)?$/,
    ['supplier', 'seller', 'vendor', 'merchant', 'leverandør', 'selger', 'from'],
  ],
  [
    /^(customer|buyer|client|receiver|recipient|bill to)( name)?$/,
    ['bill to', 'billed to', 'invoice to', 'customer', 'buyer', 'client', 'kunde', 'kjøper'],
  ],
  [/^currency( code)?$/, ['currency', 'valuta']],
  [
    /^(iban|(bank )?account( (number|no))?)$/,
    ['iban', 'bank account', 'account number', 'account no', 'kontonummer'],
  ],
  [
    /^(kid|payment (id|reference)|reference( number)?)$/,
    ['kid', 'payment reference', 'reference', 'kid-nummer', 'ref'],
  ],
  [
    /^((org|organi[sz]ation|vat|tax) ?)?(registration )?(number|no|id)$/,
    [
      'vat no',
      'vat number',
      'vat id',
      'org. no',
      'org no',
      'organisation number',
      'tax id',
      'org.nr',
      'organisasjonsnummer',
    ],
  ],
  [/^phone( number)?$/, ['phone', 'telephone', 'tel', 'telefon']],
  [
    /^(item |product |line )?(description|name|text|item|product)$/,
    ['description', 'item description', 'item', 'product', 'service', 'article', 'details', 'beskrivelse'],
  ],
  [/^(quantity|qty|count|units?|hours)$/, ['quantity', 'qty', 'units', 'hours', 'no.', 'antall']],
  [
    /^((unit|item) )?(price|rate|cost)$|^unit amount$/,
    ['unit price', 'price per unit', 'price', 'rate', 'unit cost', 'enhetspris', 'pris'],
  ],
  [/^(line|item|row) (total|amount|sum)$/, ['amount', 'line total', 'total', 'sum', 'total amount', 'beløp']],
  [
    /^(item|article|product) ?(number|no|id|code)$|^sku$/,
    ['item number', 'item no', 'article no', 'sku', 'code', 'varenummer'],
  ],
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

/** The labels to look for, the most telling first; in a table, `amount` is a column rather than the total. */
export function labelsOf(label: string, inTable: boolean = false): ReadonlyArray<string> {
  const words = wordsOf(label);
  const column = inTable && /^(amount|total|sum)$/.test(words) ? `line ${words}` : words;
  const known = vocabulary.filter(([name]) => name.test(column)).flatMap(([, labels]) => labels);
  return [...new Set([words, ...known].map(plain))];
}
