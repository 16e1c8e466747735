/** Hashes for `States.Hash`, at once and in every runtime: what the platform has answers with a Promise. */

/** The digests by the names that the language gives them, in hexadecimal. */
export const digests: ReadonlyMap<string, (data: Uint8Array) => string> = new Map([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', (data) => sha2(data, 32, 64, 64, 0)],
  ['SHA-384', (data) => sha2(data, 64, 80, 48, 8)],
  ['SHA-512', (data) => sha2(data, 64, 80, 64, 0)],
]);

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The message with its padding: a bit, zeros, and its length in bits at the end of the last block. */
function pad(data: Uint8Array, block: number, isLittle: boolean): DataView {
  const space = block / 8;
  const padded = new Uint8Array(Math.ceil((data.length + 1 + space) / block) * block);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - (isLittle ? 8 : 4), data.length * 8, isLittle);
  return view;
}

function hex(words: ReadonlyArray<number>, isLittle: boolean): string {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, at) => {
    view.setUint32(at * 4, word, isLittle);
  });
  return [...new Uint8Array(view.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** RFC 1321. Documents are hashed with it, so the loop allocates nothing. */
function md5(data: Uint8Array): string {
  const view = pad(data, 64, true);
  const constants = Int32Array.from({ length: 64 }, (_, at) =>
    Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32),
  );
  const sums = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const at = (index: number): number => sums[index] as number;
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = [at(0), at(1), at(2), at(3)];
    for (let step = 0; step < 64; step += 1) {
      const round = step >> 4;
      let mix: number;
      let word: number;
      if (round === 0) {
        mix = (b & c) | (~b & d);
        word = step;
      } else if (round === 1) {
        mix = (d & b) | (~d & c);
        word = 5 * step + 1;
      } else if (round === 2) {
        mix = b ^ c ^ d;
        word = 3 * step + 5;
      } else {
        mix = c ^ (b | ~d);
        word = 7 * step;
      }
      const sum = (a + mix + (constants[step] as number) + view.getInt32(block + (word & 15) * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotate(sum, md5Shifts[round * 4 + (step & 3)] as number)) | 0;
    }
    sums[0] = at(0) + a;
    sums[1] = at(1) + b;
    sums[2] = at(2) + c;
    sums[3] = at(3) + d;
  }
  return hex([...sums], true);
}

/** RFC 3174. */
function sha1(data: Uint8Array): string {
  const view = pad(data, 64, false);
  const sums = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words: number[] = [];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d, e] = sums as [number, number, number, number, number];
    for (let at = 0; at < 80; at += 1) {
      const before = (back: number): number => words[at - back] as number;
      words[at] =
        at < 16 ? view.getInt32(block + at * 4) : rotate(before(3) ^ before(8) ^ before(14) ^ before(16), 1);
      const [mix, constant] = [
        [(b & c) | (~b & d), 0x5a827999],
        [b ^ c ^ d, 0x6ed9eba1],
        [(b & c) | (b & d) | (c & d), 0x8f1bbcdc],
        [b ^ c ^ d, 0xca62c1d6],
      ][Math.floor(at / 20)] as [number, number];
      const sum = (rotate(a, 5) + mix + e + constant + before(0)) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, sum];
    }
    [a, b, c, d, e].forEach((word, at) => {
      sums[at] = ((sums[at] as number) + word) | 0;
    });
  }
  return hex(sums, false);
}

/** The first bits of the fractional part of a prime's square or cube root, which the constants of SHA-2 are. */
function rootBits(prime: number, root: bigint, bits: bigint): bigint {
  const wanted = BigInt(prime) << (root * bits);
  let low = 0n;
  let high = 1n << (bits + 5n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= wanted) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(Number(bits), low);
}

/** FIPS 180-4, with words of 32 or 64 bits; `skipped` are the primes before those of its first sums. */
function sha2(data: Uint8Array, size: 32 | 64, rounds: number, digits: number, skipped: number): string {
  const bits = BigInt(size);
  const primes: number[] = [];
  for (let next = 2; primes.length < rounds; next += 1) {
    if (primes.every((prime) => next % prime !== 0)) primes.push(next);
  }
  const constants = primes.map((prime) => rootBits(prime, 3n, bits));
  const sums = primes.slice(skipped, skipped + 8).map((prime) => rootBits(prime, 2n, bits));
  const turns =
    size === 32 ? [7, 18, 3, 17, 19, 10, 2, 13, 22, 6, 11, 25] : [1, 8, 7, 19, 61, 6, 28, 34, 39, 14, 18, 41];
  const cut = (word: bigint): bigint => BigInt.asUintN(size, word);
  const turn = (word: bigint, at: number, isShift = false): bigint => {
    const [x, y, z] = turns.slice(at, at + 3).map(BigInt) as [bigint, bigint, bigint];
    const rotated = (by: bigint): bigint => (word >> by) | cut(word << (bits - by));
    return rotated(x) ^ rotated(y) ^ (isShift ? word >> z : rotated(z));
  };
  const view = pad(data, size * 2, false);
  for (let block = 0; block < view.byteLength; block += size * 2) {
    const words: bigint[] = [];
    let [a, b, c, d, e, f, g, h] = sums as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let at = 0; at < rounds; at += 1) {
      const before = (back: number): bigint => words[at - back] as bigint;
      const place = block + (at * size) / 8;
      if (at >= 16)
        words[at] = cut(turn(before(2), 3, true) + before(7) + turn(before(15), 0, true) + before(16));
      else words[at] = size === 32 ? BigInt(view.getUint32(place)) : view.getBigUint64(place);
      const first = h + turn(e, 9) + ((e & f) ^ (~e & g)) + (constants[at] as bigint) + before(0);
      const second = turn(a, 6) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, cut(d + first), c, b, a, cut(first + second)];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => {
      sums[at] = cut((sums[at] as bigint) + word);
    });
  }
  const all = sums.map((sum) => sum.toString(16).padStart(size / 4, '0')).join('');
  return all.slice(0, digits === 48 ? 96 : size * 2);
}
