import { computed, signal } from "@preact/signals";
import type { Progress } from "../../base/watch.ts";
import { emptyListing, type Listing } from "../work/listing.ts";
import type { ImageAnswer } from "../work/read-image.ts";
import type { RegionAnswer } from "../work/read-region.ts";

/** An image that is shown. */
export interface ShownImage extends ImageAnswer {
  readonly title: string;
}

/** A region that is shown over the image, and can be measured. */
export interface ShownRegion extends RegionAnswer {
  /** The index of its colour among those of regions, from 0. */
  readonly colour: number;
  readonly visible: boolean;
}

/** Something that went wrong, as the user reads it. */
export interface Problem {
  readonly title: string;
  readonly message: string;
  /** What the user can do about it at once. */
  readonly remedies?: readonly { readonly label: string; readonly act: () => void }[];
}

/** What the open files hold. */
export const listing = signal<Listing>(emptyListing);
export const image = signal<ShownImage | null>(null);
/** The regions that are open, in the order in which they were chosen. */
export const regions = signal<readonly ShownRegion[]>([]);
/** The id of the region that panels are about; null without a region. */
export const currentRegionId = signal<string | null>(null);
export const problems = signal<readonly Problem[]>([]);
/** What the page waits for; null if for nothing. */
export const waitingFor = signal<{ readonly what: string; readonly progress?: Progress } | null>(
  null,
);

/** The region that panels are about. */
export const currentRegion = computed(
  () => regions.value.find(({ id }) => id === currentRegionId.value) ?? null,
);

/** Whether any files are open. */
export const isOpen = computed(() => {
  const { images, regionFiles, refused } = listing.value;
  return images.length + regionFiles.length + refused.length > 0;
});

/** How many colours regions have before they repeat. */
export const colours = 8;
