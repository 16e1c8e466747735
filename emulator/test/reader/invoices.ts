/** Invoices that nobody sent, in nine languages and several layouts, and what stands in them. */
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';

/** How invoices are written in a language. */
export interface Language {
  readonly name: string;
  readonly locale: string;
  readonly currency: string;
  /** How an amount is written with its currency. */
  readonly money: (amount: string) => string;
  readonly date: (day: number, month: number, year: number) => string;
  readonly heading: string;
  readonly number: string;
  readonly issued: string;
  readonly due: string;
  readonly delivered: string;
  readonly customer: string;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  readonly columns: readonly [description: string, quantity: string, price: string, amount: string];
  readonly supplier: string;
  readonly buyer: string;
}

const dotted = (day: number, month: number, year: number): string =>
  `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`;
const slashed = (day: number, month: number, year: number): string =>
  dotted(day, month, year).replaceAll('.', '/');
const dashed = (day: number, month: number, year: number): string =>
  dotted(day, month, year).replaceAll('.', '-');
const iso = (day: number, month: number, year: number): string =>
  dashed(day, month, year).split('-').reverse().join('-');
const behind =
  (sign: string) =>
  (amount: string): string =>
    `${amount} ${sign}`;
const before =
  (sign: string) =>
  (amount: string): string =>
    `${sign}${amount}`;

