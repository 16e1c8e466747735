import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { fetchFile, streamFile } from '../../src/files/fetch.js';
import { sendFile } from '../../src/files/send.js';
import { createContext, LasException, type ResponseRecord, staticToken } from '../../src/index.js';
import { apiKey, fake, type Sent, status, token } from '../support/fake.js';
import { left } from '../support/results.js';
import { served } from '../support/served.js';

const address = 'https://files.example.com/a/b?c=d';
const file = new Blob(['%PDF-1.7'], { type: 'application/pdf' });
const text = async (request: Sent | undefined) =>
  request?.body instanceof Blob ? request.body.text() : undefined;

const send = suite('sendFile');

send('puts the bytes with their type and the token, and nothing else', async () => {
  const { ctx, sent } = fake(() => new Response(''), { headers: { 'x-mine': '1' } });
  const task = sendFile(ctx, address, file);
  assert.is(sent.length, 0);
  assert.is((await task())._tag, 'Right');
  assert.is(sent[0]?.method, 'PUT');
  assert.is(sent[0]?.url.href, address);
  assert.is(await text(sent[0]), '%PDF-1.7');
  assert.equal(Object.fromEntries(sent[0]?.headers ?? []), {
    authorization: `Bearer ${token}`,
    'content-type': 'application/pdf',
  });
});

send('takes any success for one, whatever its body', async () => {
  for (const answer of [
    () => new Response(null, { status: 204 }),
    () => new Response('<xml/>'),
    () => new Response('{}', { status: 201 }),
  ]) {
    assert.is((await sendFile(fake(answer).ctx, address, file)())._tag, 'Right');
  }
});

send('puts the whole file again after a failure', async () => {
  const { ctx, sent } = fake((_: Sent, n: number) =>
    n === 1 ? status(503) : n === 2 ? Promise.reject(new TypeError('reset')) : new Response(''),
  );
  assert.is((await sendFile(ctx, address, file)())._tag, 'Right');
  assert.equal(await Promise.all(sent.map(text)), ['%PDF-1.7', '%PDF-1.7', '%PDF-1.7']);
});

send('names the file server in errors', async () => {
  const error = left(await sendFile(fake(() => status(403, 'Forbidden')).ctx, address, file)());
  assert.ok(error._tag === 'InvalidCredentials' && error.source === 'file');
  assert.match(error.message, /^The file server answered 403 to PUT \/a\/b: Forbidden\./);
});

send('sends nothing to another place', async () => {
  const { ctx, sent } = fake({});
  for (const place of ['http://files.example.com/a', 'https://10.0.0.1/a', 'files.example.com', '']) {
    assert.is(left(await sendFile(ctx, place, file)())._tag, 'InvalidInput');
    assert.is(left(await fetchFile(ctx, place)())._tag, 'InvalidInput');
    assert.is(left(await streamFile(ctx, place)())._tag, 'InvalidInput');
  }
  assert.is(sent.length, 0);
});

send.run();

const get = suite('fetchFile');

get('is a Blob with the type that the server names', async () => {
  const { ctx, sent } = fake(
    () => new Response(new Uint8Array([0, 255, 128]), { headers: { 'content-type': 'image/jpeg' } }),
  );
  const result = await fetchFile(ctx, address, { page: 0, width: undefined })();
  assert.ok(result._tag === 'Right');
  assert.is(result.right.type, 'image/jpeg');
  assert.equal([...new Uint8Array(await result.right.arrayBuffer())], [0, 255, 128]);
  assert.is(sent[0]?.url.href, `${address}&page=0`);
  assert.is(sent[0]?.headers.get('x-api-key'), null);
});

get('is an error with what the server says', async () => {
  const error = left(await fetchFile(fake(() => status(404, 'gone')).ctx, address)());
  assert.ok(error._tag === 'NotFound' && error.source === 'file');
  assert.equal(error.body, { message: 'gone' });
});

get('refuses a query that cannot be sent', async () => {
  assert.is(left(await fetchFile(fake({}).ctx, address, { page: Number.NaN })())._tag, 'InvalidInput');
});

get.run();

const stream = suite('streamFile');

/** An answer that makes a part when it is asked for one; `made` counts them. */
function parts(...contents: ReadonlyArray<string | Error>) {
  let made = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const part = contents[made++];
        if (part === undefined) controller.close();
        else if (part instanceof Error) controller.error(part);
        else controller.enqueue(new TextEncoder().encode(part));
      },
    },
    { highWaterMark: 0 },
  );
  return { answer: () => new Response(body), made: () => made };
}

const opened = async (task: ReturnType<typeof streamFile>) => {
  const result = await task();
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
};

