/** Many documents at once: each is created once, or reported with the reason why not. */
import type { Either } from 'fp-ts/lib/Either.js';
import type { Task } from 'fp-ts/lib/Task.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Json } from './codec.js';
import { traverseWithLimit } from './concurrency.js';
import type { Context, RequestRecord } from './context.js';
import { isLeft, left, right } from './either.js';
import { invalidInput, type LasError } from './errors.js';
import { neverConnected, outcomeUnknown } from './exchange/retry.js';
import { type Content, encodeBase64, toFile } from './files/content.js';
import type { AgentId, AgentRunId } from './ids.js';
import { read as readArguments } from './lazy.js';
import { pages } from './lists.js';
import { agentRunIdOf } from './resources/agents/runAgent.js';
import { createAgentRun } from './resources/agents/runs.js';
import { type CreateDocumentOptions, createAccepted } from './resources/documents/create.js';
import { type LasDocument, listDocuments, putDocumentContent } from './resources/documents/index.js';
import { aborted } from './scope.js';
import { textOf } from './text.js';

/** A document to create. Keys of your own stay in the report, and are not sent. */
export interface DocumentSource extends CreateDocumentOptions {
  /** Of the agent's run, where there is an `agentId`. */
  readonly variables?: Json | undefined;
  /** The content, or a task that gives it when its turn comes: `fileContent(path)`. */
  readonly content: Content | TaskEither<LasError, Blob>;
}

/** The outcome of a source: plain data, the same after JSON and back. */
export interface DocumentOutcome {
  readonly result: Either<LasError, LasDocument>;
  /** When a POST left that may have created it or its run, the first one, by this machine's clock (ISO 8601); null: none did. */
  readonly sentAt: string | null;
  /** The mark that the POST bore, `metadata.lasFpTrace`; null: none. */
  readonly trace: string | null;
  /** The agent's run that was begun for it. */
  readonly agentRunId?: AgentRunId | undefined;
}

/** A source and what became of it. */
export interface CreatedDocument<Source extends DocumentSource = DocumentSource> extends DocumentOutcome {
  readonly source: Source;
}

/** What a journal is told of a source: the same after JSON and back. */
export interface JournalEntry extends Omit<DocumentOutcome, 'result'> {
  /** Which of the sources, from 0. */
  readonly index: number;
  /** Absent before the POST leaves. */
  readonly result?: Either<LasError, LasDocument> | undefined;
}

/** How {@link createDocuments} goes about it. */
export interface CreateDocumentsOptions<Source extends DocumentSource = DocumentSource> {
  /**
   * Lets an agent work on each document, in a run of its own; the service finds out the `contentType`, unless a source has
   * one. A source with an `agentRunId` goes into that run.
   */
  readonly agentId?: AgentId | undefined;
  /** Documents under way at a time; 4 by default. */
  readonly concurrency?: number | undefined;
  /** Called after each document, with how many are done. */
  readonly onProgress?: ((done: number, last: CreatedDocument<Source>) => void) | undefined;
  /**
   * The report of an earlier run, with an outcome for each of the same sources in the same order; sources beyond its
   * end are new.
   */
  readonly resume?: ReadonlyArray<DocumentOutcome | null> | undefined;
  /**
   * Called, and awaited, before each POST and after each document; where it rejects before the POST, none leaves. What it
   * writes survives the process: {@link outcomesOf} makes of it what `resume` takes. `journalFile` of `las-fp/node` is one.
   */
  readonly journal?: ((entry: JournalEntry) => void | Promise<void>) | undefined;
  /**
   * Whether each document gets a random text as `metadata.lasFpTrace`, by which a later run finds it if the answer
   * was lost; true by default. Not for `upload: 'inline'`: accounts of 2021 have no `metadata`.
   */
  readonly trace?: boolean | undefined;
  /** Whether to create again what may exist and has no mark to look for; false by default, since it may be twice then. */
  readonly repeatUnsure?: boolean | undefined;
}

