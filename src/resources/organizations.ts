/** Organizations: whose models, documents and users they are, and how much of each they may have. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { call } from '../call.js';
import { bool, type Json, json, num, type Struct, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { OrganizationId, PaymentMethodId, PlanId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { request } from '../request.js';
import { pathOrMe } from '../url.js';

// -- model --------------------------------------------------------------------

/**
 * An organization, as the API returns it.
 *
 * Numbers come in pairs: what is `Allowed`, and how much of that is `Created` or `Used`. The monthly ones begin
 * anew each month; a call beyond what the month allows ends in `LimitExceeded`.
 */
export interface Organization {
  readonly organizationId: OrganizationId;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly planId?: PlanId | null | undefined;
  readonly paymentMethodId?: PaymentMethodId | null | undefined;
  /** Letters and digits: not an id of the kind `las:…`. */
  readonly clientId?: string | null | undefined;
  /** Days after which documents are deleted. */
  readonly documentRetentionInDays?: number | null | undefined;

  readonly monthlyNumberOfDataBundlesAllowed?: number | null | undefined;
  readonly monthlyNumberOfDataBundlesCreated?: number | null | undefined;
  readonly monthlyNumberOfDocumentsAllowed?: number | null | undefined;
  readonly monthlyNumberOfDocumentsCreated?: number | null | undefined;
  readonly monthlyNumberOfPredictionsAllowed?: number | null | undefined;
  readonly monthlyNumberOfPredictionsCreated?: number | null | undefined;
  readonly monthlyNumberOfTransitionExecutionsAllowed?: number | null | undefined;
  readonly monthlyNumberOfTransitionExecutionsCreated?: number | null | undefined;
  readonly monthlyNumberOfWorkflowExecutionsAllowed?: number | null | undefined;
  readonly monthlyNumberOfWorkflowExecutionsCreated?: number | null | undefined;
  readonly monthlyUsageSummary?: Json | null | undefined;
  readonly numberOfAppClientsAllowed?: number | null | undefined;
  readonly numberOfAppClientsCreated?: number | null | undefined;
  readonly numberOfAssetsAllowed?: number | null | undefined;
  readonly numberOfAssetsCreated?: number | null | undefined;
  readonly numberOfModelsAllowed?: number | null | undefined;
  readonly numberOfModelsCreated?: number | null | undefined;
  readonly numberOfSecretsAllowed?: number | null | undefined;
  readonly numberOfSecretsCreated?: number | null | undefined;
  readonly numberOfTransitionsAllowed?: number | null | undefined;
  readonly numberOfTransitionsCreated?: number | null | undefined;
  readonly numberOfUsersAllowed?: number | null | undefined;
  readonly numberOfUsersCreated?: number | null | undefined;
  readonly numberOfWorkflowsAllowed?: number | null | undefined;
  readonly numberOfWorkflowsCreated?: number | null | undefined;

  readonly deploymentsAllowed?: Json | null | undefined;
  readonly deploymentsCreated?: Json | null | undefined;
  readonly monthlyNumberOfActiveModelsUsed?: number | null | undefined;
  readonly monthlyNumberOfFieldPredictionsAllowed?: number | null | undefined;
  readonly monthlyNumberOfFieldPredictionsUsed?: number | null | undefined;
  /** With a fraction. */
  readonly monthlyNumberOfGpuHoursUsed?: number | null | undefined;
  readonly monthlyNumberOfModelDeploymentUnitsUsed?: number | null | undefined;
  readonly monthlyNumberOfPagePredictionsAllowed?: number | null | undefined;
  readonly monthlyNumberOfPagePredictionsUsed?: number | null | undefined;
  readonly monthlyNumberOfProductionWorkflowMinutesUsed?: number | null | undefined;
  readonly monthlyNumberOfTrainingsAllowed?: number | null | undefined;
  readonly monthlyNumberOfTrainingsCreated?: number | null | undefined;
  readonly monthlyNumberOfTransformationsAllowed?: number | null | undefined;
  readonly monthlyNumberOfTransformationsCreated?: number | null | undefined;
  /** With a fraction. */
  readonly monthlyNumberOfUserMinutesUsed?: number | null | undefined;
  /** Accounts of 2021 only. */
  readonly numberOfBatchesAllowed?: number | null | undefined;
  /** Accounts of 2021 only. */
  readonly numberOfBatchesCreated?: number | null | undefined;
  readonly numberOfDatasetsAllowed?: number | null | undefined;
  readonly numberOfDatasetsCreated?: number | null | undefined;

