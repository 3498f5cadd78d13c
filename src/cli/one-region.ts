import { optionName } from "../case/reading-options.ts";
import type { RegionMask } from "../case/region-mask.ts";
import { unusedOptionNotes } from "../case/unused-options.ts";
import type { DescribedVolume } from "../io/read.ts";
import { chosenRegions } from "./chosen-regions.ts";
import { noteTo } from "./note.ts";
import type { CaseOptions } from "./region-options.ts";
import type { Terminal } from "./terminal.ts";

/** The region of a mask that a command for one region is about; tells what was lost on the way. */
export async function readOneRegion(
  path: string,
  { volume, description }: Pick<DescribedVolume, "volume" | "description">,
  options: CaseOptions,
  err: Terminal["err"],
): Promise<RegionMask> {
  const [region] = await chosenRegions(path, volume, options);
  const mask = await region.read();
  const files = { image: description.format, mask: mask.source.description.format };
  const unused = unusedOptionNotes(options, files, (option) => `--${optionName(option)}`);
  const notes = [...mask.notes, ...unused];
  notes.forEach(noteTo(err, path));
  return { ...mask, notes };
}
