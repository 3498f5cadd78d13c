import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeNifti, readNifti } from "../../../src/io/nifti/nifti.ts";
import { describeFile, listRegions, read, readDescribed } from "../../../src/io/read.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { toMask } from "../../../src/volume/mask.ts";
import type { VoxelArray } from "../../../src/volume/volume.ts";
import { dataPath, describeWithData, digitalPhantom } from "../../phantoms.ts";
import { readByItk, writeByItk } from "../itk.ts";
import { type Fixture, gzipped, niftiFile } from "./fixture.ts";

interface TypeCase {
  name: string;
  datatype: number;
  bitpix: number;
  array: new (values: number[]) => VoxelArray;
  /** Eight values, with the extremes of the type. */
  values: number[];
  set: (view: DataView, at: number, value: number, littleEndian: boolean) => void;
}

const largest = 2 ** 53;
// datatype codes: https://nifti.nimh.nih.gov/nifti-1, "nifti1.h"
const types: TypeCase[] = [
  {
    name: "uint8",
    datatype: 2,
    bitpix: 8,
    array: Uint8Array,
    values: [0, 1, 2, 127, 128, 200, 254, 255],
    set: (view, at, value) => view.setUint8(at, value),
  },
  {
    name: "int8",
    datatype: 256,
    bitpix: 8,
    array: Int8Array,
    values: [-128, -127, -1, 0, 1, 2, 126, 127],
    set: (view, at, value) => view.setInt8(at, value),
  },
  {
    name: "int16",
    datatype: 4,
    bitpix: 16,
    array: Int16Array,
    values: [-32768, -1024, -1, 0, 1, 258, 3071, 32767],
    set: (view, at, value, le) => view.setInt16(at, value, le),
  },
  {
    name: "uint16",
    datatype: 512,
    bitpix: 16,
    array: Uint16Array,
    values: [0, 1, 258, 4095, 32767, 32768, 65534, 65535],
    set: (view, at, value, le) => view.setUint16(at, value, le),
  },
  {
    name: "int32",
    datatype: 8,
    bitpix: 32,
    array: Int32Array,
    values: [-(2 ** 31), -66051, -1, 0, 1, 66051, 2 ** 30, 2 ** 31 - 1],
    set: (view, at, value, le) => view.setInt32(at, value, le),
  },
  {
    name: "uint32",
    datatype: 768,
    bitpix: 32,
    array: Uint32Array,
    values: [0, 1, 66051, 2 ** 24 + 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 2, 2 ** 32 - 1],
    set: (view, at, value, le) => view.setUint32(at, value, le),
  },
  {
    name: "int64",
    datatype: 1024,
    bitpix: 64,
    array: Float64Array,
    values: [-largest, 1 - largest, -1, 0, 1, 2 ** 32 + 3, largest - 1, largest],
    set: (view, at, value, le) => view.setBigInt64(at, BigInt(value), le),
  },
  {
    name: "uint64",
    datatype: 1280,
    bitpix: 64,
    array: Float64Array,
    values: [0, 1, 255, 2 ** 31, 2 ** 32 + 3, 2 ** 52 + 1, largest - 1, largest],
    set: (view, at, value, le) => view.setBigUint64(at, BigInt(value), le),
  },
  {
    name: "float32",
    datatype: 16,
    bitpix: 32,
    array: Float32Array,
    values: [-1.5, 0, 0.25, 1e-45, 3.4028234663852886e38, Number.NaN, Infinity, -Infinity],
    set: (view, at, value, le) => view.setFloat32(at, value, le),
  },
  {
    name: "float64",
    datatype: 64,
    bitpix: 64,
    array: Float64Array,
    values: [-0.1, 0, 1 / 3, 5e-324, 1.7976931348623157e308, Number.NaN, Infinity, -Infinity],
    set: (view, at, value, le) => view.setFloat64(at, value, le),
  },
];

