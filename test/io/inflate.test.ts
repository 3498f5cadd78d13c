import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type ByteSource, chunksOf, sourceOfBytes } from "../../src/io/byte-source.ts";
import { inflated } from "../../src/io/inflate.ts";

const builtin = Object.getOwnPropertyDescriptor(process, "getBuiltinModule");

/** Takes away the way to Node's zlib, as in a browser and in Node before 20.16. */
function withoutZlib(): void {
  Object.defineProperty(process, "getBuiltinModule", { value: undefined, configurable: true });
}

afterEach(() => {
  if (builtin === undefined) Reflect.deleteProperty(process, "getBuiltinModule");
  else Object.defineProperty(process, "getBuiltinModule", builtin);
});

async function contentOf(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(source)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** 3 MB that compress by half: bytes of a generator, each twice. */
const content = new Uint8Array(3_000_000);
for (let n = 0, seed = 1; n < content.length; n++) {
  if (n % 2 === 0) seed = (seed * 16807) % 2147483647;
  content[n] = seed & 0xff;
}

const packed = {
  gzip: gzipSync(content),
  deflate: deflateSync(content),
  "deflate-raw": deflateRawSync(content),
} as const;
const formats = Object.keys(packed) as (keyof typeof packed)[];

describe.each([
  { by: "Node's zlib", prepare: () => {} },
  { by: "the Compression Streams API", prepare: withoutZlib },
])("a compressed source, inflated by $by", ({ prepare }) => {
  it.each(formats)("gives the content of %s", async (format) => {
    prepare();
    const found = await contentOf(inflated(sourceOfBytes(packed[format]), format));
    expect(found.equals(content)).toBe(true);
  });

  it("reads memory that workers share, and leaves it as it is", async () => {
    prepare();
    const shared = new Uint8Array(new SharedArrayBuffer(packed.gzip.length));
    shared.set(packed.gzip);
    expect((await contentOf(inflated(sourceOfBytes(shared)))).equals(content)).toBe(true);
    expect(packed.gzip.equals(shared)).toBe(true);
  });

  it("gives the content of several members in one gzip file", async () => {
    prepare();
    const both = Buffer.concat([gzipSync("one, "), gzipSync("two")]);
    expect((await contentOf(inflated(sourceOfBytes(both)))).toString()).toBe("one, two");
  });

  it.each([
    ["cut off", packed.gzip.subarray(0, 1000)],
    ["damaged", Buffer.concat([packed.gzip.subarray(0, 10), Buffer.alloc(40, 0xff)])],
    ["of another sum", Buffer.from(packed.gzip).fill(0, packed.gzip.length - 8)],
  ])("throws for gzip that is %s", async (_, bytes) => {
    prepare();
    await expect(contentOf(inflated(sourceOfBytes(bytes)))).rejects.toThrow();
  });

  it("throws the error of the source", async () => {
    prepare();
    const failing: ByteSource = {
      next: () => Promise.reject(new Error("no more")),
      close: async () => {},
    };
    await expect(contentOf(inflated(failing))).rejects.toThrow("no more");
  });
});

it("says the same of damage either way", async () => {
  const reasons: unknown[] = [];
  for (const prepare of [() => {}, withoutZlib]) {
    prepare();
    for (const bytes of [
      packed.gzip.subarray(0, 1000),
      Buffer.concat([gzipSync("a"), Buffer.from("behind")]),
    ]) {
      reasons.push(await contentOf(inflated(sourceOfBytes(bytes))).catch(({ message }) => message));
    }
  }
  expect(reasons.slice(0, 2)).toEqual(reasons.slice(2));
});

it("inflates no more of 1 GB out of 1 MB than is read, by zlib, and closes the source", async () => {
  const zeros = gzipSync(new Uint8Array(2 ** 24));
  let given = 0;
  let closed = false;
  const source = inflated({
    next: async () => (given++ < 64 ? zeros : undefined),
    close: async () => {
      closed = true;
    },
  });
  expect((await source.next())?.length).toBeGreaterThan(0);
  await source.close();
  expect(given).toBeLessThan(8);
  expect(closed).toBe(true);
});
