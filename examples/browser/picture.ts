/** A picture of a document: images as they are, PDFs drawn a page at a time. */

/** Where the picture goes, and what turns its pages. */
export interface Frame {
  readonly picture: HTMLElement;
  readonly pages: HTMLElement;
  readonly page: HTMLElement;
  readonly previous: HTMLButtonElement;
  readonly next: HTMLButtonElement;
}

// Each document is a turn; what a former one still draws is not shown any more.
let turn = 0;

export async function showDocument(file: File, frame: Frame): Promise<void> {
  const mine = ++turn;
  const { picture, pages } = frame;
  pages.hidden = true;
  const put = (node: Node) => {
    if (mine === turn) picture.replaceChildren(node);
  };
  const apology = (text: string) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    put(paragraph);
  };
  apology('Drawing the page …');
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (String.fromCharCode(...head) !== '%PDF') {
    return showImage(file, put, () => apology('This browser cannot show pictures of this kind.'));
  }
  try {
    await showPdf(file, frame, put, () => mine === turn);
  } catch {
    apology('The pages cannot be drawn.');
  }
}

function showImage(file: File, put: (node: Node) => void, fail: () => void): void {
  const image = new Image();
  const url = URL.createObjectURL(file);
  image.alt = `Picture of ${file.name}`;
  image.onload = () => {
    put(image);
    URL.revokeObjectURL(url);
  };
  image.onerror = () => {
    fail();
    URL.revokeObjectURL(url);
  };
  image.src = url;
}

async function showPdf(
  file: File,
  { picture, pages, page, previous, next }: Frame,
  put: (node: Node) => void,
  current: () => boolean,
): Promise<void> {
  // In a file of its own: it is ten times as large as the rest of the page.
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(await file.arrayBuffer()));
  let number = 1;

  const draw = async () => {
    const wanted = number;
    const sheet = await pdf.getPage(wanted);
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `Page ${wanted} of ${file.name}`);
    const { width } = sheet.getViewport({ scale: 1 });
    // A dot of the canvas for each of the screen's.
    const viewport = sheet.getViewport({
      scale: (Math.max(480, picture.clientWidth) * Math.max(1, devicePixelRatio)) / width,
    });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await sheet.render({ canvas, viewport }).promise;
    if (!current() || wanted !== number) return;
    put(canvas);
    page.textContent = `Page ${number} of ${pdf.numPages}`;
    previous.disabled = number === 1;
    next.disabled = number === pdf.numPages;
    pages.hidden = pdf.numPages === 1;
  };
  const go = (step: number) => () => {
    number = Math.min(pdf.numPages, Math.max(1, number + step));
    draw().catch(() => {});
  };
  previous.onclick = go(-1);
  next.onclick = go(1);
  await draw();
}