/** The error that reading ends in. */
const thrown = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LasException)) throw new Error(`no LasException: ${error}`);
  return error.error;
};

stream('asks with the token and nothing else, once it runs', async () => {
  const { ctx, sent } = fake(() => new Response('a file'), { headers: { 'x-mine': '1' } });
  const task = streamFile(ctx, address, { page: 0, width: undefined });
  assert.is(sent.length, 0);
  assert.is(await new Response(await opened(task)).text(), 'a file');
  assert.is(sent[0]?.method, 'GET');
  assert.is(sent[0]?.url.href, `${address}&page=0`);
  assert.equal(Object.fromEntries(sent[0]?.headers ?? []), { authorization: `Bearer ${token}` });
});

stream('reads nothing ahead of its reader', async () => {
  const { answer, made } = parts('a', 'b', 'c');
  const reader = (await opened(streamFile(fake(answer).ctx, address))).getReader();
  for (let read = 0; read < 3; read++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.is(made(), read);
    assert.is(new TextDecoder().decode((await reader.read()).value), 'abc'[read]);
  }
  assert.ok((await reader.read()).done);
});

stream('of an answer without a body is empty', async () => {
  for (const answer of [() => new Response(null, { status: 204 }), () => new Response(null)]) {
    const empty = await opened(streamFile(fake(answer).ctx, address));
    assert.is((await new Response(empty).arrayBuffer()).byteLength, 0);
  }
});

stream('is tried again until it has begun', async () => {
  const { ctx, sent } = fake((_: Sent, n: number) =>
    n === 1 ? status(503) : n === 2 ? Promise.reject(new TypeError('reset')) : new Response('a file'),
  );
  assert.is(await new Response(await opened(streamFile(ctx, address))).text(), 'a file');
  assert.is(sent.length, 3);
});

stream('is not tried again once it has begun', async () => {
  const { answer } = parts('a', new TypeError(`broken: ${token}`));
  const { ctx, sent } = fake(answer);
  const reader = (await opened(streamFile(ctx, address))).getReader();
  await reader.read();
  const error = await thrown(reader.read());
  assert.ok(error._tag === 'NetworkError' && error.source === 'file');
  assert.equal(error.cause, { name: 'TypeError', message: 'broken: …' });
  assert.is(sent.length, 1);
});

stream('is an error with what the server says', async () => {
  const error = left(await streamFile(fake(() => status(404, 'gone')).ctx, address)());
  assert.ok(error._tag === 'NotFound' && error.source === 'file');
});

stream('refuses what cannot be sent', async () => {
  const { ctx, sent } = fake({});
  assert.is(left(await streamFile(ctx, address, { page: Number.NaN })())._tag, 'InvalidInput');
  for (const time of [Number.NaN, -1]) {
    for (const wrong of [{ totalTimeout: time }, { fileTimeout: time }]) {
      assert.is(left(await streamFile({ ...ctx, ...wrong }, address)())._tag, 'InvalidInput');
    }
  }
  assert.is(sent.length, 0);
});

stream('is an error where somebody else reads the body', async () => {
  const answer = () => {
    const response = new Response('a file');
    response.body?.getReader();
    return response;
  };
  const { ctx, sent } = fake(answer);
  assert.is(left(await streamFile(ctx, address)())._tag, 'NetworkError');
  assert.is(sent.length, 3);
});

stream('is not that of an attempt that was given up', async () => {
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
  };
  const late = new ReadableStream({ pull: (controller) => controller.close(), cancel }, { highWaterMark: 0 });
  // The first answer comes after its time, from a fetch that does not mind its signal.
  const first = new Promise((resolve) => setTimeout(() => resolve(new Response(late)), 200));
  const second = first.then(() => new Response('second'));
  const { ctx, sent } = fake((_: Sent, n: number) => (n === 1 ? first : second), { fileTimeout: 150 });
  assert.is(await new Response(await opened(streamFile(ctx, address))).text(), 'second');
  assert.is(sent.length, 2);
  assert.ok(cancelled);
});

stream('gives nothing more once it is aborted, though there is more', async () => {
  const controller = new AbortController();
  const { ctx, sent } = fake(parts('a', 'b').answer, { signal: controller.signal });
  const reader = (await opened(streamFile(ctx, address))).getReader();
  await reader.read();
  controller.abort();
  assert.is((await thrown(reader.read()))._tag, 'Aborted');
  assert.is(sent.length, 1);
});

stream('is cancelled without an error, whatever its source says', async () => {
  const body = new ReadableStream({ cancel: () => Promise.reject(new TypeError('broken')) });
  const { ctx } = fake(() => new Response(body));
  await (await opened(streamFile(ctx, address))).cancel();
});

