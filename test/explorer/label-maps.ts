import type { Volume } from "../../src/volume/volume.ts";
import { dicomFile, pixelBytes } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { niftiFile } from "../io/nifti/fixture.ts";

/** A NIfTI file of three volumes of 4 × 3 × 2 voxels: the n-th has n + 3 voxels of label n, and none else. */
export function fourDimensionalMask(): Uint8Array<ArrayBuffer> {
  const voxels = (view: DataView) => {
    for (const n of [1, 2, 3]) {
      for (let v = 0; v < n + 3; v++) view.setUint8(24 * (n - 1) + v, n);
    }
  };
  return niftiFile({ dim: [4, 4, 3, 2, 3, 1, 1, 1], sformCode: 1, voxels });
}

/** The series of `dicomWithLabelMap`. */
export const labelSeries = "1.2.826.0.1.99";

/** Files of a CT on a grid, and of a series of images that are labels: 5 of the value 1, 7 of the value 2 a slice. */
export function dicomWithLabelMap(grid: Volume) {
  const [nx, ny] = grid.size;
  const labels = Array.from({ length: nx * ny }, (_, v) => (v < 5 ? 1 : v < 12 ? 2 : 0));
  const ct = slicesOf(grid);
  const map = slicesOf(grid, (z) => ({
    SeriesInstanceUID: labelSeries,
    SOPInstanceUID: `${labelSeries}.${z + 1}`,
    SeriesDescription: "labels",
    PixelData: pixelBytes(labels, 16),
  }));
  return [...ct, ...map].map((elements, n) => ({
    name: `${n}.dcm`,
    bytes: dicomFile(elements),
  }));
}
