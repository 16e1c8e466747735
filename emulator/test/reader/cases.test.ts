/** What documents have that is easily taken for something else, and what they are drawn like. */
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { tester } from '../support.js';
import { invoiceOf, languages } from './invoices.js';

type Text = readonly [text: string, x: number, y: number, size?: number];

interface Options {
  readonly rotate?: number;
  readonly twice?: boolean;
  readonly xml?: readonly [name: string, text: string];
}

/** A PDF of texts at their places, a list for each page. */
async function pdf(pages: ReadonlyArray<ReadonlyArray<Text>>, options: Options = {}): Promise<Uint8Array> {
  const { rotate = 0, twice = false, xml } = options;
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const texts of pages) {
    const page = document.addPage([800, 800]);
    if (rotate !== 0) page.setRotation(degrees(rotate));
    for (const [text, x, y, size = 10] of texts) {
      // Upright for whoever sees the turned page.
      const [at, up] =
        rotate === 90
          ? [800 - y, x]
          : rotate === 270
            ? [y, 800 - x]
            : rotate === 180
              ? [800 - x, 800 - y]
              : [x, y];
      const place = { x: at, y: up, size, font, rotate: degrees(rotate) };
      page.drawText(text, place);
      if (twice) page.drawText(text, { ...place, x: at + 0.4 });
    }
  }
  if (xml !== undefined)
    await document.attach(new TextEncoder().encode(xml[1]), xml[0], { mimeType: 'text/xml' });
  return document.save();
}

/** A page whose lines are texts, of which `|` sets cells apart. */
const lines = (...texts: ReadonlyArray<string>): ReadonlyArray<Text> =>
  ['Northwind Tools Ltd', ...texts].flatMap((line, row) =>
    line.split('|').map((text, cell): Text => [text.trim(), 50 + 250 * cell, 760 - 20 * row]),
  );

interface Read {
  readonly label: string;
  // biome-ignore lint/suspicious/noExplicitAny: a text, or rows
  readonly value: any;
  readonly confidence: number;
  readonly page?: number;
  readonly location?: ReadonlyArray<number>;
}

async function read(bytes: Uint8Array): Promise<Readonly<Record<string, Read>>> {
  const { ok, upload } = await tester();
  const documentId = await upload(bytes);
  const { predictions } = await ok('POST', '/predictions', { documentId, modelId: 'las:model:invoice' });
  return Object.fromEntries(predictions.map((each: Read) => [each.label, each]));
}

const test = suite('emulator: what is easily misread');

