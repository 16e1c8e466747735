/**
 * The second of the service's two docker transitions: feeds back what a person said of a document, and sends the values
 * to where they are wanted.
 *
 *   MODEL_ID           the model
 *   DATASET_ID         the dataset that the document goes to; none by default
 *   WEBHOOK_ENDPOINTS  where the values go, as JSON: `[{ "uri": "https://…", "headers": { … } }]`
 *   WEBHOOK_URI        one of them, in place of it
 *
 * The input is the output of `preprocess.ts`, with the `verified` or `validatedPredictions` of a person in it, where one
 * had to look. Feedback that cannot be given is told and keeps nobody from the values; a webhook that fails does not keep
 * the others from being called, and fails the transition.
 */
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import {
  type Context,
  DatasetId,
  DocumentId,
  type GroundTruth,
  getDocument,
  getModel,
  type LasError,
  ModelId,
  PredictedField,
  updateDocument,
} from 'las-fp';
import {
  type Details,
  detailsOf,
  fieldsOf,
  groundTruthOf,
  groundTruthOfValues,
  type Policy,
  type Values,
} from 'las-fp/extraction';
import { type Refusal, transitionHandler, type Work } from 'las-fp/node';

const Environment = t.intersection([
  t.type({ MODEL_ID: ModelId }),
  t.partial({ DATASET_ID: DatasetId, WEBHOOK_ENDPOINTS: t.string, WEBHOOK_URI: t.string }),
]);

const Text = t.union([t.string, t.null]);

const Verified = t.record(t.string, t.union([Text, t.array(t.record(t.string, Text))]));

const Detail = t.partial({
  value: Text,
  rawValue: Text,
  confidence: t.union([t.number, t.null]),
  page: t.union([t.number, t.null]),
  pages: t.union([t.array(t.number), t.null]),
  isEdited: t.boolean,
  automated: t.boolean,
});

const Rows = t.array(t.record(t.string, t.union([t.array(Detail), Detail])));

const Validated = t.record(t.string, t.union([Rows, t.array(Detail), Detail]));

const Input = t.intersection([
  t.type({ documentId: DocumentId }),
  t.partial({
    needsValidation: t.boolean,
    predictions: t.array(PredictedField),
    verified: t.union([Verified, t.null]),
    validatedPredictions: t.union([Validated, t.null]),
    metadata: t.UnknownRecord,
  }),
]);

const Endpoints = t.array(
  t.intersection([t.type({ uri: t.string }), t.partial({ headers: t.record(t.string, t.string) })]),
);
type Endpoint = t.TypeOf<typeof Endpoints>[number];

const decode = <A>(codec: t.Type<A, unknown>, u: unknown, what: string): TE.TaskEither<Refusal, A> =>
  pipe(
    TE.fromEither(codec.decode(u)),
    TE.mapLeft(([first]) => ({
      message: `${what}: ${first?.context.map(({ key }) => key).join('.')} must be ${first?.context.at(-1)?.type.name}.`,
    })),
  );

const isEmpty = (record: object | null | undefined): boolean => Object.keys(record ?? {}).length === 0;

/** What goes back to the document, if anything. */
function feedbackOf(
  looked: boolean,
  values: Values | null | undefined,
  details: Details | null | undefined,
  config: Policy,
  before: ReadonlyArray<GroundTruth>,
): ReadonlyArray<GroundTruth> | undefined {
  if (details && !isEmpty(details)) return groundTruthOf(looked ? details : {}, config, before);
  if (values && !isEmpty(values)) return groundTruthOfValues(looked ? values : {}, before);
  return undefined;
}

const giveFeedback = (
  ctx: Context,
  documentId: DocumentId,
  datasetId: DatasetId | undefined,
  of: (before: ReadonlyArray<GroundTruth>) => ReadonlyArray<GroundTruth> | undefined,
): TE.TaskEither<LasError, unknown> =>
  pipe(
    getDocument(ctx, documentId),
    TE.chain((document): TE.TaskEither<LasError, unknown> => {
      const groundTruth = of(document.groundTruth ?? []);
      return groundTruth ? updateDocument(ctx, documentId, { groundTruth, datasetId }) : TE.right(undefined);
    }),
    TE.orElse((error) => {
      console.error(`The feedback is lost: ${error.message}`);
      return TE.right<LasError, unknown>(undefined);
    }),
  );

const endpointsOf = ({
  WEBHOOK_ENDPOINTS: list,
  WEBHOOK_URI: uri,
}: t.TypeOf<typeof Environment>): TE.TaskEither<Refusal, ReadonlyArray<Endpoint>> =>
  list
    ? pipe(
        TE.fromEither(
          E.tryCatch(
            (): unknown => JSON.parse(list),
            () => ({ message: 'WEBHOOK_ENDPOINTS is not JSON.' }),
          ),
        ),
        TE.chain((u) => decode(Endpoints, u, 'WEBHOOK_ENDPOINTS')),
      )
    : TE.right(uri ? [{ uri }] : []);

/** Calls all of them, and fails if one failed. */
const callAll =
  (endpoints: ReadonlyArray<Endpoint>, result: object): TE.TaskEither<Refusal, object> =>
  async () => {
    const failed: string[] = [];
    for (const { uri, headers } of endpoints) {
      try {
        const answer = await fetch(uri, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(result),
          signal: AbortSignal.timeout(30_000),
        });
        await answer.body?.cancel();
        if (!answer.ok) failed.push(`${new URL(uri).host} answered ${answer.status}`);
      } catch {
        failed.push(`${uri.replace(/[?#].*/, '')} cannot be reached`);
      }
    }
    return failed.length > 0
      ? E.left({ message: `Webhooks failed: ${failed.join(', ')}.` })
      : E.right(result);
  };

export const postprocess =
  (environment: Readonly<Record<string, string | undefined>>): Work =>
  (ctx, event) =>
    pipe(
      TE.Do,
      TE.bindW('settings', () => decode(Environment, environment, 'The environment')),
      TE.bindW('input', () => decode(Input, event, 'The input')),
      TE.bindW('endpoints', ({ settings }) => endpointsOf(settings)),
      TE.bindW('model', ({ settings }) => getModel(ctx, settings.MODEL_ID)),
      TE.chainFirstW(({ settings, input, model }) =>
        giveFeedback(ctx, input.documentId, settings.DATASET_ID, (before) =>
          feedbackOf(
            input.needsValidation ?? true,
            input.verified,
            input.validatedPredictions,
            model.fieldConfig ?? {},
            before,
          ),
        ),
      ),
      TE.chainW(({ settings, input, endpoints, model }) => {
        const config: Policy = model.fieldConfig ?? {};
        const predictions = fieldsOf(input.predictions, config);
        const given = isEmpty(input.validatedPredictions) ? undefined : input.validatedPredictions;
        const result = {
          documentId: input.documentId,
          values: input.verified ?? null,
          validatedPredictions: given ?? detailsOf(predictions, config),
          predictions,
          ...(input.metadata && { metadata: input.metadata }),
          ...(settings.DATASET_ID && { datasetId: settings.DATASET_ID }),
        };
        return pipe(
          callAll(endpoints, result),
          TE.map(() => result),
        );
      }),
    );

await transitionHandler(postprocess(process.env))();
