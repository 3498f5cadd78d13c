import type { Described } from "../../../src/io/contents.ts";
import { openDicom } from "../../../src/io/dicom/dicom.ts";
import type { DicomImageDescription } from "../../../src/io/dicom/image-description.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Grid } from "../../../src/volume/volume.ts";
import {
  type DicomOptions,
  dicomFile,
  type Elements,
  pixelBytes,
  sliceElements,
  syntaxes,
} from "./dicom-fixture.ts";

/** Unequal spacings, and axes that are neither the world's nor in its order. */
export const obliqueGrid: Grid = {
  size: [4, 3, 5],
  spacing: [0.7, 1.3, 2.9],
  origin: [-12.5, 100.25, 33],
  // rotations about z, x and y: right-handed
  direction: rotation(0.3, -0.5, 1.1),
};

function rotation(a: number, b: number, c: number): Grid["direction"] {
  const [ca, sa, cb, sb, cc, sc] = [a, b, c].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  return [
    ca * cc - sa * sb * sc, -sa * cb, ca * sc + sa * sb * cc,
    sa * cc + ca * sb * sc, ca * cb, sa * sc - ca * sb * cc,
    -cb * sc, sb, cb * cc,
  ]; // biome-ignore format: rows of a matrix
}

/** What voxel (x, y, z) of a fixture holds: a different number each. */
export function valueAt(x: number, y: number, z: number): number {
  return 100 * z + 10 * y + x - 200;
}

/** The slices of a grid in the order of z, as elements; others are added to each. */
export function slicesOf(
  grid: Grid,
  others: Elements | ((z: number) => Elements) = {},
): readonly Elements[] {
  const [nx, ny, nz] = grid.size;
  const d = grid.direction;
  return Array.from({ length: nz }, (_, z) =>
    sliceElements(
      {
        size: [nx, ny],
        spacing: [grid.spacing[0], grid.spacing[1]],
        position: indexToWorld(grid, [0, 0, z]) as [number, number, number],
        orientation: [d[0], d[3], d[6], d[1], d[4], d[7]],
        pixels: planeValues(grid, z),
      },
      typeof others === "function" ? others(z) : others,
    ),
  );
}

/** Values of slice z, row by row. */
export function planeValues({ size: [nx, ny] }: Pick<Grid, "size">, z: number): readonly number[] {
  return Array.from({ length: nx * ny }, (_, v) => valueAt(v % nx, Math.floor(v / nx), z));
}

/** Values of all voxels, x fastest. */
export function volumeValues(grid: Pick<Grid, "size">): readonly number[] {
  return Array.from({ length: grid.size[2] }, (_, z) => planeValues(grid, z)).flat();
}

/** An enhanced CT of a grid: one file, frames with functional groups. */
export function enhancedElements(grid: Grid, others: Elements = {}): Elements {
  const slices = slicesOf(grid);
  const { ImageOrientationPatient, PixelSpacing } = slices[0];
  const {
    ImagePositionPatient: _,
    ImageOrientationPatient: __,
    PixelSpacing: ___,
    RescaleIntercept: ____,
    RescaleSlope: _____,
    ...common
  } = slices[0];
  return {
    ...common,
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.2.1",
    NumberOfFrames: String(slices.length),
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [{ ImageOrientationPatient }],
        PixelMeasuresSequence: [{ PixelSpacing, SliceThickness: "9" }],
        PixelValueTransformationSequence: [
          { RescaleSlope: "1", RescaleIntercept: "0", RescaleType: "HU" },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: slices.map(({ ImagePositionPatient }) => ({
      PlanePositionSequence: [{ ImagePositionPatient }],
    })),
    PixelData: pixelBytes(volumeValues(grid), 16),
    ...others,
  } as Elements;
}

/** Reads files as a volume. */
export async function readFiles(
  files: readonly Uint8Array[],
  options: Parameters<typeof openDicom>[1] = {},
): Promise<Described<DicomImageDescription>> {
  const contents = await openDicom(
    files.map((input) => ({ name: null, input })),
    options,
  );
  return (await contents.volume()) as Described<DicomImageDescription>;
}

/** Writes elements as files and reads them as a volume. */
export function readElements(elements: readonly Elements[], options: DicomOptions = {}) {
  return readFiles(elements.map((one) => dicomFile(one, options)));
}

export { syntaxes };
