/**
 * The first of the service's two docker transitions: lets a model read a document, and decides whether a person must
 * look at it.
 *
 *   MODEL_ID              the model
 *   FORM_CONFIG_ASSET_ID  the asset that has how sure one must be of each field: `{ config: { fields } }`
 *   MAX_WORKERS           predictions under way at a time; 2 by default
 *
 * The input has a `documentId`, and may have the `predictions`; `metadata` is handed on. The output is what `postprocess.ts`
 * takes, a person's review in between or not. A page that cannot be read makes a person look: nothing is left out unseen.
 */
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import {
  AssetId,
  type Context,
  DocumentId,
  getAssetContent,
  getDocument,
  getDocumentContent,
  getModel,
  type LasError,
  type Model,
  ModelId,
  PredictedField,
  type PreprocessConfig,
  reportPagePredictions,
} from 'las-fp';
import {
  extract,
  type FieldsSource,
  Policy,
  policyOf,
  predictionsOf,
  withGroundTruth,
} from 'las-fp/extraction';
import { type Refusal, transitionHandler, type Work } from 'las-fp/node';
import { PDFDocument } from 'pdf-lib';

const Environment = t.type({ MODEL_ID: ModelId, FORM_CONFIG_ASSET_ID: AssetId });

const Input = t.intersection([
  t.type({ documentId: DocumentId }),
  t.partial({
    predictions: t.array(PredictedField),
    metadata: t.UnknownRecord,
    email: t.partial({ subject: t.string, origin: t.string, body: t.string }),
  }),
]);
type Input = t.TypeOf<typeof Input>;

const FormConfig = t.type({ config: t.type({ fields: Policy }) });

const decode = <A>(codec: t.Type<A, unknown>, u: unknown, what: string): TE.TaskEither<Refusal, A> =>
  pipe(
    TE.fromEither(codec.decode(u)),
    TE.mapLeft(([first]) => ({
      message: `${what}: ${first?.context.map(({ key }) => key).join('.')} must be ${first?.context.at(-1)?.type.name}.`,
    })),
  );

const json = (blob: Blob): TE.TaskEither<Refusal, unknown> =>
  TE.tryCatch(
    async () => JSON.parse(await blob.text()),
    () => ({ message: 'The form is not JSON.' }),
  );

/** How many pages a document has; nothing where it is no PDF. */
const pagesOf = (ctx: Context, documentId: DocumentId) => async (): Promise<number | undefined> => {
  const file = await getDocumentContent(ctx, documentId)();
  if (E.isLeft(file)) return undefined;
  try {
    const bytes = await file.right.arrayBuffer();
    return (await PDFDocument.load(bytes, { ignoreEncryption: true })).getPageCount();
  } catch {
    return undefined;
  }
};

/** The predictions of all pages, and why some are missing. */
interface Read {
  readonly predictions: ReadonlyArray<{ readonly predictions: FieldsSource }>;
  readonly gaps: ReadonlyArray<LasError>;
}

function readPages(
  ctx: Context,
  { documentId }: Input,
  { modelId, preprocessConfig, metadata }: Model,
  concurrency: number,
): TE.TaskEither<LasError, Read> {
  return async () => {
    const most = Number(metadata?.['maxPredictionPages'] ?? 100);
    const found = await pagesOf(ctx, documentId)();
    const config: PreprocessConfig = { ...preprocessConfig, maxPages: 1 };
    const report = await reportPagePredictions(ctx, documentId, modelId, {
      preprocessConfig: config,
      concurrency,
      pages: found === undefined ? undefined : Math.min(found, most),
    })();
    const gaps = report.flatMap(({ result }) => (E.isLeft(result) ? [result.left] : []));
    const predictions = report.flatMap(({ result }) => (E.isRight(result) ? [result.right] : []));
    const [first] = gaps;
    return first && predictions.length === 0 ? E.left(first) : E.right({ predictions, gaps });
  };
}

export const preprocess =
  (environment: Readonly<Record<string, string | undefined>>): Work =>
  (ctx, event) =>
    pipe(
      TE.Do,
      TE.bindW('ids', () => decode(Environment, environment, 'The environment')),
      TE.bindW('input', () => decode(Input, event, 'The input')),
      TE.bindW('form', ({ ids }) => getAssetContent(ctx, ids.FORM_CONFIG_ASSET_ID)),
      TE.bindW('formConfig', ({ form }) =>
        pipe(
          json(form),
          TE.chain((u) => decode(FormConfig, u, 'The form')),
        ),
      ),
      TE.bindW('model', ({ ids }) => getModel(ctx, ids.MODEL_ID)),
      TE.bindW('document', ({ input }) => getDocument(ctx, input.documentId)),
      TE.bindW('read', ({ input, model }) =>
        input.predictions
          ? TE.right({ predictions: [{ predictions: input.predictions }], gaps: [] })
          : readPages(ctx, input, model, Number(environment['MAX_WORKERS'] ?? 2)),
      ),
      TE.map(({ input, formConfig, model, document, read }) => {
        for (const gap of read.gaps) console.error(`A page is missing: ${gap.message}`);
        const policy = policyOf(model.fieldConfig ?? {}, formConfig.config.fields);
        const mergeContinuedLines = model.metadata?.['mergeContinuedLines'] === true;
        const { decision } = extract(read.predictions, policy, { mergeContinuedLines });
        const needsValidation = decision.look || read.gaps.length > 0;
        const { email, metadata } = input;
        return {
          documentId: input.documentId,
          needsValidation,
          predictions: predictionsOf(withGroundTruth(decision.fields, document.groundTruth, policy)),
          ...(needsValidation ? {} : { verified: decision.values }),
          ...(email && {
            leadingTextHeader: { value: `${email.subject ?? ''} (From: ${email.origin ?? ''})` },
            leadingText: { value: email.body ?? '' },
          }),
          ...(metadata && { metadata }),
        };
      }),
    );

await transitionHandler(preprocess(process.env))();