/** A 2 x 2 x 2 file of the type's values. */
function fileOf({ datatype, bitpix, values, set }: TypeCase, more: Fixture = {}) {
  return niftiFile({
    dim: [3, 2, 2, 2, 1, 1, 1, 1],
    datatype,
    bitpix,
    voxels: (view, le) => {
      for (const [n, value] of values.entries()) set(view, (n * bitpix) / 8, value, le);
    },
    ...more,
  });
}

const refusal = async (bytes: Uint8Array): Promise<VoxomicsError> => {
  const error = await readNifti(bytes).then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(VoxomicsError);
  return error;
};

describe.each([1, 2] as const)("NIfTI-%d", (version) => {
  describe.each([
    { littleEndian: true, byteOrder: "little-endian" },
    { littleEndian: false, byteOrder: "big-endian" },
  ])("$byteOrder", ({ littleEndian, byteOrder }) => {
    it.each(types)("reads $name", async (type) => {
      const { volume, description } = await describeNifti(fileOf(type, { version, littleEndian }));
      expect(volume.data).toEqual(new type.array(type.values));
      expect(volume.size).toEqual([2, 2, 2]);
      expect(description).toEqual({
        format: `NIfTI-${version}`,
        gzip: false,
        byteOrder,
        dataType: type.name,
        slope: 0,
        intercept: 0,
        transform: "none",
        dimensions: [2, 2, 2],
        unit: "millimetre",
      });
    });

    it("scales to float64", async () => {
      const file = fileOf(types[2], { version, littleEndian, slope: 0.5, intercept: -1024 });
      const { data } = await readNifti(file);
      expect(data).toEqual(Float64Array.from(types[2].values, (value) => 0.5 * value - 1024));
    });
  });

  it("reads out of gzip what it reads plain", async () => {
    const file = niftiFile({ version });
    const { volume, description } = await describeNifti(gzipped(file));
    expect(volume).toEqual(await readNifti(file));
    expect(description.gzip).toBe(true);
  });

  it("skips extensions between header and voxels", async () => {
    const file = niftiFile({ version, voxOffset: 544 + 1024 });
    expect((await readNifti(file)).data).toEqual(Uint8Array.from({ length: 24 }, (_, n) => n));
  });

  it("gives the position of a 64-bit integer that no number holds", async () => {
    for (const value of [2n ** 53n + 1n, -(2n ** 53n) - 1n]) {
      const error = await refusal(
        niftiFile({
          version,
          datatype: 1024,
          bitpix: 64,
          voxels: (view, le) => view.setBigInt64(8 * (1 + 2 * (2 + 3 * 3)), value, le),
        }),
      );
      expect(error.code).toBe("invalid-file");
      expect(error.message).toContain(`voxel (1, 2, 3) is ${value}`);
    }
  });
});

describe("scaling", () => {
  it.each([
    { slope: 1, intercept: 0 },
    { slope: 0, intercept: 5 },
    { slope: Number.NaN, intercept: 5 },
    { slope: Infinity, intercept: 5 },
  ])("keeps the stored type for slope $slope, intercept $intercept", async (scaling) => {
    expect((await readNifti(niftiFile(scaling))).data).toBeInstanceOf(Uint8Array);
  });

  it("takes an intercept with slope 1", async () => {
    const { data } = await readNifti(niftiFile({ slope: 1, intercept: 10 }));
    expect(data).toEqual(Float64Array.from({ length: 24 }, (_, n) => n + 10));
  });

  it("refuses an intercept of NaN", async () => {
    const error = await refusal(niftiFile({ slope: 2, intercept: Number.NaN }));
    expect(error.message).toContain("scl_inter is NaN");
  });
});

describe("dimensions", () => {
  it("reads a two-dimensional file as one slice", async () => {
    const dim = [2, 3, 4, 0, 0, 0, 0, 0];
    const volume = await readNifti(niftiFile({ dim, pixdim: [1, 0.5, 0.75, 0, 0, 0, 0, 0] }));
    expect(volume.size).toEqual([3, 4, 1]);
    expect(volume.spacing).toEqual([0.5, 0.75, 1]);
  });

  it("reads further dimensions of size 1", async () => {
    const { volume, description } = await describeNifti(
      niftiFile({ dim: [7, 2, 3, 4, 1, 1, 1, 1] }),
    );
    expect(volume.size).toEqual([2, 3, 4]);
    expect(description.dimensions).toEqual([2, 3, 4, 1, 1, 1, 1]);
  });
});

