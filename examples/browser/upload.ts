/** Files on their way in: chosen, dropped or pasted, and a `fetch` that tells how much of one has left. */
import { element } from './dom.js';

/** Sends what is PUT with an XMLHttpRequest, and everything else as usual. */
export const fetchWithProgress =
  (onProgress: (sent: number, size: number) => void): ((request: Request) => Promise<Response>) =>
  async (request) => {
    if (request.method !== 'PUT') return fetch(request);
    const body = await request.blob();
    return new Promise((resolve, reject) => {
      const { signal } = request;
      const xhr = new XMLHttpRequest();
      const abort = () => xhr.abort();
      xhr.open(request.method, request.url);
      xhr.responseType = 'blob';
      request.headers.forEach((value, name) => {
        xhr.setRequestHeader(name, value);
      });
      xhr.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, body.size), body.size);
      xhr.onload = () => {
        const { status, statusText } = xhr;
        const answer = xhr.response as Blob | null;
        resolve(new Response(answer?.size ? answer : null, { status, statusText }));
      };
      xhr.onerror = () => reject(new TypeError('The connection broke'));
      xhr.onabort = () => reject(signal.reason);
      xhr.onloadend = () => signal.removeEventListener('abort', abort);
      signal.addEventListener('abort', abort);
      if (signal.aborted) reject(signal.reason);
      else xhr.send(body);
    });
  };

const beginnings = [/^[\s\S]*%PDF/, /^\xff\xd8\xff/, /^\x89PNG/, /^II\*\0/, /^MM\0\*/];

/** Whether a file begins like a PDF, JPEG, PNG or TIFF. */
export function isDocument(content: ArrayBuffer): boolean {
  const head = String.fromCharCode(...new Uint8Array(content.slice(0, 1024)));
  return beginnings.some((beginning) => beginning.test(head));
}

/** Takes files from the input, and those that are dropped on the page or pasted while it is `ready`. */
export function takeFiles(input: HTMLInputElement, ready: () => boolean, take: (file: File) => void): void {
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) take(file);
  });
  const over = (is: boolean): void => {
    element('over').hidden = !is;
  };
  // On the whole page: a file that is dropped elsewhere should not replace the page.
  addEventListener('dragover', (event) => {
    event.preventDefault();
    over(ready() && event.dataTransfer?.types.includes('Files') === true);
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) over(false);
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    const file = event.dataTransfer?.files[0];
    if (file && ready()) take(file);
  });
  addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file || !ready()) return;
    event.preventDefault();
    take(file);
  });
}
