import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createEmulator } from '../emulator/src/index.js';
import {
  type CreatedDocument,
  clientCredentials,
  collect,
  createContext,
  createDocuments,
  type DocumentOutcome,
  type DocumentSource,
  getDocumentContent,
  type JournalEntry,
  type LasDocument,
  type LasError,
  listDocuments,
  outcomesOf,
  withOptions,
} from '../src/index.js';
import { endpoint, fake, type Sent, status } from './support/fake.js';

const bytes = (n: number) => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, n);
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A document as the API of these tests gives it: its id is made from its name. */
const documentOf = (name: string) => ({
  documentId: `las:document:${name}` as const,
  name,
  fileUrl: `${endpoint}/files/${name}`,
  contentType: 'image/png',
  retentionInDays: 1,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
});

/** Answers like the API, but for the requests that `instead` answers. */
const api =
  (instead: (line: string) => unknown = () => undefined) =>
  async (sent: Sent) => {
    const other = await instead(lineOf(sent));
    if (other !== undefined) return other;
    if (sent.method === 'PUT') return new Response(null, { status: 200 });
    if (lineOf(sent) === 'GET documents') return { documents: [], nextToken: null };
    const given = (sent.body ?? {}) as { readonly name?: string; readonly metadata?: unknown };
    const document = documentOf(given.name ?? lineOf(sent).split(' ')[1] ?? '');
    return given.metadata === undefined ? document : { ...document, metadata: given.metadata };
  };

/** `POST a`, `PUT a`, `GET a`: what was sent, and for which document. */
function lineOf({ method, url, body }: Sent): string {
  const name = (body as { readonly name?: string } | undefined)?.name;
  return `${method} ${name ?? decodeURIComponent(url.pathname.split('/').at(-1) ?? '').replace('las:document:', '')}`;
}

const sourcesOf = (...names: ReadonlyArray<string>) =>
  names.map((name, n) => ({ name, content: bytes(n), retentionInDays: 30 }));

const tagsOf = (report: ReadonlyArray<{ readonly result: Either<LasError, LasDocument> }>) =>
  report.map(({ result }) => (result._tag === 'Left' ? result.left._tag : 'Right'));

const idOf = ({ result }: { readonly result: Either<LasError, LasDocument> }) =>
  result._tag === 'Left' ? result.left.documentId : result.right.documentId;

const test = suite('createDocuments');

