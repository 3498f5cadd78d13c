import { describe, expect, it } from "vitest";
import { unpackBzip2 } from "../../src/io/bzip2.ts";
import { read, readDescribed } from "../../src/io.ts";
import { nrrdFile, plainValues } from "./nrrd/fixture.ts";

const packed = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

/** A name, the bytes that bzip2 1.0.8 wrote, and their content. */
const samples: readonly [string, Uint8Array, Uint8Array][] = [
  [
    "the bytes 0 to 23",
    packed("QlpoOTFBWSZTWffNO2EAAABgAH///4AgACKAAaaGTIUGjRoMgNFc+EZTpW18ZDQ750j8i/F3JFOFCQ9807YQ"),
    plainValues,
  ],
  [
    "squares modulo 7",
    packed("QlpoOTFBWSZTWXayb10AABzAAHQAIAAwzTQTUpplG5RlGUdKOUfF3JFOFCQdrJvXQA=="),
    Uint8Array.from({ length: 400 }, (_, n) => (n * n) % 7),
  ],
  [
    "long runs",
    packed("QlpoOTFBWSZTWfMzuJUAAABQAfIAACAAgAAIIAAxDACRGmnblTALwROSpMH4u5IpwoSHmZ3EqA=="),
    Uint8Array.of(
      0,
      0,
      0,
      0,
      ...Array(300).fill(5),
      1,
      1,
      1,
      1,
      1,
      2,
      2,
      2,
      2,
      ...Array(1000).fill(0),
    ),
  ],
  ["nothing", packed("QlpoORdyRThQkAAAAAA="), new Uint8Array()],
];

function unpack(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  unpackBzip2(bytes, (value, times) => {
    for (let n = 0; n < times; n++) out.push(value);
    return out.length < 1e6;
  });
  return Uint8Array.from(out);
}

describe("unpackBzip2", () => {
  it.each(samples)("unpacks %s", (_, bytes, content) => {
    expect(unpack(bytes)).toEqual(content);
    // several streams, one after another
    expect(unpack(Uint8Array.of(...bytes, ...bytes)).length).toBe(2 * content.length);
  });

  it("refuses every stream that is cut off or changed in a bit", () => {
    const [, bytes, content] = samples[1];
    for (let length = 0; length < bytes.length; length++) {
      expect(() => unpack(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "invalid-file" }),
      );
    }
    // the bits after the last block are a mark and a checksum, which is not checked
    for (let bit = 0; bit < 8 * (bytes.length - 11); bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      let found: Uint8Array | null = null;
      try {
        found = unpack(changed);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid-file" });
      }
      if (found !== null) expect(found).toEqual(content);
    }
  });
});

describe("an NRRD file in bzip2", () => {
  const bytes = samples[0][1];
  const fields = { encoding: "bzip2" };

  it("is read", async () => {
    expect((await read(nrrdFile({ fields, voxels: bytes }))).data).toEqual(plainValues);
    const late = { ...fields, sizes: "2 3 3", "byte skip": "6" };
    expect((await read(nrrdFile({ fields: late, voxels: bytes }))).data).toEqual(
      plainValues.slice(6),
    );
  });

  it("may hold more than its voxels, with a note, and not less", async () => {
    const more = nrrdFile({ fields: { ...fields, sizes: "2 3 3" }, voxels: bytes });
    const { notes } = await readDescribed(more);
    expect(notes).toMatchObject([{ code: "bytes-left-out", details: { count: 6 } }]);
    const less = read(nrrdFile({ fields: { ...fields, sizes: "2 3 5" }, voxels: bytes }));
    await expect(less).rejects.toThrow(/out of bzip2: found 24 bytes, expected 30/);
  });

  it("takes no memory for more than is there", async () => {
    const huge = nrrdFile({ fields: { ...fields, sizes: "10000 10000 10000" }, voxels: bytes });
    await expect(read(huge)).rejects.toThrow(
      /should hold 1000000000000, expected at most 268435456/,
    );
    const large = nrrdFile({ fields: { ...fields, sizes: "500 500 500" }, voxels: bytes });
    const before = process.memoryUsage().arrayBuffers;
    await expect(read(large)).rejects.toThrow(/found 24 bytes, expected 125000000/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });
});
