import { signal } from "@preact/signals";
import type { WithinAnswer } from "../work/read-within.ts";
import type { RegionPlace } from "../work/region-id.ts";

/** A mask that regions are cut to: which of which file, and what is known of it. */
export interface Within extends WithinAnswer {
  readonly place: RegionPlace;
}

/** The mask that regions of the open image are cut to, also grown ones and rings; null for none. */
export const within = signal<Within | null>(null);