const cases: ReadonlyArray<readonly [lines: ReadonlyArray<string>, expected: Record<string, string | null>]> =
  [
    [['Total|1,234.75USD'], { total_amount: '1234.75', currency: 'USD' }],
    [['Total|EUR1234.75'], { total_amount: '1234.75', currency: 'EUR' }],
    [['Total|NOK 1 234,75'], { total_amount: '1234.75', currency: 'NOK' }],
    [['Total|450,75kr'], { total_amount: '450.75', currency: 'NOK' }],
    [['Total|1.250,-'], { total_amount: '1250.00' }],
    [['Total (5 items)|100.00'], { total_amount: '100.00' }],
    [['Total (3 nights, 2 guests)|$240.00'], { total_amount: '240.00', currency: 'USD' }],
    [['Total amount due on August 3, 2024|$4.11'], { total_amount: '4.11', due_date: null }],
    [['Amount due by 03.05.2024|EUR 99.00'], { total_amount: '99.00' }],
    [['Phone 5551234567', 'Please pay 80.00 EUR'], { total_amount: '80.00' }],
    [['Invoice number: 4711', 'Thank you'], { invoice_number: '4711', total_amount: null }],
    [['Customer no. 123456', 'VAT no. GB123456789'], { total_amount: null, invoice_number: null }],
    [['Total hours|12.50', 'Total|500.00 EUR'], { total_amount: '500.00' }],
    [['Total paid|500.00 EUR', 'Balance due|0.00 EUR'], { total_amount: '0.00' }],
    [['Order date: 2024-02-25', 'Invoice date: 2024-03-01'], { invoice_date: '2024-03-01', due_date: null }],
    [
      ['Delivery date: 2024-02-25', 'Period: 2024-01-01 - 2024-01-31'],
      { invoice_date: null, due_date: null },
    ],
    [
      ['Bestelldatum: 25.02.2024', 'Rechnungsdatum: 01.03.2024'],
      { invoice_date: '2024-03-01', due_date: null },
    ],
    [['Invoice No : # WH_B20240042'], { invoice_number: 'WH_B20240042' }],
    [['Invoice no: 2024/0042-B'], { invoice_number: '2024/0042-B' }],
    [['Rechnung Nr. 4711 vom 05.03.2024'], { invoice_number: '4711', invoice_date: '2024-03-05' }],
    [['From|Bill To', 'Blue Bay Ltd|Red Hill GmbH'], { supplier_name: 'Blue Bay Ltd' }],
    [['Lieferant|Kunde', 'Blauer See GmbH|Roter Berg AG'], { supplier_name: 'Blauer See GmbH' }],
    [['Invoice date: August 3 , 2024'], { invoice_date: '2024-08-03' }],
    [['Invoice date: 03.11.2024.'], { invoice_date: '2024-11-03' }],
    [['Fecha: 3 de agosto de 2024'], { invoice_date: '2024-08-03' }],
    [
      ['Invoice date: 03/04/2024', 'Due date: 03/25/2024'],
      { invoice_date: '2024-03-04', due_date: '2024-03-25' },
    ],
    [
      ['Invoice date: 03/04/2024', 'Due date: 25/04/2024'],
      { invoice_date: '2024-04-03', due_date: '2024-04-25' },
    ],
    [['Total|A$80.00'], { total_amount: '80.00', currency: null }],
    [['Total|CA$ 80.00'], { total_amount: '80.00', currency: null }],
    [['Total excluding VAT|1,000.00', 'Total including VAT|1,250.00'], { total_amount: '1250.00' }],
    [['Total inkl. MwSt. 19 %|119,00 €', 'Total netto|100,00 €'], { total_amount: '119.00' }],
    [
      ['Fakturanr: 10042', 'Fakturadato: 05.03.2024'],
      { invoice_number: '10042', invoice_date: '2024-03-05' },
    ],
    [['Credit note number: C-7', 'Total|-100.00 EUR'], { invoice_number: 'C-7', total_amount: '-100.00' }],
    [['Subtotal|100.00', 'VAT 25%|25.00', 'Sum|125.00', 'Total items|3'], { total_amount: '125.00' }],
    [['Total|125.00', 'Paid|125.00', 'Amount due|0.00'], { total_amount: '125.00' }],
    [['Amount due|0.00'], { total_amount: '0.00' }],
    [['Total|1 234:50 kr'], { total_amount: '1234.50' }],
    [['Total AUD|110.00', 'Total GST 10%|10.00'], { total_amount: '110.00', currency: null }],
    [['Late fee|35.00 USD'], { total_amount: null }],
    [['Carried forward|80.00 EUR'], { total_amount: null }],
    [['Aksjekapital NOK 30 000'], { total_amount: null }],
    [['Total|$80.00 AUD'], { total_amount: '80.00', currency: null }],
    [['Total (AUD)|$80.00'], { currency: null }],
    [['Total|$80.00 USD'], { currency: 'USD' }],
    [['Total|$80.00', 'All prices in CAD'], { currency: null }],
    [['Invoice date: 03/04/2024', 'Total|$80.00'], { invoice_date: '2024-03-04' }],
    [['Invoice date: 03/04/2024', 'GST|$8.00', 'Total|$88.00'], { invoice_date: '2024-04-03' }],
    [['Invoice date: 08/03/2024 (MM/DD/YYYY)'], { invoice_date: '2024-08-03' }],
    [['Invoice date (dd/mm/yyyy): 03/08/2024', 'Total|$80.00'], { invoice_date: '2024-08-03' }],
    [['Issued: 12/02/2024', 'Sales tax|$2.00', 'Sort code 20-00-00'], { invoice_date: '2024-12-02' }],
    [['Invoice 2 of 3'], { invoice_number: null }],
    [['Invoice|Page 1'], { invoice_number: null }],
    [['Invoice no: WH+2024*42'], { invoice_number: 'WH+2024*42' }],
    [['Invoice number: 12&34'], { invoice_number: '12&34' }],
    [['Invoice number INV–2024'], { invoice_number: 'INV–2024' }],
    [['Da|A', 'Blue Bay Srl|Red Hill Srl'], { supplier_name: 'Blue Bay Srl' }],
    [['Van|Aan', 'Blauwe Baai BV|Rode Heuvel BV'], { supplier_name: 'Blauwe Baai BV' }],
    [['Betalen vóór|15-08-2024'], { due_date: '2024-08-15' }],
    [['Scadenza pagamento|15/08/2024'], { due_date: '2024-08-15' }],
  ];

