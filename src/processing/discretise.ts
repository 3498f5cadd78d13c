import { VoxomicsError } from "../messages/errors.ts";
import { completed } from "../schema/check.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import { oneOf } from "../schema/one-of.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { union } from "../schema/union.ts";
import { choice, constant, integer, number } from "../schema/values.ts";
import { checkSameGrid } from "../volume/geometry.ts";
import { checkMask, type Mask, rangeIn } from "../volume/mask.ts";
import {
  checkVolume,
  type Grid,
  gridOf,
  identityOf,
  type Volume,
  type VoxelArray,
} from "../volume/volume.ts";
import { alignedEdges, type BinEdges, edgesReached } from "./bin-edges.ts";
import { checkIntensities } from "./check-intensities.ts";

/** Grey levels on a grid: 1 .. `levels` inside the region, 0 outside. */
export interface LevelVolume extends Grid {
  /** One level for each voxel; x runs fastest. */
  readonly data: Uint16Array;
  /** N_g: the highest grey level that the discretisation can give; empty levels count. */
  readonly levels: number;
}

/** The largest number of grey levels: they are stored in 16 bits. */
export const MAX_LEVELS = 65535;

/**
 * The schema of how intensities become grey levels (IBSI 4R0B).
 *
 * @param lowest describes where bins of fixed width start by default
 */
export function discretisation(lowest: string, description: string) {
  return union(
    "method",
    [
      object(
        {
          method: constant("fixedBinSize"),
          width: number({ description: "Bin width, in intensity units.", exclusiveMinimum: 0 }),
          minimum: withDefault(
            orNull(
              oneOf(number(), choice(["aligned"]), {
                description: `Lower edge of the first bin. null: ${lowest}. aligned: the last multiple of the width that is not above the region's lowest intensity, as PyRadiomics has it.`,
              }),
            ),
            null,
          ),
        },
        { description: "Bins of one width (IBSI Q3RU)." },
      ),
      object(
        {
          method: constant("fixedBinNumber"),
          bins: integer({ description: "Number of bins.", minimum: 1, maximum: MAX_LEVELS }),
        },
        {
          description:
            "A number of bins between the region's lowest and highest intensity (IBSI K15C).",
        },
      ),
      object(
        { method: constant("none") },
        {
          description:
            "Intensities are used as they are; as grey levels they must be positive integers.",
        },
      ),
    ],
    { description },
  );
}

const discretiseSchema = discretisation("the region's lowest intensity", "");

/** How intensities become grey levels. */
export type DiscretiseSettings = Resolved<typeof discretiseSchema>;

/** `DiscretiseSettings` as users write them: `minimum` may be left out. */
export type DiscretiseInput = Given<typeof discretiseSchema>;

/**
 * Turns the intensities inside the mask into grey levels (IBSI 4R0B).
 *
 * - `fixedBinSize` (Q3RU): floor((X - minimum) / width) + 1; N_g is the highest level that occurs.
 *   `minimum` defaults to the lowest intensity inside the mask. If it is `aligned`, edges are multiples
 *   of the width, and the level of X is the number of edges that it reaches, from the last one that is
 *   not above the lowest intensity: PyRadiomics' levels. An intensity on an edge belongs to the bin
 *   above it.
 * - `fixedBinNumber` (K15C): floor(bins (X - min) / (max - min)) + 1, and `bins` for X = max;
 *   where all intensities are equal there is one level, 1.
 * - `none`: intensities are the levels; N_g is the highest.
 *
 * @param image intensities, finite inside the mask: `resegment` and `prepareRegion` can remove voxels
 *   without a finite intensity from the mask
 * @param mask on the image's grid; an empty mask gives no levels
 * @throws VoxomicsError `discretisation` when an intensity lies below the first bin, when it is no
 *   positive integer under `none`, or when there would be more than 65,535 levels;
 *   `invalid-settings`, `invalid-volume`, `invalid-mask`, `geometry-mismatch`, `invalid-intensity`.
 *
 * @example
 * ```ts
 * import { discretise } from "voxomics";
 *
 * const { data, levels } = discretise(image, mask, { method: "fixedBinNumber", bins: 32 });
 * console.log(levels, data.length); // N_g, and a level from 1 for each voxel; 0 outside the mask
 * ```
 */
export function discretise(image: Volume, mask: Mask, settings: DiscretiseInput): LevelVolume {
  const method = completed(discretiseSchema, settings, "discretise");
  const checkedImage = checkVolume(image, "image");
  const checkedMask = checkMask(mask);
  checkSameGrid(checkedImage, checkedMask);
  checkIntensities(checkedImage, checkedMask);
  return levelsIn(checkedImage, checkedMask, method);
}

