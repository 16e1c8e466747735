/** Transitions: the steps that workflows are made of, done by an image, a lambda or a person. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { type Described, described } from '../../audited.js';
import { call } from '../../call.js';
import {
  type Json,
  json,
  num,
  type Open,
  open,
  orNothing,
  recordOf,
  type Struct,
  struct,
} from '../../codec.js';
import type { Context } from '../../context.js';
import type { LasError } from '../../errors.js';
import { AssetId, type LambdaId, type SecretId, TransitionId } from '../../ids.js';
import { type PageOf, type PageOptions, pageOf } from '../../lists.js';
import { path, request } from '../../request.js';

// -- model --------------------------------------------------------------------

/** Who or what does the work of a transition. */
export type TransitionType = Open<'docker' | 'lambda' | 'manual'>;

/** A transition, as the API returns it. */
export interface Transition extends Described {
  readonly transitionId: TransitionId;
  readonly transitionType?: TransitionType | null | undefined;
  /** Which keys it has depends on the type. */
  readonly parameters?: Json | null | undefined;
  /** Seconds that an execution may take. */
  readonly timeoutInSeconds?: number | null | undefined;
  /** By name: what a manual transition shows to the person. */
  readonly assets?: Readonly<Record<string, AssetId>> | null | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly inputJsonSchema?: Json | null | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly outputJsonSchema?: Json | null | undefined;
}

/** Codec of {@link Transition}; keeps the keys that it does not know. */
export const Transition: Struct<Transition> = /*#__PURE__*/ struct<Transition>(
  'Transition',
  () => ({ transitionId: TransitionId }),
  () => ({
    transitionType: open(),
    parameters: json,
    timeoutInSeconds: num,
    ...described(),
    assets: recordOf(AssetId),
    inputJsonSchema: json,
    outputJsonSchema: json,
  }),
);

/** A page of transitions. */
export interface TransitionList extends PageOf<'transitions', Transition> {}

/** Codec of {@link TransitionList}. */
export const TransitionList: Struct<TransitionList> = /*#__PURE__*/ pageOf<TransitionList>(
  'TransitionList',
  'transitions',
  Transition,
);

// -- input --------------------------------------------------------------------

/** Parameters of a `docker` transition: the image that does the work. */
export interface DockerParameters {
  readonly imageUrl: string;
  /** The secret with the user name and password of the image's registry. */
  readonly secretId?: SecretId | undefined;
  /** User name and password of the image's registry, in place of a secret. No error repeats any of the call. */
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
  /** Environment variables of the image. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Secrets whose entries become environment variables as well. */
  readonly environmentSecrets?: ReadonlyArray<SecretId> | undefined;
  /** Of 1024 that make a processor; accounts of 2021 take 256 alone. */
  readonly cpu?: 256 | 512 | 1024 | undefined;
  /** MiB; to 2048 for accounts of 2021. */
  readonly memory?: 512 | 1024 | 2048 | 4096 | 8192 | undefined;
}

/** Parameters of a `lambda` transition, which accounts of 2021 do not have. */
export interface LambdaParameters {
  readonly lambdaId: LambdaId;
  /** Environment variables of the lambda. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Secrets whose entries become environment variables as well. */
  readonly environmentSecrets?: ReadonlyArray<SecretId> | undefined;
}

/** Parameters of a `manual` transition. */
export interface ManualParameters {
  /** By name: what is shown to the person. `jsRemoteComponent` is the user interface. */
  readonly assets?: Readonly<Record<string, AssetId>> | undefined;
}

/** The parameters that each type of transition takes. */
export interface ParametersByType {
  readonly docker: DockerParameters;
  readonly lambda: LambdaParameters;
  readonly manual: ManualParameters;
}

