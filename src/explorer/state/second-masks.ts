import { computed, type Signal, signal } from "@preact/signals";
import type { SecondMaskName } from "../../messages/naming-mask.ts";
import type { SecondMaskIds } from "../work/open-region.ts";
import type { SecondMaskAnswer } from "../work/read-second-mask.ts";
import type { RegionPlace } from "../work/region-id.ts";
import { settings } from "./settings.ts";

/** A mask beside those of the regions: which of which file, and what is known of it. */
export interface SecondMask extends SecondMaskAnswer {
  readonly place: RegionPlace;
}

/**
 * The masks beside those of the regions that are chosen for the open image, each null for none: `within` is what regions are
 * cut to, also grown ones and rings, and `whiteMatter` what the image is normalised by.
 */
export const chosenMasks: Readonly<Record<SecondMaskName, Signal<SecondMask | null>>> = {
  within: signal(null),
  whiteMatter: signal(null),
};

/** Whether the settings normalise by a white stripe, which takes a mask of white matter. */
export const takesWhiteMatter = computed(() => settings.value.normalise?.method === "whiteStripe");

/** Whether the settings need a mask of white matter, and none is chosen. */
export const lacksWhiteMatter = computed(
  () => takesWhiteMatter.value && chosenMasks.whiteMatter.value === null,
);

/** The masks that are used. White matter stays chosen under settings that do not take it, and is not used then. */
export const usedMasks = computed(
  (): Readonly<Record<SecondMaskName, SecondMask | null>> => ({
    within: chosenMasks.within.value,
    whiteMatter: takesWhiteMatter.value ? chosenMasks.whiteMatter.value : null,
  }),
);

/** The ids of the masks that are used, as the page's worker is asked with them. */
export const usedMaskIds = computed(
  (): SecondMaskIds => ({
    within: usedMasks.value.within?.id ?? null,
    whiteMatter: usedMasks.value.whiteMatter?.id ?? null,
  }),
);
