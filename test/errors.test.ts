import { expectTypeOf } from 'expect-type';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LasError } from '../src/index.js';
import * as las from '../src/index.js';
import { fake, status } from './support/fake.js';

const remote = { message: 'm', source: 'api', status: 1, body: { message: 'x' } } as const;
const all: { readonly [K in LasError['_tag']]: Extract<LasError, { readonly _tag: K }> } = {
  InvalidInput: { _tag: 'InvalidInput', message: 'm' },
  MissingCredentials: { _tag: 'MissingCredentials', message: 'm' },
  InvalidCredentials: { _tag: 'InvalidCredentials', ...remote },
  BadRequest: { _tag: 'BadRequest', ...remote },
  NotFound: { _tag: 'NotFound', ...remote },
  TooManyRequests: { _tag: 'TooManyRequests', ...remote, retryAfter: 1 },
  LimitExceeded: { _tag: 'LimitExceeded', ...remote },
  HttpError: { _tag: 'HttpError', ...remote },
  NetworkError: { _tag: 'NetworkError', message: 'm', source: 'api', cause: { name: 'n', message: 'c' } },
  Timeout: { _tag: 'Timeout', message: 'm', scope: 'attempt' },
  Aborted: { _tag: 'Aborted', message: 'm' },
  DecodeError: { _tag: 'DecodeError', ...remote, path: 'a', expected: 'b', got: 'c' },
  Failed: { _tag: 'Failed', message: 'm', outcome: { status: 'failed' } },
};

const predicates = {
  InvalidInput: las.isInvalidInput,
  MissingCredentials: las.isMissingCredentials,
  InvalidCredentials: las.isInvalidCredentials,
  BadRequest: las.isBadRequest,
  NotFound: las.isNotFound,
  TooManyRequests: las.isTooManyRequests,
  LimitExceeded: las.isLimitExceeded,
  HttpError: las.isHttpError,
  NetworkError: las.isNetworkError,
  Timeout: las.isTimeout,
  Aborted: las.isAborted,
  DecodeError: las.isDecodeError,
  Failed: las.isFailed,
} satisfies { readonly [K in LasError['_tag']]: (error: LasError) => boolean };

const errors = suite('errors');

errors('have a predicate each, which takes no other', () => {
  for (const error of Object.values(all)) {
    for (const [tag, is] of Object.entries(predicates)) assert.is(is(error), tag === error._tag, tag);
  }
  const error = all.DecodeError as LasError;
  if (las.isDecodeError(error)) expectTypeOf(error).toEqualTypeOf<las.DecodeError>();
  if (las.isTimeout(error)) expectTypeOf(error.scope).toEqualTypeOf<'attempt' | 'total'>();
});

errors('are told apart by a switch that the compiler checks', () => {
  const advice = (error: LasError): string => {
    switch (error._tag) {
      case 'NetworkError':
        return error.cause.message;
      case 'Timeout':
        return error.scope;
      case 'InvalidInput':
      case 'MissingCredentials':
      case 'Aborted':
      case 'Failed':
        return error.message;
      case 'DecodeError':
        return error.path;
      default:
        expectTypeOf(error.status).toEqualTypeOf<number>();
        return String(error.status);
    }
  };
  assert.equal(Object.values(all).map(advice).length, 13);
});

errors('that calls end in are plain objects: they compare, print and serialise', async () => {
  const ends: ReadonlyArray<readonly [string, unknown, LasError]> = [
    [
      'an answer',
      () => status(404, 'no such thing', { 'x-amzn-requestid': 'r1' }),
      {
        _tag: 'NotFound',
        message: 'The API answered 404 to GET /v1/models/las%3Amodel%3A1: no such thing.',
        source: 'api',
        status: 404,
        body: { message: 'no such thing' },
        requestId: 'r1',
      },
    ],
    [
      'no answer',
      () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: { name: 'Error', code: 'ECONNREFUSED', message: 'x' } }),
        ),
      {
        _tag: 'NetworkError',
        message: 'No response from api.example.com (ECONNREFUSED): check the endpoint and the connection.',
        source: 'api',
        cause: { name: 'Error', code: 'ECONNREFUSED', message: 'x' },
      },
    ],
    [
      'an unexpected answer',
      { modelId: 'las:document:1' },
      {
        _tag: 'DecodeError',
        message:
          'The API gave an unexpected response: modelId should be ModelId, but is string "las:document:1".',
        source: 'api',
        status: 200,
        body: { modelId: 'las:document:1' },
        path: 'modelId',
        expected: 'ModelId',
        got: 'string "las:document:1"',
      },
    ],
  ];
  for (const [name, answer, error] of ends) {
    const { ctx } = fake(answer, { retry: 0 });
    const result = await las.getModel(ctx, 'las:model:1')();
    assert.equal(result, { _tag: 'Left', left: error }, name);
    assert.equal(JSON.parse(JSON.stringify(result)), result);
    assert.equal(structuredClone(result), result);
    assert.ok(result._tag === 'Left' && Object.getPrototypeOf(result.left) === Object.prototype);
  }
});

errors('of input say what to give', () => {
  assert.equal(las.invalidInput('Give more.'), { _tag: 'InvalidInput', message: 'Give more.' });
});

errors.run();

const exception = suite('LasException');

exception('is an Error that carries the error', () => {
  for (const error of Object.values(all)) {
    const thrown = new las.LasException(error);
    assert.instance(thrown, Error);
    assert.is(thrown.name, 'LasException');
    assert.is(thrown.message, 'm');
    assert.is(thrown.error, error);
    assert.match(String(thrown.stack), /LasException: m|Error: m/);
    assert.is(String(thrown), 'LasException: m');
  }
});

exception.run();