/** `discretise` of an image and a mask that have been checked and lie on one grid. */
export function levelsIn(image: Volume, mask: Mask, settings: DiscretiseSettings): LevelVolume {
  const { lowest, highest } = rangeIn(image, mask);
  const grid = { ...gridOf(image), ...identityOf(image) };
  const data = new Uint16Array(image.data.length);
  if (lowest > highest) return { ...grid, data, levels: 0 };

  switch (settings.method) {
    case "fixedBinSize": {
      if (settings.minimum === "aligned") {
        const edges = alignedEdges(lowest, settings.width);
        return { ...grid, ...levelsBetween(image, mask, edges, highest) };
      }
      const minimum = settings.minimum ?? lowest;
      const { width } = settings;
      if (lowest < minimum) {
        throw new VoxomicsError(
          "discretisation",
          `intensity ${lowest} in the region lies below the first bin, which starts at ${minimum}; lower discretise.minimum or re-segment with that range`,
          { lowest, minimum },
        );
      }
      const levels = Math.floor((highest - minimum) / width) + 1;
      checkLevels(levels, `bins of ${width} from ${minimum} to ${highest}`);
      fillBins(image, mask, data, { factor: 1, minimum, width, levels });
      return { ...grid, data, levels };
    }
    case "fixedBinNumber": {
      const { bins } = settings;
      checkLevels(bins, "discretise.bins");
      if (lowest === highest) {
        data.set(mask.data);
        return { ...grid, data, levels: 1 };
      }
      const width = highest - lowest;
      if (!Number.isFinite(bins * width)) return levelsIn(shrunk(image), mask, settings);
      fillBins(image, mask, data, { factor: bins, minimum: lowest, width, levels: bins });
      return { ...grid, data, levels: bins };
    }
    case "none":
      checkLevels(highest, "the highest intensity");
      checkGreyLevels(image, mask);
      fillBins(image, mask, data, { factor: 1, minimum: 1, width: 1, levels: highest });
      return { ...grid, data, levels: highest };
  }
}

/**
 * The level of each voxel of a mask in bins that are known by their edges.
 *
 * @param highest the highest intensity inside the mask
 * @throws VoxomicsError `discretisation` for more than 65,535 levels
 */
export function levelsBetween(
  { data: intensities }: Volume,
  { data: inside }: Mask,
  edges: BinEdges,
  highest: number,
): Pick<LevelVolume, "data" | "levels"> {
  const levels = edgesReached(highest, edges);
  checkLevels(levels, `bins of ${edges.step} from ${edges.first} to ${highest}`);
  const data = new Uint16Array(intensities.length);
  for (let v = 0; v < data.length; v++) {
    if (inside[v] !== 0) data[v] = edgesReached(intensities[v], edges);
  }
  return { data, levels };
}

/** The image times 2^-40, so that its range times the number of bins does not overflow. */
function shrunk(image: Volume): Volume<Float64Array> {
  return { ...image, data: Float64Array.from(image.data, (x) => x * 2 ** -40) };
}

/** Counts of the grey levels 1 .. N_g; entry i - 1 belongs to level i. */
export function countLevels({ data, levels, size: [nx] }: LevelVolume): Float64Array {
  const counts = new Int32Array(levels + 1);
  for (let v = 0; v < data.length; v += nx) countRow(data, v, v + nx, counts);
  return Float64Array.from(counts.subarray(1));
}

/** Counts the levels of a row, those outside as level 0. */
function countRow(data: Uint16Array, from: number, to: number, counts: Int32Array): void {
  for (let v = from; v < to; v++) counts[data[v]]++;
}

/** The level of X is ⌊factor (X - minimum) / width⌋ + 1, and at most `levels`. */
interface Bins {
  readonly factor: number;
  readonly minimum: number;
  readonly width: number;
  readonly levels: number;
}

function fillBins(
  { data, size: [nx] }: Volume,
  { data: inside }: Mask,
  out: Uint16Array,
  bins: Bins,
): void {
  for (let v = 0; v < out.length; v += nx) fillRow(data, inside, v, v + nx, out, bins);
}

function fillRow(
  data: VoxelArray,
  inside: Uint8Array,
  from: number,
  to: number,
  out: Uint16Array,
  { factor, minimum, width, levels }: Bins,
): void {
  for (let v = from; v < to; v++) {
    if (inside[v] === 0) continue;
    out[v] = Math.min(levels, Math.floor((factor * (data[v] - minimum)) / width) + 1);
  }
}

function checkLevels(levels: number, what: string): void {
  if (levels <= MAX_LEVELS) return;
  throw new VoxomicsError(
    "discretisation",
    `${what} would give ${levels} grey levels; at most ${MAX_LEVELS} are possible: choose wider bins`,
    { levels, limit: MAX_LEVELS },
  );
}

function checkGreyLevels({ data, size: [nx, ny] }: Volume, { data: inside }: Mask): void {
  for (let v = 0; v < data.length; v++) {
    if (inside[v] === 0 || (Number.isInteger(data[v]) && data[v] >= 1)) continue;
    const voxel = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    throw new VoxomicsError(
      "discretisation",
      `method "none" takes positive integers as grey levels; found ${data[v]}: choose fixedBinSize or fixedBinNumber`,
      { intensity: data[v], voxel },
    );
  }
}
