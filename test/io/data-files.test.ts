import { describe, expect, it } from "vitest";
import { type NamedFile, read, readDescribed } from "../../src/io.ts";
import { gzipped, nrrdFile, plainValues } from "./nrrd/fixture.ts";

const slices = [0, 1, 2, 3].map((z) => plainValues.subarray(6 * z, 6 * z + 6));

function header(dataFile: string, fields: Record<string, string> = {}, names: string[] = []) {
  const file = nrrdFile({
    fields: { ...fields, "data file": dataFile },
    lines: names,
    voxels: null,
  });
  return { name: "scan/head.nhdr", bytes: file };
}

const named = (name: string, bytes: Uint8Array): NamedFile => ({ name, bytes });

describe("a detached NRRD header", () => {
  it.each([
    ["voxels.raw", "scan/voxels.raw"],
    ["./voxels.raw", "scan/voxels.raw"],
    ["parts/voxels.raw", "scan/parts/voxels.raw"],
    ["parts\\voxels.raw", "scan/parts/voxels.raw"],
    ["with blanks 100%.raw", "scan/with blanks 100%.raw"],
    ["voxels.raw", "./scan//voxels.raw"],
    ["voxels.raw", "voxels.raw"], // chosen in a browser, without their folders
    ["parts/voxels.raw", "voxels.raw"],
  ])("that names %s finds %s", async (dataFile, name) => {
    const files = [named("scan/other.raw", slices[0]), named(name, plainValues), header(dataFile)];
    const { volume, description } = await readDescribed(files);
    expect(volume.data).toEqual(plainValues);
    expect(description).toMatchObject({ format: "NRRD", dataFiles: 1 });
  });

  it("takes a browser's files", async () => {
    const files = [
      new File([plainValues], "voxels.raw"),
      new File([header("voxels.raw").bytes], "head.nhdr"),
    ];
    expect((await read(files)).data).toEqual(plainValues);
  });

  it("takes files that know their path in a chosen folder", async () => {
    const inFolder = (file: File, path: string) =>
      Object.defineProperty(file, "webkitRelativePath", { value: path });
    const files = [
      inFolder(new File([slices[0]], "v.raw"), "study/b/v.raw"),
      inFolder(new File([plainValues], "v.raw"), "study/a/v.raw"),
      inFolder(new File([header("v.raw").bytes], "head.nhdr"), "study/a/head.nhdr"),
    ];
    expect((await read(files)).data).toEqual(plainValues);
  });

  it("may be ended by an empty line, or by the end of the file", async () => {
    const bytes = nrrdFile({ fields: { "data file": "v.raw" }, voxels: "" });
    expect((await read([named("h.nhdr", bytes), named("v.raw", plainValues)])).data).toEqual(
      plainValues,
    );
  });

  it.each([
    ["gzip", { encoding: "gzip" }, gzipped],
    ["text", { encoding: "text" }, (part: Uint8Array) => Buffer.from(part.join(" "))],
    [
      "raw behind a line",
      { "line skip": "1" },
      (part: Uint8Array) => Buffer.from([65, 10, ...part]),
    ],
    ["raw at the end", { "byte skip": "-1" }, (part: Uint8Array) => Buffer.from([65, 66, ...part])],
  ])("has voxels in several files, each in %s", async (_, fields, encode) => {
    const files = slices.map((slice, n) => named(`scan/s${n}.dat`, encode(slice)));
    const list = header("LIST", fields, ["s0.dat", "s1.dat", "s2.dat", "s3.dat"]);
    expect((await read([...files].reverse().concat(list))).data).toEqual(plainValues);
  });

  it("lists files of more or fewer dimensions", async () => {
    const rows = Array.from({ length: 12 }, (_, n) => plainValues.subarray(2 * n, 2 * n + 2));
    const byRow = rows.map((row, n) => named(`scan/${n}`, row));
    const names = byRow.map((_, n) => String(n));
    expect((await read([header("LIST 1", {}, names), ...byRow])).data).toEqual(plainValues);
    const halves = [plainValues.subarray(0, 12), plainValues.subarray(12)];
    const byHalf = halves.map((half, n) => named(`scan/${n}`, half));
    expect((await read([header("LIST 3", {}, ["0", "1"]), ...byHalf])).data).toEqual(plainValues);
  });

  it.each([
    ["s%d.raw 0 3 1", (n: number) => `s${n}.raw`],
    ["s%03d.raw 8 11 1", (n: number) => `s${String(n + 8).padStart(3, "0")}.raw`],
    ["s%3d.raw 8 11 1", (n: number) => `s${String(n + 8).padStart(3, " ")}.raw`],
    ["s%02i.raw 10 4 -2", (n: number) => `s${String(10 - 2 * n).padStart(2, "0")}.raw`],
    ["s%d.raw 0 3 1 2", (n: number) => `s${n}.raw`],
    ["a b/100%% %u 0 3 1", (n: number) => `a b/100% ${n}`],
    ["s%04d -1 2 1", (n: number) => ["s-001", "s0000", "s0001", "s0002"][n]],
  ])("counts its files: %s", async (pattern, name) => {
    const files = slices.map((slice, n) => named(`scan/${name(n)}`, slice));
    expect((await read([header(pattern), ...files])).data).toEqual(plainValues);
  });
});

