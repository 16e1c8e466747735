/** The guide to TanStack Query, in React: components show, fetch and upload documents of an emulator. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { clientCredentials, createContext, createDocument, type DocumentId } from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { createElement, type ReactNode } from 'react';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  DocumentList,
  DocumentUpload,
  DocumentView,
  Problem,
} from '../../../examples/guides/tanstack-query-react.js';
import { openPage } from './dom.js';
import { invoice, must } from './world.js';

const guide = suite('guide: TanStack Query in React');

let page: Awaited<ReturnType<typeof openPage>>;
const warnings: unknown[] = [];
const { error } = console;

guide.before(async () => {
  console.error = (...words) => warnings.push(words);
  page = await openPage();
});
guide.after(async () => {
  await page.close();
  console.error = error;
});
guide.after.each(() => assert.equal(warnings.splice(0), []));

/**
 * An account with so many documents, `0.pdf`, `1.pdf` …, and the requests that it gets from then on. Each is answered
 * when what `hold` was given has come, if it was given something.
 */
async function account(count: number) {
  const emulator = createEmulator();
  const sent: Request[] = [];
  let held: Promise<void> | undefined;
  const ctx = createContext({
    credentials: clientCredentials(emulator),
    fetch: async (request) => {
      sent.push(request);
      await held;
      return emulator.fetch(request);
    },
    retry: 0,
  });
  const ids: DocumentId[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.push(must(await createDocument(ctx, invoice, { name: `${i}.pdf` })()).documentId);
  }
  sent.length = 0;
  const hold = (until: Promise<void>) => {
    held = until;
  };
  return { ctx, emulator, ids, sent, hold };
}

/** Shows components with a client of their own, until `use` is through. */
async function shown(children: ReactNode, use: (place: HTMLElement, unmount: () => void) => Promise<void>) {
  const client = new QueryClient();
  const { place, unmount } = page.render(createElement(QueryClientProvider, { client }, children));
  try {
    await use(place, unmount);
  } finally {
    unmount();
    client.clear();
  }
}

/** Waits until what is read is `expected`. */
async function becomes<A>(read: () => A, expected: A) {
  for (let tries = 0; tries < 2000 && read() !== expected; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.is(read(), expected);
}

const items = (place: HTMLElement) => [...place.querySelectorAll('li')].map((item) => item.textContent);
const button = (place: HTMLElement) => place.querySelector('button');

guide('one document', async () => {
  const { ctx, hold, ids } = await account(1);
  const [id] = ids;
  assert.ok(id);
  let answer = () => {};
  hold(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  await shown(createElement(DocumentView, { ctx, id }), async (place) => {
    await becomes(() => place.textContent, 'Loading…');
    answer();
    await becomes(() => place.textContent, '0.pdf, application/pdf');
  });
});

guide('a list shows its first page, and the others one by one', async () => {
  const { ctx } = await account(45);
  await shown(createElement(DocumentList, { ctx }), async (place) => {
    await becomes(() => items(place).length, 20);
    button(place)?.click();
    await becomes(() => items(place).length, 40);
    assert.is(button(place)?.textContent, 'More');
    button(place)?.click();
    await becomes(() => items(place).length, 45);
    await becomes(() => button(place), null);
    assert.is(new Set(items(place)).size, 45);
  });
});

guide('an upload has the list fetched again', async () => {
  const { ctx } = await account(1);
  const both = [
    createElement(DocumentList, { ctx, key: 'list' }),
    createElement(DocumentUpload, { ctx, key: 'upload' }),
  ];
  await shown(both, async (place) => {
    await becomes(() => items(place).join(), '0.pdf');
    const input = place.querySelector('input');
    assert.ok(input);
    Object.defineProperty(input, 'files', {
      value: [new File([invoice], 'new.pdf', { type: 'application/pdf' })],
    });
    input.dispatchEvent(new window.Event('change', { bubbles: true }));
    await becomes(() => items(place).toSorted().join(), '0.pdf,new.pdf');
    await becomes(() => input.disabled, false);
  });
});

guide('a component that goes takes its request along', async () => {
  const { ctx, emulator, ids, sent } = await account(1);
  const [id] = ids;
  assert.ok(id);
  emulator.fail({ how: 'no answer', when: /^GET .*documents/ });
  await shown(createElement(DocumentView, { ctx, id }), async (_, unmount) => {
    await becomes(() => sent.length, 1);
    assert.is(sent[0]?.signal.aborted, false);
    unmount();
    await becomes(() => sent[0]?.signal.aborted, true);
  });
});

guide('an error is told by what it is', async () => {
  const { ctx, emulator } = await account(0);
  const missing = createElement(DocumentView, { ctx, id: 'cradl:document:missing' });
  const alert = (place: HTMLElement) => place.querySelector('[role=alert]')?.textContent;
  await shown(missing, (place) => becomes(() => alert(place), 'There is no such document.'));
  emulator.fail({ how: 'reset', when: /^GET .*documents/ });
  const list = createElement(DocumentList, { ctx });
  await shown(list, (place) => becomes(() => alert(place), 'The service cannot be reached.'));
  emulator.fail({ status: 500, message: 'The models are asleep', when: /^GET .*documents/ });
  const broken = createElement(DocumentList, { ctx });
  await shown(broken, (place) => becomes(() => alert(place), 'It did not work. Try again later.'));
  const mistake = new TypeError('not of the service');
  assert.throws(
    () => Problem({ error: mistake }),
    (thrown: unknown) => thrown === mistake,
  );
});

guide.run();
