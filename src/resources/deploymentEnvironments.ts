/** Deployment environments: where trained models run; not for accounts of 2021. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { call } from '../call.js';
import { num, type Open, open, str, struct } from '../codec.js';
import type { Context } from '../context.js';
import type { LasError } from '../errors.js';
import { DeploymentEnvironmentId, OrganizationId } from '../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../lists.js';
import { path, request } from '../request.js';

// -- model --------------------------------------------------------------------

/** Whether models can run in it. */
export type DeploymentEnvironmentStatus = Open<'available' | 'unavailable'>;

/** A deployment environment, as the API returns it. */
export interface DeploymentEnvironment {
  readonly deploymentEnvironmentId: DeploymentEnvironmentId;
  /** Whose it is. */
  readonly organizationId?: OrganizationId | null | undefined;
  readonly status?: DeploymentEnvironmentStatus | null | undefined;
  readonly modelDeploymentUnits?: number | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
}

/** Codec of {@link DeploymentEnvironment}; keeps the keys that it does not know. */
export const DeploymentEnvironment: t.Type<DeploymentEnvironment> =
  /*#__PURE__*/ struct<DeploymentEnvironment>(
    'DeploymentEnvironment',
    () => ({ deploymentEnvironmentId: DeploymentEnvironmentId }),
    () => ({
      organizationId: OrganizationId,
      status: open(),
      modelDeploymentUnits: num,
      name: str,
      description: str,
    }),
  );

/** A page of deployment environments. */
export interface DeploymentEnvironmentList extends PageOf<'deploymentEnvironments', DeploymentEnvironment> {}

/** Codec of {@link DeploymentEnvironmentList}. */
export const DeploymentEnvironmentList: t.Type<DeploymentEnvironmentList> =
  /*#__PURE__*/ pageOf<DeploymentEnvironmentList>(
    'DeploymentEnvironmentList',
    'deploymentEnvironments',
    DeploymentEnvironment,
  );

// -- input --------------------------------------------------------------------

/** Which deployment environments {@link listDeploymentEnvironments} lists. */
export interface ListDeploymentEnvironmentsOptions extends PageOptions {
  /** Whose: ids of organizations. */
  readonly owner?: OrganizationId | 'me' | ReadonlyArray<OrganizationId | 'me'> | undefined;
}

// -- requests -----------------------------------------------------------------

/** Fetches a deployment environment. `GET /deploymentEnvironments/{deploymentEnvironmentId}` */
export function getDeploymentEnvironment(
  ctx: Context,
  deploymentEnvironmentId: DeploymentEnvironmentId,
): TaskEither<LasError, DeploymentEnvironment> {
  return call(
    ctx,
    { method: 'GET', path: path`/deploymentEnvironments/${deploymentEnvironmentId}` },
    DeploymentEnvironment,
  );
}

/**
 * Lists deployment environments, a page at a time. `GET /deploymentEnvironments`
 *
 * @example
 * import { listDeploymentEnvironments } from 'las-fp/deploymentEnvironments';
 *
 * const page = await listDeploymentEnvironments(ctx, { maxResults: 10 })();
 */
export function listDeploymentEnvironments(
  ctx: Context,
  options: ListDeploymentEnvironmentsOptions = {},
): TaskEither<LasError, DeploymentEnvironmentList> {
  return request(
    ctx,
    { method: 'GET', path: '/deploymentEnvironments', query: options },
    DeploymentEnvironmentList,
  );
}
