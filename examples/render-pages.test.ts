/** A page of a document as a picture, from the emulator with a renderer. */
import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { clientCredentials, createContext, createDocument, getDocumentContent } from 'las-fp';
import { createEmulator } from 'las-fp-emulator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { renderPages } from './render-pages.js';

/** Width and height of a PNG. */
async function sizeOf(picture: Blob): Promise<readonly [number, number]> {
  const view = new DataView(await picture.arrayBuffer());
  return [view.getUint32(16), view.getUint32(20)];
}

async function world() {
  const emulator = createEmulator({ render: renderPages });
  return createContext({ credentials: clientCredentials(emulator), fetch: emulator.fetch });
}

/** How many pixels of a picture are dark. */
async function darkPixels(picture: Blob): Promise<number> {
  const image = await loadImage(Buffer.from(await picture.arrayBuffer()));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return data.filter((value, index) => index % 4 === 1 && value < 128).length;
}

const rendering = suite('pages as pictures');
// What pdf.js needs to draw, which Node has from 22 on.
const draws = 'transferToFixedLength' in ArrayBuffer.prototype;

rendering('a page of a PDF is drawn as wide as is asked for', async () => {
  const ctx = await world();
  const invoice = await readFile(new URL('sample-invoice.pdf', import.meta.url));
  const document = await createDocument(ctx, invoice)();
  assert.ok(document._tag === 'Right');
  const picture = await getDocumentContent(ctx, document.right, { page: 0, width: 300 })();
  assert.ok(picture._tag === 'Right', JSON.stringify(picture));
  assert.is(picture.right.type, 'image/png');
  const [width, height] = await sizeOf(picture.right);
  assert.is(width, 300);
  assert.ok(height > 400 && height < 450, String(height));
  if (draws) assert.ok((await darkPixels(picture.right)) > 1000);
  const none = await getDocumentContent(ctx, document.right, { page: 7 })();
  assert.is(none._tag === 'Left' && none.left._tag, 'NotFound');
});

rendering('a picture is scaled', async () => {
  const ctx = await world();
  const png = createCanvas(120, 60).toBuffer('image/png');
  const document = await createDocument(ctx, new Blob([Uint8Array.from(png)], { type: 'image/png' }))();
  assert.ok(document._tag === 'Right');
  const picture = await getDocumentContent(ctx, document.right, { width: 60 })();
  assert.ok(picture._tag === 'Right', JSON.stringify(picture));
  assert.equal(await sizeOf(picture.right), [60, 30]);
});

rendering.run();
