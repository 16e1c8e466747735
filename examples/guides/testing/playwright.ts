import { expect, type Page, type Route, test } from '@playwright/test';
import type { Emulator } from 'las-fp-emulator';

import { emulated, receipt } from './emulated.js';

/** Answers a request of the page by the emulator. */
const answer = (emulator: Emulator) => async (route: Route) => {
  const asked = route.request();
  const body = asked.postDataBuffer();
  const response = await emulator.fetch(asked.url(), {
    method: asked.method(),
    headers: await asked.allHeaders(),
    ...(body && { body: new Uint8Array(body) }),
  });
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
};

/** Opens the page, and logs in. */
async function open(page: Page, emulator: Emulator) {
  await page.route(/^https:\/\/(api|auth)\.lucidtech\.ai\//, answer(emulator));
  await page.goto('/');
  await page.getByLabel('Email').fill('me@example.com');
  await page.getByLabel('Password').fill(emulator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('main').waitFor();
}

const options = { publicClientId: 'receipts' };
const file = { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from(receipt) };

test('a sure total is shown', async ({ page }) => {
  const { emulator } = emulated('3420.50', 0.99, options);
  await open(page, emulator);
  await page.getByLabel('Receipt').setInputFiles(file);
  await expect(page.getByRole('status')).toHaveText('3420.50');
});

test('a person is told when the service is down', async ({ page }) => {
  const { emulator } = emulated('3420.50', 0.99, options);
  await open(page, emulator);
  emulator.fail({ status: 500, when: /^POST .*documents/ });
  await page.getByLabel('Receipt').setInputFiles(file);
  await expect(page.getByRole('status')).toHaveText('It was not read. Try again later.');
});
