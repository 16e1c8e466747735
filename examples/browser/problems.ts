/** Errors in words for people: what happened, and what to do. */
import type { LasError } from 'las-fp';

/** What is told of an error. */
export interface Problem {
  readonly text: string;
  /** What the service or the SDK said, for whoever looks into it. */
  readonly details: string;
  /** Whether trying the same again may help. */
  readonly again: boolean;
}

const texts: Readonly<Partial<Record<LasError['_tag'], string>>> = {
  BadRequest: 'The service does not take this document. Try another file.',
  Failed: 'The document could not be read. Try again, or try another file.',
  InvalidCredentials: 'You are not allowed to do this. Sign out, and sign in with another account.',
  InvalidInput: 'This document cannot be read. Try another file.',
  LimitExceeded: 'The account has read as many documents as it may. Ask the person who looks after it.',
  MissingCredentials: 'You have been signed out. Sign in again to go on.',
  NetworkError: 'The connection broke. Check that you are online, then try again.',
  NotFound: 'The document is not there any more. Choose the file again.',
  Timeout: 'It took too long. Try again in a moment.',
  TooManyRequests: 'There are too many documents at once. Wait a minute, then try again.',
};

const final: ReadonlyArray<LasError['_tag']> = ['BadRequest', 'InvalidInput', 'LimitExceeded', 'NotFound'];

/** An error, for people. */
export const explain = ({ _tag, message }: LasError): Problem => ({
  text: texts[_tag] ?? 'The service has a problem. Try again in a moment.',
  details: message,
  again: !final.includes(_tag),
});

/** What is told where a sign-in did not come about. */
export const explainLogin = ({ _tag, message }: LasError): Problem => ({
  text:
    _tag === 'NetworkError' || _tag === 'Timeout'
      ? 'The connection broke while you signed in. Check that you are online, then sign in again.'
      : 'You are not signed in: the sign-in was refused, or is too old. Sign in again.',
  details: message,
  again: true,
});
