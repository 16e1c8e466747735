/** What the checks do on the page and read from it, by short names. */
import assert from 'node:assert/strict';
import { join } from 'node:path';

export function onPage(page, pictures) {
  const shown = (selector, on = page) => on.waitForSelector(selector, { state: 'visible' });
  return {
    shown,
    text: (selector) => page.textContent(selector),
    /** Leaves a picture of the whole page. */
    picture: (name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }),
    signIn: async (password = 'right') => {
      await page.fill('#email', 'me@example.com');
      await page.fill('#password', password);
      await page.click('button[type=submit]');
    },
    another: async () => {
      await page.click('section:not([hidden]) .another');
      await shown('#choose');
    },
    /** The document is drawn. */
    drawn: () => page.waitForFunction(() => document.querySelector('#picture canvas, #picture img')),
    /** The plain fields: name, value and what is said of it. */
    rows: () =>
      page.$$eval('#fields .field', (all) =>
        all.map((field) => [
          field.querySelector('label')?.textContent,
          field.querySelector('input')?.value,
          field.querySelector('.state')?.textContent,
        ]),
      ),
    /** The cells of the first table. */
    cells: () =>
      page.$$eval('#fields tbody tr', (all) =>
        all.map((row) => [...row.querySelectorAll('input')].map((input) => input.value)),
      ),
    /** The place of the input that the keyboard is in: label, row and column. */
    at: () => page.evaluate(() => JSON.parse(document.activeElement?.dataset.key ?? '[]')),
    /** The steps of the document's way, with what is said of each. */
    journey: () =>
      page.$$eval('#journey li', (all) =>
        all.map((item) =>
          [...item.children]
            .map((part) => part.textContent)
            .join(' ')
            .trim(),
        ),
      ),
    /** The text of what can be seen: no ids, no names of errors. */
    plain: async (name) => {
      const said = await page.evaluate(() => document.body.innerText);
      assert.doesNotMatch(
        said,
        /(las|cradl):|\bHttpError|NetworkError|undefined|\bnull\b|\bat \S+:\d+/,
        name,
      );
    },
  };
}
