import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { SuvKind } from "../../../src/io/dicom/suv/suv-kind.ts";
import { read } from "../../../src/io.ts";
import { compareGrids } from "../../../src/volume/geometry.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { dataPath, describeWithData } from "../../phantoms.ts";
import { readFiles } from "./image-fixture.ts";

/** Reads all files of a folder, in the order of their names. */
async function readFolder(folder: string, options: { readonly suv?: SuvKind } = {}) {
  const names = (await readdir(folder)).sort();
  return readFiles(await Promise.all(names.map((name) => readFile(join(folder, name)))), options);
}

function expectSameGrid(found: Volume, expected: Volume): void {
  expect(compareGrids(found, expected)).toEqual([]);
  expect(found.origin).toEqual(expected.origin.map((p) => expect.closeTo(p, 4)));
}

/** Largest difference between two volumes. */
function largestDifference({ data: a }: Volume, { data: b }: Volume): number {
  let largest = 0;
  for (let v = 0; v < a.length; v++) largest = Math.max(largest, Math.abs(a[v] - b[v]));
  return largest;
}

describeWithData("DICOM series beside the same images in NIfTI", () => {
  it("the CT phantom is the same voxel for voxel", async () => {
    const phantom = "ibsi_1_ct_radiomics_phantom";
    const { volume, description } = await readFolder(dataPath(phantom, "dicom/image"));
    const nifti = await read(await readFile(dataPath(phantom, "nifti/image/phantom.nii.gz")));
    expectSameGrid(volume, nifti);
    expect(largestDifference(volume, nifti)).toBe(0);
    expect(description).toMatchObject({
      ...{ modality: "CT", unit: "HU", files: 60, frames: 60, dataType: "uint16" },
      rescale: { slope: 1, intercept: -1000 },
    });
  });

  it.each([
    // stored as 16-bit integers, rescaled to what NIfTI has as 32-bit floats
    ["CT", "HU", "Float32Array", 0],
    ["MR_T1", null, "Float32Array", 0],
    // uptakes up to 6.4 in 32-bit floats, which lie 4.8e-7 apart there
    ["PET", "GML", "Float64Array", 5e-7],
  ])("STS_025 %s is the same as far as 32-bit floats go", async (image, unit, type, precision) => {
    const { volume, description } = await readFolder(
      dataPath("ibsi_validation/dicom/STS_025", image, "image"),
    );
    const path = dataPath("ibsi_validation/nifti/STS_025", `${image}_image.nii.gz`);
    const nifti = await read(await readFile(path));
    expectSameGrid(volume, nifti);
    expect(largestDifference(volume, nifti)).toBeLessThanOrEqual(precision);
    expect(volume.data.constructor.name).toBe(type);
    expect(description.unit).toBe(unit);
  });

  it.each([
    ["CT", [161, 143, 48], 3.27],
    ["MR_T1", [115, 90, 35], 3.269955],
    ["PET", [30, 27, 48], 3.27],
  ])("STS_002 %s is read", async (image, size, step) => {
    const { volume } = await readFolder(dataPath("ibsi_validation/dicom/STS_002", image, "image"));
    expect(volume.size).toEqual(size);
    expect(volume.spacing[2]).toBe(step);
  });
});

describeWithData("the IBSI's objects for uptake values", async () => {
  const table = await readFile(dataPath("ibsi_suv/expected.csv"), "utf8");
  const rows = table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",") as [string, ...string[]])
    .map(([id, ...cells]) => [id, cells.slice(-3).map(Number)] as const);

  it.each(rows)("%s has the published uptake values, and its stored ones", async (id, expected) => {
    const folder = dataPath("ibsi_suv", id, "PT");
    const stored = await readFolder(folder);
    const { volume, description } = await readFolder(folder, { suv: "bodyWeight" });
    const [name] = (await readdir(dataPath("ibsi_suv", id, "mask"))).sort();
    const mask = await read(await readFile(dataPath("ibsi_suv", id, "mask", name)));
    expectSameGrid(volume, mask);
    const inside = Array.from(volume.data).filter((_, v) => mask.data[v] !== 0);
    inside.sort((a, b) => a - b);
    const found = [0, (inside.length - 1) / 2, inside.length - 1].map(
      (at) => (inside[Math.floor(at)] + inside[Math.ceil(at)]) / 2,
    );
    // the table has two decimals; 2_3 stores whole hundredths of cm²/ml, cut off, which are steps of 0.038
    const tolerance = id === "DRO_2_3" ? 0.038 : 0.005;
    for (const [n, value] of found.entries()) {
      expect(Math.abs(value - expected[n])).toBeLessThanOrEqual(tolerance);
    }
    expect(description).toMatchObject({ unit: "GML", suv: "bodyWeight" });
    expect(stored.description).toMatchObject({ modality: "PT", suv: null, files: 20 });
    expect(["BQML", "GML", "CM2ML", "CNTS"]).toContain(stored.description.unit);
  });
});
