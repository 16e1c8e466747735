/** Plans, payment methods and deployment environments. */
import type { Call, Routes } from '../api/call.js';
import { shape, string } from '../api/check.js';
import { described as describedBody } from '../api/checks.js';
import { change, described, resource } from '../api/resource.js';
import { ApiError } from '../errors.js';
import type { Entry } from '../store/entries.js';
import { hex } from '../store/ids.js';

/** The filter `owner` of what may belong to other organizations: ids, `me`, or `*` for all. */
export function isOwned(
  call: Call,
  entry: Entry<'deployment-environment' | 'function' | 'model' | 'plan'>,
): boolean {
  const owners = call.query
    .getAll('owner')
    .map((owner) => (owner === 'me' ? call.state.organizationId : owner));
  const owner = entry.data.organizationId;
  return owners.length === 0 || owners.includes('*') || owners.some((each) => each === owner);
}

/** The operations of plans. */
export const plans: Routes = resource(['list', 'get'], {
  path: '/plans',
  kind: 'plan',
  idKey: 'planId',
  plural: 'plans',
  keep: isOwned,
  list: { other: ['owner'] },
});

/** The operations of deployment environments. */
export const deploymentEnvironments: Routes = resource(['list', 'get'], {
  path: '/deploymentEnvironments',
  kind: 'deployment-environment',
  idKey: 'deploymentEnvironmentId',
  plural: 'deploymentEnvironments',
  keep: isOwned,
  list: { other: ['owner'] },
});

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
