import { image, listing, regions } from "../../state/case.ts";
import { isRegionOf, regionId } from "../../work/region-id.ts";
import type { CommandCase } from "./command-line.ts";

/** The open case as a command line names it. What the page made itself, and series of DICOM, have stand-ins. */
export function openCommandCase(settings: string | null): CommandCase {
  const shown = image.value;
  const files = listing.value.regionFiles.filter(({ id }) =>
    regions.value.some((region) => isRegionOf(region.id, id)),
  );
  const [file] = files;
  const all = file?.regions ?? [];
  const volume = file?.volume;
  const chosen = all.filter((region) =>
    regions.value.some(({ id }) => id === regionId({ file: file.id, region, volume })),
  );
  return {
    image: nameOf(shown, "IMAGE"),
    mask: file === undefined ? null : nameOf(file, "MASK"),
    reading: {
      volume: shown?.reading.volume,
      suv: shown?.reading.suv,
      "mask-volume": volume,
    },
    regions: chosen,
    isOnly: all.length === chosen.length && chosen.length < 2,
    settings,
  };
}

function nameOf(
  one: { readonly id: string; readonly title: string } | null,
  standIn: string,
): string {
  if (one === null) return standIn;
  if (one.id.startsWith("file:")) return one.title;
  return one.id.startsWith("series:") ? `${standIn}_FOLDER` : standIn;
}
