import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { toHeading } from "../../src/report/heading.ts";
import { toRegionsReport, toReport, toReportedVolume } from "../../src/report/report.ts";
import { identityDirection } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";

const volume = {
  data: Uint8Array.of(1, 1, 2, 3),
  size: [2, 2, 1],
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const mask = { ...volume, data: Uint8Array.of(1, 1, 1, 1) };
const extraction = extract(volume, mask, { families: ["statistics"] });
const sources = {
  image: toReportedVolume("image.nii", volume),
  mask: toReportedVolume("mask", mask),
};

describe("toReport", () => {
  it("is plain JSON, with the settings resolved and no voxels", () => {
    const record = toReport(extraction, { ...sources, label: 3 });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(Object.keys(record)).toEqual([
      "software",
      "version",
      "settings",
      "image",
      "mask",
      "roi",
      "features",
      "notes",
    ]);
    expect(record.image).not.toHaveProperty("data");
    expect(record.roi).toMatchObject({ label: 3, intensityVoxels: 4 });
  });
});

describe("toRegionsReport", () => {
  it("has once what regions share, and the rest of each", () => {
    const reports = [1, 2].map((label) =>
      toReport(extraction, { ...sources, label, region: "GTV" }),
    );
    const refused = [{ label: 3, region: null, code: "empty-mask", message: "nothing" }];
    const record = toRegionsReport(reports, refused);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(Object.keys(record)).toEqual([
      "software",
      "version",
      "settings",
      "image",
      "regions",
      "refused",
    ]);
    expect(record.refused).toEqual(refused);
    for (const [n, { mask, roi, features, notes }] of reports.entries()) {
      expect(record.regions[n]).toEqual({ mask, roi, features, notes });
      expect(roi).toMatchObject({ label: n + 1, region: "GTV" });
    }
  });
});

describe("toHeading", () => {
  it.each([
    [{}, "mask    mask\n"],
    [{ label: 2 }, "mask    mask, label 2\n"],
    [{ label: 2, region: "GTV-1" }, "mask    mask, GTV-1 (2)\n"],
    [{ region: "\x1b[31mred\n" }, "mask    mask, \uFFFD[31mred\uFFFD\n"],
  ])("calls the region by its name and number: %j", (region, line) => {
    expect(toHeading(toReport(extraction, { ...sources, ...region }))).toContain(line);
  });

  it("says first what was made of the region", () => {
    const { image: measured, mask } = digitalPhantom();
    const made = extract(measured, mask, {
      mask: { ring: 3 },
      families: ["statistics"],
      aggregations: ["3D:avg"],
    });
    const inside = { ...sources.mask, name: "a/lungs\n.nii.gz" };
    const [, , , region, below] = toHeading(toReport(made, sources)).split("\n");
    expect(region).toBe("region  ring of 3 mm, made of 74 voxels of the mask");
    expect(below).toMatch(/^ {8}\d+ voxels of 2 × 2 × 2 mm$/);
    expect(toHeading(toReport(made, { ...sources, within: inside }))).toContain(
      "region  ring of 3 mm, within lungs\uFFFD.nii.gz, made of",
    );
  });
});
