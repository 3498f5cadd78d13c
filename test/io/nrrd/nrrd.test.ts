import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFile, read, readDescribed } from "../../../src/io.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { rotation } from "../../rotation.ts";
import { writeByItk } from "../itk.ts";
import { type Fixture, gzipped, nrrdFile, plainValues } from "./fixture.ts";

const readFixture = (fixture: Fixture) => read(nrrdFile(fixture));

describe("an NRRD file", () => {
  it("of vectors gives the component that is asked for by its number", async () => {
    const file = nrrdFile({
      fields: {
        dimension: "4",
        sizes: "2 3 2 2",
        "space directions": "none (1,0,0) (0,1,0) (0,0,1)",
        kinds: "vector domain domain domain",
      },
    });
    const odd = plainValues.filter((_, k) => k % 2 === 1);
    expect((await read(file, { volume: 2 })).data).toEqual(odd);
    await expect(read(file)).rejects.toThrow("option volume: N chooses one by its number");
    await expect(read(file, { volume: 3 })).rejects.toThrow("expected a number from 1 to 2");
  });

  it("is read with its grid", async () => {
    const { volume, description } = await readDescribed(nrrdFile());
    expect(volume).toEqual({
      data: plainValues,
      size: [2, 3, 4],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    });
    expect(description).toEqual({
      format: "NRRD",
      gzip: false,
      encoding: "raw",
      byteOrder: "little-endian",
      dataType: "uint8",
      dimensions: [2, 3, 4],
      space: "left-posterior-superior",
      unit: "unknown",
      dataFiles: 0,
      segments: [],
      outside: null,
    });
  });

  it.each(["NRRD0001", "NRRD0002", "NRRD0003", "NRRD0005", "NRRD00.01"])(
    "of version %s",
    async (magic) => {
      expect((await readFixture({ magic })).data).toEqual(plainValues);
    },
  );

  it("with comments, keys, lines that end in CR LF, and field names in other spellings", async () => {
    const volume = await readFixture({
      lineEnd: "\r\n",
      fields: {
        type: null,
        sizes: null,
        Type: "UCHAR",
        SIZES: "2 3  4",
        spaceorigin: "(1, 2,3)",
        "space origin": null,
      },
      lines: [
        "# a comment: with a colon",
        "key:=value: other",
        "type:=not a field",
        "a key with: colon:=1",
      ],
    });
    expect(volume.data).toEqual(plainValues);
    expect(volume.origin).toEqual([1, 2, 3]);
  });

  it("out of gzip as a whole", async () => {
    const { volume, description } = await readDescribed(gzipped(nrrdFile()));
    expect(volume.data).toEqual(plainValues);
    expect(description).toMatchObject({ gzip: true, encoding: "raw" });
  });

  it("with one component in four dimensions, wherever its axis is", async () => {
    const vectors = "(1,0,0) (0,2,0) (0,0,3)";
    for (const fields of [
      {
        dimension: "4",
        sizes: "1 2 3 4",
        "space directions": `none ${vectors}`,
        kinds: "vector domain domain domain",
      },
      { dimension: "4", sizes: "2 3 4 1", "space directions": `${vectors} none` },
      { dimension: "4", sizes: "2 3 4 1", "space directions": `${vectors} (nan,nan,nan)` },
      {
        dimension: "4",
        sizes: "2 3 4 1",
        space: "left-posterior-superior-time",
        "space directions": "(1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,1)",
        "space origin": "(0,0,0,5)",
      },
      {
        dimension: "4",
        sizes: "2 3 4 1",
        space: null,
        "space directions": null,
        "space origin": null,
        spacings: "1 2 3 1",
      },
      {
        dimension: "4",
        sizes: "1 2 3 4",
        space: null,
        "space directions": null,
        "space origin": null,
        kinds: "list domain domain domain",
        spacings: "nan 1 2 3",
      },
    ]) {
      const volume = await readFixture({ fields });
      expect(volume).toMatchObject({ size: [2, 3, 4], spacing: [1, 2, 3], data: plainValues });
    }
  });

  it("of two dimensions has one slice, at right angles to its axes", async () => {
    const tilted = await readFixture({
      fields: {
        dimension: "2",
        sizes: "6 4",
        "space directions": "(0,2,0) (0,0,3)",
        "space origin": "(7,8,9)",
      },
    });
    expect(tilted).toMatchObject({ size: [6, 4, 1], spacing: [2, 3, 1], origin: [7, 8, 9] });
    expect(tilted.direction).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
    const flat = await readFixture({
      fields: {
        dimension: "2",
        sizes: "6 4",
        space: null,
        "space dimension": "2",
        "space directions": "(0,2) (3,0)",
        "space origin": "(7,8)",
      },
    });
    expect(flat).toMatchObject({ size: [6, 4, 1], spacing: [2, 3, 1], origin: [7, 8, 0] });
    expect(flat.direction).toEqual([0, 1, 0, 1, 0, 0, 0, 0, -1]);
  });
});

