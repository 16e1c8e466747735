/** Files that are read as they come: what breaks, ends or is left lying in the middle. */
import { getEventListeners } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Either } from 'fp-ts/lib/Either.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type ContextOverrides,
  createContext,
  getDocumentStream,
  type LasError,
  LasException,
  staticToken,
} from '../../src/index.js';
import { pause } from '../support/results.js';
import { runHere } from './programs.js';
import { type Answering, type Listening, serve, serveRaw } from './servers.js';

const token = 'token-of-the-test';
const document = {
  documentId: 'las:document:1f',
  retentionInDays: 30,
  createdTime: null,
  createdBy: null,
  updatedTime: null,
  updatedBy: null,
} as const;

const open = ({ origin }: Listening, overrides: ContextOverrides = {}) => {
  const credentials = staticToken(token);
  const retry = { limit: 2, delay: 1 };
  const ctx = createContext({ apiEndpoint: `${origin}/v1`, credentials, retry, ...overrides });
  return getDocumentStream(ctx, { ...document, fileUrl: `${origin}/f` })();
};

const streamOf = (result: Either<LasError, ReadableStream<Uint8Array>>) => {
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
};

/** The error that reading ends in. */
const thrown = async (reading: Promise<unknown>): Promise<LasError> => {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LasException)) throw new Error(`no LasException: ${error}`);
  return error.error;
};

/** Waits for what comes in a moment. */
const until = async (what: string, come: () => boolean) => {
  for (let i = 0; i < 200 && !come(); i++) await pause(10);
  assert.ok(come(), what);
};

const bytes = Buffer.from(Uint8Array.from({ length: 1_000_000 }, (_, i) => i * 7));

// -- readers ---------------------------------------------------------------------------------------------------

// The types of Node and of the DOM differ in readers of bytes.
const nodeStream = (stream: ReadableStream) =>
  Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]);

type Read = (stream: ReadableStream<Uint8Array>) => Promise<Uint8Array>;

const collecting = () => {
  const parts: Uint8Array[] = [];
  return { parts, all: () => Buffer.concat(parts) };
};

const bytesOf: Read = async (stream) => new Uint8Array(await new Response(stream).arrayBuffer());

const readers: Readonly<Record<string, Read>> = {
  'for await': async (stream) => {
    const { parts, all } = collecting();
    for await (const part of stream) parts.push(part);
    return all();
  },
  'a reader': async (stream) => {
    const { parts, all } = collecting();
    const reader = stream.getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      if (value) parts.push(value);
    }
    return all();
  },
  'reads that do not wait for each other': async (stream) => {
    const reader = stream.getReader();
    const reads = await Promise.all(Array.from({ length: 1000 }, () => reader.read()));
    return Buffer.concat(reads.map(({ value }) => value ?? new Uint8Array()));
  },
  pipeTo: async (stream) => {
    const { parts, all } = collecting();
    await stream.pipeTo(
      new WritableStream({
        write: (part) => {
          parts.push(part);
        },
      }),
    );
    return all();
  },
  pipeThrough: (stream) => bytesOf(stream.pipeThrough(new TransformStream())),
  tee: async (stream) => {
    const [first, second] = stream.tee();
    const [one, other] = await Promise.all([first, second].map(bytesOf));
    assert.equal(one, other);
    return one ?? new Uint8Array();
  },
  'the Blob of a Response': async (stream) => bytesOf((await new Response(stream).blob()).stream()),
  'a file of Node': async (stream) => {
    const folder = await mkdtemp(join(tmpdir(), 'las-fp-'));
    const path = join(folder, 'file');
    try {
      await writeFile(path, stream);
      return await readFile(path);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  'a pipeline of Node': async (stream) => {
    const { parts, all } = collecting();
    const write = (part: Uint8Array, _: unknown, next: () => void) => {
      parts.push(part);
      next();
    };
    await pipeline(nodeStream(stream), new Writable({ write }));
    return all();
  },
};

const reading = suite('streams: readers');

for (const [name, read] of Object.entries(readers)) {
  reading(name, async () => {
    const server = await serve((response) => response.end(bytes));
    assert.ok(bytes.equals(await read(streamOf(await open(server)))));
    await server.close();
  });
}

reading('a server waits for the reader', async () => {
  const size = 64 * 2 ** 20;
  let sent = 0;
  const server = await serve((response) => {
    response.writeHead(200, { 'content-length': size });
    const part = Buffer.alloc(65_536);
    const more = () => {
      while (sent < size) {
        sent += part.length;
        if (!response.write(part)) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  });
  const reader = streamOf(await open(server)).getReader();
  await reader.read();
  let before = -1;
  while (sent > before) {
    before = sent;
    await pause(100);
  }
  // What is under way lies in the buffers of the system.
  assert.ok(sent < size / 2, `${sent} bytes sent`);
  await reader.cancel();
  await server.close();
});

reading.run();

// -- breaks ----------------------------------------------------------------------------------------------------

const breaks = suite('streams: connections that break');

const whole = `HTTP/1.1 200 OK\r\n`;
const talks: Readonly<Record<string, string>> = {
  'a body shorter than its length': `${whole}content-length: 1000\r\n\r\nbeginning`,
  'chunks that do not end': `${whole}transfer-encoding: chunked\r\n\r\n9\r\nbeginning\r\n`,
  'chunks that are none': `${whole}transfer-encoding: chunked\r\n\r\n9\r\nbeginning\r\nrubbish`,
};

for (const [name, talk] of Object.entries(talks)) {
  breaks(`${name}: the reader gets what came, and the error`, async () => {
    const server = await serveRaw((socket) => socket.write(talk, () => setTimeout(() => socket.end(), 50)));
    const reader = streamOf(await open(server)).getReader();
    const { value } = await reader.read();
    assert.is(new TextDecoder().decode(value), 'beginning');
    const error = await thrown(reader.read());
    assert.ok(error._tag === 'NetworkError' && error.source === 'file');
    assert.not.match(JSON.stringify(error), new RegExp(token));
    assert.is((await thrown(reader.closed))._tag, 'NetworkError');
    assert.is(server.arrived.length, 1);
    await server.close();
  });
}

breaks('a reset: the reader gets the error, whatever it reads with', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('beginning');
    setTimeout(() => response.socket?.resetAndDestroy(), 50);
  });
  for (const [name, read] of Object.entries(readers)) {
    assert.is((await thrown(read(streamOf(await open(server)))))._tag, 'NetworkError', name);
  }
  assert.is(server.arrived.length, Object.keys(readers).length);
  await server.close();
});

