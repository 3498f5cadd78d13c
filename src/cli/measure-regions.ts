import { groupBy } from "../base/group-by.ts";
import type { Watch } from "../base/watch.ts";
import { blame } from "../case/blame.ts";
import type { CaseRegion, ReadRegion } from "../case/case-region.ts";
import type { OpenedCase } from "../case/open-case.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { type RefusedRegion, type Report, toReport } from "../report/report.ts";
import { flagOf } from "./flag-of.ts";
import { extractInWorkers } from "./workers.ts";

/** How the regions of a case are measured. */
export interface Measuring {
  /** Largest number of worker threads. Default: as many as there are cores and work for them. */
  readonly workers: number | undefined;
  readonly watch: Watch;
  /** Called with notes about the regions as soon as they are known. */
  readonly note: (note: Pick<Note, "message">) => void;
}

/** The results of several regions. */
export interface MeasuredRegions {
  readonly reports: readonly Report[];
  readonly refused: readonly { readonly record: RefusedRegion; readonly error: VoxomicsError }[];
}

/** The report of the only region of a case. */
export async function measureRegion(
  { image, regions, settings, within, whiteMatter, paths }: OpenedCase,
  { workers, watch, note }: Measuring,
): Promise<Report> {
  const region = regions[0] as ReadRegion; // openCase throws if the only region is refused
  tell(note, region, region.notes);
  try {
    const [outcome] = await extractInWorkers(image, [region.held], settings, workers, {
      ...watch,
      ...{ within, whiteMatter },
    });
    if (outcome.error !== null) throw outcome.error;
    tell(note, region, newNotes(outcome.extraction.notes, region.notes));
    return toReport(outcome.extraction, region.sources);
  } catch (error) {
    throw blame(error, paths);
  }
}

/** The reports of several regions. A region that is refused does not stop the others. */
export async function measureRegions(
  { image, regions, settings, within, whiteMatter, paths }: OpenedCase,
  { workers, watch, note }: Measuring,
): Promise<MeasuredRegions> {
  const refused: MeasuredRegions["refused"][number][] = [];
  const refuse = ({ number, name }: CaseRegion, thrown: unknown): void => {
    if (!(thrown instanceof VoxomicsError)) throw thrown;
    const message = messageNaming(thrown, flagOf);
    const record = { label: number, region: name, code: thrown.code, message };
    refused.push({ record, error: thrown });
  };
  // a note of an unused reading option is told once, as the options are the same for all regions
  const said = new Set<string>();
  const read: ReadRegion[] = [];
  for (const region of regions) {
    if (region.error !== null) {
      refuse(region, region.error);
      continue;
    }
    const unsaid = region.notes.filter(
      ({ code, message }) => code !== "option-unused" || !said.has(message),
    );
    for (const { message } of unsaid) said.add(message);
    tell(note, region, unsaid);
    read.push(region);
  }
  const masks = read.map(({ held }) => held);
  const outcomes = await extractInWorkers(image, masks, settings, workers, {
    ...watch,
    within,
    whiteMatter,
  });
  const notes: TitledNote[] = [];
  const reports = outcomes.flatMap(({ extraction, error }, n) => {
    const region = read[n];
    if (error === null) {
      const unsaid = newNotes(extraction.notes, region.notes);
      notes.push(...unsaid.map((one) => ({ title: region.title, note: one })));
      return toReport(extraction, region.sources);
    }
    refuse(region, blame(error, paths, region.title));
    return [];
  });
  tellTogether(note, notes, reports.length);
  return { reports, refused };
}

function tell(note: Measuring["note"], { title }: CaseRegion, notes: readonly Note[]): void {
  for (const { message } of notes) {
    note({ message: title === null ? message : `${title}: ${message}` });
  }
}

/** The notes that were not told before. */
function newNotes(notes: readonly Note[], said: readonly Note[]): readonly Note[] {
  return notes.filter(({ message }) => said.every((one) => one.message !== message));
}

interface TitledNote {
  readonly title: string | null;
  readonly note: Note;
}

/** Tells a note that several regions share once, with the titles of the regions. */
function tellTogether(print: Measuring["note"], notes: readonly TitledNote[], regions: number) {
  for (const [message, same] of groupBy(notes, ({ note }) => note.message)) {
    const titles = same.flatMap(({ title }) => title ?? []);
    const all = regions > 1 && titles.length === regions;
    const what = all ? `all ${regions} regions` : titles.join(", ");
    print({ message: what === "" ? message : `${what}: ${message}` });
  }
}
