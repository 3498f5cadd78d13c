import { readFile as readBytes, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFile, read, readDescribed } from "../../../src/io.ts";
import { readFile } from "../../../src/node/read-file.ts";
import type { Mat3, Vec3, Volume } from "../../../src/volume/volume.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { writeByItk } from "../itk.ts";
import { deflated, type Fixture, metaFile, plainValues } from "./fixture.ts";

const readFixture = (fixture: Fixture) => read(metaFile(fixture));

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);

describe("a MetaImage file", () => {
  const [c, s, d, t] = [Math.cos(0.3), Math.sin(0.3), Math.cos(0.5), Math.sin(0.5)];
  const volume: Volume = {
    data: Int16Array.from({ length: 60 }, (_, n) => 300 * n - 7000),
    size: [5, 4, 3],
    spacing: [0.7, 1.1, 2.5],
    origin: [-10.5, 20.25, 30],
    direction: [d, -t * c, t * s, t, d * c, -d * s, 0, s, c] as Mat3,
  };

  it.each([
    ["a.mha", false],
    ["b.mha", true],
    ["c.mhd", false],
    ["d.mhd", true],
  ])("is read as ITK wrote it: %s, compressed %s", async (name, useCompression) => {
    await writeByItk(path(name), volume, { useCompression });
    const found = await readFile(path(name));
    expect(found.data).toEqual(volume.data);
    expect(found.size).toEqual(volume.size);
    for (const field of ["spacing", "origin", "direction"] as const) {
      for (const [n, value] of volume[field].entries()) {
        expect(found[field][n]).toBeCloseTo(value, 12);
      }
    }
  });

  it("brings its data from among files that are given together", async () => {
    await writeByItk(path("e.mhd"), volume, { useCompression: true });
    const names = (await readdir(path("."))).filter((name) => /^e\./.test(name)).reverse();
    const files = names.map(async (name) => ({
      name,
      bytes: await readBytes(join(path("."), name)),
    }));
    expect((await read(await Promise.all(files))).data).toEqual(volume.data);
    const header = await readBytes(path("e.mhd"));
    await expect(read(header)).rejects.toThrow('in the file "e.zraw", which was not given');
  });

  it("has the types of the format, in either byte order", async () => {
    const cases: [string, number, (view: DataView, at: number, le: boolean) => void][] = [
      ["MET_CHAR", 1, (view, at) => view.setInt8(at, -5)],
      ["MET_SHORT", 2, (view, at, le) => view.setInt16(at, -5, le)],
      ["MET_INT", 4, (view, at, le) => view.setInt32(at, -5, le)],
      ["MET_LONG", 4, (view, at, le) => view.setInt32(at, -5, le)],
      ["MET_LONG_LONG", 8, (view, at, le) => view.setBigInt64(at, -5n, le)],
      ["MET_FLOAT", 4, (view, at, le) => view.setFloat32(at, -5, le)],
      ["MET_DOUBLE", 8, (view, at, le) => view.setFloat64(at, -5, le)],
    ];
    for (const [ElementType, bytes, set] of cases) {
      for (const little of [true, false]) {
        const voxels = new Uint8Array(24 * bytes);
        for (let v = 0; v < 24; v++) set(new DataView(voxels.buffer), v * bytes, little);
        const key = little ? "BinaryDataByteOrderMSB" : "ElementByteOrderMSB";
        const fields = { ElementType, [key]: little ? "False" : "True" };
        const { data } = await readFixture({ fields, voxels });
        expect(Array.from(data)).toEqual(Array(24).fill(-5));
      }
    }
  });

  it("lies at 0 with voxels of 1 mm unless it says more", async () => {
    expect(await readFixture({})).toEqual({
      data: plainValues,
      size: [2, 3, 4],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    });
  });

  it("has an axis in each row of its matrix, and other names for the same", async () => {
    const fields = {
      AnatomicalOrientation: "LPI",
      CenterOfRotation: "9 9 9",
      Rotation: "0 1 0 0 0 1 1 0 0",
      Position: "1 2 3",
      ElementSize: "4 5 6",
    };
    const volume = await readFixture({ fields });
    expect(volume).toMatchObject({ spacing: [4, 5, 6], origin: [1, 2, 3] });
    expect(volume.direction).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it("of two dimensions has one slice, of four one volume or several", async () => {
    const flat = await readFixture({
      fields: { NDims: "2", DimSize: "6 4", Offset: "7 8", ElementSpacing: "2 3" },
    });
    expect(flat).toMatchObject({ size: [6, 4, 1], spacing: [2, 3, 1], origin: [7, 8, 0] });
    const four = { NDims: "4", ElementSpacing: "2 3 4 5", Offset: "1 2 3 4" };
    const one = await readFixture({ fields: { ...four, DimSize: "2 3 4 1" } });
    expect(one).toMatchObject({ size: [2, 3, 4], spacing: [2, 3, 4], origin: [1, 2, 3] });
    const several = metaFile({ fields: { ...four, DimSize: "2 3 2 2" } });
    const second = await read(several, { volume: 2 });
    expect(second.data).toEqual(plainValues.slice(12));
    await expect(read(several)).rejects.toThrow(/2 volumes along axis 4, expected one/);
    expect(await describeFile(several)).toMatchObject({
      format: "MetaImage",
      volumes: { count: 2 },
    });
  });

  it.each<[string, Fixture]>([
    ["zlib", { fields: { CompressedData: "True" }, voxels: deflated(plainValues) }],
    ["gzip", { fields: { CompressedData: "True" }, voxels: new Uint8Array(gzipSync(plainValues)) }],
    [
      "zlib of a stated length",
      {
        fields: {
          CompressedData: "True",
          CompressedDataSize: String(deflated(plainValues).length),
        },
        voxels: deflated(plainValues),
      },
    ],
    [
      "bytes in front",
      { fields: { HeaderSize: "3" }, voxels: Uint8Array.of(9, 9, 9, ...plainValues) },
    ],
    [
      "any bytes in front",
      { fields: { HeaderSize: "-1" }, voxels: Uint8Array.of(9, ...plainValues) },
    ],
  ])("has its voxels in %s", async (_, fixture) => {
    expect((await readFixture(fixture)).data).toEqual(plainValues);
  });

  it.each<[string, string, readonly string[]]>([
    ["one file", "all.raw", []],
    ["a list", "LIST", ["s1.raw", "s2.raw", "s3.raw", "s4.raw"]],
    ["a list of volumes", "LIST 3D", ["all.raw"]],
    ["a pattern", "s%d.raw 1 4 1", []],
  ])("has its voxels in %s", async (_, ElementDataFile, lines) => {
    const header = metaFile({ fields: { ElementDataFile }, lines, voxels: "" });
    const slices = [0, 1, 2, 3].map((n) => ({
      name: `s${n + 1}.raw`,
      bytes: plainValues.subarray(6 * n, 6 * n + 6),
    }));
    const files = [
      { name: "h.mhd", bytes: header },
      { name: "all.raw", bytes: plainValues },
      ...slices,
    ];
    expect((await read(files)).data).toEqual(plainValues);
  });

  it("may have bytes behind its voxels, and a scale that ITK leaves out, with notes", async () => {
    const behind = await readDescribed(
      metaFile({
        fields: { ElementSpacing: "1 1 1" },
        voxels: Uint8Array.of(...plainValues, 1, 2),
      }),
    );
    expect(behind.notes).toMatchObject([{ code: "bytes-left-out", details: { count: 2 } }]);
    const packed = deflated(plainValues);
    const after = await readDescribed(
      metaFile({
        fields: {
          ElementSpacing: "1 1 1",
          CompressedData: "True",
          CompressedDataSize: String(packed.length),
        },
        voxels: Uint8Array.of(...packed, 1, 2, 3),
      }),
    );
    expect(after.notes).toMatchObject([{ code: "bytes-left-out", details: { count: 3 } }]);
    const scaled = await readDescribed(
      metaFile({ fields: { ElementSpacing: "1 1 1", ElementToIntensityFunctionSlope: "2" } }),
    );
    expect(scaled.volume.data).toEqual(plainValues);
    expect(scaled.notes.map(({ code }) => code)).toEqual(["scale-assumed"]);
  });

  it.each<[string, Fixture, RegExp]>([
    ["of text", { fields: { BinaryData: "False" } }, /BinaryData is "False", expected "?True/],
    ["of colours", { fields: { ElementNumberOfChannels: "3" } }, /ElementNumberOfChannels is "3"/],
    ["of an unknown type", { fields: { ElementType: "MET_STRING" } }, /ElementType is "MET_STRING"/],
    ["of five dimensions", { fields: { NDims: "5" } }, /NDims is "5", expected 2, 3 or 4/],
    ["without sizes", { fields: { DimSize: null } }, /no DimSize/],
    ["with too few sizes", { fields: { DimSize: "2 3" } }, /DimSize is "2 3", expected 3 numbers/],
    ["with a size of 0", { fields: { DimSize: "2 0 4" } }, /DimSize is "2 0 4", expected whole numbers/],
    ["with a spacing of 0", { fields: { ElementSpacing: "1 0 1" } }, /ElementSpacing is "1 0 1"/],
    ["that is sheared", { fields: { TransformMatrix: "1 0 0 0.3 0.954 0 0 0 1" } }, /places no voxels: it is sheared/],
    ["with a matrix that stretches", { fields: { TransformMatrix: "2 0 0 0 1 0 0 0 1" } }, /rows of other lengths than 1/],
    ["of another kind", { fields: { ObjectType: "Tube" } }, /ObjectType is "Tube", expected Image/],
    ["that is cut off", { voxels: plainValues.subarray(1) }, /wrong length: found \d+ bytes, expected \d+/],
    ["that is cut off in zlib", { fields: { CompressedData: "True" }, voxels: deflated(plainValues).subarray(0, 9) }, /cut off, damaged/],
    ["without data", { fields: { ElementDataFile: null }, voxels: "" }, /no ElementDataFile/],
    ["with a key twice", { lines: [], fields: { "DimSize ": "2 3 4" } }, /DimSize is given twice/],
    ["with a path that goes up", { fields: { ElementDataFile: "../x.raw" }, voxels: "" }, /goes up|not given/],
    ["with a file too many", { fields: { ElementDataFile: "LIST" }, lines: ["a", "b"], voxels: "" }, /ElementDataFile names 2 files of 2 dimensions, expected 4/],
  ])("is refused %s", async (_, fixture, message) => {
    await expect(readFixture(fixture)).rejects.toThrow(message);
    await expect(readFixture(fixture)).rejects.toMatchObject({ name: "VoxomicsError" });
  }); // biome-ignore format: a case a line

  it("has an ordinary origin", async () => {
    const offset: Vec3 = [1.5, -2, 3];
    expect((await readFixture({ fields: { Origin: offset.join(" ") } })).origin).toEqual(offset);
  });

  it.each([
    ["no spacing", {}, ["geometry-assumed"]],
    ["a spacing", { ElementSpacing: "1 2 3" }, []],
    [
      "two dimensions",
      { NDims: "2", DimSize: "4 6", ElementSpacing: "1 2" },
      ["thickness-assumed"],
    ],
  ])("tells what was assumed: %s", async (_, fields, codes) => {
    const { notes } = await readDescribed(metaFile({ fields }));
    expect(notes.map(({ code }) => code)).toEqual(codes);
  });
});
