import { expect, it } from "vitest";
import { openDicom } from "../../../src/io/dicom/dicom.ts";
import { caseFiles, describeWithCases } from "../../shared-cases.ts";

/** Reads the files of a case as a volume. */
async function readCase(name: string, options: Parameters<typeof openDicom>[1] = {}) {
  return (await openDicom(await caseFiles(name), options)).volume();
}

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
});
