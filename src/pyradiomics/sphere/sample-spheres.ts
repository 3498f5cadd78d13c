import { splineWeights } from "../../processing/spline.ts";
import { crop, growBox, scanVolume } from "../../volume/box.ts";
import type { Mask } from "../../volume/mask.ts";
import { mapVec3, type PerAxis, subtract } from "../../volume/vec3.ts";
import type { Vec3, Volume } from "../../volume/volume.ts";
import { splineMargin, toMirrorCoefficients } from "../resampling/mirror-spline.ts";

/** A point of a sphere around a voxel. */
interface SpherePoint {
  /** From the centre, in voxels. */
  readonly offset: Vec3;
  /** The first of four voxels along each axis that its intensity is made of, from the centre. */
  readonly first: Vec3;
  /** The weights of the four. */
  readonly weights: PerAxis<readonly number[]>;
}

/**
 * Calls `use` for each voxel of a region with the intensities on a sphere around it, by cubic splines of the
 * image mirrored at its outermost voxels; 0 for points beyond these.
 *
 * @param offsets the points of the sphere, in voxels from its centre
 * @param use is given the index of the voxel and the intensities, in an array that is used again
 */
export function sampleSpheres(
  image: Volume,
  mask: Mask,
  offsets: readonly Vec3[],
  use: (voxel: number, samples: Float64Array) => void,
): void {
  const { box } = scanVolume(mask);
  if (box === null) return;
  const farthest = Math.ceil(Math.max(...offsets.flat().map(Math.abs))) + 2 + splineMargin;
  const part = growBox(box, [farthest, farthest, farthest], image.size);
  const source = crop({ ...image, data: Float64Array.from(image.data) }, part);
  toMirrorCoefficients(source.data, source.size);
  const points = offsets.map(spherePoint);
  const samples = new Float64Array(points.length);
  const [nx, ny] = image.size;
  for (let z = box.min[2]; z <= box.max[2]; z++) {
    for (let y = box.min[1]; y <= box.max[1]; y++) {
      for (let x = box.min[0]; x <= box.max[0]; x++) {
        const voxel = x + nx * (y + ny * z);
        if (mask.data[voxel] === 0) continue;
        const centre: Vec3 = [x, y, z];
        const inPart = subtract(centre, part.min);
        points.forEach((point, k) => {
          samples[k] = isBeyond(centre, point, image.size) ? 0 : sample(source, inPart, point);
        });
        use(voxel, samples);
      }
    }
  }
}

function spherePoint(offset: Vec3): SpherePoint {
  const below = mapVec3(offset, Math.floor);
  return {
    offset,
    first: mapVec3(below, (low) => low - 1),
    weights: mapVec3(subtract(offset, below), splineWeights),
  };
}

/** Whether a point lies beyond the centres of the outermost voxels. */
function isBeyond(centre: Vec3, { offset }: SpherePoint, size: Vec3): boolean {
  return centre.some((c, axis) => c + offset[axis] < 0 || c + offset[axis] > size[axis] - 1);
}

/** The indices of the four voxels along each axis, in steps of the data; used again for each sample. */
const places: PerAxis<Int32Array> = [new Int32Array(4), new Int32Array(4), new Int32Array(4)];

function sample(
  { data, size }: Volume<Float64Array>,
  centre: Vec3,
  { first, weights: [wx, wy, wz] }: SpherePoint,
): number {
  const [px, py, pz] = places;
  for (let k = 0; k < 4; k++) {
    px[k] = mirrored(centre[0] + first[0] + k, size[0]);
    py[k] = mirrored(centre[1] + first[1] + k, size[1]) * size[0];
    pz[k] = mirrored(centre[2] + first[2] + k, size[2]) * size[0] * size[1];
  }
  let sum = 0;
  for (let c = 0; c < 4; c++) {
    for (let b = 0; b < 4; b++) {
      const row = pz[c] + py[b];
      const along =
        wx[0] * data[row + px[0]] +
        wx[1] * data[row + px[1]] +
        wx[2] * data[row + px[2]] +
        wx[3] * data[row + px[3]];
      sum += wz[c] * wy[b] * along;
    }
  }
  return sum;
}

/** The voxel of an axis of `n` voxels that a place stands for, where the axis goes on mirrored at its ends. */
function mirrored(place: number, n: number): number {
  if (place >= 0 && place < n) return place;
  if (n === 1) return 0;
  const period = 2 * n - 2;
  const turned = ((place % period) + period) % period;
  return turned < n ? turned : period - turned;
}
