import { type Command, InvalidArgumentError, Option } from "commander";
import type { CaseOptions } from "../case/case-options.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { ReadRegion } from "../case/case-region.ts";
import type { OpenedCase } from "../case/open-case.ts";
import type { NameOption } from "../messages/advice.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { readingIn } from "./case-options.ts";
import { flagOf } from "./flag-of.ts";
import { addMarginOptions, type MarginFlags } from "./margin-options.ts";

/** The description of an image in the help of every command. */
export const imageArgument =
  "intensities: NIfTI, NRRD, MetaImage, MGH, PNG, TIFF, DICOM or a folder of DICOM files";

/** The description of a mask in the help of every command. */
export const maskArgument =
  "the region: 0 and 1, labels, a segmentation of 3D Slicer, DICOM SEG or RTSTRUCT";

/** The options that choose regions of a mask. */
export interface RegionFlags {
  readonly label?: readonly number[];
  readonly region?: readonly string[];
  readonly allRegions?: true;
}

/** The reading options of a case, and those that choose its regions. */
export interface CaseFlags extends CaseReading, RegionFlags, MarginFlags {
  /** Path of the mask that regions are cut to, and its region. */
  readonly within?: string;
  readonly withinRegion?: string;
  /** Path of the mask of white matter, and its region. */
  readonly whiteMatter?: string;
  readonly whiteMatterRegion?: string;
}

/**
 * Adds the options that choose regions of a mask, and those that make other regions of them.
 *
 * @param several whether the command can measure several regions
 */
export function addRegionOptions(command: Command, several: boolean): Command {
  const [labels, names] = several
    ? [
        "the voxels with these labels, each a region: 2, or 1,2,3",
        "the region of this name (repeatable)",
      ]
    : ["the voxels with this label", "the region of this name"];
  const label = new Option(`--label <n${several ? ",..." : ""}>`, labels).argParser(
    (text, before: readonly number[] = []) => [...before, ...toLabels(text, several)],
  );
  const region = new Option("--region <name>", names).argParser(
    (text, before: readonly string[] = []) => [...before, text],
  );
  const all = new Option("--all-regions", "every region of the mask, one after the other");
  // with a threshold the region is all voxels from a value on, so no label or name can be chosen
  command.addOption(label.conflicts(["region", "allRegions", "maskThreshold"]));
  command.addOption(region.conflicts(["label", "allRegions", "maskThreshold"]));
  if (several) command.addOption(all.conflicts("maskThreshold"));
  return addMarginOptions(command)
    .option("--within <path>", "cut the region, grown or ring, to this mask: lung, liver, body")
    .option("--within-region <name>", "the region of that mask, by name or number")
    .option(
      "--white-matter <path>",
      "white matter or the brain, for settings that normalise by its white stripe",
    )
    .option("--white-matter-region <name>", "the region of that mask, by name or number");
}

/** Whether the options ask for several regions; the mask may hold only one. */
export function asksForSeveral({ label = [], region = [], allRegions }: RegionFlags): boolean {
  return allRegions === true || label.length > 1 || region.length > 1;
}

/** The options of a command as `openCase` takes them. */
export function openingOf(options: CaseFlags): CaseOptions {
  const { label, region, allRegions } = options;
  const choice = asksForSeveral(options)
    ? { label, region, allRegions }
    : { label: label?.[0], region: region?.[0] };
  const { within, withinRegion, whiteMatter, whiteMatterRegion } = options;
  const second = { within, withinRegion, whiteMatter, whiteMatterRegion };
  return { ...readingIn(options), ...choice, ...second, nameOption: flagOf };
}

/** `openingOf` for a command that measures one region and has no `--all-regions`. */
export function openingOfOne(options: CaseFlags): CaseOptions {
  const nameOption: NameOption = (one) => (one.option === "allRegions" ? null : flagOf(one));
  return { ...openingOf(options), nameOption };
}

/**
 * The region of a case for a command that measures one.
 *
 * @throws VoxomicsError `invalid-settings` where the settings make several regions of the mask
 */
export function onlyRegion({ regions, settings }: OpenedCase): ReadRegion {
  const [region] = regions; // openCase throws if the only region is refused
  if (regions.length > 1) {
    const { components } = settings.mask ?? {};
    const message = `mask.components: found ${found(components)} and ${regions.length} components, expected "largest" or "all" for a command that measures one region`;
    throw new VoxomicsError("invalid-settings", message, { problems: [message] });
  }
  return region as ReadRegion;
}

/** The paths of the masks that are given beside that of the regions. */
export function secondMasks({ within, whiteMatter }: CaseFlags): readonly string[] {
  return [within ?? [], whiteMatter ?? []].flat();
}

/** Why the region of a second mask is refused where there is no such mask; null if there is one, or no region. */
export function withoutSecondMask(options: CaseFlags): string | null {
  const { within, withinRegion, whiteMatter, whiteMatterRegion } = options;
  const refuse = (flag: string, path: string | undefined, region: string | undefined) =>
    region === undefined || path !== undefined
      ? null
      : `option '${flag}-region': found ${found(region)} without '${flag}', expected the mask that it is of`;
  return (
    refuse("--within", within, withinRegion) ??
    refuse("--white-matter", whiteMatter, whiteMatterRegion)
  );
}

/** Why a choice is refused by a command that measures one region; null if it chooses one. */
export function severalChosen({ label = [], region = [] }: RegionFlags): string | null {
  if (label.length > 1) return `option '--label': found ${label.length} labels, expected one`;
  if (region.length > 1) return `option '--region': found ${region.length} regions, expected one`;
  return null;
}

function toLabels(text: string, several: boolean): readonly number[] {
  const parts = text.split(",").map((part) => part.trim());
  const labels = parts.map(Number);
  const sound = labels.every(
    (label, n) => /^\d+$/.test(parts[n]) && label >= 1 && Number.isSafeInteger(label),
  );
  if (sound && (several || labels.length === 1)) return labels;
  const one = "a whole number from 1";
  throw new InvalidArgumentError(`Expected ${several ? `${one}, or several with commas` : one}.`);
}