breaks('a reset that nobody reads: the call is over', async () => {
  let over = '';
  const server = await serve((response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('beginning');
    setTimeout(() => response.socket?.resetAndDestroy(), 50);
  });
  const stream = streamOf(
    await open(server, {
      onResponse: ({ error = '' }) => {
        over = error;
      },
    }),
  );
  await until('it is over', () => over !== '');
  assert.is(over, 'NetworkError');
  assert.is((await thrown(stream.getReader().read()))._tag, 'NetworkError');
  await server.close();
});

breaks.run();

// -- ends ------------------------------------------------------------------------------------------------------

const ends = suite('streams: ends in the middle');

/** A server that sends a part and goes on without end; `open` counts the connections that wait for more. */
async function endless() {
  const waiting = new Set<ServerResponse>();
  const answer: Answering = (response) => {
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
    response.writeHead(200, { 'content-length': 1e9 }).write(bytes);
  };
  return { ...(await serve(answer)), open: () => waiting.size };
}

const stops: Readonly<Record<string, (stream: ReadableStream<Uint8Array>) => Promise<unknown>>> = {
  'cancelled before anything is read': (stream) => stream.cancel('enough'),
  'cancelled by its reader': async (stream) => {
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
  },
  'cancelled while it reads': async (stream) => {
    const reader = stream.getReader();
    const reads = Array.from({ length: 100 }, () => reader.read());
    await reads[0];
    await reader.cancel();
    assert.ok((await Promise.all(reads)).at(-1)?.done);
  },
  'a loop that is left': async (stream) => {
    for await (const _ of stream) break;
  },
  'a loop that throws': async (stream) => {
    const loop = async () => {
      for await (const part of stream) throw new Error(`${part.length} bytes`);
    };
    await loop().catch((error) => assert.match(error.message, /bytes/));
  },
  'a sink that breaks': async (stream) => {
    const sink = new WritableStream({ write: () => Promise.reject(new Error('full')) });
    await stream.pipeTo(sink).catch((error) => assert.is(error.message, 'full'));
  },
  'a pipeline of Node that is destroyed': async (stream) => {
    const readable = nodeStream(stream);
    readable.once('data', () => readable.destroy());
    await new Promise((resolve) => readable.once('close', resolve));
  },
};

