import { resolve } from "node:path";
import { isDigits, nameOrNumber } from "../io/choose-region.ts";
import type { OpenFiles } from "../io/read.ts";
import type { ReadOptions } from "../io/read-options.ts";
import type { FileRegion } from "../io/region.ts";
import { adviceIn, type NameOption } from "../messages/advice.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { quoted } from "../messages/phrases.ts";
import { openFile } from "../node/read-file.ts";
import { type KeptMask, keepMask, restoreMask } from "../processing/kept-mask.ts";
import { componentsApart } from "../regions/components-apart.ts";
import type { ReportSources } from "../report/report.ts";
import type { Settings } from "../settings/settings.ts";
import { asMask } from "../volume/mask.ts";
import { checkVolume, type Volume } from "../volume/volume.ts";
import { blame } from "./blame.ts";
import type { CaseImage } from "./case-image.ts";
import { caseNotes } from "./case-notes.ts";
import type { Wanted } from "./case-options.ts";
import { type CaseReading, given, maskReading } from "./case-reading.ts";
import type { PlacedVoxels } from "./lost-voxels.ts";
import { regionMask } from "./region-mask.ts";
import type { SecondMask } from "./second-mask.ts";
import { unusedOptionNotes } from "./unused-options.ts";

/** A region of a case, or one of several that was refused. */
export type CaseRegion = ReadRegion | RefusedCaseRegion;

/** What a region is called. */
interface RegionName {
  /** Its name in its file; null if it has none, as the labels of a label map. */
  readonly name: string | null;
  /** Its label, segment number or ROI number; null where neither the choice nor the file has one. */
  readonly number: number | null;
  /** What messages call it: `region "GTV-1"`, `label 2`; null for what a mask holds as a whole. */
  readonly title: string | null;
}

/** A region that was read. */
export interface ReadRegion extends RegionName {
  /** The voxels of the region on the image's grid, ready for `extract`. */
  readonly mask: () => Volume;
  /**
   * The mask as it is held in memory: of one of several regions only the box around it.
   * `Pool.extractRegions` takes either.
   */
  readonly held: Volume | KeptMask;
  /** What was left out or changed on the way, and what image, mask and settings say together. */
  readonly notes: readonly Note[];
  /**
   * Voxels before and after the mask was put on the image's grid, and those outside it. null where
   * neither was that asked for nor did its reader cut it.
   */
  readonly placed: PlacedVoxels | null;
  /** What `toReport` takes beside an extraction. */
  readonly sources: Required<Omit<ReportSources, "within" | "whiteMatter">> &
    Pick<ReportSources, "within" | "whiteMatter">;
  readonly error: null;
}

/** One of several regions that was refused. */
export interface RefusedCaseRegion extends RegionName {
  /** Throws the error. */
  readonly mask: () => never;
  readonly notes: readonly Note[];
  readonly error: VoxomicsError;
}

/** Where the regions of a case come from, and what they are read and measured with. */
export interface RegionSource {
  readonly image: CaseImage;
  /** Path of the mask. */
  readonly mask: string;
  readonly reading: CaseReading;
  readonly settings: Settings;
  /** The mask that the regions are cut to; null for none. */
  readonly within: SecondMask | null;
  /** The mask of white matter; null for none. */
  readonly whiteMatter: SecondMask | null;
  /** What notes and messages call an option. */
  readonly nameOption: NameOption;
  /** What decodes compressed frames side by side. */
  readonly pool?: ReadOptions["pool"] | undefined;
}

/**
 * Reads regions one after another; the mask's files are opened once.
 *
 * @throws VoxomicsError as opening the mask's files does; what is wrong with a region that is the only
 *   one is thrown, and becomes that region's error in a list
 */
export async function readRegions(
  source: RegionSource,
  { several, regions }: Wanted,
  signal: AbortSignal | undefined,
): Promise<CaseRegion[]> {
  const { image, mask, reading, pool } = source;
  const paths = { image: image.path, mask };
  const asked = { ...maskReading(reading, image.volume), ...given({ pool }) };
  const files = await namingMaskOptions(() => openFile(mask, asked));
  const chosen = regions ?? (await namingMaskOptions(() => files.regions()));
  const read: CaseRegion[] = [];
  for (const wanted of several ? chosen : [chosen.at(0) ?? null]) {
    signal?.throwIfAborted();
    const name = nameOf(wanted);
    try {
      read.push(...(await readRegion(files, wanted, several, source)));
    } catch (thrown) {
      const error = blame(thrown, paths, several ? name.title : null);
      if (!several || !(error instanceof VoxomicsError)) throw error;
      const refuse = () => {
        throw error;
      };
      read.push({ ...name, mask: refuse, notes: [], error });
    }
  }
  return read;
}

