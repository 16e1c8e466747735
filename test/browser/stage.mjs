/** The page of the example in Chromium, against the emulator. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { serveExample } from '../../scripts/example-browser.mjs';
import { executablePath, flags } from '../support/chromium.mjs';
import { accessibility } from './accessibility.mjs';
import { onPage } from './onPage.mjs';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const pictures = join(root, 'screenshots');

/** Serves and opens the page; `end` leaves nothing behind. */
export async function openStage() {
  const profile = mkdtempSync(join(tmpdir(), 'las-fp-browser-'));
  // Also where the run is cut short.
  process.on('exit', () => rmSync(profile, { recursive: true, force: true }));
  mkdirSync(pictures, { recursive: true });
  const { url, emulator, close } = await serveExample({ password: 'right' });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    args: flags,
  });
  context.setDefaultTimeout(20_000);

  /** What the browser complained of, and what it asked for, as `GET /path`. */
  const complaints = [];
  const asked = [];
  const watch = (page) => {
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  };
  const page = context.pages()[0] ?? (await context.newPage());
  watch(page);
  // A listener from the start: one that is added when the key is pressed may come too late.
  page.on('filechooser', () => {});

  const stage = {
    ...{ url, emulator, context, page, complaints, asked },
    /** Another tab, whose complaints and requests count as well. */
    newTab: async () => {
      const tab = await context.newPage();
      watch(tab);
      return tab;
    },
    end: async () => {
      await context.close();
      await close();
    },
  };
  return { ...stage, ...onPage(page, pictures), ...accessibility(page, pictures) };
}
