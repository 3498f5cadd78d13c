import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import table from "../../ibsi-phantoms/reference/ibsi1.json" with { type: "json" };
import type { Report } from "../../src/report/report.ts";
import { compareWithReference } from "../../src/validate/compare.ts";
import { referenceRows } from "../../src/validate/reference.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { voxomics } from "./workspace.ts";

// the CT phantom of IBSI 1 as its authors publish it: 60 slices and an RTSTRUCT
const dicom = dataPath("ibsi_1_ct_radiomics_phantom", "dicom");
const [image, mask] = [join(dicom, "image"), join(dicom, "mask")];
const folder = await temporaryFolder();

describeWithData("voxomics on the DICOM files of the CT phantom", () => {
  it("measures the consensus values of configuration C", async () => {
    const file = join(folder, "c.json");
    const { status, err } = await voxomics("extract", image, mask, "--region", "GTV-1", "--settings", "ibsi-1c", "--out", file); // biome-ignore format: a command
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const report: Report = JSON.parse(await readFile(file, "utf8"));
    expect(report.roi).toMatchObject({ label: 1, region: "GTV-1" });
    const outcomes = compareWithReference(report.features, referenceRows(table, "C"));
    const differing = outcomes.filter(({ outcome }) => outcome === "differs");
    expect(differing.map(({ reference, feature }) => [reference, feature?.value])).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === "agrees")).toHaveLength(270);
  });

  it("measures the same as on its NIfTI files", async () => {
    const nifti = dataPath("ibsi_1_ct_radiomics_phantom", "nifti");
    const settings = ["--settings", "ibsi-1e", "--out"];
    await voxomics("extract", image, mask, ...settings, join(folder, "d.json"));
    await voxomics("extract", join(nifti, "image/phantom.nii.gz"), join(nifti, "mask/mask.nii.gz"), ...settings, join(folder, "n.json")); // biome-ignore format: a command
    const [fromDicom, fromNifti]: Report[] = await Promise.all(
      ["d.json", "n.json"].map(async (name) =>
        JSON.parse(await readFile(join(folder, name), "utf8")),
      ),
    );
    // NIfTI's spacing is a 32-bit float
    for (const [n, { tag, value }] of fromDicom.features.entries()) {
      const other = fromNifti.features[n];
      expect(other.tag).toBe(tag);
      if (value === null) expect(other.value).toBeNull();
      else expect(other.value).toBeCloseTo(value, 6 - Math.ceil(Math.log10(Math.abs(value) + 1)));
    }
  });

  it("finds the image and the region in a folder that holds both, and a link to it", async () => {
    const patient = join(folder, "patient");
    await mkdir(join(patient, "slices"), { recursive: true });
    for (const slice of await readdir(image)) {
      await symlink(join(image, slice), join(patient, "slices", slice));
    }
    const [structures] = await readdir(mask);
    await symlink(join(mask, structures), join(patient, "structures.dcm"));
    const few = ["--format", "wide", "--settings", "ibsi-1a"];
    const both = await voxomics("extract", patient, patient, "--region", "GTV-1", ...few);
    const apart = await voxomics("extract", image, mask, "--all-regions", ...few);
    expect(both).toMatchObject({ status: 0, err: "" });
    expect(both.out.replaceAll(patient, "")).toBe(apart.out.replace(image, "").replace(mask, ""));
    const { out } = await voxomics("describe", patient);
    expect(out).toMatch(/\n {2}folder {7}61 files\n {2}CT {11}60 files of 204 × 201 in slices\n {15}series [\d.]+\n {2}RTSTRUCT {5}1 file in \.\n {15}series [\d.]+\n {15}made on series [\d.]+\n {15}region 1: GTV-1\n$/); // biome-ignore format: one line
  });

  it("describes the series and the regions", async () => {
    const series = await voxomics("describe", image);
    expect(series.out).toMatch(/\n {2}format {7}DICOM, CT, 60 files\n/);
    expect(series.out).toMatch(/\n {2}size {9}204 × 201 × 60 = 2460240 voxels\n/);
    expect((await voxomics("describe", mask)).out).toMatch(
      /\n {2}format {7}DICOM RTSTRUCT, 1 region\n {2}regions {6}1: GTV-1, 26 contours in 26 planes\n$/,
    );
    const { out } = await voxomics("describe", mask, "--json");
    expect(JSON.parse(out)).toEqual({
      name: mask,
      file: {
        format: "DICOM RTSTRUCT",
        regions: [{ number: 1, name: "GTV-1", type: null, contours: 26, planes: 26, ignored: {} }],
      },
    });
  });

  it("refuses a region that is not there, and uptake values of a CT", async () => {
    const [structures] = await readdir(mask);
    const region = await voxomics("extract", image, mask, "--region", "GTV-2");
    expect(region.err).toBe(
      `error: ${join(mask, structures)}: RTSTRUCT holds no region "GTV-2": it has "GTV-1" (1); did you mean "GTV-1"?\n`,
    );
    const uptake = await voxomics("extract", image, mask, "--suv", "bodyWeight");
    expect(uptake).toMatchObject({ status: 1, out: "" });
    expect(uptake.err).toMatch(/^error: [^\n]+\n$/);
    const series = await voxomics("extract", image, mask, "--series", "1.2.3");
    expect(series.err).toContain('DICOM files hold no image series "1.2.3"');
  });
});
