import { filterMargin } from "../extraction/filter-windows.ts";
import { planOf } from "../extraction/plan.ts";
import { processedMargin } from "../extraction/surroundings.ts";
import { prepareFilter } from "../filters/filters.ts";
import { randomStream, uniformAt } from "../math/random.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { contourReach } from "../perturbation/contour.ts";
import { type PerturbationRecord, perturb } from "../perturbation/perturb.ts";
import {
  completePerturbation,
  drawPerturbation,
  type Perturbation,
} from "../perturbation/perturbation.ts";
import { nonFiniteRule } from "../processing/finite-mask.ts";
import { gridAfter } from "../processing/resample-grid.ts";
import type { Settings } from "../settings/settings.ts";
import { compareGrids } from "../volume/geometry.ts";
import type { Mask } from "../volume/mask.ts";
import type { Grid } from "../volume/volume.ts";
import { type CaseImage, type CaseRegion, ofImage } from "./case-images.ts";

/** A perturbation that the images of a case and their mask go through together. */
export interface CasePerturbation {
  /** Letters as in `RNCV`, whose extents are drawn by the seed, or extents. */
  readonly steps: string | Perturbation;
  /** An integer from 0 to 2^53 - 1. */
  readonly seed: number;
}

/** The images of a case, normalised and resampled, with the part around the region that maps and features see. */
export interface ProcessedCase {
  /** On one grid; their settings neither derive the region nor normalise or resample any more. */
  readonly images: readonly CaseImage[];
  /** On the same grid, before re-segmentation. */
  readonly mask: Mask;
  /** What the first image and the mask went through. */
  readonly record: PerturbationRecord;
}

/**
 * Normalises and resamples the images of a case, perturbed if that is asked for. All images move alike, and have the mask
 * of the first; each has noise of its own.
 *
 * @param reachMm how far beyond the region maps look that no setting knows of
 * @throws VoxomicsError as `perturb` does, and `geometry-mismatch` if the settings resample images to different grids
 */
export function processCase(
  { images, mask }: Pick<CaseRegion, "images" | "mask">,
  perturbation: CasePerturbation | null,
  reachMm: number,
): ProcessedCase {
  const { steps: asked, seed } = perturbation ?? { steps: {}, seed: 0 };
  const drawn = typeof asked === "string" ? drawPerturbation(asked, seed) : asked;
  const { contour } = completePerturbation(drawn);
  const margin = caseMargin(images, reachMm);
  const copyOf = ({ image, settings }: CaseImage, n: number) => {
    const { normalise, resample } = settings;
    const nonFinite = nonFiniteRule(settings);
    if (n === 0)
      return perturb(image, mask, drawn, seed, { normalise, resample, margin, nonFinite });
    // no outline of its own, but the part of the image that one would have
    const around = margin === null || !contour ? margin : Math.max(margin, contourReach);
    const noiseSeed = derivedSeed(seed, n);
    const options = { normalise, resample, margin: around, nonFinite, noiseSeed };
    return perturb(image, mask, { ...drawn, contour: false }, seed, options);
  };
  const copies = images.map((one, n) => ofImage(one.name, () => copyOf(one, n)));
  const [first] = copies;
  for (const [n, copy] of copies.entries()) checkGrids(copy.image, first.image, images[n].name);
  return {
    images: images.map(({ name, settings }, n) => ({
      name,
      image: copies[n].image,
      settings: { ...settings, mask: null, normalise: null, resample: null },
    })),
    mask: first.mask,
    record: first.record,
  };
}

/** A seed that depends on another one and a number. */
export function derivedSeed(seed: number, n: number): number {
  // the first numbers of the stream draw extents
  return Math.floor(uniformAt(randomStream(seed, "parameters"), 1000 + n) * 2 ** 52);
}

/** How far around the region the images are needed, in mm; null for whole images. */
function caseMargin(images: readonly CaseImage[], reachMm: number): number | null {
  let margin: number | null = 0;
  for (const { image, settings } of images) {
    const own = imageMargin(settings, gridAfter(image, settings.resample));
    margin = own === null || margin === null ? null : Math.max(margin, own + reachMm);
  }
  return margin;
}

function imageMargin(settings: Settings, grid: Grid): number | null {
  const plan = planOf(settings);
  const isWhole = plan.images.some(({ families }) =>
    (families as readonly string[]).includes("diagnostics"),
  );
  if (isWhole) return null;
  let reach = 0;
  for (const filter of settings.filters) {
    const voxels =
      filter.boundary === "periodic" ? null : filterMargin(prepareFilter(filter), grid);
    if (voxels === null) return null;
    reach = Math.max(reach, ...voxels.map((count, axis) => count * grid.spacing[axis]));
  }
  return processedMargin(plan) + reach;
}

function checkGrids(found: Grid, expected: Grid, name: string): void {
  const differences = compareGrids(found, expected);
  if (differences.length === 0) return;
  const text = differences.map(
    (one) =>
      `${one.field} [${one.found.join(", ")}], the first image has [${one.expected.join(", ")}]`,
  );
  throw new VoxomicsError(
    "geometry-mismatch",
    `image ${name} is resampled to another grid than the first image: ${text.join("; ")}; expected the same resample.spacing in the settings of all images`,
    { differences, image: name },
  );
}
