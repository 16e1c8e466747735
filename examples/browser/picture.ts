/** A picture of a document, with marks on it: images as they are, PDFs drawn a page at a time. */

/** Where the picture goes, and what turns its pages. */
export interface Frame {
  readonly picture: HTMLElement;
  readonly pages: HTMLElement;
  readonly page: HTMLElement;
  readonly previous: HTMLButtonElement;
  readonly next: HTMLButtonElement;
}

/** A place on a page. */
export interface Mark {
  readonly key: string;
  /** The first is 0. */
  readonly page: number;
  /** Left, top, right and bottom, from 0 to 1. */
  readonly box: ReadonlyArray<number>;
  readonly className: string;
  /** What is said of it to who points at it. */
  readonly title: string;
}

/** What a person does with the marks. */
export interface MarkListener {
  choose(key: string): void;
  point(key: string | undefined): void;
}

/** A document that is shown. */
export interface Shown {
  /** Draws these marks in place of those of before. */
  mark(marks: ReadonlyArray<Mark>): void;
  /** Shows the page of a mark, and makes the mark stand out. */
  point(key: string | undefined): void;
}

// Each document is a turn; what a former one still draws is not shown any more.
let turn = 0;

/** Shows a document. */
export function showDocument(file: File, frame: Frame, to: MarkListener): Shown {
  const mine = ++turn;
  const { picture, pages } = frame;
  let marks: ReadonlyArray<Mark> = [];
  let pointed: string | undefined;
  let number = 0;
  let go: (page: number) => void = () => {};

  const drawMarks = (): void => {
    const sheet = picture.querySelector('.sheet');
    if (mine !== turn || sheet === null) return;
    for (const old of sheet.querySelectorAll('.mark')) old.remove();
    for (const { key, page, box, className, title } of marks) {
      const [left = 0, top = 0, right = 0, bottom = 0] = box;
      if (page !== number || right <= left || bottom <= top) continue;
      const made = document.createElement('div');
      made.className = `mark ${className}${key === pointed ? ' pointed' : ''}`;
      const part = (value: number): string => `${value * 100}%`;
      Object.assign(made.style, {
        ...{ left: part(left), top: part(top) },
        ...{ width: part(right - left), height: part(bottom - top) },
      });
      made.dataset['key'] = key;
      made.title = title;
      made.onclick = () => to.choose(key);
      made.onmouseenter = () => to.point(key);
      made.onmouseleave = () => to.point(undefined);
      sheet.append(made);
    }
  };
  // Where the mark that stands out is not in sight, the picture alone is scrolled, not the page.
  const highlight = (): void => {
    for (const mark of picture.querySelectorAll<HTMLElement>('.mark')) {
      const is = mark.dataset['key'] === pointed;
      mark.classList.toggle('pointed', is);
      if (!is || mark.matches(':hover')) continue;
      const { offsetTop: top, offsetHeight: height } = mark;
      const { scrollTop, clientHeight } = picture;
      if (top < scrollTop || top + height > scrollTop + clientHeight) {
        picture.scrollTo({ top: top - clientHeight / 2 });
      }
    }
  };
  const put = (node: Node): void => {
    if (mine !== turn) return;
    const sheet = document.createElement('div');
    sheet.className = 'sheet';
    sheet.append(node);
    picture.replaceChildren(sheet);
    drawMarks();
    highlight();
  };
  const apology = (text: string): void => {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    if (mine === turn) picture.replaceChildren(paragraph);
  };
  const draw = async (): Promise<void> => {
    const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
    if (!String.fromCharCode(...head).includes('%PDF')) {
      return showImage(file, put, () => apology('This browser cannot show pictures of this kind.'));
    }
    const turnTo = await openPdf(file, frame, (canvas, page) => {
      number = page;
      put(canvas);
    });
    go = (page) => {
      if (mine === turn && page !== number) turnTo(page).catch(() => {});
    };
  };

  // It scrolls, and so the keyboard must come to it.
  Object.assign(picture, { tabIndex: 0, role: 'region', ariaLabel: 'The document' });
  pages.hidden = true;
  apology('Drawing the page …');
  draw().catch(() => apology('The pages cannot be drawn.'));
  return {
    mark: (all) => {
      marks = all;
      drawMarks();
    },
    point: (key) => {
      pointed = key;
      const page = marks.find((one) => one.key === key)?.page;
      if (page !== undefined) go(page);
      highlight();
    },
  };
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

/** Draws the first page of a PDF; gives the function that turns to another. */
async function openPdf(
  file: File,
  { picture, pages, page, previous, next }: Frame,
  put: (canvas: HTMLCanvasElement, page: number) => void,
): Promise<(page: number) => Promise<void>> {
  // In a file of its own: it is ten times as large as the rest of the page.
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(await file.arrayBuffer()));
  let number = 0;

  const turnTo = async (wanted: number): Promise<void> => {
    number = Math.min(pdf.numPages - 1, Math.max(0, wanted));
    const mine = number;
    const sheet = await pdf.getPage(mine + 1);
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `Page ${mine + 1} of ${file.name}`);
    const { width } = sheet.getViewport({ scale: 1 });
    // A dot of the canvas for each of the screen's.
    const viewport = sheet.getViewport({
      scale: (Math.max(480, picture.clientWidth) * Math.max(1, devicePixelRatio)) / width,
    });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await sheet.render({ canvas, viewport }).promise;
    if (mine !== number) return;
    put(canvas, mine);
    page.textContent = `Page ${mine + 1} of ${pdf.numPages}`;
    previous.disabled = mine === 0;
    next.disabled = mine === pdf.numPages - 1;
    pages.hidden = pdf.numPages === 1;
  };
  previous.onclick = () => turnTo(number - 1).catch(() => {});
  next.onclick = () => turnTo(number + 1).catch(() => {});
  await turnTo(0);
  return turnTo;
}
