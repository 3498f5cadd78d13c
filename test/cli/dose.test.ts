import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/report/report.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { dicomFile, pixelBytes } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { structureSet } from "../io/dicom/structure-set-fixture.ts";
import { voxomics, workspace } from "./workspace.ts";

const { path } = await workspace();

const grid = {
  size: [6, 6, 3] as Vec3,
  spacing: [2, 2, 2.5] as Vec3,
  origin: [0, 0, 0] as Vec3,
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] as const,
};
const square = [[1, 1], [7, 1], [7, 7], [1, 7]].map(([x, y]): Vec3 => [x, y, 2.5]); // biome-ignore format: a shape
/** A dose whose voxels get 1 Gy, 2 Gy … along x. */
const dose = (unit: string) =>
  dicomFile({
    ...slicesOf(grid)[0],
    ...{ Modality: "RTDOSE", RescaleSlope: "", RescaleIntercept: "" },
    ...{ DoseUnits: unit, DoseGridScaling: "0.5", NumberOfFrames: "3" },
    GridFrameOffsetVector: ["0", "2.5", "5"],
    PixelData: pixelBytes(
      Array.from({ length: 108 }, (_, v) => 2 * ((v % 6) + 1)),
      16,
    ),
  });
await writeFile(path("dose.dcm"), dose("GY"));
await writeFile(path("relative.dcm"), dose("RELATIVE"));
await writeFile(
  path("RS.dcm"),
  structureSet([{ number: 1, name: "Lung", contours: [{ points: square }] }]),
);

describe("voxomics extract of a dose", () => {
  it("measures a structure on the dose's own grid", async () => {
    await writeFile(
      path("dose.yaml"),
      "doseVolume: { doses: [3], volumes: [50], volumesCc: [0.02], a: [1] }\n",
    );
    const { status, err } = await voxomics(
      ...[
        "extract",
        path("dose.dcm"),
        path("RS.dcm"),
        "--region",
        "Lung",
        "--families",
        "doseVolume",
      ],
      ...["--settings", path("dose.yaml"), "--out", path("dose.json")],
    );
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const report: Report = JSON.parse(await readFile(path("dose.json"), "utf8"));
    expect(report.features.map(({ tag, value }) => [tag, value])).toEqual([
      ["dvh_mean", 3],
      ["dvh_d_pct_50", 3],
      ["dvh_d_cc_0_02", 4],
      ["dvh_v_pct_3", expect.closeTo(200 / 3, 12)],
      ["dvh_v_ml_3", expect.closeTo(0.06, 14)],
      ["dvh_geud_1", 3],
    ]);
  });

  it("tells that a dose is not in Gy, and prints what each value is at", async () => {
    const { status, out, err } = await voxomics(
      ...["extract", path("relative.dcm"), path("RS.dcm"), "--region", "Lung"],
      ...["--features", "doseVolume.doseAtVolumeFraction"],
    );
    expect(status).toBe(0);
    expect(err).toContain("the image is RTDOSE, in RELATIVE");
    expect(out).toMatch(/Dose at volume fraction, 95% +2 {2}intensity\n/);
  });
});