  /** ISO 8601. */
  readonly createdTime?: string | null | undefined;
  /** ISO 8601. */
  readonly updatedTime?: string | null | undefined;
  /** Id of the user or app client. */
  readonly updatedBy?: string | null | undefined;
  /** Id of the user or app client. */
  readonly createdBy?: string | null | undefined;
  /** Keys of your own. */
  readonly metadata?: Json | null | undefined;
  readonly code?: string | null | undefined;
  readonly pictureUrl?: string | null | undefined;
  /** Of its site. */
  readonly url?: string | null | undefined;
  readonly useNewScopes?: boolean | null | undefined;
  readonly monthlyNumberOfActionRunsAllowed?: number | null | undefined;
  readonly monthlyNumberOfActionRunsCreated?: number | null | undefined;
  readonly monthlyNumberOfAgentRunsAllowed?: number | null | undefined;
  readonly monthlyNumberOfAgentRunsCreated?: number | null | undefined;
  readonly monthlyNumberOfHookRunsAllowed?: number | null | undefined;
  readonly monthlyNumberOfHookRunsCreated?: number | null | undefined;
  readonly monthlyNumberOfValidationTasksAllowed?: number | null | undefined;
  readonly monthlyNumberOfValidationTasksCreated?: number | null | undefined;
  readonly numberOfActionsAllowed?: number | null | undefined;
  readonly numberOfActionsCreated?: number | null | undefined;
  readonly numberOfAgentsAllowed?: number | null | undefined;
  readonly numberOfAgentsCreated?: number | null | undefined;
  readonly numberOfConnectionsAllowed?: number | null | undefined;
  readonly numberOfConnectionsCreated?: number | null | undefined;
  readonly numberOfHooksAllowed?: number | null | undefined;
  readonly numberOfHooksCreated?: number | null | undefined;
  readonly numberOfValidationsAllowed?: number | null | undefined;
  readonly numberOfValidationsCreated?: number | null | undefined;
}

/** Codec of {@link Organization}; keeps the keys that it does not know. */
export const Organization: Struct<Organization> = /*#__PURE__*/ struct<Organization>(
  'Organization',
  () => ({ organizationId: OrganizationId }),
  () => ({
    createdBy: str,
    metadata: json,
    code: str,
    pictureUrl: str,
    url: str,
    useNewScopes: bool,
    monthlyNumberOfActionRunsAllowed: num,
    monthlyNumberOfActionRunsCreated: num,
    monthlyNumberOfAgentRunsAllowed: num,
    monthlyNumberOfAgentRunsCreated: num,
    monthlyNumberOfHookRunsAllowed: num,
    monthlyNumberOfHookRunsCreated: num,
    monthlyNumberOfValidationTasksAllowed: num,
    monthlyNumberOfValidationTasksCreated: num,
    numberOfActionsAllowed: num,
    numberOfActionsCreated: num,
    numberOfAgentsAllowed: num,
    numberOfAgentsCreated: num,
    numberOfConnectionsAllowed: num,
    numberOfConnectionsCreated: num,
    numberOfHooksAllowed: num,
    numberOfHooksCreated: num,
    numberOfValidationsAllowed: num,
    numberOfValidationsCreated: num,
    name: str,
    description: str,
    monthlyNumberOfDataBundlesAllowed: num,
    monthlyNumberOfDataBundlesCreated: num,
    monthlyNumberOfDocumentsAllowed: num,
    monthlyNumberOfDocumentsCreated: num,
    monthlyNumberOfPredictionsAllowed: num,
    monthlyNumberOfPredictionsCreated: num,
    monthlyNumberOfTransitionExecutionsAllowed: num,
    monthlyNumberOfTransitionExecutionsCreated: num,
    monthlyNumberOfWorkflowExecutionsAllowed: num,
    monthlyNumberOfWorkflowExecutionsCreated: num,
    monthlyUsageSummary: json,
    numberOfAppClientsAllowed: num,
    numberOfAppClientsCreated: num,
    numberOfAssetsAllowed: num,
    numberOfAssetsCreated: num,
    numberOfModelsAllowed: num,
    numberOfModelsCreated: num,
    numberOfSecretsAllowed: num,
    numberOfSecretsCreated: num,
    numberOfTransitionsAllowed: num,
    numberOfTransitionsCreated: num,
    numberOfUsersAllowed: num,
    numberOfUsersCreated: num,
    numberOfWorkflowsAllowed: num,
    numberOfWorkflowsCreated: num,
    updatedTime: str,
    updatedBy: str,
    planId: PlanId,
    paymentMethodId: PaymentMethodId,
    clientId: str,
    documentRetentionInDays: num,
    deploymentsAllowed: json,
    deploymentsCreated: json,
    monthlyNumberOfActiveModelsUsed: num,
    monthlyNumberOfFieldPredictionsAllowed: num,
    monthlyNumberOfFieldPredictionsUsed: num,
    monthlyNumberOfGpuHoursUsed: num,
    monthlyNumberOfModelDeploymentUnitsUsed: num,
    monthlyNumberOfPagePredictionsAllowed: num,
    monthlyNumberOfPagePredictionsUsed: num,
    monthlyNumberOfProductionWorkflowMinutesUsed: num,
    monthlyNumberOfTrainingsAllowed: num,
    monthlyNumberOfTrainingsCreated: num,
    monthlyNumberOfTransformationsAllowed: num,
    monthlyNumberOfTransformationsCreated: num,
    monthlyNumberOfUserMinutesUsed: num,
    numberOfBatchesAllowed: num,
    numberOfBatchesCreated: num,
    numberOfDatasetsAllowed: num,
    numberOfDatasetsCreated: num,
    createdTime: str,
  }),
);

