import { divide, dot, norm, toVec3 } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { largestCosine } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type FrameGroups, groupOf } from "./functional-groups.ts";
import { exactNumbersOf, has } from "./values.ts";

/** Where a slice lies in the patient. */
export interface Placement {
  /** Centre of the first pixel (LPS, mm). */
  readonly position: Vec3;
  /** Unit vectors along a row (x) and along a column (y). */
  readonly axes: readonly [Vec3, Vec3];
  /** Distance between columns (x) and between rows (y), mm. */
  readonly spacing: readonly [number, number];
}

/** The attributes that place a slice, each with the functional group that holds it. */
const placing = [
  ["PlanePositionSequence", "ImagePositionPatient"],
  ["PlaneOrientationSequence", "ImageOrientationPatient"],
  ["PixelMeasuresSequence", "PixelSpacing"],
] as const satisfies readonly (readonly [Keyword, Keyword])[];

/**
 * Where a slice lies, by the attributes of its functional groups or, without groups, of its data set.
 *
 * @throws VoxomicsError `invalid-file` if one of the attributes is missing or damaged
 */
export function placementOf(dataSet: DicomDataSet, groups: FrameGroups): Placement {
  const found = placing.map(([sequence]) => groupOf(dataSet, groups, sequence));
  const missing = placing.filter(([, name], n) => !(found[n] && has(found[n], name)));
  if (missing.length > 0) {
    const names = missing.map(([, name]) => nameOf(name));
    throw invalidFile(
      `image does not say where it lies in the patient: it has no ${names.join(", no ")}`,
      { missing: names },
    );
  }
  const [position, orientation, measures] = found as DicomDataSet[];
  return {
    position: toVec3(exactNumbersOf(position, "ImagePositionPatient", 3)),
    axes: axesOf(orientation),
    spacing: spacingOf(measures),
  };
}

/**
 * Distances between columns (x) and rows (y), mm, by Pixel Spacing or another attribute of its kind. These
 * attributes state the distance between rows first.
 *
 * @throws VoxomicsError `invalid-file` for a distance that is not above 0.
 */
export function spacingOf(
  measures: DicomDataSet,
  name: Keyword = "PixelSpacing",
): Placement["spacing"] {
  const [y, x] = exactNumbersOf(measures, name, 2);
  if (x > 0 && y > 0) return [x, y];
  throw invalidFile(`${nameOf(name)} is ${y}, ${x}, expected mm above 0`, { y, x });
}

/** How far the length of a direction may be from 1: some writers round its components to few digits. */
const lengthTolerance = 0.01;

/**
 * The directions of a row and of a column.
 *
 * @throws VoxomicsError `invalid-file` for others than two unit vectors at right angles.
 */
export function axesOf(dataSet: DicomDataSet): Placement["axes"] {
  const cosines = exactNumbersOf(dataSet, "ImageOrientationPatient", 6);
  const [x, y] = [toVec3(cosines), toVec3(cosines.slice(3))];
  if ([x, y].every((axis) => Math.abs(norm(axis) - 1) <= lengthTolerance)) {
    const axes = [divide(x, norm(x)), divide(y, norm(y))] as const;
    if (Math.abs(dot(...axes)) <= largestCosine) return axes;
  }
  throw invalidFile(
    `${nameOf("ImageOrientationPatient")} is ${cosines.join(", ")}, expected two unit vectors at ` +
      "right angles",
    { cosines },
  );
}
