import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFile, read } from "../../src/io.ts";
import { deflated, metaFile } from "./metaimage/fixture.ts";
import { mghFile } from "./mgh/fixture.ts";
import { mutants, survive } from "./mutations.ts";
import { gzipped, type Fixture as Nifti, niftiFile } from "./nifti/fixture.ts";
import { type Fixture as Nrrd, nrrdFile, plainValues } from "./nrrd/fixture.ts";
import { pngFile } from "./png/fixture.ts";
import { tiffFile } from "./tiff/fixture.ts";

// every input is read, or refused with a VoxomicsError, in little CPU time and little memory

const count = 20_000;

/** Fails if reading leaves, or takes on its way, much more memory than small files need. */
async function inLittleMemory<T>(work: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage().rss;
  const result = await work();
  expect(process.memoryUsage().rss - before).toBeLessThan(5e8);
  return result;
}

describe("damaged NIfTI files", () => {
  const fixtures: Nifti[] = [
    {},
    { littleEndian: false, datatype: 4, bitpix: 16 },
    { version: 2, sformCode: 1 },
    { version: 2, littleEndian: false, qformCode: 1, datatype: 16, bitpix: 32 },
    { datatype: 1024, bitpix: 64, slope: 2, intercept: 1 },
    { dim: [2, 5, 4, 1, 1, 1, 1, 1], qformCode: 1, qform: [0.5, 0.5, 0.5, 1, 2, 3] },
  ];
  const samples = [...fixtures.map(niftiFile), gzipped(niftiFile()), gzipped(new Uint8Array(1e6))];

  it("are read or refused", async () => {
    const outcome = await inLittleMemory(() => survive(mutants(samples, 1), count, read));
    // mutations that never hit, or always do, would test nothing
    expect(outcome.read).toBeGreaterThan(count / 20);
    expect(outcome.refused).toBeGreaterThan(count / 5);
  });
});

describe("damaged NRRD files", () => {
  const gzip = { encoding: "gzip" };
  const fixtures: Nrrd[] = [
    {},
    { fields: { type: "short", endian: "big" }, voxels: new Uint8Array(48) },
    { fields: gzip, voxels: gzipped(plainValues) },
    { fields: { encoding: "hex" }, voxels: Buffer.from(plainValues).toString("hex") },
    { fields: { encoding: "text", type: "float" }, voxels: plainValues.join(" ") },
    { fields: { "data file": "LIST" }, lines: ["a.raw", "b.raw", "c.raw", "d.raw"], voxels: null },
    {
      fields: { "data file": "s%03d.raw 1 4 1", "line skip": "1", "byte skip": "-1" },
      voxels: null,
    },
    {
      fields: { space: null, "space directions": null, "space origin": null, spacings: "1 2 3" },
      lines: ["axis mins: 0 0 0", "centers: cell cell cell", 'units: "mm" "mm" "mm"'],
    },
    {
      fields: {
        dimension: "4",
        sizes: "1 2 3 4",
        "space directions": "none (1,0,0) (0,1,0) (0,0,1)",
      },
      lines: ["Segment0_Name:=GTV", "Segment0_LabelValue:=2", "Segment0_Layer:=0", "# a comment"],
    },
  ];
  const comment = `# ${"a comment that may be damaged ".repeat(20)}`;
  const samples = fixtures.map((fixture) =>
    nrrdFile({ magic: `NRRD0004\n${comment}\nkey:=value`, ...fixture }),
  );

  it("are read or refused", async () => {
    const outcome = await inLittleMemory(() => survive(mutants(samples, 2), count, read));
    expect(outcome.read).toBeGreaterThan(count / 20);
    expect(outcome.refused).toBeGreaterThan(count / 5);
  });

  it("are described or refused", async () => {
    const outcome = await survive(mutants(samples, 4), 3000, describeFile);
    expect(outcome.read).toBeGreaterThan(150);
    expect(outcome.refused).toBeGreaterThan(500);
  });

  it("are read or refused with the files that they name", async () => {
    const files = [
      "a.raw",
      "b.raw",
      "c.raw",
      "d.raw",
      "s001.raw",
      "s002.raw",
      "s003.raw",
      "s004.raw",
    ].map((name, n) => ({ name, bytes: plainValues.subarray(6 * (n % 4), 6 * (n % 4) + 6) }));
    const detached = [samples[5], samples[6]];
    const outcome = await survive(mutants(detached, 3), 3000, (bytes) =>
      read([{ name: "h.nhdr", bytes }, ...files]),
    );
    expect(outcome.read).toBeGreaterThan(100);
    expect(outcome.refused).toBeGreaterThan(500);
  });
});