for (const [texts, expected] of cases) {
  test(texts.join('; '), async () => {
    const values = await read(await pdf([lines(...texts)]));
    const got = Object.fromEntries(Object.keys(expected).map((label) => [label, values[label]?.value]));
    assert.equal(got, expected);
  });
}

test('a heading is no supplier, and a column no total', async () => {
  const values = await read(
    await pdf([
      [
        ['INVOICE', 50, 760, 24],
        ['Product', 50, 700],
        ['Price', 250, 700],
        ['Total', 400, 700],
        ['Balloons', 50, 684],
        ['0.79', 250, 684],
        ['316.00', 400, 684],
        ['Due payable: 316.00', 50, 640],
      ],
    ]),
  );
  assert.is(values['supplier_name']?.value, null);
  assert.is(values['total_amount']?.value, '316.00');
});

const plain = lines('Invoice number|A-1001', 'Invoice date|2024-03-05', 'Total|80.00 EUR');

for (const rotate of [90, 180, 270]) {
  test(`a page that is turned by ${rotate} degrees reads like any other`, async () => {
    const values = await read(await pdf([plain], { rotate }));
    assert.equal(
      ['invoice_number', 'invoice_date', 'total_amount'].map((label) => values[label]?.value),
      ['A-1001', '2024-03-05', '80.00'],
    );
  });
}

test('text that is drawn twice is there once', async () => {
  const values = await read(await pdf([plain], { twice: true }));
  assert.equal(
    ['invoice_number', 'total_amount'].map((label) => values[label]?.value),
    ['A-1001', '80.00'],
  );
});

test('each value has its place on the page, as people see it', async () => {
  for (const options of [{}, { rotate: 90 }, { rotate: 180 }, { rotate: 270 }]) {
    const values = await read(await pdf([plain], options));
    const [left = 0, top = 0, right = 0, bottom = 0] = values['total_amount']?.location ?? [];
    // The text begins at 300 of 800 points, 700 points above the bottom.
    assert.ok(Math.abs(left - 300 / 800) < 0.005, `${JSON.stringify(options)} ${left}`);
    assert.ok(Math.abs(bottom - 100 / 800) < 0.005, `${JSON.stringify(options)} ${bottom}`);
    assert.ok(top < bottom && left < right && right < 1);
  }
});

test('in the window of an envelope the small line is the sender, and the address the customer', async () => {
  const values = await read(
    await pdf([
      [
        ['Fjellheim Bygg ASA · Storgata 12 · 0184 Oslo', 60, 700, 7],
        ['Dalen Mat AS', 60, 684],
        ['Storgata 8', 60, 670],
        ['0184 Oslo', 60, 656],
        ['FAKTURA', 60, 580, 15],
        ['Fakturanr.: A-4', 60, 550],
        ['Å betale', 60, 520],
        ['NOK 80,00', 250, 520],
      ],
    ]),
  );
  assert.is(values['supplier_name']?.value, 'Fjellheim Bygg ASA');
});