/** The languages. */
export const languages: ReadonlyArray<Language> = [
  {
    ...{
      name: 'English',
      locale: 'en-GB',
      currency: 'GBP',
      money: before('£'),
      date: slashed,
      heading: 'INVOICE',
    },
    ...{ number: 'Invoice No', issued: 'Invoice Date', due: 'Payment due', delivered: 'Delivery date' },
    ...{ customer: 'Bill to', subtotal: 'Subtotal', tax: 'VAT 20%', total: 'Total due' },
    columns: ['Description', 'Qty', 'Unit price', 'Amount'],
    ...{ supplier: 'Harbour Lights Ltd', buyer: 'Quiet Stream LLP' },
  },
  {
    ...{
      name: 'Norwegian',
      locale: 'nb-NO',
      currency: 'NOK',
      money: behind('kr'),
      date: dotted,
      heading: 'Faktura',
    },
    ...{ number: 'Fakturanummer', issued: 'Fakturadato', due: 'Forfallsdato', delivered: 'Leveringsdato' },
    ...{ customer: 'Kunde', subtotal: 'Sum eks. mva', tax: 'Mva 25 %', total: 'Å betale' },
    columns: ['Beskrivelse', 'Antall', 'Enhetspris', 'Beløp'],
    ...{ supplier: 'Fjellvind AS', buyer: 'Nordre Brygge AS' },
  },
  {
    ...{
      name: 'Swedish',
      locale: 'sv-SE',
      currency: 'SEK',
      money: behind('SEK'),
      date: iso,
      heading: 'FAKTURA',
    },
    ...{ number: 'Fakturanr', issued: 'Fakturadatum', due: 'Förfallodatum', delivered: 'Leveransdatum' },
    ...{ customer: 'Kund', subtotal: 'Netto', tax: 'Moms 25 %', total: 'Summa att betala' },
    columns: ['Benämning', 'Antal', 'À-pris', 'Belopp'],
    ...{ supplier: 'Björkbacken Snickeri AB', buyer: 'Sjösidan AB' },
  },
  {
    ...{
      name: 'Danish',
      locale: 'da-DK',
      currency: 'DKK',
      money: behind('DKK'),
      date: dashed,
      heading: 'Faktura',
    },
    ...{ number: 'Faktura nr.', issued: 'Fakturadato', due: 'Betalingsfrist', delivered: 'Leveringsdato' },
    ...{ customer: 'Køber', subtotal: 'Subtotal', tax: 'Moms 25%', total: 'I alt at betale' },
    columns: ['Tekst', 'Antal', 'Stk. pris', 'Beløb'],
    ...{ supplier: 'Havnens Bageri ApS', buyer: 'Skovhuset A/S' },
  },
  {
    ...{
      name: 'German',
      locale: 'de-DE',
      currency: 'EUR',
      money: behind('€'),
      date: dotted,
      heading: 'Rechnung',
    },
    ...{ number: 'Rechnungs-Nr.', issued: 'Rechnungsdatum', due: 'Zahlbar bis', delivered: 'Lieferdatum' },
    ...{ customer: 'Rechnungsempfänger', subtotal: 'Nettobetrag', tax: 'MwSt. 19 %', total: 'Gesamtbetrag' },
    columns: ['Bezeichnung', 'Menge', 'Einzelpreis', 'Gesamt'],
    ...{ supplier: 'Sonnenhof Druckerei GmbH', buyer: 'Talblick Handels GmbH' },
  },
  {
    ...{
      name: 'French',
      locale: 'fr-FR',
      currency: 'EUR',
      money: behind('€'),
      date: slashed,
      heading: 'FACTURE',
    },
    ...{
      number: 'Facture n°',
      issued: 'Date de facturation',
      due: "Date d'échéance",
      delivered: 'Date de livraison',
    },
    ...{ customer: 'Facturé à', subtotal: 'Total HT', tax: 'TVA 20 %', total: 'Total TTC' },
    columns: ['Désignation', 'Qté', 'Prix unitaire', 'Montant'],
    ...{ supplier: 'Les Ateliers du Lac SARL', buyer: 'Boulangerie Martin SAS' },
  },
  {
    ...{
      name: 'Dutch',
      locale: 'nl-NL',
      currency: 'EUR',
      money: before('€ '),
      date: dashed,
      heading: 'Factuur',
    },
    ...{ number: 'Factuurnummer', issued: 'Factuurdatum', due: 'Vervaldatum', delivered: 'Leverdatum' },
    ...{ customer: 'Factuur aan', subtotal: 'Totaal excl. btw', tax: 'Btw 21%', total: 'Totaal te betalen' },
    columns: ['Omschrijving', 'Aantal', 'Prijs', 'Bedrag'],
    ...{ supplier: 'Molenwiek Techniek B.V.', buyer: 'Duinrand B.V.' },
  },
  {
    ...{
      name: 'Spanish',
      locale: 'de-DE',
      currency: 'EUR',
      money: behind('€'),
      date: slashed,
      heading: 'FACTURA',
    },
    ...{
      number: 'Nº de factura',
      issued: 'Fecha de emisión',
      due: 'Fecha de vencimiento',
      delivered: 'Fecha de entrega',
    },
    ...{ customer: 'Facturar a', subtotal: 'Base imponible', tax: 'IVA 21 %', total: 'Importe total' },
    columns: ['Concepto', 'Cantidad', 'Precio', 'Importe'],
    ...{ supplier: 'Olivares del Sur S.L.', buyer: 'Talleres Ribera S.A.' },
  },
  {
    ...{
      name: 'Italian',
      locale: 'it-IT',
      currency: 'EUR',
      money: before('€ '),
      date: slashed,
      heading: 'FATTURA',
    },
    ...{ number: 'Fattura n.', issued: 'Data fattura', due: 'Scadenza', delivered: 'Data consegna' },
    ...{ customer: 'Spett.le', subtotal: 'Imponibile', tax: 'IVA 22%', total: 'Totale fattura' },
    columns: ['Descrizione', 'Quantità', 'Prezzo unitario', 'Importo'],
    ...{ supplier: 'Officina Bellavista S.r.l.', buyer: 'Vigneti Alti S.p.A.' },
  },
];

/** How labels and values are laid out. */
export const layouts = ['beside', 'one cell', 'above', 'left column'] as const;

/** What stands in an invoice. */
export interface Expected {
  readonly invoice_number: string;
  readonly invoice_date: string;
  readonly due_date: string;
  readonly total_amount: string;
  readonly currency: string;
  readonly supplier_name: string;
}

