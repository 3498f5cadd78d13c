import type { RegionMask } from "../case/region-mask.ts";
import type { Grid, Identity } from "../volume/volume.ts";
import { chosenRegions } from "./chosen-regions.ts";
import { noteTo } from "./note.ts";
import type { CaseOptions } from "./region-options.ts";
import type { Terminal } from "./terminal.ts";

/** The region of a mask that a command for one region is about; tells what was lost on the way. */
export async function readOneRegion(
  path: string,
  image: Grid & Identity,
  options: CaseOptions,
  err: Terminal["err"],
): Promise<RegionMask> {
  const [region] = await chosenRegions(path, image, options);
  const mask = await region.read();
  mask.notes.forEach(noteTo(err, path));
  return mask;
}