test('what stands below a table is in no row: sums, what is carried over, page numbers', async () => {
  const heads = (y: number): ReadonlyArray<Text> => [
    ['Beskrivelse', 50, y],
    ['Antall', 300, y],
    ['Enhetspris', 400, y],
    ['Totalt', 520, y],
  ];
  const row = (y: number, ...cells: ReadonlyArray<string>): ReadonlyArray<Text> =>
    cells.map((text, index): Text => [text, [50, 300, 400, 520][index] ?? 0, y]);
  const values = await read(
    await pdf([
      [
        ...heads(400),
        ...row(380, 'Kabel', '2', '10,00', '20,00'),
        ['med plugg', 50, 368],
        ...row(348, 'Stol', '1', '30,00', '30,00'),
        ['Å overføre', 50, 328],
        ['50,00', 520, 328],
        ['1', 520, 300],
      ],
      [
        ...heads(700),
        ['Fra side 1', 50, 680],
        ['50,00', 520, 680],
        ...row(660, 'Lampe', '1', '40,00', '40,00'),
        ['Beløp eks. mva', 360, 630],
        ['90,00', 520, 630],
        ['Å betale', 360, 610],
        ['112,50', 520, 610],
      ],
    ]),
  );
  const rows = values['line_items']?.value as ReadonlyArray<ReadonlyArray<{ value: string }>>;
  assert.equal(
    rows.map((cells) => cells.map(({ value }) => value)),
    [
      ['Kabel med plugg', '2', '10.00', '20.00'],
      ['Stol', '1', '30.00', '30.00'],
      ['Lampe', '1', '40.00', '40.00'],
    ],
  );
  assert.is(values['total_amount']?.value, '112.50');
});

test('rows go on over pages, with their headings or without', async () => {
  const head: ReadonlyArray<Text> = [
    ['Description', 50, 740],
    ['Quantity', 300, 740],
    ['Unit price', 400, 740],
    ['Amount', 500, 740],
  ];
  const rows = (from: number, to: number): ReadonlyArray<Text> =>
    Array.from({ length: to - from }, (_, index): ReadonlyArray<Text> => {
      const y = 720 - 14 * index;
      return [
        [`Thing ${from + index}`, 50, y],
        ['2', 300, y],
        ['1.50', 400, y],
        ['3.00', 500, y],
      ];
    }).flat();
  const foot: ReadonlyArray<Text> = [
    ['Total', 400, 200],
    ['450.00', 500, 200],
  ];
  for (const heads of [head, []]) {
    const values = await read(
      await pdf([
        [...head, ...rows(0, 45)],
        [...heads, ...rows(45, 90)],
        [...heads, ...rows(90, 120), ...foot],
      ]),
    );
    const items: ReadonlyArray<ReadonlyArray<Read>> = values['line_items']?.value;
    assert.equal(
      items.map(([description]) => description?.value),
      Array.from({ length: 120 }, (_, index) => `Thing ${index}`),
    );
    assert.is(items.at(-1)?.[0]?.page, 2);
  }
});

