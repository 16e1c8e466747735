/** Redaction: what is secret does not come back in a result's text or an error. */

/** Takes the secrets out of a text. */
export type Redact = (text: string) => string;

// A shorter text is part of many words, and hiding it would take half the message.
const minSecret = 8;

/** Redacts each of `secrets`, where a gateway or a server quotes it. */
export const redactor =
  (secrets: ReadonlyArray<string>): Redact =>
  (text) =>
    secrets.reduce((rest, secret) => (secret.length < minSecret ? rest : rest.replaceAll(secret, '…')), text);
