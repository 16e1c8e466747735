/** `createDocuments` with an agent: a run and a document for each source, and nothing twice, whatever goes wrong. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  createDocuments,
  type DocumentOutcome,
  type JournalEntry,
  type LasError,
  outcomesOf,
  withOptions,
} from '../src/index.js';
import { endpoint, fake, type Sent, status } from './support/fake.js';

const agentId = 'cradl:agent:1a' as const;
const bytes = (n: number) => new TextEncoder().encode(`text ${n}`);
const sources = ['a', 'b', 'c'].map((name, n) => ({ name, content: bytes(n), variables: { name } }));

interface Made {
  readonly documentId: string;
  readonly name: string;
  readonly agentRunId?: string;
  readonly metadata: unknown;
  readonly createdTime: string;
  readonly fileUrl: string;
  contentMD5?: string;
}

type Step = 'run' | 'document' | 'file';

/** What goes wrong with a request: it is refused, or its answer is lost before or after it was carried out. */
type Fault = 'refused' | 'lost before' | 'lost after';

/** An account with an agent; `fault` tells what goes wrong with the request of a step for a source. */
function account(fault: (step: Step, name: string) => Fault | undefined) {
  const runs: { readonly name: string; readonly runId: string }[] = [];
  const documents: Made[] = [];
  const answer = (step: Step, name: string, carryOut: () => unknown) => {
    const how = fault(step, name);
    if (how === 'refused') return status(400, 'no');
    if (how === 'lost before') throw new TypeError('fetch failed');
    const result = carryOut();
    if (how === 'lost after') throw new TypeError('fetch failed');
    return result;
  };
  const script = ({ method, url, body }: Sent): unknown => {
    const place = decodeURIComponent(url.pathname).replace('/v1', '');
    if (place === `/agents/${agentId}/runs`) {
      const { name } = (body as { readonly variables: { readonly name: string } }).variables;
      return answer('run', name, () => {
        const runId = `cradl:run:${name}${runs.length}`;
        runs.push({ name, runId });
        return { agentId, runId, id: `cradl:organization:o/${agentId}/${runId}`, status: 'running' };
      });
    }
    if (place === '/documents' && method === 'POST') {
      const given = body as Pick<Made, 'name' | 'agentRunId' | 'metadata'>;
      return answer('document', given.name, () => {
        const documentId = `cradl:document:${given.name}${documents.length}`;
        const createdTime = new Date().toISOString();
        documents.push({ ...given, documentId, createdTime, fileUrl: `${endpoint}/files/${documentId}` });
        return documents.at(-1);
      });
    }
    if (place === '/documents') return { documents: [...documents].reverse(), nextToken: null };
    const made = documents.find(({ documentId }) => documentId === place.split('/').at(-1));
    if (method !== 'PUT') return made ?? status(404);
    return answer('file', made?.name ?? '', () => {
      if (made) made.contentMD5 = 'there';
      return new Response(null, { status: 200 });
    });
  };
  return { ...fake(script), runs, documents };
}

const tagsOf = (report: ReadonlyArray<DocumentOutcome>) =>
  report.map(({ result }) => (result._tag === 'Left' ? result.left._tag : 'Right'));

const test = suite('createDocuments with an agent');

test('begins a run for each source, with its variables, and creates the document in it', async () => {
  const { ctx, sent, documents } = account(() => undefined);
  const report = await createDocuments(ctx, sources, { agentId, concurrency: 1, trace: false })();
  assert.equal(tagsOf(report), ['Right', 'Right', 'Right']);
  assert.equal(
    sent.slice(0, 3).map(({ body }) => (body instanceof Blob ? body.size : body)),
    [
      { variables: { name: 'a' } },
      { name: 'a', agentRunId: `cradl:organization:o/${agentId}/cradl:run:a0` },
      6,
    ],
  );
  assert.is(sent[2]?.headers.get('content-type'), null);
  assert.equal(
    report.map(({ agentRunId }) => agentRunId),
    documents.map(({ agentRunId }) => agentRunId),
  );
  // A report is the same after JSON and back.
  const plain = report.map(({ source: _, ...outcome }) => outcome);
  assert.equal(JSON.parse(JSON.stringify(plain)), plain);
});

test('puts a source into the run that it names', async () => {
  const { ctx, runs, documents } = account(() => undefined);
  const agentRunId = `${agentId}/cradl:run:mine` as const;
  for (const options of [{ agentId }, {}]) {
    const [made] = await createDocuments(ctx, [{ name: 'x', content: bytes(1), agentRunId }], options)();
    assert.is(made?.result._tag, 'Right');
  }
  assert.equal(
    documents.map((one) => one.agentRunId),
    [agentRunId, agentRunId],
  );
  assert.is(runs.length, 0);
});

