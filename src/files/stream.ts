/** A stream that can be ended from outside. */
import { type LasError, LasException } from '../errors.js';

/** The result of {@link relay}. */
export interface Relay {
  readonly stream: ReadableStream<Uint8Array>;
  /** Resolves once the body is read to its end or cancelled; rejects when it breaks. */
  readonly closed: Promise<void>;
  /** Ends the stream with an error. */
  readonly stop: (error: LasError) => void;
}

/** Hands a body on as it comes: nothing is read ahead, and nothing is handed on after the signal has aborted. */
export function relay(body: ReadableStream<Uint8Array>, signal: AbortSignal): Relay {
  const reader = body.getReader();
  let stop = (_: LasError) => {};
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    stop = (error) => {
      controller.error(new LasException(error));
      reader.cancel().catch(() => {});
    };
  };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    reader.read().then(
      ({ done, value }) => {
        if (done) controller.close();
        else if (!signal.aborted) controller.enqueue(value);
      },
      // The exchange ends with the error, and stops the stream with it.
      () => {},
    );
  const cancel = (reason: unknown) => reader.cancel(reason).catch(() => {});
  const stream = new ReadableStream<Uint8Array>({ start, pull, cancel }, { highWaterMark: 0 });
  return { stream, closed: reader.closed, stop };
}
