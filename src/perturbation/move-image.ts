import type { Interpolation, ResampleSettings } from "../processing/resample-settings.ts";
import { type Box, crop } from "../volume/box.ts";
import { mapVec3 } from "../volume/vec3.ts";
import type { Grid, Vec3, Volume } from "../volume/volume.ts";
import { boxInSource, type MovedGrid } from "./moved-grid.ts";
import { cropWithNoise, type Noise } from "./noise.ts";
import { type QuarterTurns, turnBox, turnVolume } from "./quarter-turns.ts";
import { sampleMoved, sampleReach } from "./sample-moved.ts";

/**
 * The image sampled at the voxels of a box of the moved grid, x fastest.
 *
 * @param noise added to the image before it is sampled; null for none
 */
export function moveImage(
  image: Volume,
  moved: MovedGrid,
  box: Box,
  { interpolation, roundIntensities }: ResampleSettings,
  noise: Noise | null,
): Float64Array {
  const data = sampleTurned(image, moved, box, interpolation, noise);
  if (roundIntensities) {
    // as in resampling: halves are rounded up, also where floating point put them slightly below
    for (let v = 0; v < data.length; v++) data[v] = Math.floor(data[v] + 0.5 + 1e-9);
  }
  return data;
}

/**
 * The values of a volume at the voxels of a box of the moved grid, x fastest. The volume's axes are first
 * turned by the grid's right angles, but only in the part that the samples depend on.
 */
export function sampleTurned(
  volume: Volume,
  moved: MovedGrid,
  box: Box,
  method: Interpolation,
  noise: Noise | null = null,
): Float64Array {
  const { turns, source } = moved;
  if (turns === 0 && noise === null) return sampleMoved(volume, [0, 0, 0], moved, box, method);
  const part = nearestPart(boxInSource(moved, box, sampleReach[method]), source);
  const before = turnBox(part, source, ((4 - turns) % 4) as QuarterTurns);
  const piece = noise === null ? crop(volume, before) : cropWithNoise(volume, before, noise);
  return sampleMoved(turnVolume(piece, turns), part.min, moved, box, method);
}

/** A box clamped to a grid; where it lies outside, the grid's nearest voxels. */
function nearestPart({ min, max }: Box, { size }: Grid): Box {
  const inside = (k: Vec3) => mapVec3(k, (value, a) => Math.max(0, Math.min(size[a] - 1, value)));
  return { min: inside(min), max: inside(max) };
}
