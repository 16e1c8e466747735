/**
 * Pages of PDFs as pictures: a renderer for the emulator, which draws with unpdf and `@napi-rs/canvas`. PDFs need
 * Node 22 or newer: on Node 20 pdf.js leaves them blank.
 *
 *   import { renderPages } from './render-pages.js';
 *
 *   const emulator = createEmulator({ render: renderPages });
 */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Renderer } from 'las-fp-emulator';
import { getDocumentProxy, renderPageAsImage } from 'unpdf';

/** Draws a page of a PDF, or a picture, as PNG: as wide as is asked for, or as it is. */
export const renderPages: Renderer = async ({ bytes, contentType }, { page, width }) => {
  if (contentType === 'application/pdf') {
    const pdf = await getDocumentProxy(bytes.slice());
    if (page >= pdf.numPages) return undefined;
    const size = (await pdf.getPage(page + 1)).getViewport({ scale: 1 });
    const png = await renderPageAsImage(bytes.slice(), page + 1, {
      canvasImport: () => import('@napi-rs/canvas'),
      scale: (width ?? size.width) / size.width,
    });
    return { bytes: new Uint8Array(png), contentType: 'image/png' };
  }
  if (page > 0) return undefined;
  const image = await loadImage(Buffer.from(bytes));
  const scale = (width ?? image.width) / image.width;
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return { bytes: canvas.toBuffer('image/png'), contentType: 'image/png' };
};
