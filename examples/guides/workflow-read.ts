/** The program of the step `read`: reads the document of the input, and tells whether a person must look. */
import { isRight } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { createPagePredictions, DocumentId, ModelId } from 'las-fp';
import { extract, policyOf } from 'las-fp/extraction';
import { transitionHandler } from 'las-fp/node';

const fields = { invoice_number: { type: 'string' }, total_amount: { type: 'amount' } } as const;
const sure = { confidenceLevels: { automated: 0.9 } };
const policy = policyOf(fields, { invoice_number: sure, total_amount: sure });

await transitionHandler((ctx, { documentId }) => {
  const modelId = ModelId.decode(process.env['MODEL_ID']);
  const id = DocumentId.decode(documentId);
  if (!isRight(modelId)) return TE.left({ message: 'MODEL_ID is not the id of a model.' });
  if (!isRight(id)) return TE.left({ status: 'rejected', message: 'The input has no documentId.' });
  return pipe(
    createPagePredictions(ctx, id.right, modelId.right),
    TE.map((predictions) => {
      const { look, reasons, values } = extract(predictions, policy).decision;
      return { documentId, look, reasons, values };
    }),
  );
})();