/**
 * Creates many documents; one that fails does not keep the others from being created. The report stands in the
 * order of the sources. `POST /documents` and `PUT <fileUrl>` for each; with `agentId`, `POST /agents/{agentId}/runs` before them
 *
 * A POST whose answer was lost may have created its document, so it is reported and not sent again. A run with
 * `resume` first looks for such documents by their marks (`GET /documents`, newest first, back to when they were
 * sent), sends the files that are missing, and creates only what is not there. Where the look-up fails they stay
 * as they were, with the reason. A run of an agent bears no mark: where the answer to its POST was lost, it is reported, and
 * begun again with `repeatUnsure` alone. Let a minute go by before it: what is carried out after the look-up is not found.
 *
 * A process that is killed leaves no report, but a `journal`.
 *
 * @example
 * import { createDocuments } from 'las-fp';
 * import { fileContent } from 'las-fp/node';
 *
 * const sources = paths.map((path) => ({ content: fileContent(path), name: path }));
 * const report = await createDocuments(ctx, sources, { concurrency: 8 })();
 * const again = await createDocuments(ctx, sources, { resume: report })();
 *
 * @example
 * // To resume in another process, save the report without the sources.
 * await writeFile('report.json', JSON.stringify(report.map(({ source, ...outcome }) => outcome)));
 * const resume = JSON.parse(await readFile('report.json', 'utf8'));
 */
export function createDocuments<Source extends DocumentSource>(
  ctx: Context,
  sources: Iterable<Source>,
  options: CreateDocumentsOptions<Source> = {},
): Task<ReadonlyArray<CreatedDocument<Source>>> {
  return async () => {
    const settings = settingsOf(options);
    // Without them nobody knows which sources are done: none is begun.
    const known: Settings<Source> = isLeft(settings) ? nothingKnown : settings.right;
    const { concurrency, onProgress, journal, earlier } = known;
    const marked = await lookUp(ctx, earlier);
    const report: CreatedDocument<Source>[] = [];
    let done = 0;
    await traverseWithLimit(concurrency)(
      untilItThrows(sources),
      (taken: Either<LasError, Source>, index): TaskEither<LasError, LasDocument> =>
        async () => {
          const before = earlier[index] ?? unsent;
          const unusable = [settings, taken].find(isLeft);
          // Where the iterable threw there is no source.
          const source = (isLeft(taken) ? undefined : taken.right) as Source;
          const outcome = unusable
            ? { ...before, result: unusable }
            : await createOne(ctx, index, source, before, marked, known).catch((thrown) =>
                refused(before, thrown),
              );
          const last = { source, ...outcome };
          report[index] = last;
          try {
            await journal?.({ index, ...outcome });
            onProgress?.(++done, last);
          } catch {
            // The document is there: what a hook throws must not cost the report.
          }
          return outcome.result;
        },
    )();
    return report;
  };
}

/**
 * The outcomes of runs from what their journal was told, in its order: what {@link createDocuments} takes as `resume`. A POST
 * that left without a result may have created its document, so it is looked for.
 */
export function outcomesOf(entries: Iterable<JournalEntry>): ReadonlyArray<DocumentOutcome> {
  const outcomes: DocumentOutcome[] = [];
  for (const entry of entries) {
    if (outcomes[entry.index]?.result._tag !== 'Right') outcomes[entry.index] = outcomeOf(entry);
  }
  return Array.from(outcomes, outcomeOf);
}

// A getter of the options may throw, and a text that was not parsed is no report: each source would be created again.
function settingsOf<Source extends DocumentSource>(
  options: CreateDocumentsOptions<Source> | null,
): Either<LasError, Settings<Source>> {
  const given = readArguments(() => {
    const { concurrency = 4, resume, ...rest } = options ?? {};
    const report = resume ?? [];
    const earlier = Array.isArray(report) ? Array.from(report, outcomeOf) : undefined;
    return { settings: { ...rest, concurrency: Number(concurrency) }, earlier };
  });
  if (isLeft(given)) return given;
  const { settings, earlier } = given.right;
  return earlier
    ? right({ ...settings, earlier })
    : left(invalidInput('resume must be an array: parse the JSON of a report.'));
}

interface Settings<Source extends DocumentSource> extends Omit<CreateDocumentsOptions<Source>, 'resume'> {
  readonly concurrency: number;
  readonly earlier: ReadonlyArray<DocumentOutcome>;
}

const nothingKnown = { concurrency: 1, earlier: [] } as const;