describe("several volumes in an NRRD file", () => {
  const vectors = "(1,0,0) (0,2,0) (0,0,3)";
  const volumeOf = (n: number) => plainValues.map((value) => value + 100 * n);
  // one volume behind the other, and all values of a voxel together
  const behind = Uint8Array.from({ length: 48 }, (_, v) => volumeOf(v < 24 ? 0 : 1)[v % 24]);
  const between = Uint8Array.from({ length: 48 }, (_, v) => volumeOf(v % 2)[v >> 1]);

  it.each<[string, Record<string, string | null>, Uint8Array, string]>([
    ["behind each other", { sizes: "2 3 4 2", "space directions": `${vectors} none`, kinds: "domain domain domain list" }, behind, 'axis 4 of kind "list"'],
    ["in between", { sizes: "2 2 3 4", "space directions": `none ${vectors}`, kinds: "list domain domain domain" }, between, 'axis 1 of kind "list"'],
    ["in time", { sizes: "2 3 4 2", space: "left-posterior-superior-time", "space directions": "(1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,5)", "space origin": "(0,0,0,0)" }, behind, "axis 4"],
    ["of ITK", { sizes: "2 3 4 2", space: null, "space dimension": "4", "space directions": "(1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,1)", "space origin": "(7,8,9,0)" }, behind, "axis 4"],
    ["without a space", { sizes: "2 3 4 2", space: null, "space directions": null, "space origin": null, spacings: "1 2 3 0.5", kinds: "domain domain domain time", units: '"mm" "mm" "mm" "s"' }, behind, 'axis 4 of kind "time", 0.5 s apart'],
  ])("%s are chosen by number", async (_, fields, voxels, along) => {
    const file = nrrdFile({ fields: { dimension: "4", ...fields }, voxels });
    for (const n of [0, 1]) {
      const volume = await read(file, { volume: n + 1 });
      expect(volume).toMatchObject({ size: [2, 3, 4], spacing: [1, 2, 3], data: volumeOf(n) });
      if (fields["space dimension"] === "4") expect(volume.origin).toEqual([7, 8, 9]);
    }
    await expect(read(file)).rejects.toThrow(`2 volumes along ${along}, expected one`);
    await expect(read(file, { volume: 3 })).rejects.toThrow("expected a number from 1 to 2");
    expect(await describeFile(file)).toMatchObject({ volumes: { count: 2, along } });
  }); // biome-ignore format: a case a line
});

describe("bytes behind the voxels of an NRRD file", () => {
  const more = Uint8Array.of(...plainValues, 1, 2, 3);
  it.each<[string, Fixture]>([
    ["raw", { voxels: more }],
    ["in gzip", { fields: { encoding: "gzip" }, voxels: gzipped(more) }],
  ])("are left out with a note: %s", async (_, fixture) => {
    const { volume, notes } = await readDescribed(nrrdFile(fixture));
    expect(volume.data).toEqual(plainValues);
    expect(notes).toMatchObject([{ code: "bytes-left-out", details: { count: 3 } }]);
  });
});

