import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeVolume } from "../../src/node/write-volume.ts";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { voxomics } from "./workspace.ts";

const folder = await temporaryFolder();
const path = (name: string) => join(folder, name);

/** A data folder with a digital phantom in it, whose image may have been changed. */
async function dataFolder(name: string, change: (image: Volume<Float64Array>) => void) {
  const { image, mask } = digitalPhantom();
  change(image);
  const files = { "image/phantom.nii.gz": image, "mask/mask.nii.gz": mask };
  for (const [file, volume] of Object.entries(files)) {
    const target = path(join(name, "ibsi_1_digital_phantom/nifti", file));
    await mkdir(dirname(target), { recursive: true });
    await writeVolume(target, volume);
  }
  return path(name);
}

const digital = await dataFolder("digital", () => {});

describe("voxomics validate", () => {
  it("compares the digital phantom, which needs no data", async () => {
    const { status, out, err } = await voxomics("validate", "--data", digital);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/Morphology \(HCUG\) +25 +0 +0 +4\n/);
    expect(out).toMatch(/all +482 +0 +0 +5\n/);
    expect(out).toContain("not found: the CT phantom");
    expect(out).toContain("All 482 consensus values are within tolerance. 5 quantities have no");
    expect(out.trimEnd().split("\n").at(-1)).toBe(
      "Not compared, for lack of data: the CT phantom, the response maps of IBSI 2.",
    );
  });

  it("needs no data folder", async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { status, out } = await voxomics("validate");
      expect(status).toBe(0);
      expect(out).toContain("not found: the CT phantom, ibsi-phantoms/data/");
    } finally {
      process.chdir(before);
    }
  });

  it("writes the compliance sheet", async () => {
    const sheet = path("sheet.csv");
    expect((await voxomics("validate", "--data", digital, "--out", sheet)).status).toBe(0);
    const lines = (await readFile(sheet, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(488);
    expect(lines[0]).toBe(
      "dataset,configuration,family,feature,tag,code,aggregation,aggregation code,consensus,reference value,tolerance,your result,difference,check",
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^IBSI 1 digital phantom,none,glcm,Contrast,cm_contrast_3D_avg,ACUI,3D:avg,ITBB,very strong,5.32,0,5.32\d+,.*,within tolerance$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/,morph_vol_dens_ombb,.*,no consensus value$/),
    );
  });

  it("writes a page and JSON", async () => {
    await voxomics("validate", "--data", digital, "--out", path("page.md"));
    expect(await readFile(path("page.md"), "utf8")).toContain(
      "**482 of 482 consensus values agree.**",
    );
    await voxomics("validate", "--data", digital, "--out", path("all.json"));
    const { passed, benchmarks } = JSON.parse(await readFile(path("all.json"), "utf8"));
    expect(passed).toBe(true);
    expect(benchmarks[0].comparisons).toHaveLength(487);
  });

  it("exits with 1 when a value is broken, and names it", async () => {
    const data = await dataFolder("broken", ({ data }) => {
      data[0] = 3;
    });
    const { status, out, err } = await voxomics("validate", "--data", data);
    expect(status).toBe(1);
    expect(err).toMatch(
      /^error: \d+ of 482 consensus values are not reproduced: \d+ outside .*\n$/,
    );
    expect(out).toContain("✗ stat_mean: 2.17568, expected 2.15 ± 0");
    expect(out).toMatch(/\nNot compared, for lack of data: .*\n$/);
  });

  it("refuses a folder without a data set, and a file", async () => {
    await mkdir(path("empty/ibsi_1_digital_phantom"), { recursive: true });
    expect(await voxomics("validate", "--data", path("empty"))).toEqual({
      status: 1,
      out: "",
      err: `error: ${path("empty")}: holds no IBSI data set; expected ibsi_1_digital_phantom/nifti, ibsi_1_ct_radiomics_phantom/nifti, ibsi_validation/nifti, or ibsi_2_digital_phantom/nifti with reference_response_maps\n`,
    });
    const file = join(digital, "ibsi_1_digital_phantom/nifti/image/phantom.nii.gz");
    expect(await voxomics("validate", "--data", file)).toEqual({
      status: 1,
      out: "",
      err: `error: ${file}: is a file, expected a folder\n`,
    });
  });

  it("says where the data sets are", async () => {
    const { out } = await voxomics("validate", "--help");
    expect(out).toContain("https://github.com/theibsi/data_sets");
  });

  it("refuses a missing folder and an unknown ending", async () => {
    const missing = await voxomics("validate", "--data", path("nowhere"));
    expect(missing).toMatchObject({
      status: 1,
      err: `error: ${path("nowhere")}: no such folder\n`,
    });
    const wrong = await voxomics("validate", "--out", path("sheet.xlsx"));
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain("expected .csv, .md or .json");
  });
});

