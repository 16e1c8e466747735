/** A document as the API returns it, and the ground truth in it. */
import type * as t from 'io-ts';
import { type Described, described } from '../../audited.js';
import { arrayOf, codec, nested, num, type Open, open, type Struct, str, struct } from '../../codec.js';
import type { FileType } from '../../files/content.js';
import { AgentRunId, BatchId, ConsentId, DatasetId, DocumentId } from '../../ids.js';

// -- model --------------------------------------------------------------------

/** MIME types known today; a newer one decodes as it is. */
export type ContentType = Open<FileType>;

/** A value of ground truth: plain, or the fields of line items, to any depth. */
export type GroundTruthValue =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<GroundTruth>
  | ReadonlyArray<ReadonlyArray<GroundTruth>>;

/** What a field of a document really says. */
export interface GroundTruth {
  /** Name of the field: 1 to 36 letters, digits, `_` and `-`. */
  readonly label: string;
  /** At most 1024 characters. */
  readonly value: GroundTruthValue;
  /** How sure whoever gave it was, from 0 to 1. */
  readonly confidence?: number | null | undefined;
  /** Pages that it stands on, the first being 0; at most 10. */
  readonly pages?: ReadonlyArray<number> | null | undefined;
  /** As it stands in the document; accounts of 2025 and later. */
  readonly rawValue?: string | number | boolean | null | undefined;
}

/** Codec of {@link GroundTruth}. */
export const GroundTruth: Struct<GroundTruth> = /*#__PURE__*/ struct<GroundTruth>(
  'GroundTruth',
  () => ({ label: str, value: GroundTruthValue() }),
  () => ({ confidence: num, pages: arrayOf(num), rawValue: codec('text, number or boolean', isLeaf) }),
);

const isLeaf = (u: unknown): u is string | number | boolean | null =>
  u === null || typeof u === 'string' || typeof u === 'number' || typeof u === 'boolean';

const GroundTruthValue = (): t.Type<GroundTruthValue> => nested('a value', isLeaf, () => GroundTruth);

/** A document, as the API returns it. */
export interface LasDocument extends Described {
  readonly documentId: DocumentId;
  /** `null` until the file has arrived. */
  readonly contentType?: ContentType | null | undefined;
  /** The file in base64, of documents that were made in one request; never in lists. */
  readonly content?: string | null | undefined;
  /** MD5 of the file. */
  readonly contentMD5?: string | null | undefined;
  /** Where the file is sent to and fetched from; see `getDocumentContent`. */
  readonly fileUrl?: string | null | undefined;
  /** What the fields really say, where somebody told. */
  readonly groundTruth?: ReadonlyArray<GroundTruth> | null | undefined;
  /** Days after which the document is deleted. */
  readonly retentionInDays?: number | null | undefined;
  /** Accounts of 2021 only. */
  readonly batchId?: BatchId | null | undefined;
  /** Marks whose document it is. */
  readonly consentId?: ConsentId | null | undefined;
  readonly datasetId?: DatasetId | null | undefined;
  /** The run that it belongs to. */
  readonly agentRunId?: AgentRunId | null | undefined;
  readonly annotationFileUrl?: string | null | undefined;
}

/** Codec of {@link LasDocument}; keeps the keys that it does not know. */
export const LasDocument: Struct<LasDocument> = /*#__PURE__*/ struct<LasDocument>(
  'LasDocument',
  () => ({ documentId: DocumentId }),
  () => ({
    agentRunId: AgentRunId,
    annotationFileUrl: str,
    retentionInDays: num,
    ...described(),
    contentType: open(),
    content: str,
    contentMD5: str,
    fileUrl: str,
    groundTruth: arrayOf(GroundTruth),
    batchId: BatchId,
    consentId: ConsentId,
    datasetId: DatasetId,
  }),
);