describe("an NRRD file is refused", () => {
  const cases: [string, Fixture, RegExp][] = [
    ["of a version to come", { magic: "NRRD0006" }, /starts with "NRRD0006", expected NRRD0001 to NRRD0005/],
    ["without sizes", { fields: { sizes: null } }, /no field "sizes"/],
    ["without a type", { fields: { type: null } }, /no field "type"/],
    ["without an encoding", { fields: { encoding: null } }, /no field "encoding"/],
    ["without the byte order", { fields: { type: "short" }, voxels: Buffer.alloc(48) }, /no field "endian"/],
    ["of an unknown type", { fields: { type: "long" } }, /type is "long", expected block, int8, uint8, .* or double/],
    ["of blocks", { fields: { type: "block", "block size": "8" } }, /type is blocks of bytes/],
    ["in bzip2 that is none", { fields: { encoding: "bzip2" } }, /bzip2 stream is damaged: it does not start with BZh/],
    ["in zrl", { fields: { encoding: "zrl" } }, /encoding is zrl, expected raw, gzip/],
    ["in an unknown encoding", { fields: { encoding: "zip" } }, /encoding is "zip", expected raw, gzip, hex, text, bzip2 or zrl/],
    ["with a size of 0", { fields: { sizes: "2 0 4" } }, /sizes is "2 0 4", expected whole numbers from 1 on/],
    ["with too few sizes", { fields: { sizes: "2 3" } }, /sizes is "2 3", expected 3 numbers/],
    ["with more dimensions than the format has", { fields: { dimension: "17" } }, /dimension is 17, expected 1 to 16/],
    ["with a field twice", { lines: ["type: uint8"] }, /"type" is given twice, in line 9 again/],
    ["with a mistyped field", { lines: ["space direction: (1,0,0)"] }, /line 9 is "space direction: \(1,0,0\)".*did you mean "space directions"/],
    ["with a line that is nothing", { lines: ["hello"] }, /line 9 is "hello", expected a field/],
    ["with a space without directions", { fields: { "space directions": null } }, /a space but no space directions/],
    ["in a space of 5 dimensions", { fields: { space: null, "space dimension": "5" } }, /space dimension is 5, expected 2 to 4/],
    ["in an unknown space", { fields: { space: "RPI" } }, /space is "RPI", expected right-anterior-superior/],
    ["with directions of two numbers", { fields: { "space directions": "(1,0) (0,1) (0,0)" } }, /expected 3 of \(x,y,z\) or none/],
    ["with a sheared grid", { fields: { "space directions": "(1,0,0) (0.2,1,0) (0,0,1)" } }, /places no voxels: it is sheared/],
    ["with an axis of no length", { fields: { "space directions": "(1,0,0) (0,0,0) (0,0,1)" } }, /lengths 1, 0, 1/],
    ["with an origin that is partly no number", { fields: { "space origin": "(1,nan,0)" } }, /its origin is 1, NaN, 0/],
    ["of one dimension", { fields: { dimension: "1", sizes: "24", "space directions": "(1,0,0)" } }, /has 1 axes in space, expected 2 or 3; its sizes are 24/],
    ["of three colours", { fields: { dimension: "3", sizes: "3 2 4", "space directions": "none (1,0,0) (0,1,0)", kinds: "RGB-color domain domain" } }, /holds 3 values a voxel: its sizes are 3 x 2 x 4, axis 1 of kind "RGB-color" not in space/],
    ["of several times", { fields: { dimension: "4", sizes: "2 3 2 2", "space directions": "(1,0,0) (0,1,0) (0,0,1) none" } }, /holds 2 volumes along axis 4, expected one/],
    ["of vectors", { fields: { dimension: "4", sizes: "2 3 2 2", "space directions": "(1,0,0) (0,1,0) (0,0,1) none", kinds: "domain domain domain vector" } }, /holds 2 values a voxel: its sizes are 2 x 3 x 2 x 2, axis 4 of kind "vector" not in space/],
    ["of four dimensions without a word about them", { fields: { dimension: "4", sizes: "2 3 2 2", space: null, "space directions": null, "space origin": null } }, /has 4 axes in space/],
    ["that is cut off", { voxels: plainValues.subarray(1) }, /wrong length: found \d+ bytes, expected \d+ \(24 values of type uint8, raw, for the sizes 2 x 3 x 4\)/],
    ["without voxels", { voxels: null }, /does not end in an empty line/],
    ["with a skip that is no number", { fields: { "byte skip": "x" } }, /byte skip is "x", expected 1 numbers/],
    ["with a negative line skip", { fields: { "line skip": "-1" } }, /line skip is "-1", expected a whole number from 0 on/],
    ["with more lines to skip than it has", { fields: { "line skip": "5" } }, /ends after \d lines, line skip is 5/],
    ["with kinds of too few axes", { fields: { kinds: "domain domain" } }, /kinds has 2 words, expected 3/],
  ]; // biome-ignore format: a case a line
  it.each(cases)("%s", async (_, fixture, message) => {
    const refused = readFixture(fixture);
    await expect(refused).rejects.toMatchObject({
      name: "VoxomicsError",
      code: expect.stringMatching(/^(invalid-file|unsupported-format|invalid-settings)$/),
    });
    await expect(refused).rejects.toThrow(message);
  });

  it("if gzip is within gzip", async () => {
    const inner = nrrdFile({ fields: { encoding: "gzip" }, voxels: gzipped(plainValues) });
    expect((await read(inner)).data).toEqual(plainValues);
    await expect(read(gzipped(inner))).rejects.toThrow("gzip within gzip, expected one of both");
  });
});

describe("NRRD files that ITK wrote", () => {
  const volume: Volume = {
    data: Int16Array.from({ length: 24 }, (_, v) => 100 * v - 500),
    size: [2, 3, 4],
    spacing: [0.5, 0.9765625, 3.3],
    origin: [-101.5, 33.25, 7.125],
    direction: rotation(0.4),
  };

  it.each([
    ["x.nrrd", true],
    ["x.nrrd", false],
    ["x.nhdr", false],
    ["x.nhdr", true],
  ])("%s, compressed: %s, are read", async (name, useCompression) => {
    const folder = await temporaryFolder();
    await writeByItk(join(folder, name), volume, { useCompression });
    const files = await Promise.all(
      (await readdir(folder)).map(async (file) => ({
        name: file,
        bytes: await readFile(join(folder, file)),
      })),
    );
    const found = await read(files);
    expect(found.data).toEqual(volume.data);
    for (const index of [
      [0, 0, 0],
      [1, 2, 3],
      [1, 0, 2],
    ] as const) {
      // biome-ignore format: three corners
      const [a, b] = [indexToWorld(found, index), indexToWorld(volume, index)];
      for (const axis of [0, 1, 2]) expect(a[axis]).toBeCloseTo(b[axis], 9);
    }
  });
});
