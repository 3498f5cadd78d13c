import { VoxomicsError } from "../../messages/errors.ts";
import { counted } from "../../messages/phrases.ts";
import { type ContourStack, short } from "./contour-planes.ts";

/** Which contour plane each image plane takes. */
export interface PlaneAssignment {
  /** For each image plane along the normal the number of its contour plane, or -1. */
  readonly planes: Int32Array;
  /** Smallest distance between two contour planes, in voxels; null of a single one. */
  readonly pitch: number | null;
  /** Image planes between two contour planes that take none. */
  readonly gaps: number;
  /** Largest distance between an image plane and the contour plane it takes, in voxels. */
  readonly offPlane: number;
}

/** How much further apart than image planes contour planes may be and still count as theirs. */
const pitchTolerance = 0.01;

/**
 * Gives each image plane the nearest contour plane, if its slab reaches the image plane: it is
 * `slab` voxels thick, at least 1.
 *
 * An image plane half-way between two counts as if it lay a vanishing step further along the
 * normal, as centres on an edge do.
 *
 * @param slab undefined: 1 voxel, where that leaves no gaps between contours that are coarser than
 *   the image.
 * @throws VoxomicsError `geometry-mismatch` for such gaps: what lies in them is not known.
 */
export function assignPlanes(
  stack: ContourStack,
  slab: number | undefined,
  what: string,
): PlaneAssignment {
  const { count } = stack.normal;
  const positions = stack.planes.map(({ position }) => position);
  const reach = Math.max(1, slab ?? 1) / 2;
  const planes = new Int32Array(count).fill(-1);
  let gaps = 0;
  let offPlane = 0;
  for (let k = 0, below = -1; k < count; k++) {
    // the last contour plane at or below, and the one above
    while (below + 1 < positions.length && positions[below + 1] <= k) below++;
    const toBelow = below < 0 ? Number.POSITIVE_INFINITY : k - positions[below];
    const toAbove =
      below + 1 < positions.length ? positions[below + 1] - k : Number.POSITIVE_INFINITY;
    if (toAbove <= toBelow && toAbove <= reach) planes[k] = below + 1;
    else if (toBelow < toAbove && toBelow < reach) planes[k] = below;
    else if (below >= 0 && below + 1 < positions.length) gaps++;
    if (planes[k] >= 0) offPlane = Math.max(offPlane, Math.min(toAbove, toBelow));
  }
  const steps = positions.slice(1).map((position, n) => position - positions[n]);
  const pitch = steps.length === 0 ? null : steps.reduce((least, step) => Math.min(least, step));
  if (slab === undefined && pitch !== null && pitch > 1 + pitchTolerance && gaps > 0) {
    // the widest of the steps that are one: thick enough to close all gaps of their kind
    const apart = steps.reduce(
      (most, step) => (step < 1.5 * pitch ? Math.max(most, step) : most),
      0,
    );
    throw coarseContours(apart * stack.normal.spacing, stack.normal.spacing, gaps, what);
  }
  return { planes, pitch, gaps, offPlane };
}

function coarseContours(apart: number, spacing: number, gaps: number, what: string) {
  return new VoxomicsError(
    "geometry-mismatch",
    `${what}: its contour planes are ${short(apart)} mm apart or more, those of the image ` +
      `${short(spacing)} mm: ${counted(gaps, "image plane between contours has", "image planes between contours have")} none; draw it on the image ` +
      "it was made on",
    {
      contourSpacing: apart,
      imageSpacing: spacing,
      gaps,
      advice: [
        { option: "slabThickness", value: short(apart), does: "(mm) closes the gaps" },
        { option: "slabThickness", value: short(spacing), does: "keeps them" },
      ],
    },
  );
}
