import { type Box, boxSize, isInside, shiftBox } from "../volume/box.ts";
import { joinBoxes } from "../volume/join-boxes.ts";
import { mapVec3, scale } from "../volume/vec3.ts";
import {
  countGridVoxels,
  type Grid,
  gridOf,
  type Identity,
  identityOf,
  type Thickness,
  thicknessOf,
  type Vec3,
  type Volume,
} from "../volume/volume.ts";
import type { ProcessingSettings } from "./cut-region.ts";
import { resampleWindow } from "./resample.ts";
import { gridAfter } from "./resample-grid.ts";
import { refuseSplinesOfHoles, resampleWhole } from "./resample-whole.ts";

/** An image after interpolation, of which only the parts that are asked for are made. */
export interface ImageParts {
  /** Its grid, and what is known of the image beyond its voxels. */
  readonly frame: Grid & Identity & Thickness;
  /**
   * Its voxels in a box, each to the last bit as in the whole image. A box that goes past the border
   * of an axis goes on at the opposite side.
   */
  readonly part: (box: Box) => Volume;
}

/**
 * The parts of an image on the grid that filters act on.
 *
 * @param boxes all that will be asked for. Parts of one interpolated box are interpolated once
 * @param interpolated the whole image after interpolation, where it is known already
 * @throws VoxomicsError as `resampleWhole` does
 */
export function imageParts(
  image: Volume,
  settings: Pick<ProcessingSettings, "resample" | "nonFinite">,
  boxes: readonly Box[],
  interpolated: Volume | null,
): ImageParts {
  const { resample: step } = settings;
  const grid = gridAfter(image, step);
  const frame = { ...grid, ...identityOf(image), ...thicknessOf(image) };
  if (step === null || interpolated !== null) {
    const whole = step === null ? image : interpolated;
    return { frame, part: (box) => cutPart(whole as Volume, box) };
  }
  refuseSplinesOfHoles(image, settings);
  const inside = boxes.flatMap((box) => unwrapped(box, grid.size).map(({ from }) => from));
  const made = joinBoxes(inside).map(({ box }) => ({ box, volume: null as Volume | null }));
  const madeAround = (box: Box) => {
    const found = made.find((each) => isInside(box, each.box)) ?? { box, volume: null };
    const isWhole = countGridVoxels({ size: boxSize(found.box) }) === countGridVoxels(grid);
    found.volume ??= isWhole
      ? resampleWhole(image, settings)
      : resampleWindow(image, grid, found.box, step, true);
    return { ...found, volume: found.volume };
  };
  return {
    frame,
    part: (box) => {
      const pieces = unwrapped(box, grid.size).map(({ from, to }) => {
        const { box: around, volume } = madeAround(from);
        return { volume, from: shiftBox(from, scale(around.min, -1)), to };
      });
      return joinPieces(pieces, boxSize(box), grid);
    },
  };
}

/** A piece of a volume, and where its first voxel lies in a part. */
interface Piece {
  readonly volume: Volume;
  readonly from: Box;
  readonly to: Vec3;
}

/** The voxels of a whole image in a box, which may go past its border. */
function cutPart(volume: Volume, box: Box): Volume {
  const pieces = unwrapped(box, volume.size).map((piece) => ({ volume, ...piece }));
  return joinPieces(pieces, boxSize(box), volume);
}

/** A part, put together from pieces; if that is all of one volume, the volume itself. */
function joinPieces(pieces: readonly Piece[], size: Vec3, grid: Grid): Volume {
  const [first] = pieces;
  const isOne = pieces.length === 1 && countGridVoxels(first.volume) === countGridVoxels({ size });
  if (isOne) return first.volume;
  const data = new Float64Array(countGridVoxels({ size }));
  for (const piece of pieces) copyPiece(piece, data, size);
  return { ...gridOf(grid), size, data };
}

function copyPiece(
  { volume: { data, size }, from: { min, max }, to }: Piece,
  out: Float64Array,
  [mx, my]: Vec3,
): void {
  const [nx, ny] = size;
  const [lines, slices] = [max[1] - min[1] + 1, max[2] - min[2] + 1];
  for (let z = 0; z < slices; z++) {
    for (let y = 0; y < lines; y++) {
      const row = nx * (min[1] + y + ny * (min[2] + z));
      const at = to[0] + mx * (to[1] + y + my * (to[2] + z));
      out.set(data.subarray(row + min[0], row + max[0] + 1), at);
    }
  }
}

/**
 * The boxes inside a grid that a box which goes past its border consists of, and where each begins in
 * that box.
 */
function unwrapped({ min, max }: Box, size: Vec3): { readonly from: Box; readonly to: Vec3 }[] {
  const [xs, ys, zs] = mapVec3(size, (n, a) => runsOf(min[a], max[a], n));
  return zs.flatMap((z) =>
    ys.flatMap((y) =>
      xs.map((x) => ({
        from: { min: [x.first, y.first, z.first], max: [x.last, y.last, z.last] } as const,
        to: [x.at, y.at, z.at] as const,
      })),
    ),
  );
}

/** The runs of voxels on an axis of n that the positions from `min` to `max` lie on, modulo n. */
function runsOf(min: number, max: number, n: number) {
  const runs = [];
  for (let at = 0; at <= max - min; ) {
    const first = (((min + at) % n) + n) % n;
    const last = Math.min(n - 1, first + max - min - at);
    runs.push({ first, last, at });
    at += last - first + 1;
  }
  return runs;
}
