import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { MaskInput } from "../../src/regions/mask-settings.ts";
import { toLongRegionsCsv, toWideCsv } from "../../src/report/csv.ts";
import { toLongParquet, toWideParquet } from "../../src/report/features-parquet.ts";
import { madeRegion } from "../../src/report/made-region.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { featureRow } from "./feature-row.ts";

const lungs = { name: "/data/case 1/lungs.nii.gz" };
const made = (mask: MaskInput | null, within?: { name: string; region?: string }) =>
  madeRegion({ settings: resolveSettings({ mask }), ...(within === undefined ? {} : { within }) });

describe("what was made of a region", () => {
  it.each<[MaskInput | null, string | null]>([
    [null, null],
    [{}, null],
    [{ threshold: 0.5 }, null],
    [{ components: "apart" }, null],
    [{ labels: [1, 2] }, "labels 1, 2"],
    [{ grow: 3 }, "grown by 3 mm"],
    [{ shrink: 0.5 }, "shrunk by 0.5 mm"],
    [{ ring: 10 }, "ring of 10 mm"],
    [{ ring: { inner: 2, outer: 5 } }, "ring from 2 to 5 mm"],
    [{ rim: 2 }, "rim of 2 mm"],
    [{ rim: 2, ring: 5 }, "rim of 2 mm and ring of 5 mm"],
    [{ intensity: { method: "threshold", value: 40 } }, "intensities above 40"],
    [
      { intensity: { method: "fractionOfMaximum", fraction: 0.41 } },
      "intensities above 0.41 of the maximum",
    ],
    [
      { minimumVolume: 50, components: "largest", intensity: { method: "otsu", keep: "below" } },
      "components from 50 mm³, largest component, intensities below Otsu's threshold",
    ],
    [{ ring: 10, within: [3] }, "ring of 10 mm, within labels 3"],
  ])("%j: %s", (mask, words) => expect(made(mask)).toBe(words));

  it("names the mask that it was cut to, without its folder", () => {
    expect(made(null, lungs)).toBe("within lungs.nii.gz");
    expect(made(null, { ...lungs, region: "2" })).toBe("within region 2 of lungs.nii.gz");
    expect(made({ ring: 10 }, lungs)).toBe("ring of 10 mm, within lungs.nii.gz");
    expect(made({ ring: 10, within: [1, 2] }, lungs)).toBe(
      "ring of 10 mm, within labels 1, 2 of lungs.nii.gz",
    );
  });
});

describe("the region of a table", () => {
  const row = (roi: { label: number | null; region?: string }, mask: MaskInput | null = null) => ({
    ...{ image: { name: "ct" }, mask: { name: "m" }, roi, settings: resolveSettings({ mask }) },
    features: [featureRow({ family: "statistics", name: "meanIntensity", value: 2 })],
  });
  const rows = [
    row({ label: null }),
    row({ label: 2 }),
    row({ label: null }, { ring: 10 }),
    row({ label: 2, region: "GTV-1" }, { ring: 10 }),
    { ...row({ label: 2 }), within: lungs },
  ];
  const names = ["", "2", "ring of 10 mm", "GTV-1 (ring of 10 mm)", "2 (within lungs.nii.gz)"];

  it("says what was made of it, in wide and long tables", () => {
    const cells = (csv: string, column: number) =>
      csv
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[column]);
    expect(cells(toWideCsv(rows), 2)).toEqual(names);
    expect(cells(toLongRegionsCsv(rows), 0)).toEqual(names);
    const { settings: _, ...bare } = rows[3];
    expect(cells(toWideCsv([bare]), 2)).toEqual(["GTV-1"]);
  });

  it("says so in Parquet", async () => {
    const tables = { roi: toWideParquet(rows), region: toLongParquet(rows, true) };
    for (const [column, bytes] of Object.entries(tables)) {
      const read = await parquetReadObjects({ file: bytes.slice().buffer });
      expect(read.map((cells) => cells[column] ?? "")).toEqual(names);
    }
  });
});
