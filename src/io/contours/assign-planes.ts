import { VoxomicsError } from "../../messages/errors.ts";
import { counted } from "../../messages/phrases.ts";
import { type ContourStack, short } from "./contour-planes.ts";

/** Which contour plane is drawn in each image plane. */
export interface PlaneAssignment {
  /** For each image plane along the normal, the index of the contour plane that is drawn in it, or -1. */
  readonly planes: Int32Array;
  /** Smallest distance between two contour planes, in voxels; null for a single plane. */
  readonly pitch: number | null;
  /** Number of image planes that lie between two contour planes and have none drawn in them. */
  readonly gaps: number;
  /** Largest distance between an image plane and the contour plane drawn in it, in voxels. */
  readonly offPlane: number;
}

/** By how much the distance of contour planes may exceed that of image planes and count as the same. */
const pitchTolerance = 0.01;

/**
 * Gives each image plane the nearest contour plane, if the image plane lies in the slab around it.
 *
 * An image plane half-way between two contour planes counts as if it lay a vanishing step further along
 * the normal, as voxel centres on an edge do.
 *
 * @param slab thickness of the slab, in voxels, at least 1. Default: 1, where this leaves no gaps between
 *   contours that are coarser than the image.
 * @throws VoxomicsError `geometry-mismatch` without `slab`, if it would leave gaps: what lies in them is
 *   not known
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
    // contour plane `below` is the last at or below image plane k; the next one lies above it
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
    // steps of less than 1.5 times the smallest are one distance, rounded: a slab as thick as the
    // widest closes all gaps
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