/** Options of {@link createTransition}. */
export interface CreateTransitionOptions<T extends keyof ParametersByType> {
  /** What a transition of its type needs. */
  readonly parameters?: ParametersByType[T] | undefined;
  /** Seconds that an execution may take, 60 to 10800 (to 1800 for accounts of 2021). */
  readonly timeoutInSeconds?: number | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly inputJsonSchema?: Json | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly outputJsonSchema?: Json | undefined;
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Keys that have no place beside others. */
type Without<K extends string> = { readonly [P in K]?: undefined };

/** Changes of a `docker` transition; null removes a setting. */
export interface DockerParametersUpdate extends Without<'lambdaId' | 'assets'> {
  readonly imageUrl?: string | undefined;
  readonly secretId?: SecretId | null | undefined;
  readonly environment?: Readonly<Record<string, string>> | null | undefined;
  readonly environmentSecrets?: ReadonlyArray<SecretId> | null | undefined;
  readonly cpu?: DockerParameters['cpu'];
  readonly memory?: DockerParameters['memory'];
}

/** Changes of a `lambda` transition; null removes a setting. */
export interface LambdaParametersUpdate
  extends Without<'imageUrl' | 'secretId' | 'cpu' | 'memory' | 'assets'> {
  readonly lambdaId?: LambdaId | undefined;
  readonly environment?: Readonly<Record<string, string>> | null | undefined;
  readonly environmentSecrets?: ReadonlyArray<SecretId> | null | undefined;
}

/** Changes of a `manual` transition. */
export interface ManualParametersUpdate
  extends ManualParameters,
    Without<'imageUrl' | 'secretId' | 'environment' | 'environmentSecrets' | 'cpu' | 'memory' | 'lambdaId'> {}

/** Changes for {@link updateTransition}; at least one option. */
export interface UpdateTransitionOptions {
  /** What people call it; null for none. */
  readonly name?: string | null | undefined;
  /** What it is for, in words; null for none. */
  readonly description?: string | null | undefined;
  /** Of the type that the transition has. Accounts of 2021 take the options below in its place. */
  readonly parameters?: DockerParametersUpdate | LambdaParametersUpdate | ManualParametersUpdate | undefined;
  /** Environment variables of a `docker` transition; accounts of 2021 only. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Of a `docker` transition; accounts of 2021 only. */
  readonly environmentSecrets?: ReadonlyArray<SecretId> | undefined;
  /** Of a `manual` transition; accounts of 2021 only. */
  readonly assets?: Readonly<Record<string, AssetId>> | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly inputJsonSchema?: Json | undefined;
  /** JSON Schema; accounts of 2021 only. */
  readonly outputJsonSchema?: Json | undefined;
  /** Keys of your own; accounts of 2025 and later. */
  readonly metadata?: Json | undefined;
}

/** Which transitions {@link listTransitions} lists. */
export interface ListTransitionsOptions extends PageOptions {
  /** Only those of this type, or of one of several; all by default. */
  readonly transitionType?: keyof ParametersByType | ReadonlyArray<keyof ParametersByType> | undefined;
}

// -- requests -----------------------------------------------------------------

/**
 * Creates a transition. `POST /transitions`
 *
 * @example
 * import { createTransition } from 'las-fp/transitions';
 *
 * const options = { parameters: { imageUrl: 'registry.example.com/export:1' }, timeoutInSeconds: 600 };
 * const transition = await createTransition(ctx, 'docker', options)();
 */
export function createTransition<T extends keyof ParametersByType>(
  ctx: Context,
  transitionType: T,
  options: CreateTransitionOptions<T> = {},
): TaskEither<LasError, Transition> {
  return request(
    ctx,
    () => ({
      method: 'POST',
      path: '/transitions',
      body: { ...options, transitionType },
      sensitive: holdsPassword(options),
    }),
    Transition,
  );
}

// Options may be anything where no compiler looks.
const holdsPassword = (options: { readonly parameters?: object | undefined }) =>
  json.is(options?.parameters) && 'credentials' in options.parameters;

/** Fetches a transition. `GET /transitions/{transitionId}` */
export function getTransition(ctx: Context, transitionId: TransitionId): TaskEither<LasError, Transition> {
  return call(ctx, { method: 'GET', path: path`/transitions/${transitionId}` }, Transition);
}

/** Lists transitions, a page at a time. `GET /transitions` */
export function listTransitions(
  ctx: Context,
  options: ListTransitionsOptions = {},
): TaskEither<LasError, TransitionList> {
  return request(ctx, { method: 'GET', path: '/transitions', query: options }, TransitionList);
}

/** Changes a transition; its type stays. `PATCH /transitions/{transitionId}` */
export function updateTransition(
  ctx: Context,
  transitionId: TransitionId,
  options: UpdateTransitionOptions,
): TaskEither<LasError, Transition> {
  return request(
    ctx,
    () => ({
      method: 'PATCH',
      path: path`/transitions/${transitionId}`,
      body: options,
      sensitive: holdsPassword(options),
    }),
    Transition,
  );
}

/** Deletes a transition, unless a workflow uses it. `DELETE /transitions/{transitionId}` */
export function deleteTransition(
  ctx: Context,
  transitionId: TransitionId,
): TaskEither<LasError, Transition | undefined> {
  return call(ctx, { method: 'DELETE', path: path`/transitions/${transitionId}` }, orNothing(Transition));
}
