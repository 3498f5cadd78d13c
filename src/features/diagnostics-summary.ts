import { boundingBox, boxSize } from "../volume/box.ts";
import { countVoxels, type Mask } from "../volume/mask.ts";
import type { Vec3, Volume } from "../volume/volume.ts";

/** Numbers that describe an image. */
export interface ImageNumbers extends IntensityNumbers {
  /** Voxels along x, y, z. */
  readonly size: Vec3;
  /** mm along x, y, z. */
  readonly spacing: Vec3;
}

/** Numbers that describe a region of interest; the intensities are those in the intensity mask. */
export interface RegionNumbers extends IntensityNumbers {
  /** Voxels of the mask's grid along x, y, z. */
  readonly size: Vec3;
  /** Size of the intensity mask's bounding box in voxels; 0 for an empty mask. */
  readonly intensityBox: Vec3;
  /** Size of the morphological mask's bounding box in voxels; 0 for an empty mask. */
  readonly morphologicalBox: Vec3;
  readonly intensityVoxels: number;
  readonly morphologicalVoxels: number;
}

/** Of finite intensities only. Without any, the mean is NaN and the extremes are infinite. */
export interface IntensityNumbers {
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** What diagnostic features are computed from: image and region before and after each step. */
export interface DiagnosticsSummary {
  readonly initialImage: ImageNumbers;
  readonly interpolatedImage: ImageNumbers;
  readonly initialRegion: RegionNumbers;
  readonly interpolatedRegion: RegionNumbers;
  readonly resegmentedRegion: RegionNumbers;
}

/** Image and mask after a step, on the whole grid. Without interpolation, both steps are equal. */
interface Step {
  readonly image: Volume;
  readonly mask: Mask;
}

/** Summary of images and masks, none of them cropped. */
export function summariseDiagnostics(steps: {
  readonly initial: Step;
  readonly interpolated: Step;
  readonly resegmented: {
    readonly image: Volume;
    readonly morphologicalMask: Mask;
    readonly intensityMask: Mask;
  };
}): DiagnosticsSummary {
  const { initial, interpolated, resegmented } = steps;
  const { image, morphologicalMask, intensityMask } = resegmented;
  return {
    initialImage: measureImage(initial.image),
    interpolatedImage: measureImage(interpolated.image),
    initialRegion: measureRegion(initial.image, initial.mask, initial.mask),
    interpolatedRegion: measureRegion(interpolated.image, interpolated.mask, interpolated.mask),
    resegmentedRegion: measureRegion(image, morphologicalMask, intensityMask),
  };
}

function measureImage({ data, size, spacing }: Volume): ImageNumbers {
  return { size, spacing, ...measureIntensities(data, null) };
}

function measureRegion(image: Volume, morphological: Mask, intensity: Mask): RegionNumbers {
  return {
    size: intensity.size,
    intensityBox: boxOf(intensity),
    morphologicalBox: boxOf(morphological),
    intensityVoxels: countVoxels(intensity),
    morphologicalVoxels: countVoxels(morphological),
    ...measureIntensities(image.data, intensity.data),
  };
}

function boxOf(mask: Mask): Vec3 {
  const box = boundingBox(mask);
  return box === null ? [0, 0, 0] : boxSize(box);
}

function measureIntensities(data: Volume["data"], inside: Uint8Array | null): IntensityNumbers {
  let count = 0;
  let sum = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < data.length; v++) {
    const x = data[v];
    if ((inside !== null && inside[v] === 0) || !Number.isFinite(x)) continue;
    count++;
    sum += x;
    if (x < minimum) minimum = x;
    if (x > maximum) maximum = x;
  }
  return { mean: sum / count, minimum, maximum };
}
