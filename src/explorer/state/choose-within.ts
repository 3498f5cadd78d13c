import { ask } from "../work/client.ts";
import { type RegionPlace, regionId, regionName } from "../work/region-id.ts";
import { image } from "./case.ts";
import { isGridMismatch, waiting } from "./waiting.ts";
import { within } from "./within.ts";

let chosen: string | null = null;

/** Cuts regions of the open image to a mask from now on; null to none. */
export async function chooseWithin(place: RegionPlace | null, resampleMask = false): Promise<void> {
  chosen = place === null ? null : regionId(place);
  if (place === null) {
    within.value = null;
    return;
  }
  const of = image.peek()?.id;
  const id = regionId(place);
  await waiting(
    `Reading ${regionName(place)}, which regions are to be within,`,
    async () => {
      const answer = await ask("readWithin", { ...place, resampleMask });
      if (image.peek()?.id === of && chosen === id) within.value = { ...answer, place };
    },
    (error) => {
      if (!isGridMismatch(error) || resampleMask) return {};
      const act = () => chooseWithin(place, true);
      return { remedies: [{ label: "Put it on the image's grid", act }] };
    },
  );
}
