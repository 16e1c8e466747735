/** Redaction: what is secret does not come back in a result's text or an error. */

/** Takes the secrets out of a text. */
export type Redact = (text: string) => string;

// What is shorter than a secret would take half the text with it.
const minSecret = 8;

/** Redacts each of `secrets`, where a gateway or a server quotes it. */
export const redactor =
  (secrets: ReadonlyArray<string>): Redact =>
  (text) =>
    secrets.reduce((rest, secret) => (secret.length < minSecret ? rest : rest.replaceAll(secret, '…')), text);
