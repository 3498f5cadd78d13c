import type { Niivue } from "@niivue/niivue";
import type { Vec3 } from "../../../volume/volume.ts";

/** A plane on the canvas, in pixels, and what of the patient it shows. */
export interface Plane {
  /** The axes (0 to the patient's right, 1 to the front, 2 to the head) along its right and its up, and through it. */
  readonly right: 0 | 1 | 2;
  readonly up: 0 | 1 | 2;
  readonly through: 0 | 1 | 2;
  /** Left, top, width and height. */
  readonly box: readonly number[];
  /** The position at its left and bottom, in mm, and how many mm it shows. */
  readonly corner: readonly number[];
  readonly extent: readonly number[];
}

/** The planes that are drawn. */
export interface Planes {
  readonly planes: readonly Plane[];
  /** The position of a point in mm (LPS) along the axes of the planes, in mm. */
  readonly place: (world: Vec3) => Vec3;
  /** Distances of voxels along the axes of the planes, in mm. */
  readonly spacing: Vec3;
}

/** The axes of axial, coronal and sagittal planes. */
const axes: readonly Pick<Plane, "right" | "up" | "through">[] = [
  { right: 0, up: 1, through: 2 },
  { right: 0, up: 2, through: 1 },
  { right: 1, up: 2, through: 0 },
];

/** The planes that NiiVue drew last; null without an image. */
export function planesOf(nv: Niivue): Planes | null {
  const spacing = nv.volumes[0]?.pixDimsRAS;
  if (spacing === undefined) return null;
  const planes = nv.screenSlices.flatMap(({ axCorSag, leftTopWidthHeight, leftTopMM, fovMM }) => {
    const along = axes[axCorSag]; // none of the 3D view
    const box = leftTopWidthHeight;
    return along === undefined ? [] : { ...along, box, corner: leftTopMM, extent: fovMM };
  });
  const place = ([x, y, z]: Vec3): Vec3 => {
    const [right, front, head] = nv.frac2mm(nv.mm2frac([-x, -y, z], 0, true), 0);
    return [right, front, head];
  };
  return { planes, place, spacing: [spacing[1], spacing[2], spacing[3]] };
}