/** Numbers that look made up, the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return Math.abs(state) % below;
  };
}

type Put = (text: string, x: number, y: number, size?: number) => void;

/** An invoice in a language and a layout. */
export async function invoiceOf(
  language: Language,
  layout: (typeof layouts)[number],
  seed: number,
): Promise<{ readonly bytes: Uint8Array; readonly expected: Expected; readonly rows: number }> {
  const random = randomFrom(seed);
  const document = await PDFDocument.create();
  const font: PDFFont = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  const put: Put = (text, x, y, size = 10) => page.drawText(text, { x, y, size, font });
  const right: Put = (text, x, y, size = 10) => put(text, x - font.widthOfTextAtSize(text, size), y, size);
  // The fonts of every PDF know no narrow space.
  const plain = (text: string): string =>
    text.replace(/[\u202f\u00a0\u2212]/g, (sign) => (sign === '\u2212' ? '-' : ' '));
  const written = (cents: number): string =>
    plain((cents / 100).toLocaleString(language.locale, { minimumFractionDigits: 2 }));
  const money = (cents: number): string => language.money(written(cents));

  const invoiceNumber = ['2024-0', 'F', 'RE-24/', 'INV'][random(4)] + String(1000 + random(9000));
  const month = 1 + random(9);
  const issued = [1 + random(28), month, 2024] as const;
  const due = [1 + random(28), month + 1, 2024] as const;
  const prices = Array.from({ length: 1 + random(4) }, () => [1 + random(9), 500 + random(300_000)] as const);
  const net = prices.reduce((sum, [quantity, price]) => sum + quantity * price, 0);
  const tax = Math.round((net * Number(/\d+/.exec(language.tax)?.[0])) / 100);

  put(language.supplier, 50, 790, random(2) === 0 ? 16 : 11);
  put('Lake Street 12', 50, 774, 9);
  put('8001 Springfield', 50, 762, 9);
  right(language.heading, 545, 790, 18);
  put(language.customer, 50, 720);
  put(language.buyer, 50, 706);
  put('Mill Road 3', 50, 694);
  const facts: ReadonlyArray<readonly [label: string, value: string]> = [
    [language.number, invoiceNumber],
    [language.issued, language.date(...issued)],
    [language.delivered, language.date(28, month, 2024)],
    [language.due, language.date(...due)],
  ];
  for (const [at, [label, value]] of facts.entries()) {
    if (layout === 'beside') {
      put(label, 330, 720 - 14 * at);
      right(value, 545, 720 - 14 * at);
    } else if (layout === 'one cell') put(`${label}: ${value}`, 330, 720 - 14 * at);
    else if (layout === 'above') {
      put(label, 50 + 130 * at, 650, 9);
      put(value, 50 + 130 * at, 636);
    } else {
      put(label, 330, 720 - 14 * at);
      put(value, 450, 720 - 14 * at);
    }
  }
  const [description, quantity, price, amount] = language.columns;
  put(description, 50, 580);
  right(quantity, 350, 580);
  right(price, 450, 580);
  right(amount, 545, 580);
  for (const [at, [count, each]] of prices.entries()) {
    const y = 560 - 16 * at;
    put(['Oak table', 'Paper, white', 'Hosting', 'Repair work', 'Coffee beans'][random(5)] ?? '', 50, y);
    right(String(count), 350, y);
    right(written(each), 450, y);
    right(written(count * each), 545, y);
  }
  const foot = 540 - 16 * prices.length;
  for (const [at, [label, value]] of [
    [language.subtotal, net],
    [language.tax, tax],
    [language.total, net + tax],
  ].entries()) {
    put(String(label), 330, foot - 16 * at);
    right(money(Number(value)), 545, foot - 16 * at);
  }
  put(`${language.supplier} · IBAN NO93 8601 1117 947`, 50, 60, 8);
  return {
    bytes: await document.save(),
    expected: {
      invoice_number: invoiceNumber,
      invoice_date: iso(...issued),
      due_date: iso(...due),
      total_amount: ((net + tax) / 100).toFixed(2),
      currency: language.currency,
      supplier_name: language.supplier,
    },
    rows: prices.length,
  };
}
