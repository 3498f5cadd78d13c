import { type Note, noteOf } from "../messages/note.ts";
import { checkSameGrid, compareGrids, indexToWorld } from "./geometry.ts";
import { checkSameFrame } from "./same-frame.ts";
import { columnOf, dot, mapVec3, matrixOfColumns, type PerAxis, perAxis, scale } from "./vec3.ts";
import {
  checkGrid,
  checkVolume,
  type Grid,
  gridOf,
  type Identity,
  identityDirection,
  identityOf,
  type Placement,
  type Volume,
  type VoxelArray,
} from "./volume.ts";

/** A mask whose voxels are those of the image, in its order. */
export interface AlignedMask {
  readonly mask: Volume;
  /** What was done; none if it lay there already. */
  readonly notes: readonly Note[];
}

/**
 * A mask or label map in the image's order of voxels.
 *
 * A mask on the image's own voxels whose axes run another way, mirrored or exchanged, is reordered: no
 * value changes. Where one of both states no place and the other has the place that ITK takes then, both
 * are one grid, voxel by voxel.
 *
 * @throws VoxomicsError `geometry-mismatch` for a mask on other voxels, with the numbers that differ,
 *   or of another frame of reference, with both UIDs.
 *
 * @example
 * ```ts
 * import { alignMask } from "voxomics";
 *
 * // a mask whose voxels lie in another order, as other programs may write them
 * const aligned = alignMask(mask, image);
 * console.log(aligned.mask.direction, aligned.notes.length); // a note says what was done
 * ```
 */
export function alignMask(mask: Volume, image: Grid & Placement & Identity): AlignedMask {
  checkVolume(mask, "mask");
  checkGrid(image, "image");
  checkSameFrame(image, mask);
  const aligned = inOrderOf(mask, image);
  if (aligned === null) checkSameGrid(image, mask);
  return aligned ?? { mask, notes: [] };
}

/** `alignMask`, or null for a mask on other voxels. */
export function inOrderOf(mask: Volume, image: Grid & Placement): AlignedMask | null {
  if (compareGrids(mask, image).length === 0) return { mask, notes: [] };
  if (meetByItk(mask, image)) {
    return {
      mask: { ...gridOf(image), ...identityOf(mask), data: mask.data },
      notes: [unplacedNote(mask)],
    };
  }
  const axes = axesAlong(mask, image);
  if (axes === null || compareGrids(reorderedGrid(mask, axes), image).length > 0) return null;
  const data = reorder(mask, axes);
  return { mask: { ...gridOf(image), ...identityOf(mask), data }, notes: [orderNote(axes)] };
}

/** An axis of the mask that runs along an axis of the image, or against it. */
interface MaskAxis {
  readonly axis: number;
  readonly against: boolean;
}

type MaskAxes = PerAxis<MaskAxis>;

/** The axes of the mask that run along x, y and z of the image; null unless there is one for each. */
function axesAlong(mask: Grid, image: Grid): MaskAxes | null {
  const axes = perAxis((n) => {
    const along = columnOf(image.direction, n);
    const cosines = perAxis((axis) => dot(columnOf(mask.direction, axis), along));
    const axis = cosines.findIndex((cosine) => Math.abs(cosine) > 0.9);
    return { axis, against: cosines[axis] < 0 };
  });
  const isWhole = new Set(axes.map(({ axis }) => axis)).size === 3;
  return isWhole && axes.every(({ axis }) => axis >= 0) ? axes : null;
}

/** The grid of the mask with its axes in the image's order. */
function reorderedGrid(grid: Grid, axes: MaskAxes): Grid {
  const { size, spacing, direction } = grid;
  const corner = perAxis((a) => (axes.some((x) => x.axis === a && x.against) ? size[a] - 1 : 0));
  return {
    size: mapVec3(axes, ({ axis }) => size[axis]),
    spacing: mapVec3(axes, ({ axis }) => spacing[axis]),
    origin: indexToWorld(grid, corner),
    direction: matrixOfColumns(
      mapVec3(axes, ({ axis, against }) => scale(columnOf(direction, axis), against ? -1 : 1)),
    ),
  };
}

function reorder({ data, size }: Volume, axes: MaskAxes): VoxelArray {
  const strides = [1, size[0], size[0] * size[1]];
  let start = 0;
  const [dx, dy, dz] = axes.map(({ axis, against }) => {
    if (against) start += (size[axis] - 1) * strides[axis];
    return against ? -strides[axis] : strides[axis];
  });
  const [nx, ny, nz] = axes.map(({ axis }) => size[axis]);
  const out = emptyLike(data);
  for (let z = 0, to = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      let from = start + y * dy + z * dz;
      for (let x = 0; x < nx; x++, from += dx) out[to++] = data[from];
    }
  }
  return out;
}

/** A Node `Buffer` gives plain bytes. */
function emptyLike(data: VoxelArray): VoxelArray {
  if (data instanceof Uint8Array) return new Uint8Array(data.length);
  const TypedArray = data.constructor as new (length: number) => VoxelArray;
  return new TypedArray(data.length);
}

/** Whether one of both states no place, and the other has the one that ITK reads such files with. */
function meetByItk(mask: Grid & Placement, image: Grid & Placement): boolean {
  const byItk = (grid: Grid): Grid => ({
    ...gridOf(grid),
    origin: [0, 0, 0],
    direction: identityDirection,
  });
  return (
    (image.unplaced === true && compareGrids(mask, byItk(image)).length === 0) ||
    (mask.unplaced === true && compareGrids(byItk(mask), image).length === 0)
  );
}

function orderNote(axes: MaskAxes): Note {
  const along = perAxis((own) => {
    const n = axes.findIndex(({ axis }) => axis === own);
    return `${axes[n].against ? "-" : "+"}${"xyz"[n]}`;
  });
  return noteOf(
    "mask-reordered",
    `the mask has the image's voxels in another order: its axes run along ${along.join(", ")} of the ` +
      "image; it was put into the image's order",
    { axes: along },
  );
}

function unplacedNote(mask: Placement): Note {
  const [without, other] = mask.unplaced === true ? ["mask", "image"] : ["image", "mask"];
  return noteOf(
    "mask-unplaced",
    `the header of the ${without} states no place, and the ${other} has the place that ITK takes then: ` +
      "image and mask were taken voxel by voxel",
    { without },
  );
}
