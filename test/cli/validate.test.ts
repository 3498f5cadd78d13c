import { mkdir, readFile } from "node:fs/promises";
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
      err: `error: ${path("empty")}: holds no IBSI data set; expected ibsi_1_digital_phantom/nifti, ibsi_1_ct_radiomics_phantom/nifti, or ibsi_2_digital_phantom/nifti with reference_response_maps\n`,
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