/** Fewer runs, as these formats share most of their code with those above. */
const few = 4000;

describe("damaged files of other formats", () => {
  const meta = [
    metaFile(),
    metaFile({ fields: { CompressedData: "True" }, voxels: deflated(plainValues) }),
    metaFile({ fields: { HeaderSize: "-1", ElementSpacing: "1 2 3", Offset: "4 5 6" } }),
    metaFile({ fields: { NDims: "4", DimSize: "2 3 4 1", ElementByteOrderMSB: "True" } }),
    metaFile({ fields: { ElementDataFile: "LIST" }, lines: ["a.raw", "b.raw"], voxels: "" }),
  ];
  const mgh = [mghFile(), gzipped(mghFile()), mghFile({ placed: 0, frames: 1, size: [4, 3, 2] })];
  const pair = niftiFile({ magic: "ni1\0" }).slice(0, 348);
  const analyze = niftiFile({ magic: "\0\0\0\0" }).slice(0, 348);
  const packed =
    "QlpoOTFBWSZTWffNO2EAAABgAH///4AgACKAAaaGTIUGjRoMgNFc+EZTpW18ZDQ750j8i/F3JFOFCQ9807YQ";
  const bzip2 = nrrdFile({
    fields: { encoding: "bzip2" },
    voxels: new Uint8Array(Buffer.from(packed, "base64")),
  });

  it.each([
    ["MetaImage", meta, 21],
    ["MGH", mgh, 22],
  ] as const)("are read or refused: %s", async (_, samples, seed) => {
    const outcome = await inLittleMemory(() => survive(mutants(samples, seed), few, read));
    expect(outcome.read).toBeGreaterThan(few / 20);
    expect(outcome.refused).toBeGreaterThan(few / 5);
  });

  it("are read or refused: NRRD in bzip2", async () => {
    const outcome = await inLittleMemory(() => survive(mutants([bzip2], 23), few, read));
    expect(outcome.refused).toBeGreaterThan(few / 5);
  });

  it("are read or refused: a header and its data", async () => {
    const data = { name: "h.img", bytes: new Uint8Array(400) };
    const outcome = await survive(mutants([pair, analyze], 24), few, (bytes) =>
      read([{ name: "h.hdr", bytes }, data], { geometry: "spacing" }),
    );
    expect(outcome.read).toBeGreaterThan(few / 20);
    expect(outcome.refused).toBeGreaterThan(few / 5);
  });
});

describe("damaged PNG and TIFF files", () => {
  const spacing = [0.5, 0.5, 3] as const;
  const reading = (bytes: Uint8Array) => read(bytes, { spacing });
  const pixels = Array.from({ length: 13 * 7 }, (_, n) => (n * n) % 251);
  const size = { width: 13, height: 7 };
  const png = [
    pngFile({ ...size, samples: pixels }),
    pngFile({ ...size, samples: pixels, interlaced: true, filters: [4, 3, 2, 1] }),
    pngFile({ ...size, bits: 16, samples: pixels.map((value) => 257 * value), parts: 3 }),
    pngFile({ ...size, bits: 1, samples: pixels.map((value) => value % 2) }),
    pngFile({
      ...size,
      colourType: 3,
      bits: 2,
      samples: pixels.map((value) => value % 3),
      before: [["PLTE", [0, 0, 0, 9, 9, 9, 255, 255, 255]]],
    }),
    pngFile({
      ...size,
      colourType: 6,
      samples: pixels.flatMap((value) => [value, value, value, 255]),
    }),
  ];
  const page = { ...size, samples: pixels };
  const tiff = [
    tiffFile({ pages: [page] }),
    tiffFile({ pages: [page, page, page], littleEndian: false }),
    tiffFile({ pages: [{ ...page, compression: 5, predictor: 2, rowsPerStrip: 3 }] }),
    tiffFile({ pages: [{ ...page, compression: 8, bits: 16, tile: [16, 16] }], big: true }),
    tiffFile({ pages: [{ ...page, compression: 32773 }] }),
    tiffFile({ pages: [{ ...page, bits: 32, format: 3, predictor: 3, compression: 8 }] }),
    tiffFile({ pages: [{ ...page, bits: 1, samples: pixels.map((value) => value % 2) }] }),
    tiffFile({
      pages: [{ ...page, fields: { 270: "ImageJ=1.53t\nimages=1\nunit=mm\nspacing=3\n" } }],
    }),
  ];

  it.each([
    ["PNG", png, 31],
    // most checksums of damaged chunks do not hold, so that little but those would be tried
    ["PNG with sound checksums", png, 32],
    ["TIFF", tiff, 33],
  ] as const)("are read or refused: %s", async (name, samples, seed) => {
    const inputs = mutants(samples, seed);
    const mended = name === "PNG with sound checksums" ? mendedPngs(inputs) : inputs;
    const outcome = await inLittleMemory(() => survive(mended, count, reading));
    expect(outcome.read).toBeGreaterThan(count / 100);
    expect(outcome.refused).toBeGreaterThan(count / 5);
  });

  it("are described or refused", async () => {
    const outcome = await survive(mutants([...png, ...tiff], 34), 3000, describeFile);
    expect(outcome.read).toBeGreaterThan(150);
    expect(outcome.refused).toBeGreaterThan(300);
  });
});

