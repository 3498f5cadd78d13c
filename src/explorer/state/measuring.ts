import { ask } from "../work/client.ts";
import { image } from "./case.ts";
import { longWork } from "./long-call.ts";
import { outcome } from "./outcome.ts";
import { usedMaskIds, usedMasks } from "./second-masks.ts";
import { settings } from "./settings.ts";

/** The measurement of regions. */
export const measuring = longWork();

/** Measures regions of the open image, by their ids, with the settings as they are now. */
export function measureRegions(regions: readonly string[]): Promise<void> {
  const of = image.peek()?.id;
  const now = settings.peek();
  const masks = usedMasks.peek();
  const ids = usedMaskIds.peek();
  return measuring.begin(
    (watch) => ask("measure", { regions, ...ids, settings: now }, watch),
    (measured) => {
      outcome.value = { settings: now, masks, measured };
    },
    () => image.peek()?.id === of,
  );
}
