import { describe, expect, it } from "vitest";
import { readDescribed, readNifti } from "../../src/io.ts";
import { noteOf } from "../../src/messages/note.ts";
import { dicomFile } from "./dicom/dicom-fixture.ts";
import { obliqueGrid, slicesOf } from "./dicom/image-fixture.ts";
import { metaFile } from "./metaimage/fixture.ts";
import { mghFile } from "./mgh/fixture.ts";
import { type Fixture, niftiFile } from "./nifti/fixture.ts";
import { nrrdFile } from "./nrrd/fixture.ts";

const flat: Fixture = { dim: [3, 2, 3, 1], pixdim: [1, 0.5, 0.75, 0] };
/** An affine without a third column, as some writers leave it of a slice alone. */
const open = [0.5, 0, 0, 0, 0, 0.75, 0, 0, 0, 0, 0, 0];
const [slice] = slicesOf({ ...obliqueGrid, size: [4, 3, 1] });
const placed = { ImagePositionPatient: undefined, ImageOrientationPatient: undefined };
const mammogram = dicomFile({ ...slice, ...placed, Modality: "MG", SliceThickness: undefined });
const bySpacing = { space: null, "space directions": null, "space origin": null };
const plane = { dimension: "2", sizes: "4 6" };

const assumed: [string, Uint8Array<ArrayBuffer>][] = [
  ["NIfTI, pixdim[3] of 0", niftiFile(flat)],
  ["NIfTI of two dimensions", niftiFile({ dim: [2, 2, 3], pixdim: [1, 0.5, 0.75, -1] })],
  ["NIfTI with a qform", niftiFile({ ...flat, qformCode: 1 })],
  ["NIfTI with an open sform", niftiFile({ ...flat, sformCode: 1, sform: open })],
  ["NIfTI, pixdim[1] of 0", niftiFile({ dim: [3, 1, 3, 2], pixdim: [1, 0, 0.75, 2] })],
  ["MetaImage of two dimensions", metaFile({ fields: { NDims: "2", DimSize: "4 6", ElementSpacing: "1 2" } })],
  ["MetaImage without a spacing", metaFile({ fields: { DimSize: "4 6 1" } })],
  ["NRRD of two dimensions", nrrdFile({ fields: { ...bySpacing, ...plane, spacings: "0.5 0.75" } })],
  ["NRRD in a space", nrrdFile({ fields: { ...plane, "space directions": "(1,0,0) (0,1,0)" } })],
  ["NRRD with a spacing left out", nrrdFile({ fields: { ...bySpacing, sizes: "4 6 1", spacings: "0.5 0.75 nan" } })],
  ["MGH without a place", mghFile({ size: [4, 6, 1], placed: 0 })],
  ["DICOM", mammogram as Uint8Array<ArrayBuffer>],
]; // biome-ignore format: a case a line

describe("a slice alone without a thickness", () => {
  it.each(assumed)("is taken to be 1 mm thick, which is told: %s", async (_, file) => {
    const { volume, notes } = await readDescribed(file);
    expect(volume.thicknessAssumed).toBe(true);
    expect(volume.spacing[volume.size.indexOf(1)]).toBe(1);
    const told = notes.filter(({ code }) => code === "thickness-assumed");
    expect(told).toMatchObject([{ details: { thickness: 1 } }]);
    expect(told[0].message).toMatch(/: its slice was taken to be 1 mm thick$/);
  });

  it.each(assumed)("is as thick as someone knows: %s", async (_, file) => {
    const without = await readDescribed(file);
    const { volume, notes } = await readDescribed(file, { sliceThickness: 2.5 });
    const across = volume.size.indexOf(1);
    expect(volume).not.toHaveProperty("thicknessAssumed");
    expect(volume.spacing).toEqual(
      without.volume.spacing.map((side, a) => (a === across ? 2.5 : side)),
    );
    expect(volume.origin).toEqual(without.volume.origin);
    expect(notes).toEqual(without.notes.filter(({ code }) => code !== "thickness-assumed"));
  });

  it("says where the header leaves it out", async () => {
    const { notes } = await readDescribed(niftiFile(flat));
    expect(notes.map(({ message }) => message)).toEqual([
      "the header states no thickness (pixdim[3] is 0): its slice was taken to be 1 mm thick",
    ]);
    expect((await readNifti(niftiFile(flat))).thicknessAssumed).toBe(true);
    const inMicrometres = await readDescribed(niftiFile({ ...flat, units: 3 }));
    expect(inMicrometres.notes).toMatchObject([{ details: { thickness: 0.001 } }]);
  });

  it("is a region that keeps the mark, on the thickness that is known", async () => {
    const labels = await readDescribed(niftiFile(flat), { label: 2 });
    expect(labels.volume.thicknessAssumed).toBe(true);
    const known = await readDescribed(niftiFile(flat), { label: 2, sliceThickness: 3 });
    expect(known.volume.spacing).toEqual([0.5, 0.75, 3]);
  });
});

describe("a thickness that is stated", () => {
  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ["NIfTI", niftiFile({ ...flat, pixdim: [1, 0.5, 0.75, 4] })],
    ["NIfTI, open sform", niftiFile({ ...flat, pixdim: [1, 0.5, 0.75, 4], sformCode: 1, sform: open })],
    ["NRRD", nrrdFile({ fields: { ...bySpacing, sizes: "4 6 1", spacings: "1 1 4" } })],
    ["MetaImage", metaFile({ fields: { DimSize: "4 6 1", ElementSpacing: "1 1 4" } })],
  ])("holds, whatever the option says: %s", async (_, file) => {
    const { volume, notes } = await readDescribed(file, { sliceThickness: 2.5 });
    expect(volume.spacing[2]).toBe(4);
    expect(volume).not.toHaveProperty("thicknessAssumed");
    expect(notes).toEqual([
      noteOf(
        "option-unused",
        "the slice is 4 mm thick by its files: the thickness of 2.5 mm that was given was not taken",
        { stated: 4, thickness: 2.5 },
      ),
    ]);
    expect((await readDescribed(file, { sliceThickness: 4 })).notes).toEqual([]);
  }); // biome-ignore format: a case a line

  it.each([0, -1, Number.NaN, "2"])("is refused as %s mm", async (sliceThickness) => {
    const options = { sliceThickness } as { sliceThickness: number };
    await expect(readDescribed(niftiFile(flat), options)).rejects.toThrow(/a number of mm above 0/);
  });
});

describe("a spacing that NRRD leaves out of several slices", () => {
  it("is told", async () => {
    const { notes, volume } = await readDescribed(nrrdFile({ fields: bySpacing }));
    expect(volume).not.toHaveProperty("thicknessAssumed");
    expect(notes).toMatchObject([
      {
        code: "geometry-assumed",
        message:
          "the header states no spacing along axis 1, axis 2, axis 3: voxels of 1 were taken there",
      },
    ]);
  });
});
