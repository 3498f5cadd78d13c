import { expect, it } from "vitest";
import { openDicom } from "../../../src/io/dicom/dicom.ts";
import { type Grid, gridOf } from "../../../src/volume/volume.ts";
import { caseFiles, describeWithCases } from "../../shared-cases.ts";

/** Reads the files of a case as a volume. */
async function readCase(name: string, options: Parameters<typeof openDicom>[1] = {}) {
  return (await openDicom(await caseFiles(name), options)).volume();
}

const plainGrid: Grid = {
  size: [7, 6, 5],
  spacing: [0.75, 1.5, 2],
  origin: [-10, -20, -30],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};

describeWithCases("DICOM cases", () => {
  it("dicom-be8_OW: in big-endian words of two pixels the first is the low byte", async () => {
    const { volume } = await readCase("dicom-be8_OW");
    expect(volume.size).toEqual([7, 6, 5]);
    // the first words of the slice at -22, which dcmdump shows as words: 7dd0 3e71 240f
    const [slice] = (await caseFiles("dicom-be8_OW")).slice(0, 1);
    expect(slice.name).toBe("0.dcm");
    const z = Math.round((-22 - volume.origin[2]) / volume.spacing[2]);
    expect(Array.from(volume.data.slice(42 * z, 42 * z + 6))).toEqual([
      0xd0, 0x7d, 0x71, 0x3e, 0x0f, 0x24,
    ]);
  });

  it.each([
    ["dicom-dup", "1 DICOM file repeats what another holds, and counts once"],
    ["dicom-pad2", "5 of 5 DICOM files hold 2 bytes behind their pixels, which were left out"],
    ["dicom-pad128", "5 of 5 DICOM files hold 128 bytes behind their pixels, which were left out"],
  ])("%s: 7 x 6 x 5 voxels of 0.75 x 1.5 x 2 mm", async (name, message) => {
    const { volume, notes } = await readCase(name);
    expect(gridOf(volume)).toEqual(plainGrid);
    expect(notes?.map((note) => note.message)).toEqual([message]);
  });

  it.each([
    ["dicom-for_each", "5 slices lie in 5 frames of reference"],
    ["dicom-for_empty", "5 slices lie in 1 frame of reference, and 4 of them name none"],
  ])("%s: read where mixed frames of reference are meant", async (name, found) => {
    await expect(readCase(name)).rejects.toThrow(
      `${found}, expected one; option mixedFrames: true reads them as if they lay in one`,
    );
    const { volume, notes } = await readCase(name, { mixedFrames: true });
    expect(gridOf(volume)).toEqual(plainGrid);
    expect(notes?.map(({ message }) => message)).toEqual([
      `${found}: they were taken to lie in one`,
    ]);
  });

  it("dicom-round01_125: slices 1.25 mm apart, within the tolerance that the refusal names", async () => {
    const error = await readCase("dicom-round01_125").catch((thrown) => thrown);
    expect(error.message).toMatch(/; option sliceTolerance: [\d.]+ takes them for evenly spaced$/);
    const sliceTolerance = Number(error.details.advice[0].value);
    const { volume, notes } = await readCase("dicom-round01_125", { sliceTolerance });
    expect(volume.size[2]).toBe(12);
    // 12 positions that are each up to 0.05 mm off: a slope of at most 0.05 Σ|n - 5.5| / Σ(n - 5.5)² more
    expect(Math.abs(volume.spacing[2] - 1.25)).toBeLessThan((0.05 * 36) / 143);
    expect(volume.spacing[2]).toBeCloseTo(1.252097902, 9);
    expect(notes?.map(({ message }) => message)).toEqual([
      "slices lie up to 0.057 mm from their places on an even grid, as allowed: their distance was taken as 1.2521 mm, fitted to all",
    ]);
  });

  it("mosaic: refused without the header that says how it is made, read flat where that is meant", async () => {
    await expect(readCase("mosaic")).rejects.toThrow(
      "image is a montage of slices: ImageType (0008,0008) is ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC",
    );
    const { volume, notes } = await readCase("mosaic", { flatMontage: true });
    expect(volume.size).toEqual([14, 12, 1]);
    expect(notes?.map(({ code }) => code)).toEqual(["montage-flat"]);
  });

  it.each([1, 2])("dce: time point %i by its number and its tag", async (point) => {
    await expect(readCase("dce")).rejects.toThrow(
      "2 volumes: 1 is TemporalPositionIdentifier=1 (4 slices), 2 is TemporalPositionIdentifier=2 (4 slices)",
    );
    const { volume } = await readCase("dce", { volume: point });
    expect(volume.size[2]).toBe(4);
    const named = await readCase("dce", { volume: `TemporalPositionIdentifier=${point}` });
    expect(named.volume.data).toEqual(volume.data);
    const [file] = (await caseFiles("dce")).filter(({ name }) => name === `${point}_0.dcm`);
    const alone = await (await openDicom([file])).volume();
    expect(volume.data.slice(0, alone.volume.data.length)).toEqual(alone.volume.data);
  });

  it.each([
    ["nm", 30, 0],
    ["nm-negative-step", 14, 4],
  ])("%s: 7 x 6 x 5 voxels of 0.75 x 1.5 x 4 mm from z %d on", async (name, z, first) => {
    const { volume, notes } = await readCase(name);
    expect(gridOf(volume)).toEqual({
      ...plainGrid,
      spacing: [0.75, 1.5, 4],
      origin: [-10, -20, z],
    });
    expect(notes).toEqual([]);
    expect(volume.data[42 * first]).toBe(0x012a);
  });

  it.each<[string, readonly number[], number, boolean]>([
    ["rel", [0, 0, 10], 4, false],
    ["abs", [0, 0, 10], 4, false],
    ["neg", [0, 0, 2.5], 4, true],
    ["abs_neg", [0, 0, 2.5], 4, true],
    ["prone", [0, 0, 10], 4, false],
    ["nofip", [0, 0, 0], 4, false],
    ["u16", [0, 0, 0], 4, false],
    ["single", [0, 0, 0], 1, false],
  ])("dose/%s: planes of 4 x 3 voxels from %j on", async (name, origin, planes, isReversed) => {
    const [file] = (await caseFiles("dose")).filter((one) => one.name === `${name}.dcm`);
    const { volume, notes } = await (await openDicom([file])).volume();
    expect(volume).toMatchObject({ origin, size: [4, 3, planes] });
    expect(volume.spacing).toEqual([3, 2, planes === 1 ? 1 : 2.5]);
    expect(volume.data[0]).toBeCloseTo(isReversed ? 0.036 : 0, 9);
    expect(volume.data[volume.data.length - 1]).toBeCloseTo(
      isReversed ? 0.011 : 0.012 * planes - 0.001,
      9,
    );
    expect(notes?.map(({ code }) => code)).toEqual(planes === 1 ? ["thickness-assumed"] : []);
  });

  it("dose/uneven and dose/abs_other: refused", async () => {
    const files = await caseFiles("dose");
    const read = async (name: string) => {
      const file = files.find((one) => one.name === name);
      return (await openDicom(file === undefined ? [] : [file])).volume();
    };
    await expect(read("uneven.dcm")).rejects.toThrow(
      /1 slice is missing: found 4 about 2.5 mm.*resample the image to even slices first/,
    );
    await expect(read("abs_other.dcm")).rejects.toThrow(
      "(3004,000C) starts with 110, expected 0 or, in transverse slices, the z 10 of ImagePositionPatient " +
        "(0020,0032): by one the dose starts at z 110, by the other at 10, and nothing in the file says which " +
        "holds: correct it in the file",
    );
  });
});
