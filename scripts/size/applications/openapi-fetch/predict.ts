/** Uploads a file and has a model read it, as a program. */
import createClient from 'openapi-fetch';

import type { Paths } from './paths.js';

const las = createClient<Paths>({ baseUrl: 'https://api.lucidtech.ai/v1' });

let token = '';
let end = 0;
async function authorization() {
  if (Date.now() >= end) {
    const answer = await fetch('https://auth.lucidtech.ai/oauth2/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('id:secret')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token, expires_in } = await answer.json();
    token = access_token;
    end = Date.now() + (expires_in - 60) * 1000;
  }
  return `Bearer ${token}`;
}

las.use({
  async onRequest({ request }) {
    request.headers.set('authorization', await authorization());
  },
});

async function read(file: Blob) {
  const created = await las.POST('/documents', { body: { contentType: 'application/pdf' } });
  if (created.error) return created.error;
  const { documentId, fileUrl } = created.data;
  const headers = { authorization: await authorization() };
  const sent = await fetch(fileUrl, { method: 'PUT', body: file, headers });
  if (!sent.ok) return sent.status;
  return las.POST('/predictions', { body: { documentId, modelId: 'las:model:invoice' } });
}

read(new Blob(['%PDF'])).then(console.log);
