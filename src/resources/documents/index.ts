/** Documents: the files that models read, and the ground truth that they learn from. */
export * from './content.js';
export { type CreateDocumentOptions, createDocument } from './create.js';
export * from './documents.js';
export * from './lasDocument.js';
