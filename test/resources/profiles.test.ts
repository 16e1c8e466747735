import { getProfile, updateProfile } from '../../src/resources/profiles.js';
import { operation } from '../support/operation.js';

const least = { profileId: 'las:profile:1f000000000000000000000000000000' };

const full = {
  profileId: 'las:profile:2e000000000000000000000000000000',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  givenName: 'Ada',
  familyName: 'Lovelace',
  locale: 'en-GB',
  picture: 'https://example.com/ada.png',
  metadata: { theme: { dark: true } },
  numberOfOrganizationsAllowed: 3,
  numberOfOrganizationsCreated: 1,
  createdTime: '2024-11-29T08:05:46Z',
  updatedTime: null,
};

operation('getProfile', {
  sends: [
    {
      call: (ctx) => getProfile(ctx, 'las:profile:2e000000000000000000000000000000'),
      method: 'GET',
      path: '/profiles/las%3Aprofile%3A2e000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'profileId',
});

operation('updateProfile', {
  sends: [
    {
      call: (ctx) => updateProfile(ctx, 'las:profile:2e000000000000000000000000000000', { locale: 'nb-NO' }),
      method: 'PATCH',
      path: '/profiles/las%3Aprofile%3A2e000000000000000000000000000000',
      body: { locale: 'nb-NO' },
    },
    {
      call: (ctx) =>
        updateProfile(ctx, 'las:profile:2e000000000000000000000000000000', {
          givenName: 'Ada',
          familyName: 'Lovelace',
          locale: 'en-GB',
          metadata: { theme: { dark: true } },
          picture: 'https://example.com/ada.png',
        }),
      method: 'PATCH',
      path: '/profiles/las%3Aprofile%3A2e000000000000000000000000000000',
      body: {
        givenName: 'Ada',
        familyName: 'Lovelace',
        locale: 'en-GB',
        metadata: { theme: { dark: true } },
        picture: 'https://example.com/ada.png',
      },
    },
    {
      call: (ctx) =>
        updateProfile(ctx, 'las:profile:2e000000000000000000000000000000', {
          givenName: null,
          familyName: null,
          locale: null,
          picture: null,
        }),
      method: 'PATCH',
      path: '/profiles/las%3Aprofile%3A2e000000000000000000000000000000',
      body: { givenName: null, familyName: null, locale: null, picture: null },
    },
  ],
  answers: [full, least],
  required: 'profileId',
});