/** @param wanted null for what the mask holds as a whole */
async function readRegion(
  files: OpenFiles,
  wanted: FileRegion | string | number | null,
  several: boolean,
  { image, mask: path, reading, settings, within, whiteMatter, nameOption }: RegionSource,
): Promise<ReadRegion[]> {
  const { chosen, described } = await namingMaskOptions(async () => {
    if (wanted === null) {
      const whole = files.volume().catch((error) => askForOne(error, nameOption));
      return { chosen: null, described: await whole };
    }
    const chosen = isDigits(wanted) ? nameOrNumber(await files.regions(), wanted) : wanted;
    return { chosen, described: await files.mask(chosen) };
  });
  const { name: region, number: label } = nameOf(chosen);
  const { threshold = null, labels = null, components = "all" } = settings.mask ?? {};
  const isWhole = chosen === null && threshold === null && labels === null;
  if (isWhole && resolve(path) !== resolve(image.path)) {
    checkChosen(described.volume, nameOption);
  }
  const placing = { ...reading, path, image: image.volume };
  const read = regionMask(described, { label, region }, placing);
  const { description } = read.source;
  const formats = { image: image.description.format, mask: description.format };
  const notes = [
    ...read.notes,
    ...(within?.notes ?? []),
    ...(whiteMatter?.notes ?? []),
    ...caseNotes(
      { ...image, path: resolve(image.path) },
      { path: resolve(path), description },
      settings,
      nameOption,
    ),
    ...unusedOptionNotes(
      reading,
      formats,
      ({ key }) => nameOption({ option: key, value: null }) ?? key,
    ),
  ];
  const { title } = nameOf(wanted);
  const regionOf = (held: Volume | KeptMask, part: string | null): ReadRegion => {
    const of = (whole: string | null) =>
      part === null ? whole : whole === null ? part : `${whole} ${part}`;
    const labelled = part === null || read.label === null ? null : `label ${read.label}`;
    const own = of(read.region ?? labelled);
    return {
      name: own,
      number: read.label,
      title: of(title),
      mask: () => ("kept" in held ? restoreMask(held) : held),
      held,
      notes,
      placed: read.placed,
      sources: {
        image: image.reported,
        mask: read.reported,
        ...(within === null ? {} : { within: within.reported }),
        ...(whiteMatter === null ? {} : { whiteMatter: whiteMatter.reported }),
        label: read.label,
        region: own,
        notes: [...image.notes, ...notes],
      },
      error: null,
    };
  };
  if (settings.mask === null || components !== "apart") {
    return [regionOf(several ? keepMask(read.volume) : read.volume, null)];
  }
  const apart = componentsApart(checkVolume(read.volume, "mask"), settings.mask);
  return apart.map((held, n) => regionOf(held, `component ${n + 1}`));
}

/** Refuses a label map of which no label was chosen. */
function checkChosen({ data, ...grid }: Volume, nameOption: NameOption): void {
  const isLabels = data.every((value) => Number.isInteger(value) && value >= 0);
  if (!isLabels || !data.some((value) => value > 1)) return;
  try {
    asMask({ ...grid, data });
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const statement = messageNaming(error, () => null);
    const each = { option: "allRegions", value: null, does: "takes each label by itself" };
    const isThere = nameOption(each) !== null;
    const advice = [...adviceIn(error.details), ...(isThere ? [each] : [])];
    throw new VoxomicsError(error.code, statement, { ...error.details, advice }, { cause: error });
  }
}

/** What a choice says of a region before it is read. */
function nameOf(wanted: FileRegion | string | number | null): RegionName {
  if (wanted === null) return { name: null, number: null, title: null };
  if (typeof wanted === "number") return { name: null, number: wanted, title: `label ${wanted}` };
  const name = typeof wanted === "string" ? wanted : wanted.name;
  const number = typeof wanted === "string" ? null : wanted.number;
  return { name, number, title: name === null ? `label ${number}` : `region ${quoted(name)}` };
}

/** What options of reading are called where they are about the mask of a case. */
const ofMask: Readonly<Record<string, string>> = { series: "maskSeries", volume: "maskVolume" };

/** The result of reading a mask; an error that it throws names the options that are about masks. */
export async function namingMaskOptions<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const advice = adviceIn(error.details);
    if (!advice.some(({ option }) => option in ofMask)) throw error;
    const statement = messageNaming(error, () => null);
    const named = advice.map((one) => ({ ...one, option: ofMask[one.option] ?? one.option }));
    const details = { ...error.details, advice: named };
    throw new VoxomicsError(error.code, statement, details, { cause: error });
  }
}

/** Names the options that choose, if the mask holds several regions. */
function askForOne(error: unknown, nameOption: NameOption): never {
  if (!(error instanceof VoxomicsError) || error.details.known === undefined) throw error;
  const { code, message, details } = error;
  const choices = [{ option: "region", value: "NAME" }, { option: "label", value: "N" }]; // biome-ignore format: one line
  const named = choices.flatMap((choice) => nameOption(choice) ?? []).join(", ");
  throw new VoxomicsError(code, `${message} (${named})`, details, { cause: error });
}
