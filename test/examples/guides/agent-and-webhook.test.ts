/** The guide to agents and webhooks: four receivers get what an agent exports, and refuse what is not from it. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { type ActionId, type AgentId, getAgent } from 'las-fp';
import type { WebhookEvent } from 'las-fp/webhooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { invoiceOf, readWithAgent, subscribe } from '../../../examples/guides/agent-and-webhook.js';
import { nonceMemory } from '../../../examples/guides/nonces.js';
import { receiver as withExpress } from '../../../examples/guides/webhook-express.js';
import { receiver as withHono } from '../../../examples/guides/webhook-hono.js';
import { POST } from '../../../examples/guides/webhook-next.js';
import worker, { type Env, Nonce, type NonceStorage } from '../../../examples/guides/webhook-worker.js';
import { invoice, must, world } from './world.js';

const secret = 'a secret of the webhook';

type Send = (request: Request) => Promise<Response>;

/** What is done before a webhook counts as taken; it may throw. */
type Take = () => void;

/** A receiver: where it is, how it is reached, what it took. */
interface Receiver {
  readonly url: string;
  readonly send: Send;
  readonly taken: ReadonlyArray<unknown>;
  readonly close: () => void;
}

/** Serves on loopback, where the emulator's export reaches it. */
async function served(listener: RequestListener, taken: ReadonlyArray<unknown>): Promise<Receiver> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/las`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, send: fetch, taken, close };
}

/** Runs an agent whose export calls the receiver; tells the requests that it sent. */
async function exported({ url, send }: Pick<Receiver, 'url' | 'send'>, hmacSecret = secret) {
  const sent: Request[] = [];
  const statuses: number[] = [];
  const { ctx, emulator } = world({
    predict: (_document, { fieldConfig }) =>
      Object.keys(fieldConfig).map((label) => ({
        label,
        value: { invoice_number: 'INV-2024-0117', total_amount: '3420.50' }[label] ?? null,
        confidence: 0.99,
        page: 0,
      })),
    deliver: async (request) => {
      sent.push(request.clone());
      const response = await send(request);
      statuses.push(response.status);
      return response;
    },
  });
  const agentId = emulator.agentId as AgentId;
  const { resourceIds } = must(await getAgent(ctx, agentId)());
  const actionId = resourceIds?.find((id) => id.includes(':action:')) as ActionId;
  must(await subscribe(ctx, actionId, url, hmacSecret)());
  const read = must(await readWithAgent(ctx, agentId, invoice, 'invoice.pdf', { every: 20 })());
  return { ...read, sent, statuses };
}

/** A nonce as it is in an object whose storage is memory. */
function nonceInMemory(): Nonce {
  let alarm: number | null = null;
  const storage: NonceStorage = {
    getAlarm: async () => alarm,
    setAlarm: async (time) => {
      alarm = time;
    },
    deleteAlarm: async () => {
      alarm = null;
    },
    deleteAll: async () => {},
  };
  return new Nonce({ storage });
}

const receivers: Readonly<Record<string, (take?: Take) => Promise<Receiver>>> = {
  Express: async (take = () => {}) => {
    const taken: WebhookEvent[] = [];
    const app = withExpress(secret, async (event) => {
      await take();
      taken.push(event);
    });
    // Express says so on the console where a handler throws.
    app.set('env', 'test');
    return served(app, taken);
  },
  Hono: async (take = () => {}) => {
    const taken: WebhookEvent[] = [];
    const app = withHono(secret, async (event) => {
      await take();
      taken.push(event);
    });
    app.onError((_, c) => c.text('Internal Server Error', 500));
    return served(getRequestListener(app.fetch, { overrideGlobalObjects: false }), taken);
  },
  'a Worker': async (work = () => {}) => {
    const taken: unknown[] = [];
    const take = async (message: unknown) => {
      await work();
      taken.push(message);
    };
    const nonces = new Map<string, Nonce>();
    const nonceOf = (name: string) => {
      const nonce = nonces.get(name) ?? nonceInMemory();
      nonces.set(name, nonce);
      return nonce;
    };
    const env: Env = {
      LAS_WEBHOOK_SECRET: secret,
      NONCES: {
        idFromName: nonceOf,
        get: (nonce) => ({ fetch: (address, init) => (nonce as Nonce).fetch(new Request(address, init)) }),
      },
      INVOICES: { send: async (message) => take(message) },
    };
    const url = 'http://localhost/webhooks/las';
    // What a Worker throws is answered with 500.
    const send: Send = (request) =>
      worker.fetch(request, env).catch(() => new Response(null, { status: 500 }));
    return { url, send, taken, close: () => {} };
  },
  'Next.js': async (take = () => {}) => {
    const taken: unknown[] = [];
    const { log } = console;
    console.log = (...words: ReadonlyArray<unknown>) => {
      take();
      taken.push(words);
    };
    process.env['LAS_WEBHOOK_SECRET'] = secret;
    const url = 'http://localhost/webhooks/las';
    process.env['LAS_WEBHOOK_URL'] = url;
    // As it comes behind a proxy, under another name.
    const send: Send = (request) =>
      POST(new Request('http://inside:3000/webhooks/las', request)).catch(
        () => new Response(null, { status: 500 }),
      );
    return {
      url,
      send,
      taken,
      close: () => {
        console.log = log;
        delete process.env['LAS_WEBHOOK_SECRET'];
        delete process.env['LAS_WEBHOOK_URL'];
      },
    };
  },
};

const guide = suite('the guide to agents and webhooks');

for (const [name, open] of Object.entries(receivers)) {
  guide(`${name} takes what the agent exports, once, and nothing else`, async () => {
    const receiver = await open();
    const { taken } = receiver;
    try {
      const { run, variables, sent, statuses } = await exported(receiver);
      assert.is(run.status, 'exported');
      assert.equal(statuses, [204]);
      assert.is(taken.length, 1);
      assert.is(variables?.fields['total_amount']?.value, '3420.50');
      assert.is(variables?.variables['source'], 'mail');

      const [first] = sent;
      assert.ok(first);
      const again = async (change: (headers: Headers, body: string) => RequestInit) => {
        const body = await first.clone().text();
        const headers = new Headers(first.headers);
        const response = await receiver.send(
          new Request(first.url, { method: 'POST', headers, body, ...change(headers, body) }),
        );
        return [response.status, await response.text()];
      };
      const [status, message] = await again(() => ({}));
      assert.is(status, 401);
      assert.match(String(message), /Nonce/);
      const changed = await again((_, body) => ({ body: body.replace('3420.50', '9420.50') }));
      assert.is(changed[0], 401);
      assert.match(String(changed[1]), /Check secret and url/);
      const unsigned = await again((headers) => {
        headers.delete('x-cradl-signature');
        return { headers };
      });
      assert.is(unsigned[0], 401);
      assert.is(taken.length, 1);
    } finally {
      receiver.close();
    }
  });

  guide(`${name} takes the same webhook again where the work has failed`, async () => {
    const failures = [new Error('The queue is down.')];
    const receiver = await open(() => {
      const failure = failures.pop();
      if (failure) throw failure;
    });
    try {
      const answers: number[] = [];
      const send: Send = async (request) => {
        const copies = [request.clone(), request.clone()];
        for (const copy of [request, ...copies]) answers.push((await receiver.send(copy)).status);
        return new Response(null, { status: 204 });
      };
      await exported({ ...receiver, send });
      assert.equal(answers, [500, 204, 401]);
      assert.is(receiver.taken.length, 1);
    } finally {
      receiver.close();
    }
  });

  guide(`${name} refuses what is signed with another secret`, async () => {
    const receiver = await open();
    try {
      const { run, statuses } = await exported(receiver, 'another secret').catch((error) => {
        // The export fails the run, which is what it ends in.
        assert.match(String(error), /answered 401/);
        return { run: { status: 'error' }, statuses: [401] };
      });
      assert.equal([run.status, statuses], ['error', [401]]);
      assert.is(receiver.taken.length, 0);
    } finally {
      receiver.close();
    }
  });
}

guide('the values of a webhook are decoded as those of a prediction', async () => {
  const receiver = await receivers['Express']?.();
  assert.ok(receiver);
  try {
    await exported(receiver);
    const [event] = receiver.taken as ReadonlyArray<WebhookEvent>;
    assert.ok(event);
    assert.equal(must(invoiceOf(event)), {
      invoice_number: 'INV-2024-0117',
      due_date: null,
      total_amount: '3420.50',
    });
  } finally {
    receiver.close();
  }
});

guide('a body that express.json() has parsed cannot be verified', async () => {
  const taken: WebhookEvent[] = [];
  const app = express();
  app.use(express.json());
  app.use(withExpress(secret, (event) => void taken.push(event)));
  const receiver = await served(app, taken);
  try {
    const answers: string[] = [];
    const send: Send = async (request) => {
      const response = await fetch(request);
      answers.push(`${response.status} ${await response.clone().text()}`);
      return response;
    };
    await exported({ ...receiver, send }).catch(() => {});
    assert.is(answers.length, 1);
    assert.match(answers[0] ?? '', /^401 /);
    assert.is(taken.length, 0);
  } finally {
    receiver.close();
  }
});

guide('nonces are forgotten when webhooks of their age are refused anyway', async () => {
  const { now } = Date;
  try {
    let time = 0;
    Date.now = () => time;
    const { remember } = nonceMemory(600);
    assert.equal([remember('a'), remember('a'), remember('b')], [true, false, true]);
    time = 599_000;
    assert.is(remember('a'), false);
    time = 601_000;
    assert.is(remember('a'), true);
  } finally {
    Date.now = now;
  }
});

guide.run();
