/** Redaction: what is secret does not come back in a result's text or an error. */

/** Takes the secrets out of a value: of each text in it, the keys of its objects included. */
export type Redact = <A>(value: A) => A;

// A shorter text is part of many words, and hiding it would take half the message.
const isSecret = ({ length }: string) => length >= 8;

/** Takes the secrets out of a text, where they stand as they are. */
export const hide = (secrets: ReadonlyArray<string>, text: string): string =>
  secrets.filter(isSecret).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);

// In base64, whatever stands before it. The characters that hold bits of something else are left out.
const inBase64 = (secret: string) =>
  [0, 1, 2].map((before) =>
    btoa('-'.repeat(before) + secret)
      .slice(before && before + 1)
      .replace(/.?=+$/, ''),
  );

// The escapes of JSON, of addresses and of HTML. Each captures a hexadecimal number, a character or name, or a decimal number.
const escapes = [
  /\\(?:u([\da-f]{4})|(.))()/gi,
  /%([\da-f]{2})()()/gi,
  /&(?:#x([\da-f]+)|(amp|lt|gt|quot|apos)|#(\d+));/gi,
];

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string, kind: RegExp) =>
  text.replace(kind, (_, hex, one, decimal) =>
    one ? (named[one] ?? one) : String.fromCharCode(decimal || Number.parseInt(hex, 16)),
  );

/**
 * Redacts each of `secrets`, where a gateway or a server quotes it: as it is, in base64, or escaped, up to three times. A
 * text that has it escaped is hidden whole. A secret that is split over several texts is not found.
 */
export function redactor(secrets: ReadonlyArray<string>): Redact {
  const forms = secrets
    .flatMap((secret) => [secret, ...inBase64(secret)])
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
  const inText = (text: string, rounds = 3): string => {
    const plain = hide(forms, text);
    const found = escapes.some((kind) => {
      const inner = unescaped(plain, kind);
      return rounds > 0 && inner !== plain && inText(inner, rounds - 1) !== inner;
    });
    return found ? '…' : plain;
  };
  const inLiteral = (literal: string) => JSON.stringify(inText(JSON.parse(literal)));
  return (value) => {
    try {
      // Strings and keys alike are literals of its JSON.
      return JSON.parse(JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, inLiteral));
    } catch {
      // Nothing, or nested deeper than the stack reaches.
      return undefined;
    }
  };
}