/** The XML of an e-invoice, in the words of Factur-X or of the first ZUGFeRD. */
const invoice = (first: boolean): string => {
  const [root, document, transaction] = first
    ? ['CrossIndustryDocument', 'HeaderExchangedDocument', 'SpecifiedSupplyChainTradeTransaction']
    : ['CrossIndustryInvoice', 'ExchangedDocument', 'SupplyChainTradeTransaction'];
  const [agreement, settlement, sums] = first
    ? [
        'ApplicableSupplyChainTradeAgreement',
        'ApplicableSupplyChainTradeSettlement',
        'SpecifiedTradeSettlementMonetarySummation',
      ]
    : [
        'ApplicableHeaderTradeAgreement',
        'ApplicableHeaderTradeSettlement',
        'SpecifiedTradeSettlementHeaderMonetarySummation',
      ];
  const day = (name: string, text: string): string =>
    `<ram:${name}><udt:DateTimeString format="102">${text}</udt:DateTimeString></ram:${name}>`;
  return `<?xml version="1.0"?>
<rsm:${root} xmlns:rsm="r" xmlns:ram="a" xmlns:udt="u"><rsm:${document}><ram:ID>RE-00042</ram:ID>${day('IssueDateTime', '20240305')}</rsm:${document}>
<rsm:${transaction}><ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>Tisch &amp; Stuhl</ram:Name></ram:SpecifiedTradeProduct>
<ram:NetPriceProductTradePrice><ram:ChargeAmount>50.0000</ram:ChargeAmount></ram:NetPriceProductTradePrice><ram:BilledQuantity unitCode="C62">2.0000</ram:BilledQuantity>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:IncludedSupplyChainTradeLineItem>
<ram:${agreement}><ram:SellerTradeParty><ram:Name>Sonnenhof GmbH</ram:Name></ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>Talblick AG</ram:Name></ram:BuyerTradeParty></ram:${agreement}>
<ram:${settlement}><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradePaymentTerms>${day('DueDateDateTime', '20240404')}</ram:SpecifiedTradePaymentTerms>
<ram:${sums}><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount><ram:GrandTotalAmount>119.00</ram:GrandTotalAmount></ram:${sums}></ram:${settlement}>
</rsm:${transaction}></rsm:${root}>`;
};

for (const [name, first] of [
  ['factur-x.xml', false],
  ['ZUGFeRD-invoice.xml', true],
] as const) {
  test(`an e-invoice inside (${name}) is read in place of the text, and is sure`, async () => {
    // The text says something else.
    const values = await read(await pdf([plain], { xml: [name, invoice(first)] }));
    const { line_items: items, ...fields } = values;
    assert.equal(Object.fromEntries(Object.entries(fields).map(([label, { value }]) => [label, value])), {
      invoice_number: 'RE-00042',
      invoice_date: '2024-03-05',
      due_date: '2024-04-04',
      total_amount: '119.00',
      currency: 'EUR',
      supplier_name: 'Sonnenhof GmbH',
    });
    assert.ok(Object.values(fields).every(({ confidence }) => confidence === 1));
    assert.equal(
      items?.value[0].map(({ value }: Read) => value),
      ['Tisch & Stuhl', '2', '50.00', '100.00'],
    );
  });
}

test('XML that is no invoice, or broken, is passed over', async () => {
  for (const xml of ['<a><b>1</b></a>', '<CrossIndustryInvoice', '']) {
    const values = await read(await pdf([plain], { xml: ['factur-x.xml', xml] }));
    assert.is(values['total_amount']?.value, '80.00');
  }
});

test('no text takes long: each grows with its length alone', async () => {
  const { valuesOf, numbersOf, datesOf } = await import('../../src/reader/values.js');
  const { anchorsOf } = await import('../../src/reader/anchors.js');
  const evil = ['(', 'a', '1', '1 ', '1.', '-', 'a-', 'total ', 'x.x', '(a', '1,', 'kr', 'A$', '1/', 'jan '];
  for (const piece of evil) {
    const text = piece.repeat(60_000 / piece.length);
    const started = process.cpuUsage();
    for (const type of ['amount', 'date', 'alphanumext', 'alphanum', 'phone', 'digits', 'letter', 'string']) {
      valuesOf(text, { type });
    }
    numbersOf(text);
    datesOf(text);
    const cell = { text: text.slice(0, 20_000), left: 0, right: 100, size: 10 };
    anchorsOf([{ page: 0, lines: [{ y: 0, size: 10, cells: [cell] }] }]);
    const { user } = process.cpuUsage(started);
    // Quadratic time would be minutes.
    assert.ok(user < 5_000_000, `${JSON.stringify(piece)} took ${user / 1000} ms`);
  }
});

test('the same invoice in pages of another order of drawing reads the same', async () => {
  const [language] = languages;
  if (language === undefined) throw new Error('no language');
  const { bytes, expected } = await invoiceOf(language, 'one cell', 7);
  const values = await read(bytes);
  for (const [label, value] of Object.entries(expected)) assert.is(values[label]?.value, value, label);
});

test.run();
