/** Small helpers over the elements of the page. */

export function element<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as E;
}

/** A new element with these properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: ReadonlyArray<string | Node>
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Tells people who do not see the page. */
export const announce = (text: string): void => {
  element('status').textContent = text;
};

export const bytes = (count: number): string =>
  count < 1_000_000 ? `${Math.ceil(count / 1000)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;

/** The name of a field, for people. */
export const words = (label: string): string => {
  const text = label.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
};
