import { describe, expect, it } from "vitest";
import { extract } from "../../src/extract.ts";
import { report, reportedVolume } from "../../src/report/report.ts";
import { identityDirection } from "../../src/volume/volume.ts";

const volume = {
  data: Uint8Array.of(1, 1, 2, 3),
  size: [2, 2, 1],
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const mask = { ...volume, data: Uint8Array.of(1, 1, 1, 1) };
const extraction = extract(volume, mask, { families: ["statistics"] });
const sources = { image: reportedVolume("image.nii", volume), mask: reportedVolume("mask", mask) };

describe("report", () => {
  it("is plain JSON, with the settings resolved and no voxels", () => {
    const record = report(extraction, { ...sources, label: 3 });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(Object.keys(record)).toEqual([
      "software",
      "version",
      "settings",
      "image",
      "mask",
      "roi",
      "features",
    ]);
    expect(record.image).not.toHaveProperty("data");
    expect(record.roi).toMatchObject({ label: 3, intensityVoxels: 4 });
  });
});
