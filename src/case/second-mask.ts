import { isDigits, nameOrNumber } from "../io/choose-region.ts";
import { nameFile } from "../io/name-file.ts";
import type { ReadOptions } from "../io/read-options.ts";
import type { Advice } from "../messages/advice.ts";
import type { ErrorPlace } from "../messages/error-details.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import type { SecondMaskName } from "../messages/naming-mask.ts";
import type { Note } from "../messages/note.ts";
import { openFile } from "../node/read-file.ts";
import type { ReportedVolume } from "../report/report.ts";
import type { Settings } from "../settings/settings.ts";
import { asMask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import type { CaseImage } from "./case-image.ts";
import { type CaseReading, given, maskReading } from "./case-reading.ts";
import { regionMask } from "./region-mask.ts";

/** A mask beside that of the regions of a case: what they are cut to, or white matter. */
export interface SecondMask {
  readonly volume: Volume;
  readonly reported: ReportedVolume;
  readonly notes: readonly Note[];
}

/** Where a second mask comes from. */
export interface SecondMaskSource {
  readonly image: CaseImage;
  /** Path of its files. */
  readonly path: string;
  /** Its region by name or number; null for what the files hold as a whole. */
  readonly region: string | number | null;
  readonly reading: CaseReading;
  readonly settings: Pick<Settings, "mask">;
  readonly pool?: ReadOptions["pool"] | undefined;
}

/**
 * Reads a second mask, on the image's grid. Any part of it may lie outside the image.
 *
 * @param option that it is given as
 * @throws VoxomicsError as `readFile` does, with its path in front; `geometry-mismatch`
 */
export async function readSecondMask(
  option: SecondMaskName,
  source: SecondMaskSource,
): Promise<SecondMask> {
  const { image, path, region, reading, settings, pool } = source;
  // options about the mask of the regions say nothing of this one
  const { maskSeries: _, maskVolume: __, maskThreshold: ___, threshold: ____, ...own } = reading;
  const files = await openFile(path, { ...maskReading(own, image.volume), ...given({ pool }) });
  try {
    const wanted =
      region !== null && isDigits(region) ? nameOrNumber(await files.regions(), region) : region;
    const described = await (wanted === null ? files.volume() : files.mask(wanted));
    const placing = { ...own, path, image: image.volume, largestLoss: 1 };
    const nothing = { label: null, region: null };
    const { volume, reported, notes } = regionMask(described, nothing, placing);
    const isOfLabels = option === "within" && (settings.mask?.within ?? null) !== null;
    if (!isOfLabels) asMask(volume);
    const asked = region === null ? reported : { ...reported, region: String(region) };
    return { volume, reported: asked, notes };
  } catch (error) {
    if (!(error instanceof VoxomicsError) || error.details.path !== undefined) throw error;
    throw nameFile(path, advisingRegion(error, `${option}Region`));
  }
}

/** An error that leaves regions to choose from, with the option that chooses one here. */
function advisingRegion(error: VoxomicsError, option: string): VoxomicsError {
  const { advice, known, ...others } = error.details as ErrorPlace & { readonly known?: unknown };
  if (advice === undefined && known === undefined) return error;
  if (error.code === "geometry-mismatch") return error; // its advice is about grids
  const chooses: Advice = { option, value: "NAME", does: "takes one region of it" };
  const details = { ...others, advice: [chooses] };
  return new VoxomicsError(
    error.code,
    messageNaming(error, () => null),
    details,
    { cause: error },
  );
}