test('begins no run for content that cannot be sent', async () => {
  const { ctx, sent } = account(() => undefined);
  const report = await createDocuments(ctx, [{ name: 'x', content: new Uint8Array() }], { agentId })();
  assert.equal(tagsOf(report), ['InvalidInput']);
  assert.is(sent.length, 0);
});

/** What is reported, and how many runs, documents and files there are after the first run and after it is resumed. */
const cases: ReadonlyArray<readonly [Step, Fault, LasError['_tag'], again: 'made' | 'reported']> = [
  ['run', 'refused', 'BadRequest', 'made'],
  // A run bears no mark: whether it is there nobody can tell.
  ['run', 'lost before', 'NetworkError', 'reported'],
  ['run', 'lost after', 'NetworkError', 'reported'],
  ['document', 'refused', 'BadRequest', 'made'],
  ['document', 'lost before', 'NetworkError', 'made'],
  ['document', 'lost after', 'NetworkError', 'made'],
  ['file', 'refused', 'BadRequest', 'made'],
  ['file', 'lost before', 'NetworkError', 'made'],
  ['file', 'lost after', 'NetworkError', 'made'],
];

for (const [step, fault, tag, again] of cases) {
  for (const from of ['the report', 'the journal'] as const) {
    test(`${step} ${fault}: resumed from ${from}, it is ${again}, and nothing is twice`, async () => {
      let broken = true;
      const { ctx, runs, documents } = account((at, name) =>
        broken && at === step && name === 'b' ? fault : undefined,
      );
      const entries: JournalEntry[] = [];
      const journal = (entry: JournalEntry) => {
        entries.push(structuredClone(entry));
      };
      const report = await createDocuments(ctx, sources, { agentId, journal })();
      assert.equal(tagsOf(report), ['Right', tag, 'Right']);
      broken = false;
      // A process that is killed writes no outcome of what was under way.
      const killed = entries.filter(({ index, result }) => index !== 1 || !result);
      const resume = from === 'the report' ? report : outcomesOf(JSON.parse(JSON.stringify(killed)));
      const second = await createDocuments(ctx, sources, { agentId, resume })();
      const killedUnsure = from === 'the journal' && step === 'run';
      const made = again === 'made' && !killedUnsure;
      assert.is(second[1]?.result._tag, made ? 'Right' : 'Left');
      for (const { name } of sources) {
        const own = runs.filter((run) => run.name === name);
        const of = documents.filter((document) => document.name === name);
        assert.ok(own.length <= 1, `${own.length} runs for ${name}`);
        assert.is(of.length, name !== 'b' || made ? 1 : 0, `documents for ${name}`);
        for (const document of of) {
          assert.ok(document.contentMD5, `${name} has no file`);
          assert.ok(document.agentRunId?.endsWith(own[0]?.runId ?? 'none'), `${name} is in another run`);
        }
      }
      if (made) return;
      const third = await createDocuments(ctx, sources, { agentId, resume: second, repeatUnsure: true })();
      assert.equal(tagsOf(third), ['Right', 'Right', 'Right']);
    });
  }
}

test('goes on in the run that has begun, where it was aborted before the document', async () => {
  const controller = new AbortController();
  const { ctx, runs, documents } = account(() => undefined);
  const one = sources.slice(0, 1);
  const aborting = withOptions(ctx, { signal: controller.signal });
  const journal = ({ agentRunId }: JournalEntry) => {
    if (agentRunId) controller.abort();
  };
  const report = await createDocuments(aborting, one, { agentId, journal })();
  assert.equal(tagsOf(report), ['Aborted']);
  assert.is(report[0]?.sentAt, null);
  assert.is(documents.length, 0);
  const again = await createDocuments(ctx, one, { agentId, resume: report })();
  assert.equal(tagsOf(again), ['Right']);
  assert.equal([runs.length, documents.length], [1, 1]);
});

test('sends nothing where the journal fails', async () => {
  const { ctx, sent } = account(() => undefined);
  const journal = () => Promise.reject(new Error('the disk is full'));
  const report = await createDocuments(ctx, sources, { agentId, journal })();
  assert.equal(tagsOf(report), ['InvalidInput', 'InvalidInput', 'InvalidInput']);
  assert.is(sent.length, 0);
});

test.run();
