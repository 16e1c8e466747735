/** The bytes of documents, functions and assets. */
import type { StoredFile } from './records.js';
import type { State } from './state.js';

export type { Bytes } from '../base64.js';

/** The file of a document or a function. */
export function fileOf(state: State, id: string): StoredFile | undefined {
  return state.files.get(id);
}

/** Keeps the file of a document or a function. */
export function keepFile(state: State, id: string, file: StoredFile): void {
  state.files.set(id, file);
}

/** Forgets the file of a document or a function. */
export function dropFile(state: State, id: string): void {
  state.files.delete(id);
}

/** The content of an asset, in base64. */
export function contentOf(state: State, assetId: string): string | undefined {
  return state.assets.get(assetId);
}

/** Keeps the content of an asset, in base64. */
export function keepContent(state: State, assetId: string, content: string): void {
  state.assets.set(assetId, content);
}

/** Forgets the content of an asset. */
export function dropContent(state: State, assetId: string): void {
  state.assets.delete(assetId);
}
