/** E-invoices inside a PDF: the XML of Factur-X, ZUGFeRD and Order-X (UN/CEFACT Cross Industry Invoice). */
import { XMLParser } from 'fast-xml-parser';

import { kindOf } from './labels.js';
import type { FieldConfig, FieldOptions, FieldPrediction, Predictions } from './predictor.js';
import type { Attachment } from './text.js';
import type { Kind } from './words.js';

type Node = unknown;

const isRecord = (node: Node): node is Readonly<Record<string, Node>> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const listOf = (node: Node): ReadonlyArray<Node> =>
  Array.isArray(node) ? node : node === undefined ? [] : [node];

/** All nodes of a name below a node, wherever they are. */
function all(node: Node, name: string): ReadonlyArray<Node> {
  if (Array.isArray(node)) return node.flatMap((each) => all(each, name));
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === name ? listOf(value) : []),
    ...all(value, name),
  ]);
}

/** The first node along names, each anywhere below the one before. */
function one(node: Node, ...names: ReadonlyArray<string>): Node {
  return names.reduce<Node>((at, name) => (at === undefined ? undefined : all(at, name)[0]), node);
}

function textOf(node: Node): string | undefined {
  const text = isRecord(node) ? node['#text'] : node;
  return text === undefined || text === null || text === '' ? undefined : String(text).trim();
}

/** `20240305`, of format 102, or a date of XML. */
function dateOf(node: Node): string | undefined {
  const text = textOf(one(node, 'DateTimeString')) ?? textOf(one(node, 'DateTime')) ?? textOf(node);
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

const numberOf = (node: Node): string | undefined => {
  const text = textOf(node);
  return text === undefined || Number.isNaN(Number(text)) ? undefined : text;
};

const amountOf = (node: Node): string | undefined => {
  const text = numberOf(node);
  return text === undefined ? undefined : Number(text).toFixed(2);
};

/** The invoice in the files of a PDF, where there is one. */
export function invoiceIn(files: ReadonlyArray<Attachment>): Node | undefined {
  // Numbers stay text, so that no digit is lost.
  const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });
  for (const { name, bytes } of files) {
    if (!/\.xml$/i.test(name)) continue;
    try {
      const parsed: Node = parser.parse(new TextDecoder().decode(bytes));
      const found = [
        'CrossIndustryInvoice',
        'CrossIndustryDocument',
        'SCRDMCCBDACIOMessageStructure',
      ].flatMap((root) => all(parsed, root))[0];
      if (found !== undefined) return found;
    } catch {
      // What is no XML is no invoice.
    }
  }
  return undefined;
}

/** What an e-invoice says of each kind of label. */
const headers: Readonly<Partial<Record<Kind, (invoice: Node) => string | undefined>>> = {
  'invoice number': (invoice) => textOf(one(documentOf(invoice), 'ID')),
  'invoice date': (invoice) => dateOf(one(documentOf(invoice), 'IssueDateTime')),
  'due date': (invoice) => dateOf(one(invoice, 'SpecifiedTradePaymentTerms', 'DueDateDateTime')),
  total: (invoice) => {
    const sums = summation(invoice);
    return amountOf(one(sums, 'GrandTotalAmount')) ?? amountOf(one(sums, 'DuePayableAmount'));
  },
  subtotal: (invoice) => amountOf(one(summation(invoice), 'TaxBasisTotalAmount')),
  tax: (invoice) => amountOf(one(summation(invoice), 'TaxTotalAmount')),
  currency: (invoice) =>
    textOf(one(invoice, 'InvoiceCurrencyCode')) ?? textOf(one(invoice, 'OrderCurrencyCode')),
  supplier: (invoice) => textOf(one(invoice, 'SellerTradeParty', 'Name')),
  customer: (invoice) => textOf(one(invoice, 'BuyerTradeParty', 'Name')),
  'order number': (invoice) => textOf(one(invoice, 'BuyerOrderReferencedDocument', 'IssuerAssignedID')),
  reference: (invoice) => textOf(one(invoice, 'PaymentReference')) ?? textOf(one(invoice, 'BuyerReference')),
  account: (invoice) => textOf(one(invoice, 'IBANID')),
  'tax number': (invoice) => textOf(one(invoice, 'SellerTradeParty', 'SpecifiedTaxRegistration', 'ID')),
};

const documentOf = (invoice: Node): Node =>
  one(invoice, 'ExchangedDocument') ?? one(invoice, 'HeaderExchangedDocument');

// The rows have sums of their own, with another name in each version.
const summation = (invoice: Node): Node =>
  one(invoice, 'SpecifiedTradeSettlementHeaderMonetarySummation') ??
  one(invoice, 'ApplicableHeaderTradeSettlement', 'SpecifiedTradeSettlementMonetarySummation') ??
  one(invoice, 'ApplicableSupplyChainTradeSettlement', 'SpecifiedTradeSettlementMonetarySummation');

const cells: Readonly<Partial<Record<Kind, (line: Node) => string | undefined>>> = {
  description: (line) => textOf(one(line, 'SpecifiedTradeProduct', 'Name')),
  quantity: (line) => {
    const quantity = numberOf(one(line, 'BilledQuantity') ?? one(line, 'RequestedQuantity'));
    return quantity === undefined ? undefined : String(Number(quantity));
  },
  'unit price': (line) =>
    amountOf(
      one(line, 'NetPriceProductTradePrice', 'ChargeAmount') ??
        one(line, 'GrossPriceProductTradePrice', 'ChargeAmount'),
    ),
  'line amount': (line) => amountOf(one(line, 'LineTotalAmount')),
  'item number': (line) => textOf(one(line, 'SellerAssignedID')),
};

const sure = (label: string, value: string): FieldPrediction => ({
  ...{ label, value, rawValue: value, confidence: 1, page: 0 },
});

function rowsOf(invoice: Node, fields: FieldConfig): ReadonlyArray<ReadonlyArray<FieldPrediction>> {
  return all(invoice, 'IncludedSupplyChainTradeLineItem')
    .map((line) =>
      Object.keys(fields).flatMap((label) => {
        const kind = kindOf(label, true);
        const value = kind && cells[kind]?.(line);
        return value === undefined ? [] : [sure(label, value)];
      }),
    )
    .filter((row) => row.length > 0);
}

/** What an e-invoice says of a field; nothing where it says nothing. */
export function fromInvoice(invoice: Node, label: string, field: FieldOptions): Predictions {
  if (field.fields !== undefined) {
    const rows = rowsOf(invoice, field.fields);
    return rows.length === 0 ? [] : [{ label, value: rows }];
  }
  const kind = kindOf(label);
  const value = kind && headers[kind]?.(invoice);
  if (value === undefined || (field.enum !== undefined && !field.enum.includes(value))) return [];
  return [sure(label, value)];
}
