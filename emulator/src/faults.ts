/** Answers that are no answers: statuses, silence, broken connections, slow bytes. */
import { type Random, random } from './asl/random.js';

/** An answer that the emulator gives instead of the usual one. */
export interface Fault {
  /** The status of the answer; 500 when absent, unless `how` says something else. */
  readonly status?: number;
  /** The `message` of the body; `Internal Server Error` when absent. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * In place of a status: `no answer` ever; `reset`, a connection that breaks before the answer; `cut`, one that breaks in
   * the middle of the body; `slow`, a body of which a few bytes come at a time.
   */
  readonly how?: 'no answer' | 'reset' | 'cut' | 'slow';
  /** Whether the request is carried out before it is not answered, or the connection breaks; no when absent. */
  readonly carriedOut?: boolean;
  /** How many requests meet it; 1 when absent, all with a `share`. */
  readonly times?: number;
  /** The share of the requests that meet it, from 0 to 1; which ones, `seed` of the options says. */
  readonly share?: number;
  /** Which requests meet it, by `METHOD /path`; all but those for tokens when absent. */
  readonly when?: RegExp;
}

/** The faults that wait for requests. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that a request meets, by its `METHOD /path`. */
  take(line: string): Fault | undefined;
}

/** What `fetch` rejects with where a connection breaks. */
export class ConnectionReset extends TypeError {
  constructor() {
    super('fetch failed', {
      cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    });
  }
}

/** Answers whose connection breaks in the middle of the body, for a server to break a real one. */
export const cutShort: WeakSet<Response> = new WeakSet();

const usual = /^(?!\S+ \/(oauth2\/|token|logout))/;

/** No faults yet. */
export function newFaults(seed: number = 1): Faults {
  const sequence: Random = { seed };
  let waiting: ReadonlyArray<{ readonly fault: Fault; readonly left: number }> = [];
  return {
    add: (fault) => {
      const left = fault.times ?? (fault.share === undefined ? 1 : Number.POSITIVE_INFINITY);
      waiting = [...waiting, { fault, left }];
    },
    clear: () => {
      waiting = [];
    },
    take: (line) => {
      const entry = waiting.find(
        ({ fault }) =>
          (fault.when ?? usual).test(line) && (fault.share === undefined || random(sequence) < fault.share),
      );
      if (entry === undefined) return undefined;
      waiting = waiting
        .map((each) => (each === entry ? { ...each, left: each.left - 1 } : each))
        .filter(({ left }) => left > 0);
      return entry.fault;
    },
  };
}

/** The answer with a fault, `usually` being what it would be. */
export async function faulty(fault: Fault, usually: () => Promise<Response>): Promise<Response> {
  const { how, carriedOut = false } = fault;
  if (how === undefined) {
    return Response.json(
      { message: fault.message ?? 'Internal Server Error' },
      { status: fault.status ?? 500, headers: fault.headers ?? {} },
    );
  }
  if (how === 'no answer' || how === 'reset') {
    if (carriedOut) await usually();
    if (how === 'reset') throw new ConnectionReset();
    return new Promise(() => {});
  }
  const response = await usually();
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = how === 'cut' ? cut(bytes) : slow(bytes);
  return new Response(body, { status: response.status, headers: response.headers });
}

function cut(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let began = false;
  return new ReadableStream({
    pull: (controller) => {
      if (began) controller.error(new ConnectionReset());
      else controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)));
      began = true;
    },
  });
}

const piece = 16;
const pause = 50;

function slow(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, pause));
      controller.enqueue(bytes.slice(at, at + piece));
      at += piece;
      if (at >= bytes.length) controller.close();
    },
  });
}
