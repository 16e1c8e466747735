/** What the server answers: documents and predictions of a usual size. */

const hex = (n) => n.toString(16).padStart(32, '0');

export const documentId = `las:document:${hex(1)}`;

/** A document; `fileUrl` only where it is asked for, because the official SDK fetches whatever is there. */
export const sampleDocument = (n = 1, fileUrl = undefined) => ({
  documentId: `las:document:${hex(n)}`,
  contentType: 'application/pdf',
  contentMD5: hex(n * 7919),
  ...(fileUrl && { fileUrl }),
  consentId: `las:consent:${hex(n % 10)}`,
  datasetId: `las:dataset:${hex(n % 3)}`,
  name: `invoice-${n}.pdf`,
  description: null,
  metadata: { source: 'mail', number: n },
  retentionInDays: 30,
  createdTime: '2024-11-29T10:30:00.000000+00:00',
  createdBy: `las:app-client:${hex(4)}`,
  updatedTime: null,
  updatedBy: null,
});

const field = (label, value) => ({
  label,
  value,
  confidence: 0.983_217,
  page: 0,
  location: [0.1123, 0.2241, 0.3312, 0.2523],
  rawValue: value,
});

/** A prediction with eight fields and five line items of four fields each. */
export const samplePrediction = (n = 1) => ({
  predictionId: `las:prediction:${hex(n)}`,
  documentId: `las:document:${hex(n)}`,
  modelId: 'las:organization:cradl/las:model:invoice',
  trainingId: null,
  predictions: [
    ...Object.entries({
      total_amount: '3420.50',
      currency: 'NOK',
      due_date: '2024-12-31',
      invoice_date: '2024-11-29',
      invoice_id: `2024-${n}`,
      supplier: 'Fjord & Fjell AS',
      bank_account: '15030000000',
      tax_amount: '684.10',
    }).map(([label, value]) => field(label, value)),
    {
      label: 'line_items',
      value: Array.from({ length: 5 }, (_, i) => [
        field('description', `Salmon, smoked, side ${i}`),
        field('quantity', String(i + 1)),
        field('unit_price', '120.00'),
        field('amount', `${(i + 1) * 120}.00`),
      ]),
    },
  ],
  status: 'succeeded',
  inferenceTime: 1.234,
  createdTime: '2024-11-29T10:30:00.000000+00:00',
  createdBy: `las:app-client:${hex(4)}`,
});

const list = (length, make) => Array.from({ length }, (_, i) => make(i));

export const documentPage = (length, first = 0) => list(length, (i) => sampleDocument(first + i));
export const predictionPage = (length) => list(length, (i) => samplePrediction(i));
