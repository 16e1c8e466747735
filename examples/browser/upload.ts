/** A `fetch` that tells how much of a file has left, which the browser's own cannot. */

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
