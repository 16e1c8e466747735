import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { clientCredentials, createContext, createDocument, listModels } from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { traced } from '../../../examples/guides/observability.js';

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer('test');

const world = (onResponse?: () => void) => {
  const emulator = createEmulator();
  const ctx = createContext({
    credentials: clientCredentials(emulator),
    fetch: emulator.fetch,
    retry: { limit: 2, delay: 1 },
    onResponse,
  });
  return { emulator, ctx: traced(ctx, tracer) };
};

const test = suite('guide: observability');

test.before(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
test.after(() => context.disable());
test.before.each(() => exporter.reset());

test('each attempt is a span below that of the caller', async () => {
  const { emulator, ctx } = world();
  emulator.fail({ status: 503, when: /^GET .*models/, times: 1 });
  const parent = tracer.startSpan('work');
  const result = await context.with(trace.setSpan(context.active(), parent), listModels(ctx));
  parent.end();
  assert.is(result._tag, 'Right');
  const spans = exporter.getFinishedSpans().filter(({ attributes }) => attributes['las.source'] === 'api');
  assert.equal(
    spans.map(({ attributes }) => [
      attributes['http.response.status_code'],
      attributes['http.request.resend_count'],
      attributes['error.type'],
    ]),
    [
      [503, 0, 'HttpError'],
      [200, 1, undefined],
    ],
  );
  for (const span of spans) {
    assert.is(span.parentSpanContext?.spanId, parent.spanContext().spanId);
    assert.is(span.attributes['url.path'], '/v1/models');
  }
});

test('token, file server and API are told apart, and no secret is in a span', async () => {
  const { emulator, ctx } = world();
  await createDocument(ctx, new Blob(['%PDF-1.7'], { type: 'application/pdf' }))();
  const spans = exporter.getFinishedSpans();
  assert.equal(
    spans.map(({ attributes }) => attributes['las.source']),
    ['auth', 'api', 'file'],
  );
  const text = JSON.stringify(spans.map(({ name, attributes, status }) => ({ name, attributes, status })));
  assert.not.match(text, new RegExp(emulator.clientSecret));
  assert.not.match(text, /Bearer|[Ss]ignature|[Tt]oken=/);
});

test('a hook that was there is still called', async () => {
  let called = 0;
  const { ctx } = world(() => {
    called += 1;
  });
  await listModels(ctx)();
  assert.is(called, exporter.getFinishedSpans().length);
  assert.ok(called > 0);
});

test.run();
