import type { Note } from "../messages/note.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import type { CasePaths } from "./blame.ts";
import { type CaseImage, openImage } from "./case-image.ts";
import { type CaseOptions, caseOption, readingOf, wantedOf } from "./case-options.ts";
import { caseSettings } from "./case-reading.ts";
import { type CaseRegion, readRegions } from "./case-region.ts";
import { checkChoice } from "./check-choice.ts";
import { readSecondMask, type SecondMask } from "./second-mask.ts";

/** An image, and regions in it. */
export interface OpenedCase {
  readonly image: Volume;
  /** Those that were asked for, in that order; all in the order of their file. */
  readonly regions: readonly CaseRegion[];
  /** What is to be known about the way the image was read; what is about a mask is said with its region. */
  readonly notes: readonly Note[];
  /** The settings that were given, every default spelled out, with what the options say of them. */
  readonly settings: Settings;
  /** The mask that the regions are to be cut to: `within` of the options of `extract`; absent without one. */
  readonly within?: Volume;
  /** The mask of white matter: `whiteMatter` of the options of `extract`; absent without one. */
  readonly whiteMatter?: Volume;
  /** As they were given; `namingInputs` puts them in front of the errors of measuring. */
  readonly paths: CasePaths;
}

/**
 * Opens an image and regions of a mask: files of any known format, or folders of them.
 *
 * The mask's files are opened once, and its regions read one after another; of several regions only
 * the boxes around them are held, until `mask` asks for the whole. One region that is refused is
 * thrown. In a list (`region: ["GTV-1", "GTV-2"]`, `allRegions`) a region that is refused leaves the
 * others alone: its `mask` throws, which `extractRegions` takes for that region's error.
 *
 * @param image its path, or what `openImage` gave, where several masks belong to one image
 * @param mask its path: the image's where the image's own folder holds the regions
 * @throws VoxomicsError as `readFile` does, with the path of the file to blame in front:
 *   `geometry-mismatch` for a mask on another grid (which `resampleMask` puts on the image's), or of
 *   which more than `largestLoss` lies outside the image; `invalid-settings` for options and settings;
 *   the signal's reason if that is aborted
 *
 * @example
 * ```ts
 * import { extract, openCase } from "voxomics/node";
 *
 * const { image, regions } = await openCase("study/ct", "study/rtstruct.dcm", { region: "GTV-1" });
 * for (const { title, mask } of regions) console.log(title, extract(image, mask()).features.length);
 * ```
 */
export async function openCase(
  image: string | CaseImage,
  mask: string,
  options: CaseOptions = {},
): Promise<OpenedCase> {
  const reading = readingOf(options);
  const wanted = wantedOf(options);
  const { settings: given = {}, nameOption = caseOption, pool, signal } = options;
  const { within: around, withinRegion, whiteMatter: white, whiteMatterRegion } = options;
  const settings = caseSettings(resolveSettings(given), reading);
  checkArgument(mask, "mask", "text");
  if (around !== undefined) checkArgument(around, "within", "text");
  if (white !== undefined) checkArgument(white, "whiteMatter", "text");
  checkChoice(wanted, options, settings);
  signal?.throwIfAborted();
  const opened = typeof image === "string" ? await openImage(image, { ...reading, pool }) : image;
  checkArgument(opened, "image", { path: "text", volume: "object", description: "object" });
  signal?.throwIfAborted();
  const read = async (
    option: "within" | "whiteMatter",
    from: string | undefined,
    region: string | number | null = null,
  ): Promise<SecondMask | null> => {
    if (from === undefined) return null;
    const source = { image: opened, path: from, region, reading, settings, pool };
    const second = await readSecondMask(option, source);
    signal?.throwIfAborted();
    return second;
  };
  const within = await read("within", around, withinRegion);
  const whiteMatter = await read("whiteMatter", white, whiteMatterRegion);
  const source = { image: opened, mask, reading, settings, within, whiteMatter, nameOption, pool };
  const regions = await readRegions(source, wanted, signal);
  const { volume, notes, path } = opened;
  const second = {
    ...(within === null ? {} : { within: within.volume }),
    ...(whiteMatter === null ? {} : { whiteMatter: whiteMatter.volume }),
  };
  return { image: volume, regions, notes, settings, ...second, paths: { image: path, mask } };
}
