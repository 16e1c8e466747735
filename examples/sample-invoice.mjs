/**
 * Writes `sample-invoice.pdf`, the document of the examples, beside this file (or where the first argument says).
 * Dates and ids are fixed, so that it is the same file to the last byte whenever it is made.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';

const supplier = [
  'Nordlys Office Supplies AS',
  'Storgata 12',
  '0184 Oslo, Norway',
  'VAT no. NO 987 654 321 MVA',
];
const customer = ['Fjordline Consulting Ltd', '48 Harbour Street', 'Bergen 5003, Norway'];
const facts = [
  ['Invoice number', 'INV-2024-0117'],
  ['Invoice date', '15 March 2024'],
  ['Due date', '14 April 2024'],
  ['Currency', 'EUR'],
];
const items = [
  ['Ergonomic desk chair', '4', '249.00', '996.00'],
  ['Standing desk, oak, 160 cm', '2', '540.50', '1,081.00'],
  ['Monitor arm, double', '6', '89.90', '539.40'],
  ['Delivery and assembly', '1', '120.00', '120.00'],
];
const sums = [
  ['Subtotal', '2,736.40'],
  ['VAT 25%', '684.10'],
];

const pdf = await PDFDocument.create({ updateMetadata: false });
pdf.setTitle('Invoice INV-2024-0117');
pdf.setProducer('las-fp');
pdf.setCreator('las-fp');
pdf.setCreationDate(new Date('2024-03-15T09:00:00Z'));
pdf.setModificationDate(new Date('2024-03-15T09:00:00Z'));

const regular = await pdf.embedFont(StandardFonts.Helvetica);
const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
const page = pdf.addPage([595.28, 841.89]);
const [left, right] = [56, 539];
const ink = rgb(0.11, 0.14, 0.2);
const grey = rgb(0.42, 0.46, 0.53);
const blue = rgb(0.11, 0.31, 0.85);
const pale = rgb(0.95, 0.96, 0.98);

/** Draws from `x` to the right or, with `end`, up to `x`. */
function draw(text, x, y, { font = regular, size = 10, color = ink, end = false } = {}) {
  page.drawText(text, { x: end ? x - font.widthOfTextAtSize(text, size) : x, y, font, size, color });
}

function rule(y, color = rgb(0.85, 0.87, 0.9), thickness = 0.75) {
  page.drawLine({ start: { x: left, y }, end: { x: right, y }, color, thickness });
}

page.drawRectangle({ x: 0, y: 829.89, width: 595.28, height: 12, color: blue });
draw(supplier[0], left, 770, { font: bold, size: 17 });
for (const [index, line] of supplier.slice(1).entries()) draw(line, left, 750 - 14 * index, { color: grey });
draw('INVOICE', right, 770, { font: bold, size: 22, color: blue, end: true });

draw('Bill to', left, 672, { font: bold, color: grey });
for (const [index, line] of customer.entries()) draw(line, left, 656 - 14 * index);
for (const [index, [label, value]] of facts.entries()) {
  draw(label, 340, 672 - 16 * index, { color: grey });
  draw(value, right, 672 - 16 * index, { font: bold, end: true });
}

const columns = [left + 8, 352, 440, right - 8];
page.drawRectangle({ x: left, y: 558, width: right - left, height: 24, color: pale });
for (const [index, header] of ['Description', 'Quantity', 'Unit price', 'Amount'].entries()) {
  draw(header, columns[index], 566, { font: bold, color: grey, end: index > 0 });
}
for (const [row, item] of items.entries()) {
  const y = 538 - 26 * row;
  for (const [index, text] of item.entries()) draw(text, columns[index], y, { end: index > 0 });
  rule(y - 9);
}

for (const [index, [label, value]] of sums.entries()) {
  draw(label, 352, 416 - 18 * index, { color: grey });
  draw(value, columns[3], 416 - 18 * index, { end: true });
}
rule(387, ink, 1);
draw('Total amount', 352, 368, { font: bold, size: 13 });
draw('3,420.50', columns[3], 368, { font: bold, size: 13, end: true });

rule(112);
draw('Please pay to IBAN NO93 8601 1117 947 and give the number of the invoice.', left, 94, {
  color: grey,
  size: 9,
});
draw('Thank you for your business.', left, 80, { color: grey, size: 9 });

await writeFile(
  process.argv[2] ?? fileURLToPath(new URL('sample-invoice.pdf', import.meta.url)),
  await pdf.save(),
);
