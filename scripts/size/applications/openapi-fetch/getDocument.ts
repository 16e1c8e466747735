/** One function, with a token. */
import createClient from 'openapi-fetch';

import type { Paths } from './paths.js';

const las = createClient<Paths>({
  baseUrl: 'https://api.lucidtech.ai/v1',
  headers: { authorization: 'Bearer token' },
});

las.GET('/documents/{documentId}', { params: { path: { documentId: 'las:document:1' } } }).then(console.log);
