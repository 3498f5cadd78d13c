import { maskReading } from "../case/case-reading.ts";
import { namingMaskOptions } from "../case/mask-advice.ts";
import { type RegionMask, regionMask } from "../case/region-mask.ts";
import { isDigits, nameOrNumber } from "../io/choose-region.ts";
import type { Region } from "../io/region.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { quoted } from "../messages/wording.ts";
import { openFile } from "../node/read-file.ts";
import type { Grid, Identity } from "../volume/volume.ts";
import type { CaseOptions, RegionOptions } from "./region-options.ts";

/** A region that was asked for, to be read when its turn comes. */
export interface ChosenRegion {
  /** As far as known before it is read: the mask's label, or the region's number in its file. */
  readonly label: number | null;
  readonly region: string | null;
  /** What messages call it: `region "GTV-1"`; null for what a mask holds as a whole. */
  readonly title: string | null;
  readonly read: () => Promise<RegionMask>;
}

/** Whether the options ask for several regions, however many there are then. */
export function asksForSeveral({ label = [], region = [], allRegions }: RegionOptions): boolean {
  return allRegions === true || label.length > 1 || region.length > 1;
}

/**
 * The regions of a mask that the options ask for, each once; without a wish, what the mask holds as a
 * whole.
 *
 * @param image the grid that masks have to lie on
 * @throws VoxomicsError as opening the mask's files does; what is wrong with one region is thrown when
 *   that is read
 */
export async function chosenRegions(
  path: string,
  image: Grid & Identity,
  options: CaseOptions,
): Promise<readonly ChosenRegion[]> {
  const files = await namingMaskOptions(() => openFile(path, maskReading(options, image)));
  const placing = { ...options, path, image };
  const choice = (wanted: Region | string | number): ChosenRegion => {
    const { label, region } = keyOf(wanted);
    const title = region === null ? `label ${label}` : `region ${quoted(region)}`;
    const read = async () => {
      const chosen = isDigits(wanted) ? nameOrNumber(await files.regions(), wanted) : wanted;
      const mask = await namingMaskOptions(() => files.mask(chosen));
      return regionMask(mask, keyOf(chosen), placing);
    };
    return { label, region, title, read };
  };

  const { label = [], region = [], allRegions } = options;
  if (allRegions) return (await namingMaskOptions(() => files.regions())).map(choice);
  const wanted = [...new Set([...label, ...region])];
  if (wanted.length > 0) return wanted.map(choice);
  const read = async () =>
    regionMask(
      await namingMaskOptions(() => files.volume()).catch(askForOne),
      { label: null, region: null },
      placing,
    );
  return [{ label: null, region: null, title: null, read }];
}

function keyOf(wanted: Region | string | number): Pick<ChosenRegion, "label" | "region"> {
  if (typeof wanted === "object") return { label: wanted.number, region: wanted.name };
  return typeof wanted === "number"
    ? { label: wanted, region: null }
    : { label: null, region: wanted };
}

/** Names the options that choose, if the mask holds several regions. */
function askForOne(error: unknown): never {
  if (!(error instanceof VoxomicsError) || error.details.known === undefined) throw error;
  const { code, message, details } = error;
  throw new VoxomicsError(code, `${message} (--region NAME, --label N)`, details, { cause: error });
}
