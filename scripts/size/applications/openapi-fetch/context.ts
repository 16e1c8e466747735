/** A client, and nothing that uses it. */
import createClient from 'openapi-fetch';

const las = createClient({
  baseUrl: 'https://api.lucidtech.ai/v1',
  headers: { authorization: 'Bearer token' },
});

console.log(las);
