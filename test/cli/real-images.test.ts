import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import table from "../../ibsi-phantoms/reference/ibsi1.json" with { type: "json" };
import type { Report } from "../../src/report/report.ts";
import { compareWithReference } from "../../src/validate/compare.ts";
import { referenceRows } from "../../src/validate/reference.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();

async function extractReport(image: string, mask: string, settings: string): Promise<Report> {
  const file = join(folder, `${settings}.json`);
  const outcome = await voxomics(
    ...["extract", dataPath(image), dataPath(mask), "--settings", settings, "--out", file],
  );
  expect(outcome).toMatchObject({ status: 0, err: "" });
  return JSON.parse(await readFile(file, "utf8"));
}

describeWithData("voxomics extract on real images", () => {
  it("reproduces configuration C on the CT phantom", async () => {
    const base = "ibsi_1_ct_radiomics_phantom/nifti";
    const { features, settings } = await extractReport(
      `${base}/image/phantom.nii.gz`,
      `${base}/mask/mask.nii.gz`,
      "ibsi-1c",
    );
    expect(settings.resample).toMatchObject({ spacing: [2, 2, 2], interpolation: "linear" });
    const outcomes = compareWithReference(features, referenceRows(table, "C"));
    const wrong = outcomes.filter(
      ({ outcome }) => outcome === "differs" || outcome === "not-computed",
    );
    expect(wrong).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === "agrees")).toHaveLength(270);
  });

  it.each([
    ["CT", "ct"],
    ["MR_T1", "mr"],
    ["PET", "pet"],
  ])("gives finite values, or null with a reason: a tumour in %s", async (modality, settings) => {
    const base = `ibsi_validation/nifti/STS_003/${modality}`;
    const report = await extractReport(`${base}_image.nii.gz`, `${base}_mask.nii.gz`, settings);
    expect(report.features.length).toBe(29 + 2 + 18 + 23 + 7 + 2 * (25 + 16) + 16 + 16 + 5 + 17);
    for (const { tag, value, reason } of report.features) {
      if (value === null) expect(reason, tag).toMatch(/^[a-z-]+$/);
      else expect(Number.isFinite(value), `${tag} is ${value}`).toBe(true);
    }
    expect(report.roi.intensityVoxels).toBeGreaterThan(100);
  });
});
