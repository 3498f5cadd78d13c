import { groupBy } from "../base/group-by.ts";
import { version } from "../base/version.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { RoiSummary } from "../extraction/extraction.ts";
import { distinctNotes, type Note } from "../messages/note.ts";
import type { PerturbationRecord } from "../perturbation/perturb.ts";
import type { Settings } from "../settings/settings.ts";
import type { CohortCase } from "./cohort-case.ts";
import type { InputSum } from "./input-sum.ts";
import type { Manifest } from "./manifest.ts";
import type { FullPlan } from "./perturbation-plan.ts";
import type { CaseInputs } from "./read-case.ts";
import { type ReportedItem, reportedItems } from "./reporting-guideline.ts";
import { enginesOf } from "./run-identity.ts";
import type { RunTimes } from "./run-times.ts";
import { type Shard, shardText } from "./shard.ts";
import type { ImageSettings, NamedSettings, Unit, UnitEntry, UnitFailure } from "./unit.ts";

/** What a record of a run is made from. */
export interface RunFacts {
  readonly manifestPath: string;
  readonly manifestSum: string;
  readonly manifest: Manifest;
  readonly settings: readonly NamedSettings[];
  readonly settingsFor: ImageSettings;
  readonly plan: FullPlan | null;
  readonly images: CaseReading;
  readonly units: readonly Unit[];
  readonly entryOf: (unit: Unit) => UnitEntry;
  readonly times: RunTimes;
  readonly notes: readonly Note[];
  readonly shard: Shard | null;
  readonly merged?: readonly MergedShard[] | undefined;
}

/** A shard whose rows a merge took. */
export interface MergedShard {
  readonly folder: string;
  /** The part of the cases, `2/7`; null where the folder was measured as a whole. */
  readonly shard: string | null;
  readonly rows: number;
  /** When and where it was measured; null if its `run.json` does not say. */
  readonly times: RunTimes | null;
}

/** `run.json`: what is needed to repeat a run, and what the IBSI's reporting guideline asks for. */
export interface RunRecord extends RunTimes {
  readonly software: "voxomics";
  readonly version: string;
  /** Time that workers spent on all rows together, in this call and earlier ones, in s. */
  readonly workSeconds: number;
  /** The engines that measured the rows of the table (`engineName`), with the number of rows of each. */
  readonly engines: readonly { readonly name: string; readonly rows: number }[];
  readonly manifest: { readonly path: string; readonly sha256: string; readonly cases: number };
  /** The part of the manifest's cases that was measured, `2/7`. */
  readonly shard?: string;
  /** The shards whose rows were merged. */
  readonly merged?: readonly MergedShard[];
  /** Number of rows in the table, and number of rows that are missing because they failed. */
  readonly measured: number;
  readonly failed: number;
  readonly settings: readonly (NamedSettings & { readonly reporting: readonly ReportedItem[] })[];
  /** Settings of images that have their own, by the names of the images. */
  readonly settingsFor?: Readonly<
    Record<string, { readonly settings: Settings; readonly reporting: readonly ReportedItem[] }>
  >;
  readonly reportingGuideline: string;
  /** Reading options that the run was given. */
  readonly images: CaseReading;
  readonly perturbations: FullPlan | null;
  /** Notes about the run as a whole. */
  readonly notes: readonly Note[];
  readonly cases: readonly CaseRecord[];
}

export interface CaseRecord {
  readonly id: string;
  /** Name of the image, where a case has several: each has a record of its own. */
  readonly name?: string;
  /** The path alone if the case could not be read. */
  readonly image: CaseInputs["image"] | Pick<CaseInputs["image"], "path">;
  readonly mask: CaseInputs["mask"] | Pick<CaseInputs["mask"], "path">;
  /** The mask that the region is cut to; absent without one. */
  readonly within?: InputSum | Pick<InputSum, "path">;
  /** The mask of white matter; absent without one. */
  readonly whiteMatter?: InputSum | Pick<InputSum, "path">;
  readonly region?: string;
  readonly label?: number;
  readonly runs: readonly UnitRecord[];
}

