/** Documents to upload. */
import { fileURLToPath } from 'node:url';

/** The path of an invoice that the emulator reads. */
export const invoice = fileURLToPath(new URL('../../examples/sample-invoice.pdf', import.meta.url));

/** A picture with some words, of the type that the page itself encodes it to. */
export async function pixels(page, type) {
  const base64 = await page.evaluate(async (wanted) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fdfdfb';
    pen.fillRect(0, 0, 480, 640);
    pen.fillStyle = '#1b2130';
    pen.font = '28px sans-serif';
    pen.fillText('Invoice 2024-0117', 40, 80);
    pen.fillRect(40, 110, 400, 2);
    return canvas.toDataURL(wanted).split(',')[1];
  }, type);
  return Buffer.from(base64, 'base64');
}