describe("several volumes in a file", () => {
  // time points, 2.5 s apart
  const fixture = { dim: [4, 2, 3, 2, 3, 1, 1, 1], pixdim: [1, 1, 2, 3, 2.5], units: 2 + 8 };
  const file = niftiFile(fixture);
  const volumeOf = (n: number) => Uint8Array.from({ length: 12 }, (_, v) => v + 12 * n);

  it.each([file, gzipped(file)])("are chosen by number", async (bytes) => {
    for (const n of [0, 1, 2]) {
      const { volume, description } = await readDescribed(bytes, { volume: n + 1 });
      expect(volume).toMatchObject({ size: [2, 3, 2], spacing: [1, 2, 3], data: volumeOf(n) });
      expect(description).toMatchObject({ volumes: { count: 3, along: "axis 4, 2.5 s apart" } });
      expect((await read(bytes, { volume: String(n + 1) })).data).toEqual(volumeOf(n));
    }
    expect((await read(bytes, { volume: 2, label: 14 })).data[2]).toBe(1);
    expect(await describeFile(bytes)).toMatchObject({ volumes: { count: 3 } });
  });

  it("are refused without a choice, or with one that is not there", async () => {
    const error = await refusal(file);
    expect(error.message).toBe(
      "file holds 3 volumes along axis 4, 2.5 s apart, expected one; option volume: N chooses one by its number",
    );
    for (const volume of [4, "0", "T2"]) {
      await expect(read(file, { volume })).rejects.toThrow(/expected a number from 1 to 3/);
    }
    await expect(read(file, { volume: 0 })).rejects.toThrow(/volume: found the number 0/);
    await expect(read(niftiFile(), { volume: 2 })).rejects.toThrow(
      /holds one volume, but volume 2/,
    );
    expect((await read(niftiFile(), { volume: 1 })).size).toEqual([2, 3, 4]);
  });

  it("must all be there, whichever is read", async () => {
    const short = read(file.subarray(0, -1), { volume: 1 });
    await expect(short).rejects.toThrow(/found 387 bytes, expected 388 \(2 x 3 x 2 x 3 voxels/);
    await expect(read(gzipped(file.subarray(0, -1)), { volume: 1 })).rejects.toThrow(/found 387/);
    const behind = await readDescribed(Uint8Array.of(...file, 0), { volume: 1 });
    expect(behind.notes).toMatchObject([{ code: "bytes-left-out", details: { count: 1 } }]);
  });
});

describe("refuses", () => {
  const header = "NIfTI-1 header";
  it.each<[string, Fixture, string, string]>([
    [
      "two volumes",
      { dim: [4, 2, 3, 4, 2, 1, 1, 1] },
      "invalid-settings",
      "2 volumes along axis 4",
    ],
    [
      "a vector image",
      { dim: [5, 2, 3, 4, 1, 3, 1, 1] },
      "unsupported-format",
      "2 x 3 x 4 x 1 x 3",
    ],
    [
      "dim[0] of 0",
      { dim: [0, 2, 3, 4], voxelBytes: 24 },
      "invalid-file",
      `${header}: dim[0] is 0`,
    ],
    ["dim[0] of 8", { dim: [8, 2, 3, 4], voxelBytes: 24 }, "invalid-file", "dim[0] is 8"],
    ["a size of 0", { dim: [3, 2, 0, 4], voxelBytes: 24 }, "invalid-file", "dim[2] is 0"],
    ["a negative size", { dim: [3, 2, 3, -4], voxelBytes: 24 }, "invalid-file", "dim[3] is -4"],
    ["NaN in pixdim", { pixdim: [1, 1, Number.NaN, 1] }, "invalid-file", "pixdim[2] is NaN"],
    ["voxels in the header", { voxOffset: 100 }, "invalid-file", "at least 352"],
    ["a fractional offset", { voxOffset: 352.5 }, "invalid-file", "byte 352.5"],
    ["a wrong bitpix", { bitpix: 16 }, "invalid-file", "bitpix is 16, expected 8"],
    ["an unknown datatype", { datatype: 77 }, "invalid-file", "datatype 77"],
    ["binary", { datatype: 1, bitpix: 1 }, "unsupported-format", "binary"],
    ["complex", { datatype: 32, bitpix: 64 }, "unsupported-format", "complex64"],
    ["RGB", { datatype: 128, bitpix: 24 }, "unsupported-format", "RGB24"],
    ["RGBA", { datatype: 2304, bitpix: 32 }, "unsupported-format", "RGBA32"],
    ["float128", { datatype: 1536, bitpix: 128 }, "unsupported-format", "float128"],
    ["a header of a pair", { magic: "ni1\0" }, "invalid-file", ".img"],
    ["ANALYZE 7.5", { magic: "\0\0\0\0" }, "unsupported-format", "Analyze 7.5"],
    ["a wrong first field", { sizeofHeader: 349 }, "invalid-file", "sizeof_hdr) is 349"],
    [
      "an archive with broken lines",
      { version: 2, magic: "n+2\0\n\n\x1a\n" },
      "invalid-file",
      "magic",
    ],
  ])("%s", async (_, fixture, code, text) => {
    const error = await refusal(niftiFile(fixture));
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  it.each([0, 1, 2, 3])("%d bytes", async (length) => {
    const error = await refusal(niftiFile().subarray(0, length));
    expect(error.code).toBe(length === 0 ? "invalid-file" : "unsupported-format");
  });

  it("an offset past the end", async () => {
    const file = niftiFile();
    new DataView(file.buffer).setFloat32(108, 1e6, true);
    const error = await refusal(file);
    expect(error.message).toContain("found 376 bytes, expected 1000024");
  });

  it("a header that is cut off", async () => {
    const error = await refusal(niftiFile().subarray(0, 200));
    expect(error.message).toContain("found 200 bytes, expected 348");
  });
});

describe("file length", () => {
  const file = niftiFile();
  const longer = (bytes: Uint8Array, more: number[]) => Uint8Array.of(...bytes, ...more);

  it.each([
    ["plain, too short", file.subarray(0, 370), "found 370 bytes, expected 376"],
    ["gzip, too short inside", gzipped(file.subarray(0, 370)), "found 370 bytes, expected 376"],
    ["gzip, followed by other bytes", longer(gzipped(file), [1, 2, 3]), "expected at least"],
  ])("refuses a file that is %s", async (_, bytes, text) => {
    const error = await refusal(bytes);
    expect(error.code).toBe("invalid-file");
    expect(error.message).toContain(text);
  });

  it.each([
    ["plain", longer(file, [9, 9])],
    ["gzip", gzipped(longer(file, [9, 9]))],
  ])("leaves bytes behind the voxels out, with a note (%s)", async (_, bytes) => {
    const { volume, notes } = await describeNifti(bytes);
    expect(volume).toEqual(await readNifti(file));
    expect(notes).toMatchObject([{ code: "bytes-left-out", details: { count: 2 } }]);
    expect(notes?.[0].message).toBe(
      "2 bytes behind the voxels were left out: the header asks for 24 (2 x 3 x 4 voxels of type uint8 from byte 352)",
    );
  });

  it("refuses gzip that is cut off, at every length", async () => {
    const bytes = gzipped(file);
    for (let length = 3; length < bytes.length; length++) {
      const error = await refusal(bytes.subarray(0, length));
      expect(error.code).toBe("invalid-file");
      expect(error.message).toMatch(/found \d+ bytes, expected at least \d+/);
    }
  });

  it.each([
    ["NIfTI-1", { dim: [3, 32767, 32767, 32767, 1, 1, 1, 1] }],
    ["NIfTI-2", { version: 2 as const, dim: [3, 1e4, 1e4, 1e4, 1, 1, 1, 1] }],
    [
      "NIfTI-2, past 2^53",
      { version: 2 as const, dim: [3, 2 ** 60, 2 ** 60, 2 ** 60, 1, 1, 1, 1] },
    ],
  ])("refuses a %s header of absurd size before taking memory", async (_, fixture) => {
    const bytes = niftiFile({ ...fixture, voxelBytes: 24 });
    const before = process.memoryUsage().arrayBuffers;
    expect((await refusal(bytes)).message).toContain("wrong length");
    expect((await refusal(gzipped(bytes))).message).toContain("found at most");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });

  it("does not unpack a gzip bomb", async () => {
    const bomb = gzipped(new Uint8Array(1e8));
    expect((await refusal(bomb)).code).toBe("unsupported-format");
    const behind = new Uint8Array(1e8);
    behind.set(file);
    const before = process.memoryUsage().arrayBuffers;
    const { notes } = await describeNifti(gzipped(behind));
    expect(notes?.[0].message).toContain("at least 1048576 bytes behind the voxels");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150e6);
  });
});

describe("damaged files", () => {
  const header = { qformCode: 1, qform: [0.1, 0.2, 0.3, 1, 2, 3], sformCode: 1 };
  const plain = [1, 2].map((version) => niftiFile({ ...header, version: version as 1 | 2 }));
  // a fixed sequence, so that a failure can be repeated (mulberry32)
  const randomBelow = (state: { seed: number }, limit: number): number => {
    state.seed = (state.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };

  it.each([
    ["plain", plain, 2000],
    ["gzip", plain.map(gzipped), 500],
  ])("are read or refused, never otherwise (%s)", async (_, files, count) => {
    const state = { seed: 1 };
    for (let n = 0; n < count; n++) {
      for (const file of files) {
        const bytes = file.slice(0, randomBelow(state, 10) ? undefined : randomBelow(state, 600));
        for (let k = randomBelow(state, 4); k >= 0 && bytes.length > 0; k--) {
          bytes[randomBelow(state, bytes.length)] = randomBelow(state, 256);
        }
        await readNifti(bytes).then(
          ({ data, size }) => expect(data.length).toBe(size[0] * size[1] * size[2]),
          (error) => expect(error).toBeInstanceOf(VoxomicsError),
        );
      }
    }
  });
});

describeWithData("IBSI digital phantom", () => {
  it("is read as published", async () => {
    const path = dataPath("ibsi_1_digital_phantom/nifti/image/phantom.nii.gz");
    const { volume, description } = await describeNifti(readFileSync(path));
    const { image } = digitalPhantom();
    expect(volume.size).toEqual([5, 4, 4]);
    expect(volume.spacing).toEqual([2, 2, 2]);
    expect(volume.origin).toEqual([0, 0, 0]);
    expect(volume.direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect([...volume.data]).toEqual([...image.data]);
    expect(description.transform).toBe("sform");
  });
});

describe("files without a transform", () => {
  const file = niftiFile({ pixdim: [1, 0.5, 0.75, 3] });

  it("are marked as such, and masks that ITK wrote for them lie on them", async () => {
    const image = await read(file);
    expect(image.unplaced).toBe(true);
    expect((await read(niftiFile({ sformCode: 1 }))).unplaced).toBeUndefined();

    const seen = await readByItk("image.nii", file);
    const folder = await mkdtemp(join(tmpdir(), "voxomics-"));
    try {
      const path = join(folder, "mask.nii");
      await writeByItk(path, { ...seen, data: Uint8Array.from(seen.data, (value) => value & 1) });
      const written = readFileSync(path);
      // ITK took the axes for LPS
      expect((await read(written)).direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
      const { volume, notes } = await readDescribed(written, { grid: image });
      expect(volume.direction).toEqual(image.direction);
      expect(volume.data).toEqual(Uint8Array.from(image.data, (value) => value & 1));
      expect(notes.map(({ code }) => code)).toEqual(["mask-unplaced"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("and masks whose rows run the other way are put into the image's order", async () => {
    const sform = [1, 0, 0, 10, 0, 2, 0, 20, 0, 0, 3, 30];
    const image = await read(niftiFile({ sformCode: 1, sform }));
    const flipped = [1, 0, 0, 10, 0, -2, 0, 20 + 4, 0, 0, 3, 30];
    const { volume, notes } = await readDescribed(niftiFile({ sformCode: 1, sform: flipped }), {
      grid: image,
    });
    expect(Array.from(volume.data.subarray(0, 6))).toEqual([4, 5, 2, 3, 0, 1]);
    expect(volume.origin).toEqual(image.origin);
    expect(notes.map(({ code }) => code)).toEqual(["mask-reordered"]);
  });
});

describe("masks that are not 0 and 1 to the last digit", () => {
  // as nibabel writes 0 and 1 as int16: 0 and 0.99999999977
  const scaled = niftiFile({
    datatype: 4,
    bitpix: 16,
    slope: 1.5259021893143654e-5,
    intercept: 0.5000076293945312,
    voxels: (view) => {
      for (let v = 0; v < 24; v++) view.setInt16(2 * v, v < 5 ? 32767 : -32768, true);
    },
  });
  const first = (count: number) => Uint8Array.from({ length: 24 }, (_, v) => Number(v < count));

  it("are labels but for the rounding of their scaling", async () => {
    const image = await read(niftiFile());
    const raw = await read(scaled);
    expect(raw.data[0]).toBeCloseTo(1, 8);
    expect(raw.data[0]).not.toBe(1);
    expect(toMask(raw).data).toEqual(first(5));
    expect(await listRegions(scaled)).toEqual([{ number: 1, name: null }]);
    expect((await read(scaled, { label: 1 })).data).toEqual(first(5));
    expect((await read(scaled, { grid: image })).data).toEqual(Float64Array.from(first(5)));
  });

  it("may hold larger labels", async () => {
    const slope = Math.fround(200 / 65535);
    const intercept = Math.fround(100 + slope / 2);
    const voxels = (view: DataView) => {
      for (let v = 0; v < 24; v++) view.setInt16(2 * v, [-32768, 32767, -32113][v % 3], true);
    };
    const labels = niftiFile({ datatype: 4, bitpix: 16, slope, intercept, voxels });
    const numbers = (await listRegions(labels).catch(() => [])).map(({ number }) => number);
    expect(numbers).toEqual([]); // -32113 is 1.999 and no label
    const two = niftiFile({
      datatype: 4,
      bitpix: 16,
      slope,
      intercept,
      voxels: (view) => {
        for (let v = 0; v < 24; v++) view.setInt16(2 * v, v % 2 ? 32767 : -32768, true);
      },
    });
    expect((await listRegions(two)).map(({ number }) => number)).toEqual([200]);
  });

  it("of fractions and probabilities become masks by a threshold", async () => {
    const values = Array.from({ length: 24 }, (_, v) => v / 23);
    const fractions = niftiFile({
      datatype: 16,
      bitpix: 32,
      voxels: (view) => {
        for (const [v, value] of values.entries()) view.setFloat32(4 * v, value, true);
      },
    });
    const mask = await read(fractions, { maskThreshold: 0.5 });
    expect(mask.data).toEqual(Uint8Array.from(values, (value) => Number(value >= 0.5)));
    expect((await read(fractions, { maskThreshold: 1 })).data[23]).toBe(1);
    await expect(read(fractions, { maskThreshold: 1.5 })).rejects.toMatchObject({
      code: "empty-mask",
      message: expect.stringContaining("reaches the threshold 1.5, the largest is 1"),
    });
    await expect(read(fractions, { maskThreshold: 0.5, label: 1 })).rejects.toThrow(
      "found the mask threshold 0.5 and the label 1, expected one of both; option maskThreshold: 0.5 takes " +
        "all from that value on, option label: 1 takes one region",
    );
    expect(() => toMask({ ...mask, data: Float32Array.from(values) })).toThrow(
      /option maskThreshold: F takes the voxels from a value on/,
    );
  });
});
