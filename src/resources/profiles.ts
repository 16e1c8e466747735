/** Profiles: the people behind the users. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../call.js';
import { type Json, json, num, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { ProfileId } from '../ids.js';
import { request } from '../request.js';
import { pathOrMe } from '../url.js';

// -- model --------------------------------------------------------------------

/** A profile, as the API returns it: all but the id may be missing. */
export interface Profile {
  readonly profileId: ProfileId;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly familyName?: string | null | undefined;
  /** Language and region. */
  readonly locale?: string | null | undefined;
  readonly picture?: string | null | undefined;
  /** Whatever was given as such. */
  readonly metadata?: Json | null | undefined;
  readonly numberOfOrganizationsAllowed?: number | null | undefined;
  readonly numberOfOrganizationsCreated?: number | null | undefined;
  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
  /** ISO 8601. */
  readonly updatedTime?: string | null | undefined;
  readonly pictureUrl?: string | null | undefined;
}

/** Codec of {@link Profile}; keeps the keys that it does not know. */
export const Profile: Struct<Profile> = /*#__PURE__*/ struct<Profile>(
  'Profile',
  () => ({ profileId: ProfileId }),
  () => ({
    pictureUrl: str,
    email: str,
    name: str,
    givenName: str,
    familyName: str,
    locale: str,
    picture: str,
    metadata: json,
    numberOfOrganizationsAllowed: num,
    numberOfOrganizationsCreated: num,
    createdTime: str,
    updatedTime: str,
  }),
);

// -- input --------------------------------------------------------------------

/** Changes for {@link updateProfile}; at least one option. */
export interface UpdateProfileOptions {
  /** The first name of the person; null for none. */
  readonly givenName?: string | null | undefined;
  /** The last name of the person; null for none. */
  readonly familyName?: string | null | undefined;
  /** Language and region. */
  readonly locale?: string | null | undefined;
  /** A JSON object of your own, kept with it. */
  readonly metadata?: Json | undefined;
  /** The address of a picture of the person; null for none. */
  readonly picture?: string | null | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Fetches a profile. `GET /profiles/{profileId}`
 *
 * @example
 * import { getProfile } from 'las-fp/profiles';
 *
 * const profile = await getProfile(ctx, 'las:profile:…')();
 */
export function getProfile(ctx: Context, profileId: ProfileId | 'me'): TaskEither<LasError, Profile> {
  return call(ctx, { method: 'GET', path: pathOrMe('/profiles', profileId) }, Profile);
}

/** Changes a profile. `PATCH /profiles/{profileId}` */
export function updateProfile(
  ctx: Context,
  profileId: ProfileId | 'me',
  options: UpdateProfileOptions,
): TaskEither<LasError, Profile> {
  return request(ctx, { method: 'PATCH', path: pathOrMe('/profiles', profileId), body: options }, Profile);
}