describe("a detached NRRD header is refused", () => {
  it.each([
    ["../voxels.raw", "goes up out of its folder"],
    ["parts/../../voxels.raw", "goes up out of its folder"],
    ["..\\voxels.raw", "goes up out of its folder"],
    ["/etc/passwd", "is an absolute path"],
    ["\\\\host\\share", "is an absolute path"],
    ["C:\\voxels.raw", "is an absolute path"],
    ["c:voxels.raw", "is an absolute path"],
    ["http://localhost/voxels.raw", "is an address"],
    ["file:///etc/passwd", "is an address"],
    ["voxels\0.raw", "is no path"],
    [".", "is no path"],
    ["./", "is no path"],
  ])("if it names %s", async (dataFile, problem) => {
    const refused = read([header(dataFile), named("voxels.raw", plainValues)]);
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
    await expect(refused).rejects.toThrow("scan/head.nhdr: it names the file");
    await expect(refused).rejects.toThrow(problem);
  });

  it("without the file that it names", async () => {
    const message =
      'scan/head.nhdr: its voxels are in the file "voxels.raw", which was not given: read both together, by name';
    await expect(read([header("voxels.raw")])).rejects.toMatchObject({ message });
    await expect(read([header("voxels.raw"), plainValues])).rejects.toMatchObject({ message });
    const twins = [named("a/voxels.raw", plainValues), named("b/voxels.raw", plainValues)];
    await expect(read([header("voxels.raw"), ...twins])).rejects.toMatchObject({ message });
    await expect(read(header("voxels.raw").bytes)).rejects.toThrow(/^its voxels are in the file/);
  });

  it("naming the file of voxels that is damaged", async () => {
    const files = [header("voxels.raw"), named("scan/voxels.raw", slices[0])];
    await expect(read(files)).rejects.toThrow(
      "scan/voxels.raw: NRRD file has the wrong length: found 6 bytes, expected 24",
    );
  });

  it.each([
    ["LIST", ["a", "b", "c"], "data file names 3 files of 2 dimensions, expected 4 for the sizes 2 x 3 x 4"],
    ["LIST", [], "data file names 0 files of 2 dimensions, expected 4"],
    ["LIST", ["a", "b", "c", "a"], 'data file names "a" twice'],
    ["LIST 3", ["a", "b", "c"], "names 3 files of 3 dimensions, expected a divisor of 4"],
    ["LIST 0", Array.from({ length: 24 }, String), "names 24 files of 0 dimensions"],
    ["LIST 4", ["a"], "names 1 files of 4 dimensions"],
    ["s%d.raw 1 1000000000 1", [], "data file names 1000000000 files"],
    ["s%d.raw 1 4 0", [], "data file counts from 1 to 4 by 0, expected steps that get there"],
    ["s%d.raw 1 4 -1", [], "data file counts from 1 to 4 by -1"],
    ["s%d.raw 1 99999999999999999999 1", [], "data file counts from 1 to 100000000000000000000 by 1"],
    ["s%s.raw 1 4 1", [], 'data file has the pattern "s%s.raw", expected one number'],
    ["s%d%d.raw 1 4 1", [], 'data file has the pattern "s%d%d.raw"'],
    ["s%999d.raw 1 4 1", [], 'data file has the pattern "s%999d.raw"'],
  ])("for %s", async (dataFile, names, message) => {
    await expect(read([header(dataFile, {}, names)])).rejects.toThrow(message);
  }); // biome-ignore format: a case a line
});
