/** What axe finds in a state of the page, and whether the page fits its window. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// It is put into the page by the debugger: the page's own policy lets no other script in.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function accessibility(page, pictures) {
  /** How far the page is wider than its window. */
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** Looks at the page in both colour schemes, on a phone and on a desk. */
  const accessible = async (name) => {
    const before = page.viewportSize();
    for (const colorScheme of ['dark', 'light']) {
      for (const [width, height] of [
        [390, 844],
        [1440, 900],
      ]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height });
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run(document);
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
          );
        });
        assert.deepEqual(found, [], `${name}, ${colorScheme}, ${width}`);
        assert.ok((await overflow()) <= 0, `${name} is too wide for ${width}`);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
    await page.setViewportSize(before);
  };

  return { overflow, accessible };
}
