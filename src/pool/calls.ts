import type { Watch } from "../base/watch.ts";
import type { Part, Plan } from "../extraction/plan.ts";
import { runPart } from "../extraction/run-part.ts";
import type { FeatureMapOptions } from "../feature-map/map-options.ts";
import type { SlabChoice } from "../feature-map/map-slab.ts";
import type { MapSlab } from "../feature-map/slab-rows.ts";
import { applyFilter } from "../filters/apply-filter.ts";
import type { FilterInput } from "../filters/filters.ts";
import type { EncodedFrame } from "../io/dicom/frame-decoder.ts";
import type { StoredPixels } from "../io/dicom/stored-pixels.ts";
import type { Perturbed, PerturbOptions } from "../perturbation/perturb.ts";
import type { Perturbation } from "../perturbation/perturbation.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { type KeptMask, restoreMask } from "../processing/kept-mask.ts";
import { resampleWhole } from "../processing/resample-whole.ts";
import type {
  PyradiomicsExtraction,
  PyradiomicsOptions,
} from "../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsParams } from "../pyradiomics/params/params.ts";
import type { PyradiomicsMaps } from "../pyradiomics/voxels/map-pyradiomics.ts";
import { type DerivedRegion, type DeriveOptions, deriveRegion } from "../regions/derive-region.ts";
import type { MaskInput } from "../regions/mask-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { markLabel } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { type MeasurementMessage, packMeasurement } from "./measurement-message.ts";
import { shareVolume } from "./share-volume.ts";

/**
 * A region in a message: a mask of 0 and 1, a label of a label map, or the kept part of a mask around
 * its region.
 */
export type RegionSource = { readonly mask: Volume; readonly label: number | null } | KeptMask;

/** The request to a worker to run a part of an extraction. */
export interface ExtractionPart {
  readonly plan: Plan;
  readonly part: Part;
  readonly image: Volume;
  /** The regions of the part, in the order of `part.regions`. */
  readonly regions: readonly RegionSource[];
  /** The mask that every region is cut to; null for none. */
  readonly within: Volume | null;
  /** The mask of white matter that the image is normalised by; null for none. */
  readonly whiteMatter: Volume | null;
  /** The whole image after resampling, if it was made already; null to make it. */
  readonly interpolated: Volume | null;
}

/** An image and mask to perturb, and how. */
export interface PerturbationTask {
  readonly image: Volume;
  /** 0 and 1. */
  readonly mask: Volume;
  /** The steps with their extents, or letters as in `RNCV` for extents drawn by the seed. */
  readonly perturbation: Perturbation | string;
  /** An integer from 0 to 2^53 - 1. */
  readonly seed: number;
  readonly options?: PerturbOptions | undefined;
}

/** A mask of which a region is made, and how. */
export interface DerivationTask extends DeriveOptions {
  readonly image: Volume;
  readonly mask: Volume;
  readonly settings: MaskInput;
}

/** A part of the feature maps of a region. */
export interface SlabTask extends SlabChoice {
  readonly image: Volume;
  readonly mask: Volume;
  readonly options: FeatureMapOptions;
}

/** A region to be measured as PyRadiomics does. */
export interface PyradiomicsTask {
  readonly image: Volume;
  readonly mask: Volume;
  readonly params: PyradiomicsParams;
  readonly options: Omit<PyradiomicsOptions, keyof Watch>;
}

/** The calls that a worker answers. */
export const calls = {
  extract(
    { plan, part, image, regions, within, whiteMatter, interpolated }: ExtractionPart,
    watch: Watch,
  ): MeasurementMessage[] {
    const masks = regions.map((region) => () => maskOf(region));
    const source = { image, masks, within, whiteMatter, interpolated };
    return runPart(plan, part, source, watch).map(packMeasurement);
  },
  interpolate({ image, settings }: { image: Volume; settings: Settings }): Volume {
    return shareVolume(resampleWhole(image, settings));
  },
  applyFilter(
    {
      image,
      filter,
      nonFinite,
    }: { image: Volume; filter: FilterInput; nonFinite?: NonFinite | undefined },
    watch: Watch,
  ): Volume<Float64Array> {
    return applyFilter(image, filter, watch, nonFinite);
  },
  deriveRegion({ image, mask, settings, ...options }: DerivationTask): DerivedRegion {
    const derived = deriveRegion(mask, settings, { image, ...options });
    return { ...derived, mask: shareVolume(derived.mask) };
  },
  async featureMapSlab(
    { image, mask, options, ...choice }: SlabTask,
    watch: Watch,
  ): Promise<MapSlab> {
    const { featureMapSlab } = await import("../feature-map/map-slab.ts");
    return featureMapSlab(image, mask, options, choice, watch);
  },
  async pyradiomics(
    { image, mask, params, options }: PyradiomicsTask,
    watch: Watch,
  ): Promise<PyradiomicsExtraction> {
    // loaded only when needed: pages that ask for nothing of PyRadiomics do not download it
    const { extractPyradiomics } = await import("../pyradiomics/extract-pyradiomics.ts");
    return extractPyradiomics(image, mask, params, { ...options, ...watch });
  },
  async pyradiomicsMaps(
    { image, mask, params, options }: PyradiomicsTask,
    watch: Watch,
  ): Promise<PyradiomicsMaps> {
    const { mapPyradiomics } = await import("../pyradiomics/voxels/map-pyradiomics.ts");
    return mapPyradiomics(image, mask, params, { ...options, ...watch });
  },
  async decodeFrame(frame: EncodedFrame): Promise<StoredPixels> {
    // loaded only when needed, as are the codecs
    const { decodeFrame } = await import("../io/dicom/decode-frame.ts");
    return decodeFrame(frame);
  },
  async perturb(
    { image, mask, perturbation, seed, options }: PerturbationTask,
    { onProgress }: Watch,
  ): Promise<Perturbed> {
    onProgress?.({ done: 0, total: 1, stage: "perturbation" });
    // loaded only when needed: it brings a library of statistical distributions
    const { perturb } = await import("../perturbation/perturb.ts");
    const { record, ...perturbed } = perturb(image, mask, perturbation, seed, options);
    return { image: shareVolume(perturbed.image), mask: shareVolume(perturbed.mask), record };
  },
};

function maskOf(region: RegionSource): Volume {
  if ("kept" in region) return restoreMask(region);
  if (region.label === null) return region.mask;
  const labels = checkVolume(region.mask, "mask");
  return markLabel(labels, region.label, blankBytes(labels.data.length));
}

/** Memory that all masks of labels share, since only one mask is in use at a time. */
let bytes = new Uint8Array(0);

function blankBytes(length: number): Uint8Array {
  if (bytes.length === length) bytes.fill(0);
  else bytes = new Uint8Array(length);
  return bytes;
}

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Asked<K extends CallName> = Parameters<Calls[K]>[0];
export type Answer<K extends CallName> = Awaited<ReturnType<Calls[K]>>;