/** PNG files whose chunks have the checksums that their bytes ask for. */
function* mendedPngs(files: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const file of files) {
    const bytes = Buffer.from(file);
    for (let at = 8; at + 12 <= bytes.length; ) {
      const end = at + 8 + bytes.readUInt32BE(at);
      if (end + 4 > bytes.length) break;
      bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
      at = end + 4;
    }
    yield new Uint8Array(bytes);
  }
}

describe("hostile headers are refused at once", () => {
  const refuse = (name: string, make: () => Uint8Array) =>
    it(name, async () => {
      const bytes = make();
      const reading = (file: Uint8Array) => read(file, { spacing: [1, 1, 1] });
      const { refused } = await inLittleMemory(() => survive([bytes], 1, reading));
      expect(refused).toBe(1);
    });

  refuse("PNG of 10^18 pixels", () =>
    pngFile({ width: 1e9, height: 1e9, samples: [], packed: deflated(new Uint8Array(1e6)) }),
  );
  refuse("PNG in a bomb", () =>
    pngFile({ width: 9, height: 9, samples: [], packed: deflated(new Uint8Array(2e8).fill(9)) }),
  );
  refuse("PNG of an empty file's size", () => pngFile({ width: 0, height: 9, samples: [] }));
  refuse("PNG of 10^5 chunks and no end", () =>
    pngFile({
      width: 9,
      height: 9,
      samples: Array(81).fill(1),
      before: Array.from({ length: 1e5 }, () => ["tEXt", []] as const),
    }).slice(0, 1e6),
  );
  const pixel = { width: 1, height: 1, samples: [1] };
  refuse("TIFF of 10^18 pixels", () =>
    tiffFile({ pages: [{ ...pixel, fields: { 256: [4, [1e9]], 257: [4, [1e9]] } }] }),
  );
  refuse("TIFF of 10^9 pixels in a tile", () =>
    tiffFile({
      pages: [{ ...pixel, tile: [1, 1], fields: { 322: [4, [1e5]], 323: [4, [1e4]] } }],
    }),
  );
  refuse("TIFF of 4 * 10^9 strips", () =>
    tiffFile({ pages: [{ ...pixel, fields: { 257: [4, [4e9]], 278: [4, [1]] } }] }),
  );
  refuse("TIFF whose pages overlap", () => {
    const bytes = new Uint8Array(2e5);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, 42, 0, 8]);
    // pages of 5000 fields each, of which every one starts two bytes after the one before
    for (let at = 8; at < 1e5; at += 2) view.setUint16(at, 5000, true);
    for (let at = 8; at < 1e5; at += 2) {
      const next = at + 2 + 5000 * 12;
      if (next + 4 < bytes.length) view.setUint32(next, at + 2, true);
    }
    return bytes;
  });
  refuse("BigTIFF of a field of 10^18 numbers", () =>
    tiffFile({ pages: [{ ...pixel, fields: { 258: null } }], big: true }).map((byte, n, all) =>
      n > all.length - 8 ? 0x7f : byte,
    ),
  );
  refuse("NIfTI of 10^12 voxels", () =>
    niftiFile({ dim: [3, 10000, 10000, 10000, 1, 1, 1, 1], voxelBytes: 24 }),
  );
  refuse("NIfTI-2 of 10^18 voxels", () =>
    niftiFile({ version: 2, dim: [3, 1e6, 1e6, 1e6, 1, 1, 1, 1], voxelBytes: 24 }),
  );
  refuse("NIfTI whose voxels start beyond its end", () =>
    niftiFile({ version: 2 }).map((byte, n) => (n === 174 ? 0xff : byte)),
  );
  refuse("MetaImage of 10^12 voxels", () => metaFile({ fields: { DimSize: "10000 10000 10000" } }));
  refuse("MetaImage of 10^12 voxels in zlib", () =>
    metaFile({
      fields: { DimSize: "10000 10000 10000", CompressedData: "True" },
      voxels: deflated(new Uint8Array(1e8)),
    }),
  );
  refuse("MetaImage with a line of 20 MB", () =>
    metaFile({ fields: { Comment: "x".repeat(2e7) } }),
  );
  refuse("MetaImage with half a million files", () =>
    metaFile({
      fields: { ElementDataFile: "LIST" },
      lines: Array.from({ length: 5e5 }, (_, n) => String(n)),
    }),
  );
  refuse("MGH of 10^18 voxels", () => mghFile({ size: [1e6, 1e6, 1e6] }));
  refuse("NIfTI in a gzip bomb", () => gzipped(new Uint8Array(2e8)));
  refuse("NRRD of 10^12 voxels", () => nrrdFile({ fields: { sizes: "10000 10000 10000" } }));
  refuse("NRRD of 10^12 voxels in gzip", () =>
    nrrdFile({
      fields: { sizes: "10000 10000 10000", encoding: "gzip" },
      voxels: gzipped(new Uint8Array(1e8)),
    }),
  );
  refuse("NRRD of more values than numbers count", () =>
    nrrdFile({ fields: { dimension: "16", sizes: Array(16).fill("9007199254740991").join(" ") } }),
  );
  refuse("NRRD of many thousand dimensions", () =>
    nrrdFile({ fields: { dimension: "99999", sizes: "1 ".repeat(99999) } }),
  );
  refuse("NRRD with a line of 20 MB", () => nrrdFile({ lines: [`# ${"x".repeat(2e7)}`] }));
  refuse("NRRD with a field of 10 MB", () => nrrdFile({ fields: { sizes: "1 ".repeat(5e6) } }));
  refuse("NRRD with a vector of 10 MB", () =>
    nrrdFile({ fields: { "space directions": `(${"1,".repeat(5e6)}1)` } }),
  );
  refuse("NRRD with 5 million opened vectors", () =>
    nrrdFile({ fields: { "space directions": "(".repeat(5e6) } }),
  );
  refuse("NRRD with 5 million quotes", () =>
    nrrdFile({ fields: { "space units": `${'"\\'.repeat(2.5e6)}`, sizes: "0" } }),
  );
  refuse("NRRD with units of 5 million quotes", () =>
    nrrdFile({ fields: { "space units": '"\\'.repeat(2.5e6), "space origin": "x" } }),
  );
  refuse("NRRD with many keys and no end", () =>
    nrrdFile({ lines: Array.from({ length: 1e5 }, (_, n) => `Segment${n}_Name:=x`), voxels: null }),
  );
  refuse("NRRD with many segments of layers that are not there", () =>
    nrrdFile({ lines: Array.from({ length: 1e5 }, (_, n) => `Segment${n}_Layer:=9`) }),
  );
  refuse("NRRD with half a million files", () =>
    nrrdFile({
      fields: { "data file": "LIST" },
      lines: Array.from({ length: 5e5 }, (_, n) => String(n)),
      voxels: null,
    }),
  );
  refuse("NRRD of a million slices, in as many files", () =>
    nrrdFile({
      fields: { sizes: "1 1 1000000", "data file": "s%d.raw 1 1000000 1" },
      voxels: null,
    }),
  );
  refuse("NRRD that counts to 10^15", () =>
    nrrdFile({ fields: { "data file": "s%d.raw 0 1000000000000000 1" }, voxels: null }),
  );
  refuse("NRRD with a pattern of 5 million signs", () =>
    nrrdFile({ fields: { "data file": `${"%".repeat(5e6)} 1 4 1` }, voxels: null }),
  );
  refuse("NRRD with a pattern of 5 million blanks", () =>
    nrrdFile({ fields: { "data file": `%d${" x".repeat(2.5e6)} 1 4 1` }, voxels: null }),
  );
  refuse("NRRD that names itself", () =>
    nrrdFile({ fields: { "data file": "h.nrrd" }, voxels: null }),
  );
  refuse("NRRD whose lines to skip never end", () =>
    nrrdFile({ fields: { "line skip": "9007199254740991" }, voxels: new Uint8Array(1e7).fill(10) }),
  );
  refuse("NRRD whose bytes to skip never end", () =>
    nrrdFile({ fields: { "byte skip": "9007199254740991" } }),
  );
  refuse("NRRD of text that is one word", () =>
    nrrdFile({ fields: { encoding: "text" }, voxels: "1".repeat(2e7) }),
  );
  refuse("NRRD of text that never stops", () =>
    nrrdFile({ fields: { encoding: "text" }, voxels: "1 ".repeat(5e6) }),
  );
});