stream('tells the hook when it ends, and how', async () => {
  const records: ResponseRecord[] = [];
  const onResponse = (record: ResponseRecord) => records.push(record);
  const ends: ReadonlyArray<readonly [unknown, (stream: ReadableStream<Uint8Array>) => Promise<unknown>]> = [
    [undefined, (all) => new Response(all).text()],
    [undefined, (all) => all.cancel()],
    [
      'NetworkError',
      async (all) => {
        const reader = all.getReader();
        await reader.read();
        await thrown(reader.read());
      },
    ],
  ];
  for (const [tag, end] of ends) {
    const { answer } = parts('a', ...(tag ? [new TypeError('broken')] : ['b']));
    const all = await opened(streamFile(fake(answer, { onResponse }).ctx, address));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.is(records.length, 0, 'it goes on');
    await end(all);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const [record] = records.splice(0);
    assert.is(record?.error, tag);
    assert.ok(record && record.duration >= 19, `${record?.duration} ms`);
  }
});

stream.run();

// -- a real server ---------------------------------------------------------------------------------------------

const real = (origin: string) =>
  createContext({
    apiEndpoint: `${origin}/v1`,
    credentials: staticToken(token),
    apiKey,
    retry: { limit: 1, delay: 1 },
  });

const wire = suite('files: real servers');

wire('megabytes go and come as they are', () => {
  const bytes = new Uint8Array(3_000_000).map((_, i) => i * 7);
  return served(
    (_, response) => response.setHeader('content-type', 'image/png').end(Buffer.from(bytes)),
    async (origin, received) => {
      const result = await sendFile(
        real(origin),
        `${origin}/files/1`,
        new Blob([bytes], { type: 'image/png' }),
      )();
      assert.is(result._tag, 'Right');
      assert.is(received[0]?.method, 'PUT');
      assert.ok(received[0]?.bytes.equals(bytes));
      assert.is(received[0]?.headers['content-type'], 'image/png');
      assert.is(received[0]?.headers['x-api-key'], undefined);
      assert.is(received[0]?.headers.authorization, `Bearer ${token}`);
      const fetched = await fetchFile(real(origin), `${origin}/files/1`)();
      assert.ok(fetched._tag === 'Right' && fetched.right.type === 'image/png');
      assert.ok(Buffer.from(await fetched.right.arrayBuffer()).equals(bytes));
    },
  );
});

wire('a file is sent again as a whole', () =>
  served(
    (_, response, n) => response.writeHead(n === 1 ? 503 : 200).end(),
    async (origin, received) => {
      assert.is((await sendFile(real(origin), `${origin}/files/1`, file)())._tag, 'Right');
      assert.equal(
        received.map(({ bytes }) => bytes.toString()),
        ['%PDF-1.7', '%PDF-1.7'],
      );
    },
  ),
);

wire('a redirect takes neither file nor token elsewhere', () =>
  served(
    (_, response) => response.end(),
    async (elsewhere, stolen) => {
      await served(
        (_, response) => response.writeHead(307, { location: `${elsewhere}/files/1` }).end(),
        async (origin) => {
          for (const task of [
            sendFile(real(origin), `${origin}/files/1`, file),
            fetchFile(real(origin), `${origin}/files/1`),
            streamFile(real(origin), `${origin}/files/1`),
          ]) {
            const error = left(await task());
            assert.ok(error._tag === 'HttpError' && error.status === 307 && error.source === 'file');
          }
        },
      );
      assert.is(stolen.length, 0);
    },
  ),
);

// Sent in a way of its own, that spares the memory.
wire('a redirect takes no large file elsewhere', () =>
  served(
    (_, response) => response.end(),
    async (elsewhere, stolen) => {
      await served(
        (_, response) => response.writeHead(307, { location: `${elsewhere}/files/1` }).end(),
        async (origin, received) => {
          const large = new Blob([new Uint8Array(2 ** 23 + 1)], { type: 'application/pdf' });
          for (const ctx of [
            real(origin),
            { ...real(origin), fetch: (request: Request) => fetch(request) },
          ]) {
            const error = left(await sendFile(ctx, `${origin}/files/1`, large)());
            assert.ok(error._tag === 'HttpError' && error.source === 'file', JSON.stringify(error));
            assert.match(error.message, / PUT \/files\/1\. Redirects are not followed/);
          }
          assert.equal(
            received.map(({ bytes }) => bytes.length),
            [2 ** 23 + 1, 2 ** 23 + 1],
          );
        },
      );
      assert.is(stolen.length, 0);
    },
  ),
);

wire.run();
