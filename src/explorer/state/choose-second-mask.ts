import type { SecondMaskName } from "../../messages/naming-mask.ts";
import { ask } from "../work/client.ts";
import { type RegionPlace, regionId, regionName } from "../work/region-id.ts";
import { image } from "./case.ts";
import { chosenMasks } from "./second-masks.ts";
import { isGridMismatch, waiting } from "./waiting.ts";

/** What a mask is read for, as the page says it while it waits. */
const purposes: Readonly<Record<SecondMaskName, string>> = {
  within: "which regions are to be within",
  whiteMatter: "the mask of white matter",
};

/** The ids of the masks that were asked for last. */
const asked: Record<SecondMaskName, string | null> = { within: null, whiteMatter: null };

/** Uses a mask beside those of the regions from now on; null for none. */
export async function chooseSecondMask(
  name: SecondMaskName,
  place: RegionPlace | null,
  resampleMask = false,
): Promise<void> {
  asked[name] = place === null ? null : regionId(place);
  if (place === null) {
    chosenMasks[name].value = null;
    return;
  }
  const of = image.peek()?.id;
  const id = regionId(place);
  await waiting(
    `Reading ${regionName(place)}, ${purposes[name]},`,
    async () => {
      const answer = await ask("readSecondMask", { ...place, name, resampleMask });
      if (image.peek()?.id === of && asked[name] === id) {
        chosenMasks[name].value = { ...answer, place };
      }
    },
    (error) => {
      if (!isGridMismatch(error) || resampleMask) return {};
      const act = () => chooseSecondMask(name, place, true);
      return { remedies: [{ label: "Put it on the image's grid", act }] };
    },
  );
}