test('creates each one, and reports in the order of the sources', async () => {
  // The first ones take longest.
  let left = 12;
  const { ctx, sent } = fake(
    api(async () => {
      for (let i = left--; i > 0; i--) await tick();
    }),
  );
  const sources = sourcesOf('a', 'b', 'c', 'd', 'e', 'f');
  const report = await createDocuments(ctx, sources)();
  assert.equal(
    report.map(({ source, result }) => ({ source, result })),
    sources.map((source, i) => {
      const metadata = { lasFpTrace: report[i]?.trace };
      return { source, result: { _tag: 'Right', right: { ...documentOf(source.name), metadata } } };
    }),
  );
  report.forEach(({ source }, i) => {
    assert.is(source, sources[i], 'the source itself');
  });
  assert.equal(
    sent.map(lineOf).sort(),
    ['POST', 'PUT'].flatMap((method) => ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${method} ${name}`)),
  );
  for (const { method, body } of sent) {
    if (method === 'POST') {
      const { name } = body as { readonly name: string };
      const lasFpTrace = report.find(({ source }) => source.name === name)?.trace;
      assert.equal(body, { name, retentionInDays: 30, contentType: 'image/png', metadata: { lasFpTrace } });
    }
  }
});

test('nothing leaves before it runs, and no sources make no requests', async () => {
  const { ctx, sent } = fake(api());
  const run = createDocuments(ctx, sourcesOf('a'));
  assert.equal(await createDocuments(ctx, [])(), []);
  await tick();
  assert.is(sent.length, 0);
  await run();
  assert.is(sent.length, 2);
});

test('so many at a time: 4, or as told', async () => {
  for (const [concurrency, most] of [
    [undefined, 4],
    [1, 1],
    [3, 3],
    [0, 1],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 9],
  ] as const) {
    const open = new Set<string>();
    let seen = 0;
    const { ctx } = fake(
      api(async (line) => {
        const [method, name = ''] = line.split(' ');
        if (method === 'POST') open.add(name);
        seen = Math.max(seen, open.size);
        await tick();
        if (method === 'PUT') open.delete(name);
      }),
    );
    const report = await createDocuments(ctx, sourcesOf(...'abcdefghi'), { concurrency })();
    assert.ok(tagsOf(report).every((tag) => tag === 'Right'));
    assert.is(seen, most, `concurrency ${concurrency}`);
  }
});

test('tells how many are done, after each one', async () => {
  const { ctx } = fake(api((line) => (line === 'POST b' ? status(400, 'no') : undefined)));
  const told: Array<readonly [number, CreatedDocument<{ name: string; content: Uint8Array }>]> = [];
  const report = await createDocuments(ctx, sourcesOf('a', 'b', 'c', 'd', 'e'), {
    concurrency: 2,
    onProgress: (done, last) => told.push([done, last]),
  })();
  assert.equal(
    told.map(([done]) => done),
    [1, 2, 3, 4, 5],
  );
  for (const [, last] of told) {
    const same = report.find(({ source }) => source === last.source);
    assert.is(same?.result, last.result);
  }
});

test('an onProgress that throws costs nothing', async () => {
  const { ctx } = fake(api());
  let calls = 0;
  const report = await createDocuments(ctx, sourcesOf('a', 'b', 'c'), {
    onProgress: () => {
      calls++;
      throw new Error('a bug in the progress bar');
    },
  })();
  assert.equal(tagsOf(report), ['Right', 'Right', 'Right']);
  assert.is(calls, 3);
});

test('reads a content, and takes a source, when its turn comes', async () => {
  const { ctx, sent } = fake(api());
  const log: string[] = [];
  function* sources(): Generator<DocumentSource> {
    for (const name of ['a', 'b', 'c']) {
      log.push(`take ${name}`);
      yield {
        name,
        content: async () => {
          log.push(`read ${name} after ${sent.length}`);
          return { _tag: 'Right', right: new Blob([bytes(1)]) };
        },
      };
    }
  }
  const run = createDocuments(ctx, sources(), { concurrency: 1 });
  assert.equal(log, []);
  assert.equal(tagsOf(await run()), ['Right', 'Right', 'Right']);
  assert.equal(log, ['take a', 'read a after 0', 'take b', 'read b after 2', 'take c', 'read c after 4']);
});

test('one that fails does not keep the others from being created', async () => {
  const { ctx, sent } = fake(
    api((line) =>
      line === 'POST b' ? status(400, 'no') : line === 'PUT d' ? status(403, 'not for you') : undefined,
    ),
  );
  const unreadable: LasError = { _tag: 'InvalidInput', message: 'There is no file.' };
  const sources: DocumentSource[] = [
    ...sourcesOf('a', 'b'),
    { name: 'c', content: async () => ({ _tag: 'Left', left: unreadable }) },
    ...sourcesOf('d'),
    { name: 'e', content: 'not base64!' },
    { name: 'f', content: () => Promise.reject(new Error('the disk is gone')) },
    ...sourcesOf('h'),
  ];
  const report = await createDocuments(ctx, sources)();
  assert.equal(tagsOf(report), [
    'Right',
    'BadRequest',
    'InvalidInput',
    'HttpError',
    'InvalidInput',
    'InvalidInput',
    'Right',
  ]);
  const [, b, c, d, , f] = report;
  assert.equal(c?.result, { _tag: 'Left', left: unreadable });
  assert.is(b && idOf(b), undefined);
  assert.is(d && idOf(d), 'las:document:d', 'it exists, without its file');
  assert.match(f?.result._tag === 'Left' ? f.result.left.message : '', /cannot be read: the disk is gone/);
  assert.equal(
    sent.map(lineOf).filter((line) => /[cef]$/.test(line)),
    [],
  );
});

const resuming = suite('createDocuments: resume');

resuming('sends nothing again, gives a file to one that has none, and creates the rest', async () => {
  const first = fake(
    api((line) => (line === 'POST b' ? status(400, 'no') : line === 'PUT c' ? status(403, 'no') : undefined)),
  );
  const sources = sourcesOf('a', 'b', 'c', 'd');
  const report = await createDocuments(first.ctx, sources)();
  assert.equal(tagsOf(report), ['Right', 'BadRequest', 'HttpError', 'Right']);

  const second = fake(api());
  const again = await createDocuments(second.ctx, sources, { resume: report, concurrency: 1 })();
  // The fileUrl of c is asked for: the report of a failure has the id alone.
  assert.equal(second.sent.map(lineOf), ['POST b', 'PUT b', 'GET c', 'PUT c']);
  assert.equal(tagsOf(again), ['Right', 'Right', 'Right', 'Right']);
  assert.equal(
    again.map(idOf),
    ['a', 'b', 'c', 'd'].map((name) => `las:document:${name}`),
  );
  assert.is(again[0]?.result, report[0]?.result);

  const third = fake(api());
  assert.equal(await createDocuments(third.ctx, sources, { resume: again })(), again);
  assert.is(third.sent.length, 0);
});

resuming('goes through JSON, and works for sources that were not reached', async () => {
  const sources = sourcesOf('a', 'b', 'c');
  const { ctx } = fake(api((line) => (line === 'PUT a' ? status(403, 'no') : undefined)));
  const saved = JSON.stringify(await createDocuments(ctx, sources.slice(0, 2))());
  const { ctx: other, sent } = fake(api());
  const resume: ReadonlyArray<CreatedDocument> = JSON.parse(saved);
  const report = await createDocuments(other, sources, { resume, concurrency: 1 })();
  assert.equal(tagsOf(report), ['Right', 'Right', 'Right']);
  assert.equal(sent.map(lineOf), ['GET a', 'PUT a', 'POST c', 'PUT c']);
});

resuming('does not read the content of what is created', async () => {
  const { ctx } = fake(api());
  const resume = await createDocuments(ctx, sourcesOf('a'))();
  let read = 0;
  const content: TaskEither<LasError, Blob> = async () => {
    read++;
    return { _tag: 'Right', right: new Blob([bytes(0)]) };
  };
  assert.equal(tagsOf(await createDocuments(ctx, [{ content, name: 'a' }], { resume })()), ['Right']);
  assert.is(read, 0);
});

resuming('knows of a document without a file however often it fails: it is not created twice', async () => {
  const failing: ReadonlyArray<(line: string) => unknown> = [
    (line) => (line === 'PUT a' ? status(403, 'no') : undefined),
    (line) => (line === 'PUT a' ? status(403, 'no') : undefined),
    (line) => (line === 'GET a' ? status(400, 'no') : undefined),
  ];
  let resume: ReadonlyArray<CreatedDocument> = [];
  const lines: string[] = [];
  for (const instead of failing) {
    const { ctx, sent } = fake(api(instead));
    resume = await createDocuments(ctx, sourcesOf('a'), { resume })();
    assert.equal(resume.map(idOf), ['las:document:a']);
    lines.push(...sent.map(lineOf));
  }
  // Nor where the content cannot be read, or the run is aborted.
  const unreadable = { name: 'a', content: () => Promise.reject(new Error('no')) };
  resume = await createDocuments(fake(api()).ctx, [unreadable], { resume })();
  assert.equal([tagsOf(resume), resume.map(idOf)], [['InvalidInput'], ['las:document:a']]);
  const { ctx: gone } = fake(api(), { signal: AbortSignal.abort() });
  resume = await createDocuments(gone, sourcesOf('a'), { resume })();
  assert.equal([tagsOf(resume), resume.map(idOf)], [['Aborted'], ['las:document:a']]);
  const { ctx, sent } = fake(api());
  resume = await createDocuments(ctx, sourcesOf('a'), { resume })();
  assert.equal(tagsOf(resume), ['Right']);
  assert.equal(
    [...lines, ...sent.map(lineOf)].filter((line) => line.startsWith('POST')),
    ['POST a'],
  );
});

const marks = suite('createDocuments: marks');

marks('each POST has one of its own, beside the metadata that is there', async () => {
  const { ctx, sent } = fake(api());
  const before = Date.now();
  const metadata = { mine: 1 };
  const sources = sourcesOf('a', 'b').map((source) => ({ ...source, metadata }));
  const report = await createDocuments(ctx, sources, { concurrency: 1 })();
  const posted = sent.filter(({ method }) => method === 'POST').map(({ body }) => body as LasDocument);
  assert.equal(
    posted.map((body) => body.metadata),
    report.map(({ trace }) => ({ mine: 1, lasFpTrace: trace })),
  );
  assert.equal(metadata, { mine: 1 });
  assert.is(new Set(report.map(({ trace }) => trace)).size, 2);
  for (const { trace, sentAt } of report) {
    assert.match(trace ?? '', /^.{20,40}$/);
    assert.ok(Date.parse(sentAt ?? '') >= before && Date.parse(sentAt ?? '') <= Date.now());
  }
});

marks('none with trace: false, and none inline, where the API takes no metadata', async () => {
  for (const [options, inline] of [
    [{ trace: false }, {}],
    [{}, { upload: 'inline' }],
  ] as const) {
    const { ctx, sent } = fake(api());
    const [one] = await createDocuments(ctx, [{ name: 'a', content: bytes(0), ...inline }], options)();
    assert.is(one?.trace, null);
    assert.type(one?.sentAt, 'string');
    assert.is((sent[0]?.body as LasDocument | undefined)?.metadata, undefined);
  }
});

marks('keys that are no options are not sent', async () => {
  const { ctx, sent } = fake(api());
  const options = {
    name: 'a',
    contentType: 'image/png',
    groundTruth: [{ label: 'total', value: '1' }],
    consentId: 'las:consent:1',
    datasetId: 'las:dataset:1',
    batchId: 'las:batch:1',
    retentionInDays: 2,
    description: 'd',
  } as const;
  const [one] = await createDocuments(ctx, [{ ...options, content: bytes(0), path: 'a.png' }])();
  assert.is(one?.source.path, 'a.png');
  assert.equal(sent[0]?.body, { ...options, metadata: { lasFpTrace: one?.trace } });
});

marks('hooks of the context are called as ever', async () => {
  const seen: string[] = [];
  const { ctx } = fake(api(), { onRequest: ({ method, source }) => seen.push(`${method} ${source}`) });
  await createDocuments(ctx, sourcesOf('a'))();
  assert.equal(seen, ['POST api', 'PUT file']);
});

resuming('begins nothing where options or the report cannot be read', async () => {
  const done = await createDocuments(fake(api()).ctx, sourcesOf('a'))();
  const refuses = (): never => {
    throw new Error('planted');
  };
  const options: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ resume: JSON.stringify(done) }, /resume must be an array/],
    // The whole of an opened journal in place of its report.
    [{ resume: { journal: () => {}, resume: done } }, /resume must be an array/],
    [{ resume: new Set(done) }, /resume must be an array/],
    [{ resume: new Proxy([], { get: refuses }) }, /planted/],
    [new Proxy({}, { get: refuses }), /planted/],
    [{ concurrency: Symbol('many') }, /Symbol/],
  ];
  for (const [given, message] of options) {
    const { ctx, sent } = fake(api());
    const report = await createDocuments(ctx, sourcesOf('a', 'b'), given as never)();
    assert.equal(tagsOf(report), ['InvalidInput', 'InvalidInput']);
    for (const { result } of report) assert.match(result._tag === 'Left' ? result.left.message : '', message);
    assert.equal(sent, []);
  }
});

resuming('says of an entry without a result that it may have been sent', async () => {
  const { ctx, sent } = fake(api());
  const report = await createDocuments(ctx, sourcesOf('a', 'b', 'c'), {
    resume: [{}, { result: 1 }, null] as never,
  })();
  assert.equal(tagsOf(report), ['Aborted', 'Aborted', 'Right']);
  for (const { result } of report.slice(0, 2)) {
    assert.match(result._tag === 'Left' ? result.left.message : '', /does not say how this source ended/);
  }
  assert.equal(sent.map(lineOf), ['POST c', 'PUT c']);
});

const unsure = suite('createDocuments: resume after answers that were lost');

/** What a POST may meet when it is not known whether it was carried out. */
const lost: Readonly<Record<string, () => unknown>> = {
  'no connection': () => Promise.reject(new TypeError('fetch failed')),
  'status 500': () => status(500),
  'status 503': () => status(503),
  'status 408': () => status(408),
  'no answer in time': () => new Promise(() => {}),
  'no JSON': () => new Response('<html>'),
  'another shape': () => ({ unexpected: true }),
};

/** What a POST may meet that has not been carried out. */
const refused: Readonly<Record<string, () => unknown>> = {
  'nobody listening': () =>
    Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })),
  'status 400': () => status(400),
  'status 403': () => status(403, 'Forbidden'),
  'status 429': () => status(429, 'Too Many Requests', { 'retry-after': '60' }),
  'the quota': () => status(429, 'Limit Exceeded'),
};

/** A run over a, whose POST meets `answer`; its report as another process would read it. */
async function firstRun(answer: () => unknown, options = {}, source = {}) {
  const { ctx, sent } = fake(
    api((line) => (line === 'POST a' ? answer() : undefined)),
    { timeout: 20 },
  );
  const sources: ReadonlyArray<DocumentSource> = [{ name: 'a', content: bytes(0), ...source }];
  const report = await createDocuments(ctx, sources, options)();
  assert.equal([...new Set(sent.map(lineOf))], ['POST a']);
  const resume: ReadonlyArray<DocumentOutcome> = JSON.parse(
    JSON.stringify(report.map(({ source: _, ...outcome }) => outcome)),
  );
  return { sources, resume };
}

const marked = (name: string, lasFpTrace: string | null | undefined, more: object = {}) => ({
  ...documentOf(name),
  metadata: { lasFpTrace },
  ...more,
});

const bytesOf = async (sent: Sent | undefined) =>
  sent?.body instanceof Blob ? new Uint8Array(await sent.body.arrayBuffer()) : undefined;

const listOf = (...documents: ReadonlyArray<object>) => ({ documents, nextToken: null });

for (const [what, answer] of Object.entries(lost)) {
  unsure(`${what}: found by its mark, it is not created again, but gets its file`, async () => {
    const { sources, resume } = await firstRun(answer);
    const list = listOf(documentOf('z'), marked('a', resume[0]?.trace));
    const { ctx, sent } = fake(api((line) => (line === 'GET documents' ? list : undefined)));
    const again = await createDocuments(ctx, sources, { resume })();
    assert.equal(sent.map(lineOf), ['GET documents', 'PUT a']);
    assert.is(sent[0]?.url.search, '?sortBy=createdTime&order=descending');
    assert.equal(await bytesOf(sent[1]), bytes(0));
    assert.equal(again[0]?.result, { _tag: 'Right', right: list.documents[1] });
  });

  unsure(`${what}: not found, it is created with the mark that it had`, async () => {
    const { sources, resume } = await firstRun(answer);
    const { ctx, sent } = fake(api());
    const again = await createDocuments(ctx, sources, { resume })();
    assert.equal(sent.map(lineOf), ['GET documents', 'POST a', 'PUT a']);
    assert.equal((sent[1]?.body as LasDocument | undefined)?.metadata, { lasFpTrace: resume[0]?.trace });
    assert.equal([tagsOf(again), again[0]?.sentAt], [['Right'], resume[0]?.sentAt]);
  });

  unsure(`${what}: without a mark it stays as it was, unless told otherwise`, async () => {
    for (const [options, source] of [
      [{ trace: false }, {}],
      [{}, { upload: 'inline' }],
    ] as const) {
      const { sources, resume } = await firstRun(answer, options, source);
      const second = fake(api());
      const report = await createDocuments(second.ctx, sources, { ...options, resume })();
      assert.equal(second.sent.map(lineOf), []);
      assert.equal(
        report.map(({ source: _, ...outcome }) => outcome),
        resume,
      );
      const third = fake(api());
      const again = await createDocuments(third.ctx, sources, { ...options, resume, repeatUnsure: true })();
      assert.equal([tagsOf(again), third.sent.map(lineOf)[0]], [['Right'], 'POST a']);
    }
  });
}

for (const [what, answer] of Object.entries(refused)) {
  unsure(`${what}: it was not created, and is without a look-up, with or without a mark`, async () => {
    for (const trace of [true, false]) {
      const { sources, resume } = await firstRun(answer, { trace });
      const { ctx, sent } = fake(api());
      assert.equal(tagsOf(await createDocuments(ctx, sources, { resume, trace })()), ['Right']);
      assert.equal(sent.map(lineOf), ['POST a', 'PUT a']);
    }
  });
}

const lostError = {
  _tag: 'NetworkError',
  message: 'No answer.',
  source: 'api',
  cause: { name: 'Error', message: 'lost' },
} as const;

unsure('a POST that was refused, and one that never left after it, leave nothing open', async () => {
  const { sources, resume } = await firstRun(() => status(400), { trace: false });
  const gone = fake(api(), { signal: AbortSignal.abort() });
  const report = await createDocuments(gone.ctx, sources, { trace: false, resume })();
  assert.equal([tagsOf(report), report[0]?.sentAt], [['Aborted'], null]);
  const { ctx } = fake(api());
  assert.equal(tagsOf(await createDocuments(ctx, sources, { trace: false, resume: report })()), ['Right']);
});

unsure('a POST that never left, for want of a token, is no reason to look', async () => {
  const broken: LasError = { ...lostError, source: 'auth' };
  const { ctx } = fake(api());
  const credentials = { getToken: async () => ({ _tag: 'Left', left: broken }) as const };
  const resume = await createDocuments({ ...ctx, credentials }, sourcesOf('a'), { trace: false })();
  assert.equal([tagsOf(resume), resume[0]?.sentAt], [['NetworkError'], null]);
  const next = fake(api());
  assert.equal(tagsOf(await createDocuments(next.ctx, sourcesOf('a'), { resume })()), ['Right']);
  assert.equal(next.sent.map(lineOf), ['POST a', 'PUT a']);
});

/** As an earlier run would have reported it. */
const openOutcome = (name: string, sentAt = '2024-05-01T12:00:00.000Z'): DocumentOutcome => ({
  result: { _tag: 'Left', left: lostError },
  sentAt,
  trace: `mark of ${name}`,
});

unsure('an outcome that does not say whether a POST left counts as one that did', async () => {
  const resume: ReadonlyArray<DocumentOutcome> = JSON.parse(
    JSON.stringify([{ result: openOutcome('a').result }]),
  );
  const { ctx, sent } = fake(api());
  assert.equal(tagsOf(await createDocuments(ctx, sourcesOf('a'), { resume })()), ['NetworkError']);
  assert.is(sent.length, 0);
});

unsure('a file that has arrived is not sent again, nor read', async () => {
  const list = listOf(marked('a', 'mark of a', { contentMD5: 'abc' }));
  const { ctx, sent } = fake(api((line) => (line === 'GET documents' ? list : undefined)));
  const content = () => Promise.reject(new Error('nobody should read it'));
  const again = await createDocuments(ctx, [{ name: 'a', content }], { resume: [openOutcome('a')] })();
  assert.equal([tagsOf(again), sent.map(lineOf)], [['Right'], ['GET documents']]);
});

unsure('a list without the fileUrl leads to the document itself', async () => {
  const list = listOf(marked('a', 'mark of a', { fileUrl: null }));
  const { ctx, sent } = fake(api((line) => (line === 'GET documents' ? list : undefined)));
  const again = await createDocuments(ctx, sourcesOf('a'), { resume: [openOutcome('a')] })();
  assert.equal([tagsOf(again), sent.map(lineOf)], [['Right'], ['GET documents', 'GET a', 'PUT a']]);
});

unsure('a file that fails to arrive leaves the document known', async () => {
  const list = listOf(marked('a', 'mark of a'));
  const { ctx } = fake(
    api((line) => (line === 'GET documents' ? list : line === 'PUT a' ? status(403, 'no') : undefined)),
  );
  const resume = await createDocuments(ctx, sourcesOf('a'), { resume: [openOutcome('a')] })();
  assert.equal([tagsOf(resume), resume.map(idOf)], [['HttpError'], ['las:document:a']]);
  const next = fake(api());
  assert.equal(tagsOf(await createDocuments(next.ctx, sourcesOf('a'), { resume })()), ['Right']);
  assert.equal(next.sent.map(lineOf), ['GET a', 'PUT a']);
});

/** Answers the pages of a list, each by the token of the one before. */
const paged =
  (...lists: ReadonlyArray<ReadonlyArray<object> | Response>) =>
  (sent: Sent) => {
    if (lineOf(sent) !== 'GET documents') return api()(sent);
    const n = Number(sent.url.searchParams.get('nextToken') ?? 0);
    const list = lists[n];
    return list instanceof Response
      ? list.clone()
      : { documents: list, nextToken: n + 1 < lists.length ? `${n + 1}` : null };
  };

const at = (createdTime: string | null) => ({ ...documentOf('z'), createdTime });

unsure('looks page by page, no further than to all that it looks for', async () => {
  const lists = [[at(null)], [marked('b', 'mark of b')], [marked('a', 'mark of a')], [at(null)]];
  const { ctx, sent } = fake(paged(...lists));
  const resume = [openOutcome('a'), openOutcome('b')];
  const again = await createDocuments(ctx, sourcesOf('a', 'b'), { resume, concurrency: 1 })();
  assert.equal(again.map(idOf), ['las:document:a', 'las:document:b']);
  assert.equal(sent.map(lineOf), [...Array(3).fill('GET documents'), 'PUT a', 'PUT b']);
});

unsure('looks no further back than to an hour before the first of them was sent', async () => {
  const lists = [
    [at('2024-05-01T12:30:00.000Z')],
    [at('2024-05-01T10:30:00.000Z'), at('2024-05-01T10:00:01.000Z')],
    [at('2024-05-01T09:59:59.000Z')],
    [marked('a', 'mark of a')],
  ];
  const { ctx, sent } = fake(paged(...lists));
  const resume = [openOutcome('a', '2024-05-01T11:30:00.000Z'), openOutcome('b', '2024-05-01T11:00:00.000Z')];
  await createDocuments(ctx, sourcesOf('a', 'b'), { resume, concurrency: 1 })();
  assert.equal(sent.slice(0, 4).map(lineOf), [...Array(3).fill('GET documents'), 'POST a']);
});

unsure('where the look-up fails, what was not found stays as it was, with the reason', async () => {
  const resume = [openOutcome('a'), openOutcome('b')];
  const sources = sourcesOf('a', 'b', 'c');
  const first = fake(paged([marked('b', 'mark of b')], status(400, 'not today')));
  const report = await createDocuments(first.ctx, sources, { resume, concurrency: 1 })();
  assert.equal(tagsOf(report), ['NetworkError', 'Right', 'Right']);
  assert.equal(first.sent.slice(2).map(lineOf), ['PUT b', 'POST c', 'PUT c']);
  const messageOf = (entry: DocumentOutcome | undefined) =>
    entry?.result._tag === 'Left' ? entry.result.left.message : '';
  assert.match(messageOf(report[0]), /^No answer\. Not created again, .*: .* 400 .*not today\.$/);
  assert.equal([report[0]?.sentAt, report[0]?.trace], [resume[0]?.sentAt, resume[0]?.trace]);

  // The reason of the last run is enough.
  const second = fake(paged(status(400, 'nor now')));
  const again = await createDocuments(second.ctx, sources, { resume: report })();
  assert.match(messageOf(again[0]), /^No answer\. Not created again, .* 400 .*nor now\.$/);
  assert.not.match(messageOf(again[0]), /today/);

  const third = fake(paged([marked('a', 'mark of a')]));
  assert.equal(
    tagsOf(await createDocuments(third.ctx, sources, { resume: again })()),
    Array(3).fill('Right'),
  );
  assert.equal(third.sent.map(lineOf), ['GET documents', 'PUT a']);
});

unsure('aborted, it stays open: the run after it looks again', async () => {
  const resume = [openOutcome('a')];
  const gone = fake(api(), { signal: AbortSignal.abort() });
  const report = await createDocuments(gone.ctx, sourcesOf('a'), { resume })();
  assert.is(gone.sent.length, 0);
  const controller = new AbortController();
  const { ctx } = fake(
    (sent: Sent) => {
      controller.abort();
      return api()(sent);
    },
    { signal: controller.signal },
  );
  const again = await createDocuments(ctx, sourcesOf('a'), { resume: report })();
  const next = fake(paged([marked('a', 'mark of a')]));
  assert.equal(tagsOf(await createDocuments(next.ctx, sourcesOf('a'), { resume: again })()), ['Right']);
  assert.equal(next.sent.map(lineOf), ['GET documents', 'PUT a']);
});

const aborting = suite('createDocuments: abort');

aborting('in the middle: what is under way and the rest are Aborted, without requests', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake(
    api((line) => {
      if (line !== 'POST c') return undefined;
      controller.abort();
      return new Promise(() => {});
    }),
    { signal: controller.signal },
  );
  const read: string[] = [];
  const sources = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    name,
    content: async (): Promise<Either<LasError, Blob>> => {
      read.push(name);
      return { _tag: 'Right', right: new Blob([bytes(0)]) };
    },
  }));
  const told: number[] = [];
  const options = { concurrency: 1, onProgress: (done: number) => told.push(done) };
  const report = await createDocuments(ctx, sources, options)();
  assert.equal(tagsOf(report), ['Right', 'Right', 'Aborted', 'Aborted', 'Aborted']);
  assert.equal(sent.map(lineOf), ['POST a', 'PUT a', 'POST b', 'PUT b', 'POST c']);
  assert.equal(read, ['a', 'b', 'c']);
  assert.equal(told, [1, 2, 3, 4, 5]);

  const next = fake(api());
  const again = await createDocuments(next.ctx, sources, { resume: report, concurrency: 1 })();
  assert.equal(tagsOf(again), ['Right', 'Right', 'Right', 'Right', 'Right']);
  // Of these, only c may have been created: the POSTs of the others never left.
  assert.equal(
    report.map(({ sentAt }) => sentAt === null),
    [false, false, false, true, true],
  );
  assert.equal(next.sent.map(lineOf), [
    'GET documents',
    ...['c', 'd', 'e'].flatMap((name) => [`POST ${name}`, `PUT ${name}`]),
  ]);
});

aborting('before it runs: nothing is read or sent, and what was created stays so', async () => {
  const earlier = await createDocuments(fake(api()).ctx, sourcesOf('a'))();
  const { ctx, sent } = fake(api(), { signal: AbortSignal.abort() });
  const report = await createDocuments(ctx, sourcesOf('a', 'b'), { resume: earlier })();
  assert.equal(tagsOf(report), ['Right', 'Aborted']);
  assert.is(sent.length, 0);
});

const real = suite('createDocuments against the emulator');

real('creates, fails in part, resumes: each document once, each with its file', async () => {
  const emulator = createEmulator();
  const { clientId, clientSecret } = emulator;
  const ctx = withOptions(
    createContext({
      credentials: clientCredentials({ clientId, clientSecret }),
      fetch: (request) => emulator.fetch(request),
    }),
    { retry: 0 },
  );
  const names = Array.from({ length: 24 }, (_, n) => `document ${n}`);
  const sources = names.map((name, n) => ({ name, content: bytes(n) }));
  emulator.fail({ status: 400, when: /^POST \/v1\/documents/, times: 3 });
  emulator.fail({ status: 403, when: /^PUT \/files/, times: 5 });
  const report = await createDocuments(ctx, sources, { concurrency: 6 })();
  assert.is(tagsOf(report).filter((tag) => tag === 'BadRequest').length, 3);
  assert.is(report.filter((one) => one.result._tag === 'Left' && idOf(one)).length, 5);

  const again = await createDocuments(ctx, sources, { concurrency: 6, resume: report })();
  assert.ok(tagsOf(again).every((tag) => tag === 'Right'));
  const listed = await collect(listDocuments, ctx, { max: Number.POSITIVE_INFINITY })();
  assert.ok(listed._tag === 'Right');
  assert.equal(listed.right.map(({ name }) => name ?? '').sort(), [...names].sort());
  for (const [n, one] of again.entries()) {
    const documentId = idOf(one);
    const content = documentId && (await getDocumentContent(ctx, documentId)());
    assert.ok(content && content._tag === 'Right');
    assert.equal(new Uint8Array(await content.right.arrayBuffer()), bytes(n));
  }
});

test('whatever a source is, it costs itself and not the report', async () => {
  const gone = new ArrayBuffer(8);
  structuredClone(gone, { transfer: [gone] });
  const throwing = Object.defineProperty({ content: bytes(1) }, 'contentType', {
    get: () => {
      throw new Error('no type');
    },
  });
  const odd: ReadonlyArray<unknown> = [
    null,
    undefined,
    5,
    {},
    { content: undefined },
    { content: gone },
    { content: async () => undefined },
    { content: async () => new Blob(['%PDF-1.7']) },
    { content: async () => Promise.reject(new Error('gone')) },
    {
      content: () => {
        throw Object.create(null);
      },
    },
    throwing,
  ];
  const { ctx, sent } = fake(api());
  const sources = [...odd, { name: 'fine', content: bytes(1) }] as ReadonlyArray<DocumentSource>;
  const report = await createDocuments(ctx, sources)();
  assert.equal(tagsOf(report), [...odd.map(() => 'InvalidInput'), 'Right']);
  assert.equal(
    report.map(({ source }) => source),
    sources,
  );
  assert.equal(sent.map(lineOf), ['POST fine', 'PUT fine']);
});

test('sources that throw end with an outcome that says so', async () => {
  function* broken(): Generator<DocumentSource> {
    yield { name: 'a', content: bytes(1) };
    throw new Error('the folder is gone');
  }
  const { ctx } = fake(api());
  const report = await createDocuments(ctx, broken())();
  assert.equal(tagsOf(report), ['Right', 'InvalidInput']);
  const last = report[1]?.result;
  assert.match(last?._tag === 'Left' ? last.left.message : '', /the folder is gone/);
  const none = await createDocuments(ctx, null as unknown as ReadonlyArray<DocumentSource>)();
  assert.equal(tagsOf(none), ['InvalidInput']);
});

test('an answer with the document of another request gets no file, and leaves its own open', async () => {
  const answers: unknown[] = [];
  const shifted = async (sent: Sent) => {
    const answer = await api()(sent);
    if (sent.method !== 'POST') return answer;
    answers.push(answer);
    // One answer too many stood on the connection.
    return answers.length === 1 ? answer : answers[answers.length - 2];
  };
  const { ctx, sent } = fake(shifted);
  const report = await createDocuments(ctx, sourcesOf('a', 'b', 'c'), { concurrency: 1 })();
  assert.equal(tagsOf(report), ['Right', 'DecodeError', 'DecodeError']);
  assert.equal(
    sent.map(lineOf).filter((line) => line.startsWith('PUT')),
    ['PUT a'],
  );
  for (const { sentAt, trace, result } of report.slice(1)) {
    assert.ok(sentAt && trace);
    assert.is(result._tag === 'Left' && result.left.documentId, undefined);
  }
});

test.run();
resuming(
  'a hole, or what is no outcome, is a source that was not reached, or of which nothing is known',
  async () => {
    const { ctx, sent } = fake(api());
    const odd = [
      null,
      undefined,
      { result: 5 },
      { result: { _tag: 'Right', right: null }, sentAt: null, trace: null },
    ];
    const resume = odd as unknown as ReadonlyArray<DocumentOutcome>;
    const report = await createDocuments(ctx, sourcesOf('a', 'b', 'c', 'd'), { resume })();
    assert.equal(tagsOf(report), ['Right', 'Right', 'Aborted', 'Right']);
    assert.equal(
      sent.map(lineOf).filter((line) => line.startsWith('POST')),
      ['POST a', 'POST b', 'POST d'],
    );
  },
);

resuming('of a journal knows what left, and what was done', async () => {
  const entries: JournalEntry[] = [];
  const ending = new AbortController();
  let posts = 0;
  const { ctx, sent } = fake(
    api((line) => (line.startsWith('POST') && ++posts > 2 ? new Promise(() => {}) : undefined)),
  );
  // As if the process ended while the third was under way.
  const journal = (entry: JournalEntry) => {
    entries.push(JSON.parse(JSON.stringify(entry)));
  };
  const { signal } = ending;
  const run = createDocuments(withOptions(ctx, { signal }), sourcesOf('a', 'b', 'c', 'd'), {
    journal,
    concurrency: 1,
  })();
  for (let i = 0; i < 200 && posts < 3; i++) await tick();
  assert.equal(
    entries.map(({ index, result }) => `${index} ${result?._tag ?? 'sent'}`),
    ['0 sent', '0 Right', '1 sent', '1 Right', '2 sent'],
  );
  assert.is(sent.length, 5);
  const left = [...entries];
  ending.abort();
  await run;
  const resume = outcomesOf(left);
  assert.equal(tagsOf(resume), ['Right', 'Right', 'Aborted']);
  const second = fake(
    api((line) =>
      line === 'GET documents'
        ? { documents: [{ ...documentOf('c'), metadata: { lasFpTrace: resume[2]?.trace } }] }
        : undefined,
    ),
  );
  const report = await createDocuments(second.ctx, sourcesOf('a', 'b', 'c', 'd'), { resume })();
  assert.equal(tagsOf(report), ['Right', 'Right', 'Right', 'Right']);
  assert.equal(second.sent.map(lineOf), ['GET documents', 'PUT c', 'POST d', 'PUT d']);
});

resuming('a journal that fails lets nothing leave', async () => {
  for (const journal of [
    () => {
      throw new Error('disk full');
    },
    () => Promise.reject(new Error('disk full')),
  ]) {
    const { ctx, sent } = fake(api());
    const [outcome] = await createDocuments(ctx, sourcesOf('a'), { journal })();
    assert.is(sent.length, 0);
    assert.is(outcome?.sentAt, null);
    assert.match(
      outcome?.result._tag === 'Left' ? outcome.result.left.message : '',
      /journal failed: .*disk full/,
    );
  }
});

resuming.run();
marks.run();
unsure.run();
aborting.run();
real.run();
