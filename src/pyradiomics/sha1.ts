/** The SHA-1 of bytes in hexadecimal digits (RFC 3174). PyRadiomics identifies voxels by it; it is no safeguard. */
export function sha1(bytes: Uint8Array): string {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  const blocks = Math.floor((bytes.length + 72) / 64);
  const whole = Math.floor(bytes.length / 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let block = 0; block < whole; block++) {
    load(view, 64 * block, words);
    mix(state, words);
  }
  const rest = new Uint8Array(64 * (blocks - whole));
  rest.set(bytes.subarray(64 * whole));
  rest[bytes.length - 64 * whole] = 0x80;
  const end = new DataView(rest.buffer);
  end.setUint32(rest.length - 8, Math.floor(bytes.length / 2 ** 29));
  end.setUint32(rest.length - 4, (8 * bytes.length) >>> 0);
  for (let at = 0; at < rest.length; at += 64) {
    load(end, at, words);
    mix(state, words);
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function load(view: DataView, at: number, words: Int32Array): void {
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + 4 * t);
  for (let t = 16; t < 80; t++) {
    words[t] = turn(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  }
}

function mix(state: Int32Array, words: Int32Array): void {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let next = 0;
  // four rounds of twenty steps, each with a function and a constant of its own
  for (let t = 0; t < 20; t++) {
    next = (turn(a, 5) + ((b & c) | (~b & d)) + e + 0x5a827999 + words[t]) | 0;
    e = d;
    d = c;
    c = turn(b, 30);
    b = a;
    a = next;
  }
  for (let t = 20; t < 40; t++) {
    next = (turn(a, 5) + (b ^ c ^ d) + e + 0x6ed9eba1 + words[t]) | 0;
    e = d;
    d = c;
    c = turn(b, 30);
    b = a;
    a = next;
  }
  for (let t = 40; t < 60; t++) {
    next = (turn(a, 5) + ((b & c) | (b & d) | (c & d)) + e + 0x8f1bbcdc + words[t]) | 0;
    e = d;
    d = c;
    c = turn(b, 30);
    b = a;
    a = next;
  }
  for (let t = 60; t < 80; t++) {
    next = (turn(a, 5) + (b ^ c ^ d) + e + 0xca62c1d6 + words[t]) | 0;
    e = d;
    d = c;
    c = turn(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

function turn(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
