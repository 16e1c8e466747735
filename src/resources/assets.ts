/** Assets: files of any type, such as the component that a manual transition shows. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { type Json, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import { isLeft, left, right } from '../either.js';
import { type InvalidInput, invalidInput, type LasError } from '../errors.js';
import { type Content, decodeBase64, toBase64, toBlob } from '../files/content.js';
import { AssetId } from '../ids.js';
import { lazily } from '../lazy.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** An asset, as the API returns it. */
export interface Asset extends Described {
  readonly assetId: AssetId;
  /** In base64; see {@link getAssetContent}. */
  readonly content?: string | null | undefined;
  /** MD5 of the content. */
  readonly contentMD5?: string | null | undefined;
}

/** Codec of {@link Asset}; keeps the keys that it does not know. */
export const Asset: Struct<Asset> = /*#__PURE__*/ struct<Asset>(
  'Asset',
  () => ({
    assetId: AssetId,
  }),
  () => ({ ...described(), content: str, contentMD5: str }),
);

/** A page of assets. */
export interface AssetList extends PageOf<'assets', Asset> {}

/** Codec of {@link AssetList}. */
export const AssetList: Struct<AssetList> = /*#__PURE__*/ pageOf<AssetList>('AssetList', 'assets', Asset);

// -- input --------------------------------------------------------------------

/** Options of {@link createAsset}. */
export interface CreateAssetOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updateAsset}; at least one option. */
export interface UpdateAssetOptions extends CreateAssetOptions {
  /** Replaces what was there; at most 6 250 000 characters of base64 (4.6 MB). */
  readonly content?: Content | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates an asset. `POST /assets`
 *
 * The content may be of any type, and has at most 6 250 000 characters of base64 (4.6 MB). A text is taken as
 * base64: give other text as `new Blob([text])`.
 *
 * @example
 * import { createAsset } from 'las-fp/assets';
 *
 * const settings = new Blob([JSON.stringify({ currency: 'NOK' })]);
 * const asset = await createAsset(ctx, settings, { name: 'settings.json' })();
 */
export function createAsset(
  ctx: Context,
  content: Content,
  options: CreateAssetOptions = {},
): TaskEither<LasError, Asset> {
  return async () => {
    const base64 = await inBase64(content);
    return isLeft(base64)
      ? base64
      : request(
          ctx,
          () => ({ method: 'POST', path: '/assets', body: { ...options, content: base64.right } }),
          Asset,
        )();
  };
}

const inBase64 = async (content: Content): Promise<Either<InvalidInput, string>> => {
  const blob = toBlob(content);
  return isLeft(blob) ? blob : toBase64(blob.right);
};

/** Fetches an asset, its content in base64. `GET /assets/{assetId}` */
export function getAsset(ctx: Context, assetId: AssetId): TaskEither<LasError, Asset> {
  return call(ctx, { method: 'GET', path: path`/assets/${assetId}` }, Asset);
}

/** Fetches the bytes of an asset; their type is not known to the API. `GET /assets/{assetId}` */
export function getAssetContent(ctx: Context, assetId: AssetId): TaskEither<LasError, Blob> {
  return async () => {
    const asset = await getAsset(ctx, assetId)();
    if (isLeft(asset)) return asset;
    const { content } = asset.right;
    const bytes = content ? decodeBase64(content) : undefined;
    return bytes
      ? right(new Blob([bytes]))
      : left(invalidInput(`The API gave ${content ? 'content that is not base64' : 'no content'}.`));
  };
}

/** Lists assets, a page at a time. `GET /assets` */
export function listAssets(ctx: Context, options: PageOptions = {}): TaskEither<LasError, AssetList> {
  return request(ctx, { method: 'GET', path: '/assets', query: options }, AssetList);
}

/** Changes an asset. `PATCH /assets/{assetId}` */
export function updateAsset(
  ctx: Context,
  assetId: AssetId,
  options: UpdateAssetOptions,
): TaskEither<LasError, Asset> {
  return lazily(() => {
    const { content, ...rest } = options;
    return async () => {
      const base64 = content === undefined ? right(undefined) : await inBase64(content);
      if (isLeft(base64)) return base64;
      const body = { ...rest, content: base64.right };
      return request(ctx, { method: 'PATCH', path: path`/assets/${assetId}`, body }, Asset)();
    };
  });
}

/** Deletes an asset. `DELETE /assets/{assetId}` */
export function deleteAsset(ctx: Context, assetId: AssetId): TaskEither<LasError, Asset | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/assets/${assetId}` }, orNothing(Asset));
}
