import type { FileRegion } from "../../../io/region.ts";
import { image, listing, regions, type ShownImage } from "../../state/case.ts";
import { lacksWhiteMatter, type SecondMask, usedMasks } from "../../state/second-masks.ts";
import type { RegionsEntry } from "../../work/listing.ts";
import { isRegionOf, regionId } from "../../work/region-id.ts";
import type { CommandCase, NamedSecondMask } from "./command-line.ts";

/**
 * The open case as command lines name it, one for each file of regions that are open. What the page made itself, and
 * series of DICOM, have stand-ins.
 */
export function openCommandCases(settings: string | null): readonly CommandCase[] {
  const shown = image.value;
  const { volume, suv, spacing } = shown?.reading ?? {};
  const reading = { volume, suv, spacing: spacing?.join(",") };
  const { within, whiteMatter } = usedMasks.value;
  const common = {
    image: nameOf(shown, "IMAGE"),
    within: secondMaskOf(within, "WITHIN_MASK"),
    whiteMatter: lacksWhiteMatter.value
      ? { file: "WHITE_MATTER_MASK", region: null }
      : secondMaskOf(whiteMatter, "WHITE_MATTER_MASK"),
    settings,
  };
  const files = listing.value.regionFiles.filter(({ id }) =>
    regions.value.some((region) => isRegionOf(region.id, id)),
  );
  if (files.length === 0) return [{ ...common, mask: null, reading, regions: [], isOnly: true }];
  return files.map((file, n) => ({
    ...common,
    mask: nameOf(file, "MASK"),
    reading: {
      ...reading,
      // a mask without a spacing takes that of the image
      spacing: reading.spacing ?? (file.picture && spacingOf(shown)),
      "mask-volume": file.volume,
      "resample-mask": isResampled(file),
    },
    ...chosenOf(file),
    out: n === 0 ? "features.json" : `features-${n + 1}.json`,
  }));
}

/** The spacing of an image as an option: without its thickness where that is not known. */
function spacingOf(shown: ShownImage | null): string | undefined {
  const isAssumed = shown?.notes.some(({ code }) => code === "thickness-assumed") === true;
  return shown?.shown.spacing.slice(0, isAssumed ? 2 : 3).join(",");
}

/** The open regions of a file. */
function chosenOf({ id, volume, regions: all }: RegionsEntry) {
  const chosen = all.filter((region) =>
    regions.value.some((one) => one.id === regionId({ file: id, region, volume })),
  );
  const isShared = ({ name }: FileRegion) => all.filter((one) => one.name === name).length > 1;
  return {
    regions: chosen.map((region) => (isShared(region) ? { ...region, name: null } : region)),
    // a mask of one label other than 1 asks for it
    isOnly:
      all.length === chosen.length &&
      chosen.every(({ name, number }) => name !== null || number === 1) &&
      chosen.length < 2,
  };
}

/** A mask beside those of the regions, as the command line names it. */
function secondMaskOf(chosen: SecondMask | null, standIn: string): NamedSecondMask | undefined {
  if (chosen === null) return undefined;
  const { file: id, region } = chosen.place;
  const entry = listing.value.regionFiles.find((one) => one.id === id) ?? null;
  const isShared = (entry?.regions ?? []).filter(({ name }) => name === region.name).length > 1;
  const isOnly = (entry?.regions ?? []).length === 1 && region.number === 1 && region.name === null;
  const named = isShared || region.name === null ? String(region.number) : region.name;
  return { file: nameOf(entry, standIn), region: isOnly ? null : named };
}

/** Whether a region of a file was put on the image's grid; undefined if none was. */
function isResampled({ id }: RegionsEntry): true | undefined {
  const own = regions.value.filter((region) => isRegionOf(region.id, id));
  const { within, whiteMatter } = usedMasks.value;
  const all = [...own, within, whiteMatter];
  return all.some((mask) => mask?.resampled) || undefined;
}

function nameOf(
  one: { readonly id: string; readonly title: string } | null,
  standIn: string,
): string {
  if (one === null) return standIn;
  if (one.id.startsWith("file:")) return one.title;
  return one.id.startsWith("series:image:") ? `${standIn}_FOLDER` : standIn;
}