// From JSON, an outcome may be anything.
function outcomeOf(given: Omit<JournalEntry, 'index'> | null | undefined): DocumentOutcome {
  const { result, sentAt, trace, agentRunId } = given ?? unsent;
  const known =
    result?._tag === 'Right' ? result.right?.documentId : result?._tag === 'Left' && result.left?._tag;
  return {
    result: result && known ? result : given ? withoutResult : unsent.result,
    sentAt,
    trace,
    ...(agentRunId && { agentRunId }),
  };
}

function* untilItThrows<A>(sources: Iterable<A>): Generator<Either<LasError, A>> {
  try {
    for (const source of sources) yield right(source);
  } catch (thrown) {
    yield left(cannotBeRead(thrown));
  }
}

const cannotBeRead = (thrown: unknown): LasError =>
  invalidInput(`The content cannot be read: ${thrown instanceof Error ? thrown.message : textOf(thrown)}`);

// A source that cannot be read changes nothing of what is known.
const refused = (before: DocumentOutcome, thrown: unknown): DocumentOutcome => {
  const documentId = isLeft(before.result) ? before.result.left.documentId : undefined;
  return { ...before, result: left({ ...cannotBeRead(thrown), ...(documentId && { documentId }) }) };
};

// As of a call that was aborted, nobody knows what became of it.
const withoutResult = /*#__PURE__*/ left({
  ...aborted,
  message: 'The report does not say how this source ended: it may have a document. See repeatUnsure.',
});

const unsent: DocumentOutcome = { result: /*#__PURE__*/ left(aborted), sentAt: null, trace: null };

// A POST left and no readable response came: it may have created a document whose id is unknown.
const isOpen = ({ result, sentAt }: DocumentOutcome): boolean =>
  isLeft(result) &&
  result.left.documentId === undefined &&
  sentAt !== null &&
  ((outcomeUnknown(result.left) && !neverConnected(result.left)) || result.left._tag === 'DecodeError');

interface Marked {
  /** By their marks. */
  readonly found: ReadonlyMap<unknown, LasDocument>;
  /** Why there may be more of them. */
  readonly error?: LasError;
}

// By how many milliseconds the clocks of this machine and the API may differ.
const clockMargin = 3_600_000;

async function lookUp(ctx: Context, outcomes: ReadonlyArray<DocumentOutcome>): Promise<Marked> {
  const found = new Map<unknown, LasDocument>();
  const open = outcomes.filter((outcome) => outcome.trace && isOpen(outcome));
  const wanted = new Set<unknown>(open.map(({ trace }) => trace));
  if (wanted.size === 0) return { found };
  const since = open.reduce((first, { sentAt }) => Math.min(first, Date.parse(sentAt ?? '')), Infinity);
  for await (const page of pages(listDocuments, ctx, { sortBy: 'createdTime', order: 'descending' })) {
    if (isLeft(page)) return { found, error: page.left };
    const { documents } = page.right;
    for (const document of documents) {
      const trace = document.metadata?.['lasFpTrace'];
      if (wanted.delete(trace)) found.set(trace, document);
    }
    // A time that cannot be read ends nothing: NaN is less than no number.
    const oldest = Date.parse(documents.at(-1)?.createdTime ?? '');
    if (wanted.size === 0 || oldest < since - clockMargin) break;
  }
  return { found };
}

