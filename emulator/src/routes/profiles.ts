/** Profiles of users. */
import type { Routes } from '../api/call.js';
import { nullable, object, shape } from '../api/check.js';
import { text } from '../api/checks.js';
import { resource } from '../api/resource.js';
import { timestamp } from '../store/clock.js';
import { overwrite, set } from '../store/entries.js';

/** The operations of profiles. */
export const profiles: Routes = resource(['get', 'update'], {
  path: '/profiles',
  kind: 'profile',
  idKey: 'profileId',
  plural: 'profiles',
  bodies: {
    update: shape({
      'givenName?': nullable(text),
      'familyName?': nullable(text),
      'locale?': nullable(text),
      'metadata?': nullable(object),
      'picture?': nullable(text),
    }),
  },
  update: ({ state, body: data }, profile) => {
    overwrite(profile, { ...data, updatedTime: timestamp(state) });
    const names = [profile.data.givenName, profile.data.familyName].filter((name) => name !== null);
    if (names.length > 0) set(profile, { name: names.join(' ') });
  },
});
