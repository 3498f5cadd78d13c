import { resolve } from "node:path";
import { groupBy } from "../base/group-by.ts";
import type { Watch } from "../base/watch.ts";
import { caseNotes } from "../case/case-notes.ts";
import type { CaseReading } from "../case/case-reading.ts";
import { optionName } from "../case/reading-options.ts";
import type { RegionMask } from "../case/region-mask.ts";
import { unusedOptionNotes } from "../case/unused-options.ts";
import type { FileDescription } from "../io/format.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { type KeptMask, keepMask } from "../processing/kept-mask.ts";
import { type RefusedRegion, type Report, type ReportedVolume, report } from "../report/report.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import type { ChosenRegion } from "./chosen-regions.ts";
import { flagOf } from "./flag-of.ts";
import { blame } from "./naming-inputs.ts";
import { extractInWorkers } from "./workers.ts";

/** An image whose regions are measured. */
export interface MeasuredImage {
  readonly paths: { readonly image: string; readonly mask: string };
  readonly volume: Volume;
  /** What the image's files say about themselves. */
  readonly description: FileDescription;
  readonly reported: ReportedVolume;
  /** What is to be said about the way the image was read. */
  readonly notes: readonly Note[];
  readonly settings: SettingsInput;
  /** How image and mask were asked to be read. */
  readonly reading: CaseReading;
  /** How many threads may work. Default: as many as there are cores. */
  readonly workers: number | undefined;
  readonly watch: Watch;
  /** Told what is to be said about the regions, as it becomes known. */
  readonly note: (note: Pick<Note, "message">) => void;
}

/** What came of several regions. */
export interface MeasuredRegions {
  readonly reports: readonly Report[];
  readonly refused: readonly { readonly record: RefusedRegion; readonly error: VoxomicsError }[];
}

/** The report of one region. */
export async function measureRegion(image: MeasuredImage, region: ChosenRegion): Promise<Report> {
  try {
    const mask = withCaseNotes(image, await region.read());
    tell(image, region, mask.notes);
    const { volume, settings, workers, watch } = image;
    const [outcome] = await extractInWorkers(volume, [mask.volume], settings, workers, watch);
    if (outcome.error !== null) throw outcome.error;
    tell(image, region, newNotes(outcome.extraction.notes, mask.notes));
    return report(outcome.extraction, sourcesOf(image, mask));
  } catch (error) {
    throw blame(error, image.paths);
  }
}

/** The reports of several regions; one that is refused leaves the others alone. */
export async function measureRegions(
  image: MeasuredImage,
  regions: readonly ChosenRegion[],
): Promise<MeasuredRegions> {
  // kept until all are read: masks come from files one after the other, filters take all together
  const read: (readonly [ChosenRegion, Omit<RegionMask, "volume">, KeptMask])[] = [];
  const refused: MeasuredRegions["refused"][number][] = [];
  const refuse = ({ label, region }: ChosenRegion, thrown: unknown): void => {
    if (!(thrown instanceof VoxomicsError)) throw thrown;
    const message = messageNaming(thrown, flagOf);
    refused.push({ record: { label, region, code: thrown.code, message }, error: thrown });
  };
  // options are those of all regions
  const said = new Set<string>();
  for (const region of regions) {
    try {
      const { volume, ...mask } = withCaseNotes(image, await region.read());
      const unsaid = mask.notes.filter(({ code, message }) => code !== "option-unused" || !said.has(message)); // biome-ignore format: one line
      for (const { message } of unsaid) said.add(message);
      tell(image, region, unsaid);
      read.push([region, mask, keepMask(volume)]);
    } catch (error) {
      refuse(region, blame(error, image.paths, region.title));
    }
  }
  const { volume, settings, workers, watch } = image;
  const masks = read.map(([, , mask]) => mask);
  const outcomes = await extractInWorkers(volume, masks, settings, workers, watch);
  const notes: TitledNote[] = [];
  const reports = outcomes.flatMap(({ extraction, error }, n) => {
    const [region, mask] = read[n];
    if (error === null) {
      const unsaid = newNotes(extraction.notes, mask.notes);
      notes.push(...unsaid.map((note) => ({ title: region.title, note })));
      return report(extraction, sourcesOf(image, mask));
    }
    refuse(region, blame(error, image.paths, region.title));
    return [];
  });
  tellTogether(image, notes, reports.length);
  return { reports, refused };
}

/** A mask with what is to be said about it beside the image and the settings. */
function withCaseNotes(
  { paths, description, settings, reading }: MeasuredImage,
  mask: RegionMask,
): RegionMask {
  const image = { path: resolve(paths.image), description };
  const source = { ...mask.source, path: resolve(mask.source.path) };
  const files = { image: description.format, mask: source.description.format };
  const unused = unusedOptionNotes(reading, files, (option) => `--${optionName(option)}`);
  return { ...mask, notes: [...mask.notes, ...caseNotes(image, source, settings), ...unused] };
}

function tell({ note }: MeasuredImage, { title }: ChosenRegion, notes: readonly Note[]): void {
  for (const { message } of notes) {
    note({ message: title === null ? message : `${title}: ${message}` });
  }
}

/** Notes that do not say what was said before. */
function newNotes(notes: readonly Note[], said: readonly Note[]): readonly Note[] {
  return notes.filter(({ message }) => said.every((one) => one.message !== message));
}

interface TitledNote {
  readonly title: string | null;
  readonly note: Note;
}

/** Tells what is to be said of several regions in the same words once, with the regions' titles. */
function tellTogether(
  { note: print }: MeasuredImage,
  notes: readonly TitledNote[],
  regions: number,
) {
  for (const [message, same] of groupBy(notes, ({ note }) => note.message)) {
    const titles = same.flatMap(({ title }) => title ?? []);
    const all = regions > 1 && titles.length === regions;
    const what = all ? `all ${regions} regions` : titles.join(", ");
    print({ message: what === "" ? message : `${what}: ${message}` });
  }
}

function sourcesOf(image: MeasuredImage, mask: Omit<RegionMask, "volume">) {
  const { reported, label, region } = mask;
  const notes = [...image.notes, ...mask.notes];
  return { image: image.reported, mask: reported, label, region, notes };
}