for (const [name, stop] of Object.entries(stops)) {
  ends(`${name}: the connection closes`, async () => {
    const server = await endless();
    const { signal } = new AbortController();
    let over: unknown = 'not over';
    const stream = streamOf(
      await open(server, {
        signal,
        onResponse: ({ error }) => {
          over = error;
        },
      }),
    );
    await until('it is open', () => server.open() === 1);
    assert.is(getEventListeners(signal, 'abort').length, 1);
    await stop(stream);
    await until('the connection is closed', () => server.open() === 0);
    assert.is(over, undefined);
    assert.is(getEventListeners(signal, 'abort').length, 0);
    await server.close();
  });
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

// A connection that nothing else holds does not hear the signal once garbage is collected.
for (const [how, overrides] of Object.entries({
  'the global fetch': {},
  'a fetch of its own': { fetch: (request: Request) => fetch(request) },
  'a fetch that does not mind the signal': { fetch: ({ url, headers }: Request) => fetch(url, { headers }) },
})) {
  ends(`an abort ends it, and the connection: ${how}`, async () => {
    const server = await endless();
    for (const read of [...Object.values(readers), undefined]) {
      const controller = new AbortController();
      const stream = streamOf(await open(server, { ...overrides, signal: controller.signal }));
      const reading = read && thrown(read(stream));
      await pause(20);
      collectGarbage();
      await pause(10);
      assert.is(server.open(), 1);
      controller.abort();
      assert.is((await (reading ?? thrown(stream.getReader().read())))._tag, 'Aborted');
      await until('the connection is closed', () => server.open() === 0);
      assert.is(getEventListeners(controller.signal, 'abort').length, 0);
    }
    assert.is(server.arrived.length, Object.keys(readers).length + 1);
    await server.close();
  });
}

ends('aborted when it is over: that is no error', async () => {
  const server = await serve((response) => response.end('a file'));
  const controller = new AbortController();
  const reader = streamOf(await open(server, { signal: controller.signal })).getReader();
  await reader.read();
  assert.ok((await reader.read()).done);
  controller.abort();
  await reader.closed;
  await pause(1);
  assert.is(getEventListeners(controller.signal, 'abort').length, 0);
  await server.close();
});

for (const [option, scope] of [
  ['fileTimeout', 'attempt'],
  ['totalTimeout', 'total'],
] as const) {
  ends(`${option} ends it, be it read or not, and it is not asked for again`, async () => {
    const server = await endless();
    for (const read of [readers['for await'], undefined]) {
      const stream = streamOf(await open(server, { [option]: 300 }));
      const reading = read && thrown(read(stream));
      await until('the connection is closed', () => server.open() === 0);
      const error = await (reading ?? thrown(stream.getReader().read()));
      assert.ok(error._tag === 'Timeout' && error.scope === scope, error.message);
      await stream.cancel().catch(() => {});
    }
    assert.is(server.arrived.length, 2);
    await server.close();
  });
}

ends.run();

// -- what is left ----------------------------------------------------------------------------------------------

const rest = suite('streams: what they leave behind');

interface Found {
  readonly name: string;
  readonly tag: string;
  /** What keeps the process alive. */
  readonly left: string;
}

rest('nothing that keeps the process alive, and no more memory than a part', async () => {
  const part = Buffer.alloc(65_536);
  // As many parts as the path says; without a number, one of very many.
  const server = await serve((response, { url = '' }) => {
    const parts = Number(url.slice(1));
    response.writeHead(200, { 'content-length': (parts || 1e6) * part.length });
    if (url === '/broken') setTimeout(() => response.destroy(), 50);
    if (!parts) return response.write(part);
    let sent = 0;
    const more = () => {
      while (sent++ < parts) if (!response.write(part)) return response.once('drain', more);
      return response.end();
    };
    return more();
  });
  const { found, stream, blob, upload, ended } = (await runHere('stream', server.origin)) as {
    readonly found: ReadonlyArray<Found>;
    /** Megabytes at most in buffers, garbage left out. */
    readonly stream: number;
    readonly blob: number;
    readonly upload: number;
    readonly ended: number;
  };
  assert.ok(Date.now() - ended < 1000, 'the process went on');
  assert.equal(
    found.map(({ name, tag, left }) => `${name}: ${tag}${left}`),
    ['end: ', 'cancel: ', 'error: NetworkError', 'abort: Aborted', 'timeout: Timeout'],
  );
  assert.ok(blob > 48, `control: a Blob of 64 MB takes ${blob} MB`);
  assert.ok(stream <= 16, `a stream takes ${stream} MB`);
  assert.ok(upload > 0 && upload <= 24, `sending as much takes ${upload} MB`);
  await server.close();
});

rest('a file that is fetched whole is in memory once', async () => {
  const part = Buffer.alloc(65_536, 7);
  const server = await serve((response, { url = '' }) => {
    const parts = Number(url.slice(1));
    response.writeHead(200, { 'content-length': parts * part.length });
    let sent = 0;
    const more = () => {
      while (sent++ < parts) if (!response.write(part)) return response.once('drain', more);
      return response.end();
    };
    return more();
  });
  const { size, most } = (await runHere('whole', server.origin)) as {
    readonly size: number;
    readonly most: number;
  };
  assert.is(size, 128);
  assert.ok(most >= 96, `control: a file of 128 MB takes ${most} MB`);
  // With what a collection has not yet freed; `response.blob()` takes 370.
  assert.ok(most <= 260, `a file of 128 MB takes ${most} MB`);
  await server.close();
});

rest.run();
