/** Payment methods. */
import type { Routes } from '../api/call.js';
import { shape, string } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { change, described, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import { hex } from '../store/ids.js';

/** The operations of payment methods. */
export const paymentMethods: Routes = resource(['list', 'create', 'get', 'update', 'remove'], {
  path: '/paymentMethods',
  kind: 'payment-method',
  idKey: 'paymentMethodId',
  plural: 'paymentMethods',
  bodies: {
    create: shape(describedBody),
    update: shape({ ...describedBody, 'stripeSetupIntentSecret?': string({ min: 1 }) }),
  },
  create: ({ body }) => ({
    ...described(body),
    details: null,
    stripePublishableKey: 'emulator',
    stripeSetupIntentSecret: hex(),
  }),
  update: (call, entry) => {
    const { stripeSetupIntentSecret, ...rest } = call.body;
    const own = entry.data.stripeSetupIntentSecret;
    if (stripeSetupIntentSecret !== undefined && stripeSetupIntentSecret !== own) {
      throw new ApiError(400, 'stripeSetupIntentSecret is not the one of this payment method');
    }
    // Once the card is confirmed, its details are there and the secret has done its work.
    const done = stripeSetupIntentSecret === undefined ? {} : { details: {}, stripeSetupIntentSecret: null };
    change(call, entry, { ...rest, ...done });
  },
});
