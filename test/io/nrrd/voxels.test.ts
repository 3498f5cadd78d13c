import { describe, expect, it } from "vitest";
import { read, readDescribed } from "../../../src/io.ts";
import type { VoxelArray } from "../../../src/volume/volume.ts";
import { gzipped, nrrdFile, plainValues } from "./fixture.ts";

interface TypeCase {
  /** All names of the type: http://teem.sourceforge.net/nrrd/format.html, "type". */
  names: readonly string[];
  array: { new (values: number[]): VoxelArray; readonly BYTES_PER_ELEMENT: number };
  /** Four values, with the extremes of the type. */
  values: number[];
  set: (view: DataView, at: number, value: number, littleEndian: boolean) => void;
}

const largest = 2 ** 53;
const types: TypeCase[] = [
  { names: ["signed char", "int8", "int8_t"], array: Int8Array, values: [-128, -1, 0, 127], set: (v, at, x) => v.setInt8(at, x) },
  { names: ["uchar", "unsigned char", "uint8", "uint8_t"], array: Uint8Array, values: [0, 1, 128, 255], set: (v, at, x) => v.setUint8(at, x) },
  { names: ["short", "short int", "signed short", "signed short int", "int16", "int16_t"], array: Int16Array, values: [-32768, -1024, 258, 32767], set: (v, at, x, le) => v.setInt16(at, x, le) },
  { names: ["ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"], array: Uint16Array, values: [0, 258, 32768, 65535], set: (v, at, x, le) => v.setUint16(at, x, le) },
  { names: ["int", "signed int", "int32", "int32_t"], array: Int32Array, values: [-(2 ** 31), -1, 66051, 2 ** 31 - 1], set: (v, at, x, le) => v.setInt32(at, x, le) },
  { names: ["uint", "unsigned int", "uint32", "uint32_t"], array: Uint32Array, values: [0, 66051, 2 ** 31, 2 ** 32 - 1], set: (v, at, x, le) => v.setUint32(at, x, le) },
  { names: ["longlong", "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t"], array: Float64Array, values: [-largest, -1, 2 ** 32 + 3, largest], set: (v, at, x, le) => v.setBigInt64(at, BigInt(x), le) },
  { names: ["ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t"], array: Float64Array, values: [0, 1, 2 ** 32 + 3, largest], set: (v, at, x, le) => v.setBigUint64(at, BigInt(x), le) },
  { names: ["float"], array: Float32Array, values: [-1.5, Math.fround(0.1), Number.NaN, Number.NEGATIVE_INFINITY], set: (v, at, x, le) => v.setFloat32(at, x, le) },
  { names: ["double"], array: Float64Array, values: [-1.5, 0.1, Number.NaN, Number.POSITIVE_INFINITY], set: (v, at, x, le) => v.setFloat64(at, x, le) },
]; // biome-ignore format: a type a line

const grid = { sizes: "2 2 1" };

describe.each(types)("NRRD voxels of type $names.0", ({ names, array, values, set }) => {
  const bytes = (littleEndian: boolean): Uint8Array => {
    const width = names.some((name) => name.includes("64")) ? 8 : array.BYTES_PER_ELEMENT;
    const view = new DataView(new ArrayBuffer(4 * width));
    for (const [n, value] of values.entries()) set(view, n * width, value, littleEndian);
    return new Uint8Array(view.buffer);
  };
  const expected = new array(values);

  it("go by all its names, in upper or lower case", async () => {
    for (const name of [...names, names[0].toUpperCase()]) {
      const file = nrrdFile({
        fields: { ...grid, type: name, endian: "little" },
        voxels: bytes(true),
      });
      expect((await read(file)).data).toEqual(expected);
    }
  });

  it.each([
    ["raw", "raw", (stored: Uint8Array) => stored],
    ["gzip", "gzip", gzipped],
    ["gz", "gzip", gzipped],
    [
      "hex",
      "hex",
      (stored: Uint8Array) =>
        Buffer.from(stored)
          .toString("hex")
          .replace(/(.{6})/g, "$1\n "),
    ],
  ])("are read in %s, in both byte orders", async (encoding, canonical, encode) => {
    for (const littleEndian of [true, false]) {
      const endian = littleEndian ? "little" : "big";
      const file = nrrdFile({
        fields: { ...grid, type: names[0], endian, encoding },
        voxels: encode(bytes(littleEndian)),
      });
      const { volume, description } = await readDescribed(file);
      expect(volume.data).toEqual(expected);
      expect(description).toMatchObject({ encoding: canonical, byteOrder: `${endian}-endian` });
    }
  });

  it.each(["text", "txt", "ascii"])("are read in %s", async (encoding) => {
    const spelled = values.map((value) => String(value).replace("Infinity", "inf"));
    for (const text of [
      spelled.join(" "),
      `\n${spelled.join(",\n")}\n`,
      `${spelled.join("\t")}  `,
    ]) {
      const file = nrrdFile({ fields: { ...grid, type: names[0], encoding }, voxels: text });
      expect((await read(file)).data).toEqual(expected);
    }
  });
});

