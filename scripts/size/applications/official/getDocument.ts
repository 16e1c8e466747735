/** One function, with a token. */
import { Client, Credentials, Token } from '@lucidtech/las-sdk-core';

class GivenToken extends Credentials {
  constructor() {
    super('https://api.lucidtech.ai/v1');
  }

  override async getToken() {
    return new Token('token', Number.POSITIVE_INFINITY);
  }
}

const las = new Client(new GivenToken());

las.getDocument('las:document:1').then(console.log);
