/** Plans: what an organization can subscribe to, and on which terms. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../call.js';
import { bool, type Json, json, num, type Open, open, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { OrganizationId, PlanId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** What a plan is paid in. */
export type Currency = Open<'USD' | 'EUR' | 'NOK'>;

/** A plan, as the API returns it. What the terms look like is not documented. */
export interface Plan {
  readonly planId: PlanId;
  /** Whether it can be chosen. */
  readonly available?: boolean | null | undefined;
  readonly currency?: Currency | null | undefined;
  /** Number of the newest version. */
  readonly latest?: number | null | undefined;
  readonly name?: string | null | undefined;
  /** Whose plan it is. */
  readonly organizationId?: OrganizationId | null | undefined;
  readonly description?: string | null | undefined;
  /** Terms of active models. */
  readonly activeModels?: Json | null | undefined;
  /** Terms of predicted fields. */
  readonly fieldPredictions?: Json | null | undefined;
  /** Terms of flows. */
  readonly flows?: Json | null | undefined;
  /** Terms of GPU hours. */
  readonly gpuHours?: Json | null | undefined;
  /** Terms of the licence as such. */
  readonly license?: Json | null | undefined;
  /** Terms of model deployment units. */
  readonly modelDeploymentUnits?: Json | null | undefined;
  /** Terms of predicted pages. */
  readonly pagePredictions?: Json | null | undefined;
  /** Terms of minutes of workflows in production. */
  readonly productionWorkflowMinutes?: Json | null | undefined;
  /** Terms of minutes of users. */
  readonly userMinutes?: Json | null | undefined;
  /** Terms of users. */
  readonly users?: Json | null | undefined;
}

/** Codec of {@link Plan}; keeps the keys that it does not know. */
export const Plan: Struct<Plan> = /*#__PURE__*/ struct<Plan>(
  'Plan',
  () => ({ planId: PlanId }),
  () => ({
    available: bool,
    currency: open(),
    latest: num,
    name: str,
    organizationId: OrganizationId,
    description: str,
    activeModels: json,
    fieldPredictions: json,
    flows: json,
    gpuHours: json,
    license: json,
    modelDeploymentUnits: json,
    pagePredictions: json,
    productionWorkflowMinutes: json,
    userMinutes: json,
    users: json,
  }),
);

/** A page of plans. */
export interface PlanList extends PageOf<'plans', Plan> {}

/** Codec of {@link PlanList}. */
export const PlanList: Struct<PlanList> = /*#__PURE__*/ pageOf<PlanList>('PlanList', 'plans', Plan);

// -- input --------------------------------------------------------------------

/** Which plans {@link listPlans} lists. */
export interface ListPlansOptions extends PageOptions {
  /** Whose plans: ids of organizations. */
  readonly owner?: OrganizationId | 'me' | ReadonlyArray<OrganizationId | 'me'> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Fetches a plan. `GET /plans/{planId}`
 *
 * A plan of another organization is `las:organization:…/las:plan:…`; in answers, `planId` comes without its owner.
 */
export function getPlan(ctx: Context, planId: PlanId): TaskEither<LasError, Plan> {
  return call(ctx, { method: 'GET', path: path`/plans/${planId}` }, Plan);
}

/**
 * Lists plans, a page at a time. `GET /plans`
 *
 * @example
 * import { listPlans } from 'las-fp/plans';
 *
 * const page = await listPlans(ctx, { owner: 'las:organization:…' })();
 */
export function listPlans(ctx: Context, options: ListPlansOptions = {}): TaskEither<LasError, PlanList> {
  return request(ctx, { method: 'GET', path: '/plans', query: options }, PlanList);
}
