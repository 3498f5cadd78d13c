import { mkdir, readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { openCase } from "../../src/node.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { pngFile } from "../io/png/fixture.ts";
import { tiffFile } from "../io/tiff/fixture.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();

/** A slice of 12 × 10 pixels, and a region in it. */
const [width, height] = [12, 10];
const values = Array.from({ length: width * height }, (_, v) => 1000 + ((v * v * 37) % 613));
const inside = values.map((_, v) => {
  const [x, y] = [(v % width) - 5.2, Math.floor(v / width) - 4.1];
  return x * x + y * y < 14 ? 1 : 0;
});
const white = inside.map((value) => 255 * value);
const size = [width, height, 1] as const;
const spacing = [0.7, 0.8, 2.5] as const;
const image = {
  png: await space.file("image.png", pngFile({ width, height, bits: 16, samples: values })),
  tiff: await space.file("image.tif", tiffFile({ pages: [{ width, height, bits: 16, samples: values, compression: 5 }] })), // biome-ignore format: one line
  nrrd: await space.volume("image.nrrd", volumeOf(() => 0, { data: Uint16Array.from(values), size, spacing })), // biome-ignore format: one line
};
const mask = {
  png: await space.file("mask.png", pngFile({ width, height, bits: 1, samples: inside })),
  white: await space.file("white.png", pngFile({ width, height, samples: white })),
  nrrd: await space.volume("mask.nrrd", volumeOf(() => 0, { data: Uint8Array.from(inside), size, spacing })), // biome-ignore format: one line
};
const given = ["--spacing", "0.7,0.8,2.5"];

/** The features that a command prints as JSON. */
const featuresOf = async (...argv: string[]) => {
  const report = space.path("report.json");
  const { status, err } = await voxomics("extract", ...argv, "--out", report);
  expect({ status, err }).toEqual({ status: 0, err: expect.not.stringContaining("error") });
  return JSON.parse(await readFile(report, "utf8")).features;
};

describe("pictures on the command line", () => {
  it("have the features of the same slice in a format that states its spacing", async () => {
    const expected = await featuresOf(image.nrrd, mask.nrrd);
    expect(expected.length).toBeGreaterThan(200);
    expect(await featuresOf(image.png, mask.png, ...given)).toEqual(expected);
    expect(await featuresOf(image.tiff, mask.png, ...given)).toEqual(expected);
    expect(await featuresOf(image.tiff, mask.nrrd, ...given)).toEqual(expected);
    expect(await featuresOf(image.nrrd, mask.png, ...given)).toEqual(expected);
    expect(await featuresOf(image.png, mask.white, "--label", "255", ...given)).toEqual(expected);
  });

  it("are refused without a spacing, which the message names", async () => {
    const { status, err } = await voxomics("extract", image.png, mask.png);
    expect(status).toBe(1);
    expect(err).toBe(
      `error: ${image.png}: PNG needs a spacing in mm, and none was given: the file states no resolution; --spacing DX,DY states it\n`,
    );
    const beside = await voxomics("extract", image.nrrd, mask.png);
    expect(beside.err).toContain(
      `${mask.png}: PNG needs a spacing in mm, and none was given: the file states no resolution; the image's is 0.7 x 0.8 x 2.5 mm; --spacing DX,DY states it`,
    );
    const other = await voxomics("extract", image.nrrd, mask.png, "--spacing", "1,1");
    expect(other.err).toContain("found the spacing 1 x 1 mm given, but the files state 0.7 x 0.8 x 2.5 mm"); // biome-ignore format: one line
    const none = await voxomics("extract", image.png, mask.png, "--spacing", "1");
    expect(none.err).toContain("Expected two or three numbers of mm above 0, such as 0.5,0.5 or 0.5,0.5,3."); // biome-ignore format: one line
  });

  it("are masks of labels, of which one is chosen", async () => {
    const { err } = await voxomics("extract", image.png, mask.white, ...given);
    expect(err).toContain(
      "mask must hold 0 and 1 only; it holds 255: choose a label, or a threshold",
    );
    expect(err).toContain("--label N takes one label");
  });

  it("are described with what they state, and with their voxels where a spacing is given", async () => {
    const { out } = await voxomics("describe", image.tiff);
    expect(out).toBe(`${image.tiff}
  format       TIFF, little-endian
  stored as    uint16, 16 bits, grey, compression LZW
  pixels       12 × 10, 1 page
  resolution   not stated: the spacing is given by --spacing
`);
    const { out: voxels } = await voxomics("describe", image.png, "--spacing", "0.7,0.8,2.5");
    expect(voxels).toContain("  spacing      0.7 × 0.8 × 2.5 mm\n");
    expect(voxels).toContain("  origin       (0, 0, 0) mm, LPS\n");
  });

  it("are left out beside a series, which is described by itself", async () => {
    await mkdir(space.path("series"));
    const { direction } = volumeOf(() => 0);
    const grid = { size: [4, 3, 2] as const, spacing: [1, 1, 2] as const, origin: [0, 0, 0] as const, direction }; // biome-ignore format: one line
    for (const [n, slice] of slicesOf(grid).entries()) await space.file(`series/${n}.dcm`, dicomFile(slice)); // biome-ignore format: one line
    const before = await voxomics("describe", space.path("series"));
    await space.file("series/preview.png", pngFile({ width, height, samples: white }));
    expect(await voxomics("describe", space.path("series"))).toEqual(before);
    expect(before.out).toContain("DICOM, CT, 2 files");
  });

  it("have their spacing in a column of a manifest", async () => {
    const settings = await space.file(
      "settings.json",
      JSON.stringify({ families: ["statistics"] }),
    );
    const manifest = await space.file(
      "manifest.csv",
      [
        "id,image,mask,spacing,label",
        'a,image.png,mask.png,"0.7,0.8,2.5",',
        "b,image.tif,white.png,0.7 0.8 2.5,255",
        "c,image.nrrd,mask.nrrd,,",
      ].join("\n"),
    );
    const folder = space.path("run");
    const { status, err } = await voxomics(
      "cohort",
      manifest,
      "--settings",
      settings,
      "--out",
      folder,
    );
    expect({ status, err }).toEqual({ status: 0, err: expect.not.stringContaining("error") });
    const rows: string[][] = parse(await readFile(`${folder}/features.csv`, "utf8"));
    const start = rows[0].findIndex((name) => name.startsWith("statistics"));
    expect(start).toBeGreaterThan(0);
    const [a, b, c] = rows.slice(1).map((row) => row.slice(start));
    expect(a).toEqual(c);
    expect(b).toEqual(c);
    const wrong = await space.file(
      "wrong.csv",
      "id,image,mask,spacing\na,image.png,mask.png,0.7\n",
    );
    const refused = await voxomics(
      "cohort",
      wrong,
      "--settings",
      settings,
      "--out",
      space.path("none"),
    );
    expect(refused.err).toContain(
      'row 1, column "spacing": found "0.7", expected two or three numbers of mm above 0, such as 0.5,0.5 or 0.5,0.5,3 or nothing',
    );
  });
});

describe("openCase", () => {
  it("takes the spacing for image and mask", async () => {
    const opened = await openCase(image.png, mask.png, { spacing: [0.7, 0.8] });
    expect(opened.image).toMatchObject({ spacing: [0.7, 0.8, 1], thicknessAssumed: true });
    expect(opened.notes.map(({ code }) => code)).toEqual(["thickness-assumed"]);
    await expect(openCase(image.png, mask.png, { spacing: [0.7] as never })).rejects.toThrow(
      "spacing: found an array, expected two or three numbers of mm above 0",
    );
  });
});
