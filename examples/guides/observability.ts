/** Spans of OpenTelemetry for the attempts of calls. */
import { SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { type Context, type ResponseRecord, withOptions } from 'las-fp';

// #region traced
/** A context whose attempts are spans, below the span that is active where the call runs. */
export const traced = (ctx: Context, tracer: Tracer = trace.getTracer('las-fp')): Context =>
  withOptions(ctx, {
    onResponse: (record) => {
      ctx.onResponse?.(record);
      const end = Date.now();
      const span = tracer.startSpan(record.method, {
        kind: SpanKind.CLIENT,
        startTime: end - record.duration,
        attributes: attributesOf(record),
      });
      if (record.error) span.setStatus({ code: SpanStatusCode.ERROR, message: record.error });
      span.end(end);
    },
  });

/** By the names of OpenTelemetry's conventions. Of the address, the path alone: a query may name documents. */
const attributesOf = ({ method, url, attempt, status, requestId, error, source }: ResponseRecord) => ({
  'http.request.method': method,
  'server.address': new URL(url).host,
  'url.path': new URL(url).pathname,
  'http.request.resend_count': attempt - 1,
  'las.source': source,
  ...(status !== undefined && { 'http.response.status_code': status }),
  ...(requestId && { 'las.request_id': requestId }),
  ...(error && { 'error.type': error }),
});
// #endregion traced
