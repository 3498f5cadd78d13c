import type { Note } from "../messages/note.ts";
import type { CroppedRegion } from "./cropped-region.ts";
import type { DerivationStep, StepName } from "./derivation.ts";

/** A step that makes a region of a region. */
export interface Step {
  readonly name: StepName;
  /** What the step is called where it leaves nothing: `ring of 5 mm`. */
  readonly title: string;
  /** @param region not empty, in the bounding box of its voxels */
  readonly take: (region: CroppedRegion) => Taken;
}

/** What a step made of a region. */
export interface Taken {
  /** It may be empty. */
  readonly region: CroppedRegion;
  /** What the record of the step holds beside the size of the region. */
  readonly found?: Omit<DerivationStep, "step" | "voxels" | "volume">;
  readonly notes?: readonly Note[];
  /** Why the region is empty, if it is. */
  readonly why?: string;
}
