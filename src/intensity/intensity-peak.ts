import { inWorkspace } from "../base/workspace.ts";
import { boundingBox } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { peakCandidates } from "./peak-candidates.ts";
import { type Sphere, voxelSphere } from "./sphere.ts";
import { highestMean, sphereMean } from "./sphere-means.ts";

/**
 * Spheres whose means are computed one by one at first; if there are no more centres, these are
 * all.
 */
const PROBES = 512;

/**
 * The largest mean intensity over a sphere of `radius` (mm) around any voxel of `centres`.
 *
 * The mean runs over every voxel of the image whose centre lies within the sphere and whose
 * intensity is finite.
 *
 * @param centres a non-empty mask on the image's grid, with finite intensities
 * @param known a lower bound of the result, if one is known: the higher, the fewer spheres are
 *   computed
 */
export function intensityPeak(
  image: Volume<Float64Array>,
  centres: Mask,
  radius: number,
  known = Number.NEGATIVE_INFINITY,
): number {
  const sphere = voxelSphere(radius, image.size, image.spacing);
  const count = countVoxels(centres);
  const probed = Math.max(known, probe(image, centres, sphere, Math.ceil(count / PROBES)));
  if (count <= PROBES) return probed;

  return inWorkspace((workspace) => {
    const candidates = peakCandidates(image, centres, radius, probed, workspace);
    const box = boundingBox(candidates);
    if (box === null) return probed;
    // computed anew by the definition: the sums that found the best sphere are rounded differently
    const best = highestMean(image, candidates, box, sphere, workspace);
    return Math.max(probed, sphereMean(image, sphere, best));
  });
}

/** The largest mean of the spheres around every `step`-th centre, in voxel order. */
function probe(
  image: Volume<Float64Array>,
  { data, size: [nx, ny, nz] }: Mask,
  sphere: Sphere,
  step: number,
): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let z = 0, v = 0, skip = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        if (data[v] === 0 || skip-- > 0) continue;
        skip = step - 1;
        highest = Math.max(highest, sphereMean(image, sphere, [x, y, z]));
      }
    }
  }
  return highest;
}