/** The result of one row of the tables. */
export interface UnitRecord {
  readonly settings: string;
  readonly perturbation?: string;
  readonly milliseconds: number;
  readonly roi?: RoiSummary;
  readonly perturbed?: PerturbationRecord;
  readonly failure?: UnitFailure;
  readonly notes?: readonly Note[];
}

export function runRecord(facts: RunFacts): RunRecord {
  const { times, manifest, settings, settingsFor, images, plan, units, entryOf } = facts;
  const entries = units.map(entryOf);
  const spacings = entries.flatMap(({ inputs }) => (inputs === null ? [] : [inputs.image.spacing]));
  const ofImages = Object.fromEntries(
    Object.entries(settingsFor).map(([name, own]) => {
      const reporting = reportedItems(own, { images, spacings, plan });
      return [name, { settings: own, reporting }];
    }),
  );
  const work = entries.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return {
    software: "voxomics",
    version,
    started: times.started,
    finished: times.finished,
    seconds: times.seconds,
    workSeconds: work / 1000,
    machine: times.machine,
    engines: enginesOf(entries),
    manifest: { path: facts.manifestPath, sha256: facts.manifestSum, cases: countCases(manifest) },
    ...(facts.shard === null ? {} : { shard: shardText(facts.shard) }),
    ...(facts.merged === undefined ? {} : { merged: facts.merged }),
    measured: entries.filter(({ failure }) => failure === null).length,
    failed: entries.filter(({ failure }) => failure !== null).length,
    settings: settings.map((named) => ({
      ...named,
      reporting: reportedItems(named.settings, { images, spacings, plan }),
    })),
    ...(Object.keys(settingsFor).length === 0 ? {} : { settingsFor: ofImages }),
    reportingGuideline: "https://arxiv.org/abs/1612.07003, section 4.1",
    images,
    perturbations: plan,
    notes: facts.notes,
    cases: recordCases(manifest.cases, units, entryOf),
  };
}

function countCases({ cases }: Manifest): number {
  return new Set(cases.map(({ id }) => id)).size;
}

function recordCases(
  cases: readonly CohortCase[],
  units: readonly Unit[],
  entryOf: RunFacts["entryOf"],
): CaseRecord[] {
  const byCase = groupBy(units, (unit) => unit.case);
  return cases.map((one) => {
    const measured = (byCase.get(one) ?? []).map((unit) => ({ unit, entry: entryOf(unit) }));
    const inputs = measured.find(({ entry }) => entry.inputs !== null)?.entry.inputs;
    return {
      id: one.id,
      ...(one.name === undefined ? {} : { name: one.name }),
      image: inputs?.image ?? { path: one.image },
      mask: inputs?.mask ?? { path: one.mask },
      ...(one.within === undefined ? {} : { within: inputs?.within ?? { path: one.within.path } }),
      ...(one.whiteMatter === undefined
        ? {}
        : { whiteMatter: inputs?.whiteMatter ?? { path: one.whiteMatter.path } }),
      ...(one.region === null ? {} : { region: one.region }),
      ...(one.label === null ? {} : { label: one.label }),
      runs: measured.map(({ unit, entry }) => unitRecord(unit, entry)),
    };
  });
}

function unitRecord(
  { settings, perturbation }: Unit,
  { milliseconds, inputs, measured, failure }: UnitEntry,
): UnitRecord {
  const perturbed = measured?.perturbation ?? null;
  const notes = distinctNotes([...(inputs?.notes ?? []), ...(measured?.notes ?? [])]);
  return {
    settings: settings.name,
    ...(perturbation === null ? {} : { perturbation: perturbation.name }),
    milliseconds,
    ...(measured === null ? {} : { roi: measured.roi }),
    ...(perturbed === null ? {} : { perturbed }),
    ...(failure === null ? {} : { failure }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}