describe("NRRD voxels as text", () => {
  const text = (type: string, voxels: string) =>
    read(nrrdFile({ fields: { ...grid, type, encoding: "text" }, voxels }));

  it("may be split between chunks", async () => {
    const values = Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 65536);
    const file = nrrdFile({
      fields: { type: "ushort", sizes: "100 100 10", encoding: "ascii" },
      voxels: values.join(" "),
    });
    expect((await read(file)).data).toEqual(Uint16Array.from(values));
  });

  it.each([
    ["what is no number", "uint8", "1 2 x 4", 'value 3 is "x", expected uint8'],
    ["hexadecimal numbers", "uint8", "1 2 3 0x4", 'value 4 is "0x4", expected uint8'],
    ["a number that the type cannot hold", "uint8", "1 256 3 4", 'value 2 is "256", expected uint8'],
    ["a fraction among integers", "short", "1 2.5 3 4", 'value 2 is "2.5", expected int16'],
    ["NaN among integers", "short", "1 nan 3 4", 'value 2 is "nan", expected int16'],
    ["a fraction among long integers", "int64", "1 2.5 3 4", 'value 2 is "2.5", expected int64'],
    ["an integer beyond 64 bits", "uint64", "1 2 3 99999999999999999999", "expected uint64"],
    ["an integer that no float can hold", "int64", `1 2 3 ${2n ** 53n + 1n}`, "expected at most 2^53"],
    ["too few numbers", "uint8", "1 2 3     ", "found 3 numbers, expected 4"],
    ["too many numbers", "uint8", "1 2 3 4 5", "found 5 numbers, expected 4"],
    ["nothing", "uint8", "", "found at most 0 bytes, expected at least 7"],
    ["a word without end", "uint8", "1".repeat(70_000), "found a word of over 400 letters"],
  ])("refuse %s", async (_, type, voxels, message) => {
    const refused = text(type, voxels);
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
    await expect(refused).rejects.toThrow(message);
  }); // biome-ignore format: a case a line
});

describe("NRRD voxels in hex", () => {
  const hex = (voxels: string) => read(nrrdFile({ fields: { ...grid, encoding: "hex" }, voxels }));

  it("take digits in upper and lower case", async () => {
    expect((await hex("0aFf 10\n9B")).data).toEqual(Uint8Array.of(10, 255, 16, 155));
  });

  it.each([
    ["other letters", "0a0g0000", 'found "g" among hexadecimal digits'],
    ["too few digits", "0a00 000 ", "found 7 hexadecimal digits, expected 8"],
    ["too many digits", "0a00000000", "found 10 hexadecimal digits, expected 8"],
  ])("refuse %s", async (_, voxels, message) => {
    await expect(hex(voxels)).rejects.toThrow(message);
  });
});

describe("what NRRD voxels lie behind", () => {
  const voxels = Buffer.concat([Buffer.from("P5\n6 4\r\n255\n--"), plainValues]);

  it("is skipped: lines first, then bytes", async () => {
    const fields = { "line skip": "3", "byte skip": "2" };
    expect((await read(nrrdFile({ fields, voxels }))).data).toEqual(plainValues);
  });

  it("is skipped after gzip, but for the lines", async () => {
    const inner = Buffer.concat([Buffer.from("--"), plainValues]);
    const file = nrrdFile({
      fields: { encoding: "gzip", "line skip": "1", "byte skip": "2" },
      voxels: Buffer.concat([Buffer.from("a line\n"), gzipped(inner)]),
    });
    expect((await read(file)).data).toEqual(plainValues);
  });

  it("is all but the last bytes where byte skip is -1", async () => {
    expect((await read(nrrdFile({ fields: { byteskip: "-1" }, voxels }))).data).toEqual(
      plainValues,
    );
    const short = read(nrrdFile({ fields: { byteskip: "-1" }, voxels: plainValues.subarray(1) }));
    await expect(short).rejects.toThrow("too short: found 23 bytes, expected 24");
    const packed = read(gzipped(nrrdFile({ fields: { "byte skip": "-1" }, voxels })));
    await expect(packed).rejects.toThrow("the file's length out of gzip is unknown");
    const text = read(nrrdFile({ fields: { "byte skip": "-1", encoding: "gzip" }, voxels }));
    await expect(text).rejects.toThrow('byte skip is "-1", expected a whole number from 0 on');
  });
});

describe("memory", () => {
  it.each(["raw", "gzip", "hex", "text"])(
    "is not taken for voxels that the file cannot hold (%s)",
    async (encoding) => {
      const file = nrrdFile({
        fields: { encoding, sizes: "10000 10000 10000" },
        voxels: encoding === "gzip" ? gzipped(plainValues) : plainValues,
      });
      const before = process.memoryUsage().arrayBuffers;
      await expect(read(file)).rejects.toMatchObject({ code: "invalid-file" });
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
    },
  );

  it("is not taken for what is in gzip behind the voxels", async () => {
    const file = nrrdFile({ fields: { encoding: "gzip" }, voxels: gzipped(new Uint8Array(3e8)) });
    const { volume, notes } = await readDescribed(file);
    expect(volume.data.length).toBe(24);
    expect(notes[0].message).toMatch(/^at least 1048576 bytes behind the voxels were left out/);
  });
});
