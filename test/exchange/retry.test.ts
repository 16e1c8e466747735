import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outcomeUnknown, waitBeforeRetry } from '../../src/exchange/retry.js';
import type { LasError, RetryPolicy } from '../../src/index.js';

const options = { limit: 2, delay: 300, maxDelay: 20_000 };
const remote = { message: '', source: 'api', status: 0 } as const;
const http = (status: number): LasError => ({ ...remote, _tag: 'HttpError', status });

// Error, whether a call that is harmless to repeat is repeated, and whether any other call is.
const policy: ReadonlyArray<readonly [name: string, error: LasError, harmless: boolean, other: boolean]> = [
  ['429', { ...remote, _tag: 'TooManyRequests', status: 429 }, true, true],
  ['the quota', { ...remote, _tag: 'LimitExceeded', status: 429 }, false, false],
  [
    'no connection',
    { _tag: 'NetworkError', message: '', source: 'api', cause: { name: '', message: '' } },
    true,
    false,
  ],
  ['an attempt without answer', { _tag: 'Timeout', message: '', scope: 'attempt' }, true, false],
  ['the end of the whole time', { _tag: 'Timeout', message: '', scope: 'total' }, false, false],
  ['an abort', { _tag: 'Aborted', message: '' }, false, false],
  ['408', http(408), true, false],
  ['500', http(500), true, false],
  ['502', http(502), true, false],
  ['503', http(503), true, false],
  ['504', http(504), true, false],
  ['599', http(599), true, false],
  ['302', http(302), false, false],
  ['409', http(409), false, false],
  ['415', http(415), false, false],
  ['499', http(499), false, false],
  ['400', { ...remote, _tag: 'BadRequest', status: 400 }, false, false],
  ['401', { ...remote, _tag: 'InvalidCredentials', status: 401 }, false, false],
  ['404', { ...remote, _tag: 'NotFound', status: 404 }, false, false],
  ['an unexpected answer', { ...remote, _tag: 'DecodeError', path: '', expected: '', got: '' }, false, false],
  ['wrong input', { _tag: 'InvalidInput', message: '' }, false, false],
  ['something that failed', { _tag: 'Failed', message: '', outcome: {} }, false, false],
  ['no credentials', { _tag: 'MissingCredentials', message: '' }, false, false],
];

const thePolicy = suite('which attempts are repeated');

for (const [name, error, harmless, other] of policy) {
  thePolicy(`after ${name}: ${harmless ? 'where harmless' : 'none'}${other ? ', and others' : ''}`, () => {
    assert.is(waitBeforeRetry(error, true, 0, options) !== undefined, harmless);
    assert.is(waitBeforeRetry(error, false, 0, options) !== undefined, other);
    const ended = error._tag === 'Aborted' || error._tag === 'Timeout';
    assert.is(outcomeUnknown(error), ended || (harmless && !other), 'what became of it');
  });
}

thePolicy('never more than the limit', () => {
  for (const [, error] of policy) {
    for (const repeatable of [true, false]) {
      assert.is(waitBeforeRetry(error, repeatable, 2, options), undefined);
      assert.is(waitBeforeRetry(error, repeatable, 0, { ...options, limit: 0 }), undefined);
    }
  }
  assert.type(waitBeforeRetry(http(500), true, 1, options), 'number');
});

thePolicy('none with a limit that is no number', () => {
  for (const limit of [Number.NaN, undefined as unknown as number, -1]) {
    assert.is(waitBeforeRetry(http(500), true, 0, { ...options, limit }), undefined, String(limit));
  }
});

thePolicy.run();

const theWait = suite('how long the wait is');

const retry: fc.Arbitrary<RetryPolicy> = fc.record({
  limit: fc.constant(1_000_000),
  delay: fc.integer({ min: 0, max: 10_000 }),
  maxDelay: fc.integer({ min: 0, max: 100_000 }),
});

theWait('grows, and stays within its bounds', () => {
  fc.assert(
    fc.property(retry, fc.integer({ min: 0, max: 1000 }), (retry, repeated) => {
      const wait = waitBeforeRetry(http(503), true, repeated, retry) ?? Number.NaN;
      assert.ok(wait >= 0 && wait <= retry.maxDelay && wait <= retry.delay * 2 ** repeated, String(wait));
    }),
  );
});

theWait('is what the server asks for at least, and none where that is too long', () => {
  fc.assert(
    fc.property(
      retry,
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.nat(10),
      (retry, retryAfter, repeated) => {
        const error: LasError = { ...remote, _tag: 'TooManyRequests', status: 429, retryAfter };
        const wait = waitBeforeRetry(error, false, repeated, retry);
        if (retryAfter * 1000 > retry.maxDelay) assert.is(wait, undefined);
        else
          assert.ok(wait !== undefined && wait >= retryAfter * 1000 && wait <= retry.maxDelay, String(wait));
      },
    ),
  );
});

theWait('is spread over all of the time that it may take', () => {
  const random = Math.random;
  try {
    Math.random = () => 0;
    assert.is(waitBeforeRetry(http(500), true, 1, options), 0);
    Math.random = () => 0.5;
    assert.equal(
      [0, 1, 2, 3].map((n) => waitBeforeRetry(http(500), true, n, { ...options, limit: 9 })),
      [150, 300, 600, 1200],
    );
    assert.is(waitBeforeRetry(http(500), true, 50, { ...options, limit: 99 }), 10_000);
  } finally {
    Math.random = random;
  }
});

theWait.run();
