/**
 * Reads a document and prints its fields.
 *
 *   npm start                     a sample invoice
 *   npm start -- path/to/any.pdf  a document of your own
 *
 * Without CRADL_* or LAS_* environment variables it starts the emulator, whose agent predicts, has what is not sure
 * reviewed, and exports to a webhook that this program receives and verifies. With them it asks the real API: the agent
 * that CRADL_AGENT_ID names, else the model that LAS_MODEL_ID names, else the first model listed.
 */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type AgentRunVariables,
  type Context,
  createDocument,
  createPrediction,
  getModel,
  invalidInput,
  type LasError,
  listModels,
  type Model,
  ModelId,
  type PredictedField,
  type Prediction,
} from 'las-fp';
import { fileContent } from 'las-fp/node';

import { openAccount } from './account.js';
import { readWithAgent, readWithEmulatedAgent, step } from './run-agent.js';

const sample = fileURLToPath(new URL('sample-invoice.pdf', import.meta.url));

/** The model that LAS_MODEL_ID names, or the first one of the account. */
function chooseModel(ctx: Context): TE.TaskEither<LasError, Model> {
  const named = process.env['LAS_MODEL_ID'];
  if (named) {
    const modelId = ModelId.decode(named);
    return isLeft(modelId)
      ? TE.left(invalidInput(`LAS_MODEL_ID is ${named}: set it to an id like las:model:1f0c….`))
      : getModel(ctx, modelId.right);
  }
  return pipe(
    listModels(ctx, { maxResults: 1 }),
    TE.chain(({ models: [first] }) =>
      first
        ? TE.right(first)
        : TE.left(invalidInput('The account has no model: create one, or set LAS_MODEL_ID.')),
    ),
  );
}

const readWithModel = (ctx: Context, file: Blob): TE.TaskEither<LasError, Prediction> =>
  pipe(
    createDocument(ctx, file),
    step(({ documentId }) => `1. document    ${documentId}, ${file.size.toLocaleString('en')} bytes`),
    TE.bindTo('document'),
    TE.bind('model', () => chooseModel(ctx)),
    step(
      ({ model }) =>
        `2. model       ${model.name ?? model.modelId}: ${Object.keys(model.fieldConfig ?? {}).join(', ')}`,
    ),
    TE.chain(({ document, model }) => createPrediction(ctx, document.documentId, model.modelId)),
    step(({ predictionId }) => `3. prediction  ${predictionId}`),
  );

type Row = readonly [field: string, value: string, confidence: string, page: string];

/** A row for each field; the lines of line items each get rows of their own. */
const rows = (fields: ReadonlyArray<PredictedField>, prefix = ''): ReadonlyArray<Row> =>
  fields.flatMap(({ label, value, confidence, page }): ReadonlyArray<Row> => {
    const name = prefix + label;
    if (Array.isArray(value)) {
      const lines: ReadonlyArray<ReadonlyArray<PredictedField>> = value.map((line) => [line].flat());
      return lines.flatMap((line, i) => rows(line, `${name}[${i}].`));
    }
    return [[name, String(value ?? '–'), percent(confidence), value === null ? '' : pageFrom1(page)]];
  });

// The API counts pages from 0, people from 1.
const pageFrom1 = (page: number | null | undefined) => (typeof page === 'number' ? String(page + 1) : '');

const percent = (confidence: number | null | undefined) =>
  typeof confidence === 'number' ? `${Math.round(confidence * 100)} %` : '';

function table(body: ReadonlyArray<Row>): string {
  const all: ReadonlyArray<Row> = [['field', 'value', 'confidence', 'page'], ...body];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

/** What an agent read, as the fields of a prediction are. */
const fieldsOf = ({ fields, tables }: AgentRunVariables): ReadonlyArray<PredictedField> => [
  ...Object.entries(fields).map(([label, field]) => ({ label, confidence: 0, ...field })),
  ...Object.entries(tables).map(([label, lines]) => ({
    label,
    confidence: 0,
    value: lines.map((line) =>
      Object.entries(line).map(([column, field]) => ({ label: column, confidence: 0, ...field })),
    ),
  })),
];

async function main(path: string): Promise<Either<LasError, string>> {
  const file = await fileContent(path)();
  if (isLeft(file)) return file;
  const account = await openAccount();
  if (isLeft(account)) return account;
  const { ctx, agentId, emulated, close } = account.right;
  try {
    const read = agentId
      ? pipe(
          (emulated ? readWithEmulatedAgent : readWithAgent)(ctx, agentId, file.right, basename(path)),
          TE.map(fieldsOf),
        )
      : pipe(
          readWithModel(ctx, file.right),
          TE.chain(({ predictions }) =>
            Array.isArray(predictions)
              ? TE.right<LasError, ReadonlyArray<PredictedField>>(predictions)
              : TE.left(invalidInput('The model answers in a form without a list of fields.')),
          ),
        );
    const fields = await read();
    if (isLeft(fields)) return left(fields.left);
    const found = rows(fields.right);
    const nothing = found.every(([, value]) => value === '–');
    const hint = nothing
      ? '\n\nNothing was found. The emulator reads the text layer of PDFs, which a picture or a scan does not have.'
      : '';
    return right(`\n${table(found)}${hint}`);
  } finally {
    await close();
  }
}

const result = await main(process.argv[2] ?? sample);
if (isLeft(result)) {
  console.error(result.left.message);
  process.exitCode = 1;
} else {
  console.log(result.right);
}