describeWithData("voxomics validate, patients", () => {
  it("measures those that are there, and compares them with the teams", async () => {
    const data = path("patients");
    const nifti = join(data, "ibsi_validation/nifti");
    await mkdir(join(nifti, "STS_008"), { recursive: true });
    for (const file of ["PET_image.nii.gz", "PET_mask.nii.gz"]) {
      const from = dataPath("ibsi_validation/nifti/STS_008", file);
      await symlink(from, join(nifti, "STS_008", file));
    }
    const without = await voxomics("validate", "--data", data);
    const values = join(data, "ibsi_validation/values");
    expect(without.status).toBe(0);
    expect(without.out).toContain(
      `not found: the teams' values of the patients, ${join(values, "ibsi-1-phase3.csv")}, ${join(values, "ibsi-2-phase3.csv")}\n`,
    );

    await mkdir(values);
    // one team that is right by the studies' other teams, and one that is not
    await writeFile(
      join(values, "ibsi-2-phase3.csv"),
      "modality,patient,filter,tag,near,far\nPET,STS_008,1,stat_mean,3.14385,3.5\nPET,STS_008,2,stat_mean,,9\n",
    );
    const out = path("patients.csv");
    const compared = await voxomics("validate", "--data", data, "--out", out, "--workers", "1");
    expect(compared).toMatchObject({ status: 0, err: "" });
    expect(compared.out).toMatch(
      /IBSI 2 phase 3, PET, 1 scan +values +with a team +the nearest team/,
    );
    expect(compared.out).toMatch(/ 1: none +1 +100.0 % +100.0 % {2}near\n/);
    expect(compared.out).toMatch(/ 2: mean +1 +0.0 % +0.0 % {2}far\n/);
    expect(compared.out).toContain("The IBSI has no consensus values of patients");
    expect(compared.out).toContain("All 482 consensus values are within tolerance.");
    const rows = (await readFile(out, "utf8")).trimEnd().split("\n");
    expect(rows).toHaveLength(490);
    expect(rows[488]).toMatch(
      /^IBSI 2 phase 3 PET STS_008,1 none,statistics,Mean intensity,stat_mean,Q4LE,,DHQ4,,,,3\.1438\d+,,"of 2 teams 1 agree to 0\.1 %, 0 to 1 % of the range"$/,
    );
    const page = path("patients.md");
    await voxomics("validate", "--data", data, "--out", page, "--workers", "2");
    const text = await readFile(page, "utf8");
    expect(text).toContain("| IBSI 2 phase 3, PET, 1 scan | near | far | with a team |");
    expect(text).toContain("| 1 none | 100.0 % | 0.0 % | 100.0 % |");
    expect(text).toContain("| Mean intensity | 1 · 0 / 2 | 0 · 0 / 1 | – |");
    expect(text).toContain(
      "- the teams' values of IBSI 2: github.com/theibsi/ibsi_2_data_analysis",
    );
  });
});

describeWithData("voxomics validate, all data sets", () => {
  it("reproduces every consensus value and response map", async () => {
    const { status, out } = await voxomics("validate", "--data", dataPath());
    expect(out).toContain(
      "All 2427 consensus values are within tolerance, and all 33 response maps. 31 quantities",
    );
    expect(out).not.toContain("Not compared");
    expect(status).toBe(0);
  });
});