async function createOne(
  ctx: Context,
  index: number,
  source: DocumentSource,
  earlier: DocumentOutcome,
  marked: Marked,
  options: Pick<CreateDocumentsOptions, 'agentId' | 'trace' | 'repeatUnsure' | 'journal'>,
): Promise<DocumentOutcome> {
  const { agentId, trace: marks = true, repeatUnsure = false, journal } = options;
  if (!isLeft(earlier.result)) return earlier;
  const error = earlier.result.left;
  const open = isOpen(earlier);
  const found = open ? marked.found.get(earlier.trace) : undefined;
  if (open && !found) {
    if (!earlier.trace && !repeatUnsure) return earlier;
    if (earlier.trace && marked.error) return { ...earlier, result: notLookedUp(error, marked.error) };
  }
  const documentId = found?.documentId ?? error.documentId;
  // A refused POST created nothing, so the source begins anew.
  let { sentAt, trace } = documentId || open ? earlier : unsent;
  let { agentRunId = source?.agentRunId } = earlier;
  const outcome = (result: DocumentOutcome['result']): DocumentOutcome => ({
    result,
    sentAt,
    trace,
    ...(agentRunId && { agentRunId }),
  });
  if (found?.contentMD5) return outcome(right(found));

  // A source from JSON may be anything.
  const { contentType = agentId || agentRunId ? null : undefined, upload, variables } = source ?? {};
  const mark = marks && upload !== 'inline' ? (trace ?? newMark()) : null;
  // Calls the API with what leaves on record: with a journal before it, and with when and which mark after it.
  const onRecord = async <A>(
    mark: string | null,
    call: (noting: Context) => TaskEither<LasError, A>,
  ): Promise<Either<LasError, A>> => {
    try {
      await journal?.({
        index,
        sentAt: sentAt ?? new Date().toISOString(),
        trace: mark,
        ...(agentRunId && { agentRunId }),
      });
    } catch (thrown) {
      return left(invalidInput(`Not sent, since the journal failed: ${textOf(thrown)}`));
    }
    const onRequest = (record: RequestRecord) => {
      if (record.source === 'api') {
        sentAt ??= new Date().toISOString();
        trace = mark;
      }
      return ctx.onRequest?.(record);
    };
    return call({ ...ctx, onRequest })();
  };
  const content = ctx.signal?.aborted ? left(aborted) : await read(source);
  const create = async (given: Content) => {
    if (agentId && !agentRunId) {
      const file = await toFile(given, contentType);
      if (isLeft(file)) return file;
      const run = await onRecord(null, (noting) => createAgentRun(noting, agentId, { variables }));
      if (isLeft(run)) return run;
      agentRunId = agentRunIdOf(run.right);
      // No document of it can be there yet.
      sentAt = null;
    }
    const of = { ...optionsOf(source, mark), contentType, agentRunId };
    return onRecord(mark, (noting) => createAccepted(noting, given, of, bears(mark)));
  };
  const result = isLeft(content)
    ? content
    : documentId
      ? await putDocumentContent(ctx, found?.fileUrl ? found : documentId, content.right, { contentType })()
      : await create(content.right);
  // However it fails, the next run must know that the document exists.
  const known = isLeft(result) && documentId ? left({ ...result.left, documentId }) : result;
  return outcome(known);
}

// By name: a source may have keys of its owner's, and the API refuses what it does not know.
function optionsOf(source: DocumentSource, mark: string | null): CreateDocumentOptions {
  const { upload, groundTruth, consentId, datasetId, batchId } = source;
  const { retentionInDays, name, description } = source;
  const belongsTo = { consentId, datasetId, batchId };
  const metadata = mark === null ? source.metadata : { ...source.metadata, lasFpTrace: mark };
  return { ...belongsTo, upload, groundTruth, retentionInDays, name, description, metadata };
}

// On a connection that gave one answer too many, each answer is that of the request before: its document is another's.
const bears = (mark: string | null) => (created: LasDocument) =>
  mark === null || created.metadata?.['lasFpTrace'] === mark
    ? right(created)
    : left<LasError>({
        _tag: 'DecodeError',
        message:
          'The API answered with another document than the one that was sent, which may have been created.',
        source: 'api',
        status: 200,
        path: 'metadata.lasFpTrace',
        expected: 'the mark that was sent',
        got: 'another',
      });

// Pages over plain http have no randomUUID.
const newMark = (): string => encodeBase64(crypto.getRandomValues(new Uint8Array(18)));

const why = ' Not created again, since looking for it failed: ';

// The reason of an earlier run gives way to this one.
const notLookedUp = (error: LasError, { message }: LasError): Either<LasError, never> =>
  left({ ...error, message: error.message.split(why)[0] + why + message });

async function read(source: DocumentSource): Promise<Either<LasError, Content>> {
  try {
    const { content } = source;
    const given = typeof content === 'function' ? await content() : right(content);
    return given?._tag === 'Left' ? given : right(given?.right);
  } catch (thrown) {
    return left(cannotBeRead(thrown));
  }
}
