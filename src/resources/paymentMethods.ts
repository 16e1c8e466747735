/** Payment methods: how an organization pays for its plan, set up with Stripe. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../audited.js';
import { call } from '../call.js';
import { type Json, json, orNothing, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { PaymentMethodId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** A payment method, as the API returns it. It may hold a secret: keep it out of logs. */
export interface PaymentMethod extends Described {
  readonly paymentMethodId: PaymentMethodId;
  readonly details?: Json | null | undefined;
  /** Stripe's public key. */
  readonly stripePublishableKey?: string | null | undefined;
  /** The secret of the set-up that is under way at Stripe. */
  readonly stripeSetupIntentSecret?: string | null | undefined;
}

/** Codec of {@link PaymentMethod}; keeps the keys that it does not know. */
export const PaymentMethod: Struct<PaymentMethod> = /*#__PURE__*/ struct<PaymentMethod>(
  'PaymentMethod',
  () => ({ paymentMethodId: PaymentMethodId }),
  () => ({ details: json, ...described(), stripePublishableKey: str, stripeSetupIntentSecret: str }),
);

/** A page of payment methods. */
export interface PaymentMethodList extends PageOf<'paymentMethods', PaymentMethod> {}

/** Codec of {@link PaymentMethodList}. */
export const PaymentMethodList: Struct<PaymentMethodList> = /*#__PURE__*/ pageOf<PaymentMethodList>(
  'PaymentMethodList',
  'paymentMethods',
  PaymentMethod,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createPaymentMethod}. */
export interface CreatePaymentMethodOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Changes for {@link updatePaymentMethod}; at least one option. */
export interface UpdatePaymentMethodOptions extends CreatePaymentMethodOptions {
  /** Says that Stripe has set the payment method up; 1 character at least. */
  readonly stripeSetupIntentSecret?: string | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a payment method, which Stripe must then set up. `POST /paymentMethods`
 *
 * Errors of this and the other functions here leave out what the API said, for it may repeat a secret.
 *
 * @example
 * import { createPaymentMethod } from 'las-fp/paymentMethods';
 *
 * const paymentMethod = await createPaymentMethod(ctx, { name: 'Company card' })();
 */
export function createPaymentMethod(
  ctx: Context,
  options: CreatePaymentMethodOptions = {},
): TaskEither<LasError, PaymentMethod> {
  return request(
    ctx,
    { method: 'POST', path: '/paymentMethods', body: options, sensitive: true },
    PaymentMethod,
  );
}

/** Fetches a payment method. `GET /paymentMethods/{paymentMethodId}` */
export function getPaymentMethod(
  ctx: Context,
  paymentMethodId: PaymentMethodId,
): TaskEither<LasError, PaymentMethod> {
  return call(
    ctx,
    { method: 'GET', path: path`/paymentMethods/${paymentMethodId}`, sensitive: true },
    PaymentMethod,
  );
}

/** Lists payment methods, a page at a time. `GET /paymentMethods` */
export function listPaymentMethods(
  ctx: Context,
  options: PageOptions = {},
): TaskEither<LasError, PaymentMethodList> {
  return request(
    ctx,
    { method: 'GET', path: '/paymentMethods', query: options, sensitive: true },
    PaymentMethodList,
  );
}

/** Changes a payment method, or says that Stripe has set it up. `PATCH /paymentMethods/{paymentMethodId}` */
export function updatePaymentMethod(
  ctx: Context,
  paymentMethodId: PaymentMethodId,
  options: UpdatePaymentMethodOptions,
): TaskEither<LasError, PaymentMethod> {
  return request(
    ctx,
    { method: 'PATCH', path: path`/paymentMethods/${paymentMethodId}`, body: options, sensitive: true },
    PaymentMethod,
  );
}

/** Deletes a payment method. `DELETE /paymentMethods/{paymentMethodId}` */
export function deletePaymentMethod(
  ctx: Context,
  paymentMethodId: PaymentMethodId,
): TaskEither<LasError, PaymentMethod | undefined> {
  return call(
    ctx,
    { method: 'DELETE', path: path`/paymentMethods/${paymentMethodId}`, sensitive: true },
    orNothing(PaymentMethod),
  );
}
