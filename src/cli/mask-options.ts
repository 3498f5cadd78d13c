import { type Command, InvalidArgumentError, Option } from "commander";
import type { ReadOptions } from "../io/read-options.ts";
import type { Grid } from "../volume/volume.ts";

/** What a mask is called in the help of every command. */
export const maskArgument =
  "the region: 0 and 1, labels, a segmentation of 3D Slicer, DICOM SEG or RTSTRUCT";

/** How a mask is read, and which of its regions is meant. */
export interface MaskOptions {
  readonly label?: readonly number[];
  readonly region?: readonly string[];
  readonly allRegions?: true;
  readonly maskSeries?: string;
  readonly threshold?: number;
  readonly slabThickness?: number;
  readonly resampleMask?: true;
}

/**
 * Adds the options that choose regions of a mask and say how they become voxels.
 *
 * @param several whether the command measures several regions, or one
 */
export function addMaskOptions(command: Command, several: boolean): Command {
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
  command.addOption(label.conflicts(["region", "allRegions"]));
  command.addOption(region.conflicts(["label", "allRegions"]));
  if (several) command.option("--all-regions", "every region of the mask, one after the other");
  command.option("--mask-series <uid>", "the DICOM series of this Series Instance UID is the mask");
  return addVoxelOptions(command);
}

/** Adds the options that say how regions become voxels. */
export function addVoxelOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--threshold <fraction>",
        "voxels of a fractional DICOM SEG count from this fraction on (default: 0.5)",
      ).argParser(toFraction),
    )
    .addOption(
      new Option(
        "--slab-thickness <mm>",
        "how thick a slab each contour of an RTSTRUCT stands for (default: one slice)",
      ).argParser(toLength),
    )
    .option("--resample-mask", "put a mask of another grid on the image's, by nearest neighbour");
}

/** The options that reading the mask of an image takes. */
export function maskReading(
  { maskSeries: series, threshold, slabThickness }: MaskOptions,
  grid: Grid,
): ReadOptions {
  return {
    grid,
    ...(series === undefined ? {} : { series }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(slabThickness === undefined ? {} : { slabThickness }),
  };
}

/** What is wrong with a choice of a command that measures one region; null if it is one. */
export function severalChosen({ label = [], region = [] }: MaskOptions): string | null {
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

function toFraction(text: string): number {
  const fraction = Number(text);
  if (text.trim() !== "" && fraction > 0 && fraction <= 1) return fraction;
  throw new InvalidArgumentError("Expected a number above 0 and at most 1.");
}

function toLength(text: string): number {
  const length = Number(text);
  if (text.trim() !== "" && length > 0 && Number.isFinite(length)) return length;
  throw new InvalidArgumentError("Expected a number of mm above 0.");
}
