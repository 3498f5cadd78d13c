import { expect, it } from "vitest";
import { resolvePreset } from "../../src/settings/presets.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { cohortFolder } from "./cohort-folder.ts";

const cohort = await cohortFolder(0);

describeWithData("a cohort of real images", () => {
  const at = (...names: string[]) => dataPath("ibsi_validation", ...names);

  it("has the same features from DICOM folders and contours as from NIfTI, to what that rounds", async () => {
    const manifest = await cohort.writeManifest(
      [
        {
          id: "nifti",
          image: at("nifti", "STS_025", "PET_image.nii.gz"),
          mask: at("nifti", "STS_025", "PET_mask.nii.gz"),
        },
        {
          id: "dicom",
          image: at("dicom", "STS_025", "PET", "image"),
          mask: at("dicom", "STS_025", "PET", "mask", "RS.dcm"),
          region: "GTV_Mass_PET",
        },
      ],
      "real.csv",
    );
    const settings = [{ name: "pet", settings: resolvePreset("pet") }];
    const { failed } = await cohort.run("real", { manifest, settings });
    expect(failed).toEqual([]);
    const [nifti, dicom] = await cohort.table("real", "features.csv");
    const columns = Object.keys(nifti).filter((name) => name.includes("."));
    expect(columns).toHaveLength(215);
    for (const column of columns) {
      const [a, b] = [Number(nifti[column]), Number(dicom[column])];
      expect(Math.abs(a - b), column).toBeLessThanOrEqual(1e-6 * Math.abs(a));
    }
    const { cases } = await cohort.record("real");
    expect(cases[1].image).toMatchObject({ files: 47 });
    expect(cases[1].region).toBe("GTV_Mass_PET");
  });
});
