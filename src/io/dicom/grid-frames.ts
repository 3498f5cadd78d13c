import { add, cross, scale } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import type { Placement } from "./placement.ts";
import { exactNumbersOf } from "./values.ts";

/**
 * Positions (LPS, mm) of the frames of an image such as a dose, by Grid Frame Offset Vector (DICOM PS3.3
 * C.8.8.3.2): its numbers are distances from the first frame along the normal, or, in transverse slices,
 * z in the patient.
 *
 * @throws VoxomicsError `invalid-file` for numbers of neither kind, or not one for each frame.
 */
export function gridFramePositions(
  dataSet: DicomDataSet,
  { position, axes: [x, y] }: Placement,
  frames: number,
): readonly Vec3[] {
  const offsets = exactNumbersOf(dataSet, "GridFrameOffsetVector", frames);
  const normal = cross(x, y);
  const along = (distance: number) => add(position, scale(normal, distance));
  if (offsets[0] === 0) return offsets.map(along);
  const transverse = Math.abs(normal[2]) > 1 - 1e-6;
  if (transverse && Math.abs(offsets[0] - position[2]) <= 1e-3) {
    return offsets.map((z): Vec3 => [position[0], position[1], z]);
  }
  const why = transverse
    ? `: by one the dose starts at z ${offsets[0]}, by the other at ${position[2]}, and nothing in the file says which holds`
    : "";
  throw invalidFile(
    `${nameOf("GridFrameOffsetVector")} starts with ${offsets[0]}, expected 0 or, in transverse ` +
      `slices, the z ${position[2]} of ${nameOf("ImagePositionPatient")}${why}: correct it in the file`,
    { first: offsets[0], position },
  );
}
