import type { RegionSize } from "./cropped-region.ts";
import type { Side } from "./margins.ts";

/** How a region was made of a mask: what each step left, the last one being what was measured. Plain data. */
export interface Derivation {
  /** The first step is how the mask was taken: as 0 and 1 (`mask`), by `threshold` or by `labels`. */
  readonly steps: readonly DerivationStep[];
}

/** A step from a mask to a region: how large the region was after it, and what was found on the way. */
export interface DerivationStep extends RegionSize {
  readonly step: StepName;
  /** Of `labels`: those that the mask does not hold. */
  readonly absent?: readonly number[];
  /** Of `components` and `minimumVolume`: how many there were, and what was left out. */
  readonly components?: number;
  readonly removed?: RegionSize & { readonly components: number };
  /** Of `intensity`: the threshold that was taken, and the range of the region before; in the image's unit. */
  readonly threshold?: number;
  readonly lowest?: number;
  readonly highest?: number;
  /** Of margins: the sides of the image that cut the ring or the grown region, or that the region touches. */
  readonly sides?: readonly Side[];
}

/** What makes a region of a mask: a setting of `mask`, or the mask as it is. */
export type StepName =
  | "mask"
  | "threshold"
  | "labels"
  | "components"
  | "minimumVolume"
  | "intensity"
  | "grow"
  | "shrink"
  | "ring"
  | "rim"
  | "ring and rim"
  | "within";
