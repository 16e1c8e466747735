/**
 * Reads a document: uploads it, lets a model predict its fields, and prints them.
 *
 *   npm start                     a sample invoice
 *   npm start -- path/to/any.pdf  a document of your own
 *
 * With the LAS_* environment variables set it asks the real API (LAS_MODEL_ID names the model; the first one listed
 * otherwise); without them it starts the emulator.
 */
import { fileURLToPath } from 'node:url';

import { type Either, isLeft, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import {
  type Context,
  createContext,
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
import { credentialsFromEnvironment, fileContent } from 'las-fp/node';
import { serveEmulator } from 'las-fp-emulator/node';

const sample = fileURLToPath(new URL('sample-invoice.pdf', import.meta.url));

interface Account {
  readonly ctx: Context;
  readonly close: () => Promise<void>;
}

async function openAccount(): Promise<Either<LasError, Account>> {
  const configured = Object.keys(process.env).some((name) => /^LAS_(CLIENT|API|AUTH)_/.test(name));
  if (configured) {
    return pipe(
      credentialsFromEnvironment(),
      map((options) => ({ ctx: createContext(options), close: async () => {} })),
    );
  }
  const server = await serveEmulator();
  console.log(`No LAS_* variables are set: using the emulator, at ${server.apiEndpoint}`);
  const { clientId, clientSecret } = server.emulator;
  const account = credentialsFromEnvironment({
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_AUTH_ENDPOINT: server.authEndpoint,
    LAS_API_ENDPOINT: server.apiEndpoint,
  });
  return pipe(
    account,
    map((options) => ({ ctx: createContext(options), close: server.close })),
  );
}

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

const tell = <A>(
  text: (value: A) => string,
): ((task: TE.TaskEither<LasError, A>) => TE.TaskEither<LasError, A>) =>
  TE.map((value) => {
    console.log(text(value));
    return value;
  });

const readDocument = (ctx: Context, file: Blob): TE.TaskEither<LasError, Prediction> =>
  pipe(
    createDocument(ctx, file),
    tell(({ documentId }) => `1. document    ${documentId}, ${file.size.toLocaleString('en')} bytes`),
    TE.bindTo('document'),
    TE.bind('model', () => chooseModel(ctx)),
    tell(
      ({ model }) =>
        `2. model       ${model.name ?? model.modelId}: ${Object.keys(model.fieldConfig ?? {}).join(', ')}`,
    ),
    TE.chain(({ document, model }) => createPrediction(ctx, document.documentId, model.modelId)),
    tell(({ predictionId }) => `3. prediction  ${predictionId}`),
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
    return [[name, String(value ?? '–'), percent(confidence), value === null ? '' : String(page ?? '')]];
  });

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

async function main(path: string): Promise<Either<LasError, string>> {
  const file = await fileContent(path)();
  if (isLeft(file)) return file;
  const account = await openAccount();
  if (isLeft(account)) return account;
  const { ctx, close } = account.right;
  try {
    const prediction = await readDocument(ctx, file.right)();
    if (isLeft(prediction)) return prediction;
    const { predictions } = prediction.right;
    if (!Array.isArray(predictions))
      return left(invalidInput('The model answers in a form without a list of fields.'));
    const found = rows(predictions);
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
