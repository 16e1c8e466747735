/** Text for messages: short, and on one line. */

/** The beginning of a text. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

/** Any value as text, also one whose own `toString` throws. */
export const textOf = (value: unknown): string => {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
};

/** A value as a message shows it: short, on one line. */
export const quote = (value: unknown): string =>
  cut(
    typeof value === 'string' ? JSON.stringify(value.slice(0, 90)) : textOf(value).replace(/\s+/g, ' '),
    80,
  );