/** A page of organizations. */
export interface OrganizationList extends PageOf<'organizations', Organization> {}

/** Codec of {@link OrganizationList}. */
export const OrganizationList: Struct<OrganizationList> = /*#__PURE__*/ pageOf<OrganizationList>(
  'OrganizationList',
  'organizations',
  Organization,
);

// -- input --------------------------------------------------------------------

/** Options of {@link createOrganization}. */
export interface CreateOrganizationOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Handed to the API as it is: what it changes is not documented. */
  readonly useNewScopes?: boolean | undefined;
  /** Of its site. */
  readonly url?: string | null | undefined;
}

/** Changes for {@link updateOrganization}; at least one option. */
export interface UpdateOrganizationOptions {
  /** How the plan is paid; null for none. */
  readonly paymentMethodId?: PaymentMethodId | null | undefined;
  /** The plan that is paid for. */
  readonly planId?: PlanId | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
  /** Of its site. */
  readonly url?: string | null | undefined;
  /** Days that documents are kept; in no document of the API. */
  readonly documentRetentionInDays?: number | undefined;
}

// -- requests -----------------------------------------------------------------

/** Creates an organization. `POST /organizations` */
export function createOrganization(
  ctx: Context,
  options: CreateOrganizationOptions = {},
): TaskEither<LasError, Organization> {
  return request(ctx, { method: 'POST', path: '/organizations', body: options }, Organization);
}

/**
 * Fetches an organization, with what it may use and what it has used. `GET /organizations/{organizationId}`
 *
 * @example
 * import { getOrganization } from 'las-fp/organizations';
 *
 * const organization = await getOrganization(ctx, 'las:organization:…')();
 */
export function getOrganization(
  ctx: Context,
  organizationId: OrganizationId | 'me',
): TaskEither<LasError, Organization> {
  return call(ctx, { method: 'GET', path: pathOrMe('/organizations', organizationId) }, Organization);
}

/** Lists organizations, a page at a time. `GET /organizations` */
export function listOrganizations(
  ctx: Context,
  options: PageOptions = {},
): TaskEither<LasError, OrganizationList> {
  return request(ctx, { method: 'GET', path: '/organizations', query: options }, OrganizationList);
}

/** Changes an organization. `PATCH /organizations/{organizationId}` */
export function updateOrganization(
  ctx: Context,
  organizationId: OrganizationId | 'me',
  options: UpdateOrganizationOptions,
): TaskEither<LasError, Organization> {
  return request(
    ctx,
    { method: 'PATCH', path: pathOrMe('/organizations', organizationId), body: options },
    Organization,
  );
}
