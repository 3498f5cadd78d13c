import { type Command, InvalidArgumentError, Option } from "commander";
import { groupBy } from "../base/group-by.ts";
import type { CaseReading } from "../case/case-reading.ts";
import type { PerturbationPlan } from "../cohort/perturbation-plan.ts";
import type { Shard } from "../cohort/shard.ts";
import type { CohortResult } from "../cohort/write-tables.ts";
import { VoxomicsError } from "../messages/errors.ts";
import type { Note } from "../messages/note.ts";
import { counted, quoted } from "../messages/phrases.ts";
import type { SettingsInput } from "../settings/settings.ts";
import { addReadingOptions, readingIn } from "./case-options.ts";
import { assigned, collect } from "./case-rows/row-options.ts";
import { cohortProgressStyle } from "./cohort-progress.ts";
import { type DraftOptions, draftManifest, isDraft } from "./draft-manifest.ts";
import { loadSettings } from "./load-settings.ts";
import { loadNamedSettings } from "./named-settings.ts";
import { namingFlags } from "./naming-flags.ts";
import { noteTo } from "./note.ts";
import { wholeNumber } from "./numbers.ts";
import { oneLine } from "./one-line.ts";
import { pipesOption } from "./pipes-option.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { progressReporter } from "./progress-reporter.ts";
import { queueOf, queueOption } from "./queue-option.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";
import { workersOption } from "./workers.ts";

interface CohortOptions extends CaseReading, DraftOptions {
  readonly settings: readonly string[];
  readonly settingsFor?: readonly (readonly [string, string])[];
  readonly workers?: number;
  readonly progress: ProgressWay;
  readonly perturb?: readonly string[];
  readonly perturbations?: string;
  readonly repeats?: number;
  readonly seed?: number;
  readonly otherEngine?: true;
  readonly shard?: Shard;
  readonly merge?: readonly string[];
  readonly queue?: string | true;
}

/** `voxomics cohort MANIFEST` */
export function addCohort(root: Command, terminal: Terminal): void {
  const command = root
    .command("cohort")
    .summary("measure many cases, and continue a run that stopped")
    .description(
      "Measure every case of a manifest with every one of the settings, in worker threads. The same command continues a run that was interrupted.",
    )
    .argument(
      "[manifest]",
      "CSV with the columns id, image (or image:T1, image:PET …) and mask, and region or label if needed",
    )
    .option(
      "--settings <file|preset...>",
      "settings in JSON or YAML, or presets; with several, the tables have a column for them",
    )
    .option(
      "--settings-for <image=settings...>",
      "settings of one of several images of each case, instead of those of --settings: PET=pet",
      collect(assigned),
    )
    .option("--out <path>", "the folder of the tables and of the journal of the run")
    .option(
      "--from-dicom <folder>",
      "measure nothing, and write a manifest of the DICOM files in a folder, --out <file.csv>",
    )
    .option("--from-bids <folder>", "likewise, a manifest of a BIDS data set")
    .addOption(workersOption())
    .addOption(progressOption())
    .option(
      "--perturb <chain...>",
      "measure perturbed images and masks: letters of noise (N), translation (T), rotation (R), volume (V) and contour (C), as in RNCV",
    )
    .option("--perturbations <file>", "perturbations with their extents, in JSON or YAML")
    .option("--repeats <n>", "how often each perturbation is drawn (default: 1)", wholeNumber(1))
    .option("--seed <n>", "seed of all random numbers (default: 1)", wholeNumber(0))
    .option(
      "--other-engine",
      "continue a run that another version of Node began: last digits may differ between its rows",
    )
    .addOption(
      new Option(
        "--shard <i/n>",
        "measure part I of N of the cases, in a folder of its own, for instance on another machine",
      )
        .argParser(shardIn)
        .conflicts("merge"),
    )
    .addOption(
      new Option(
        "--merge <folder...>",
        "write the tables of all cases from the folders of their shards; measures nothing",
      ).conflicts("workers"),
    )
    .addOption(
      queueOption("hand the cases out over Redis, to workers (voxomics worker)").conflicts([
        "workers",
        "merge",
      ]),
    )
    .addOption(pipesOption());
  addReadingOptions(command, ({ ofOneCase }) => ofOneCase !== true)
    .addHelpText("after", help)
    .action((manifest: string, options: CohortOptions, command: Command) =>
      isDraft(options)
        ? writeDraft(manifest, options, command, terminal)
        : measureCohort(manifest, options, command, terminal),
    );
}

/** Writes a manifest of what a folder holds. */
async function writeDraft(
  manifest: string,
  options: CohortOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  refuseMissing(command, ["--out"]);
  return draftManifest(manifest, options, command, terminal);
}

/** Measures a cohort or merges its shards, and prints the paths of its tables. */
async function measureCohort(
  manifest: string,
  options: CohortOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  refuseMissing(command, ["manifest", "--settings", "--out"]);
  const plan = await loadPlan(options, command);
  const { pipes = false, ...images } = readingIn(options);
  const settings = await loadNamedSettings(options.settings, pipes, terminal.err);
  const settingsFor = await loadSettingsFor(options, terminal.err);
  const { out, workers, shard, merge, otherEngine } = options;
  const reporter = progressReporter(terminal, options.progress, cohortProgressStyle);
  const queue = options.queue && (await queueOf(options.queue, command));
  const onNote = ({ message }: Note) => {
    reporter.clear();
    terminal.err(`note: ${oneLine(message)}\n`);
  };
  const cohort = {
    manifest,
    settings,
    settingsFor,
    out,
    images,
    pipes,
    perturb: plan,
    otherEngine,
    onNote,
  };
  const { mergeCohort } = await import("../cohort/merge-cohort.ts");
  const { runCohort } = await import("../cohort/run-cohort.ts");
  const measuring = { workers, shard, queue, onProgress: reporter.tell };
  const work =
    merge === undefined
      ? runCohort({ ...cohort, ...measuring })
      : mergeCohort({ ...cohort, shards: merge });
  const result = await work.finally(() => reporter.end());
  for (const file of result.files) terminal.out(`${file}\n`);
  for (const note of notesOf(result)) noteTo(terminal.err, options.out)(note);
  const rows = result.measured + result.failed.length;
  if (result.found > 0) terminal.out(`${result.found} of ${rows} rows were already measured\n`);
  const failed = new Set(result.failed.map(({ unit }) => unit.case.id)).size;
  if (failed === 0) return;
  const [{ failure }] = result.failed;
  throw new VoxomicsError(
    "check-failed",
    `${failed} ${failed === 1 ? "case" : "cases"} failed: see errors.csv; the first: ${failure.message}`,
    { failed },
  );
}

/** The settings of images that have their own, by the names of the images. */
async function loadSettingsFor(
  { settingsFor = [], pipes = false }: CohortOptions,
  err: Terminal["err"],
): Promise<Record<string, SettingsInput>> {
  const loaded: Record<string, SettingsInput> = {};
  for (const [image, name] of settingsFor) {
    if (Object.hasOwn(loaded, image)) {
      const message = `--settings-for: found ${quoted(image)} twice, expected each image once`;
      throw new VoxomicsError("invalid-settings", message, { found: image });
    }
    loaded[image] = await loadSettings(name, { pipes }, err);
  }
  return loaded;
}

/** A line for each kind of note: how many cases have it, and the first of them. */
function notesOf({ noted }: CohortResult): Pick<Note, "message">[] {
  const all = noted.flatMap(({ unit, notes }) => notes.map((note) => ({ id: unit.case.id, note })));
  return [...groupBy(all, ({ note }) => note.code).values()].map((same) => {
    const [{ id, note }] = same;
    const cases = counted(new Set(same.map((one) => one.id)).size, "case");
    return { message: `notes.csv has ${note.code} of ${cases}; of ${id}: ${note.message}` };
  });
}

/** The perturbation plan that the options ask for; undefined if they ask for none. */
async function loadPlan(
  { perturb, perturbations: path, repeats, seed, pipes = false }: CohortOptions,
  command: Command,
): Promise<PerturbationPlan | undefined> {
  const misuse = (message: string) => command.error(message, { exitCode: 2 });
  if (perturb !== undefined && path !== undefined) {
    misuse("error: options '--perturb' and '--perturbations' exclude each other");
  }
  const given = { ...(repeats && { repeats }), ...(seed !== undefined && { seed }) };
  const { completePlan } = await import("../cohort/perturbation-plan.ts");
  if (perturb !== undefined) {
    const flags = { chain: "--perturb", perturbations: "--perturb" };
    return namingFlags(command, () => completePlan({ perturbations: perturb, ...given }), flags);
  }
  if (path !== undefined) {
    const { readPlan } = await import("../cohort/read-plan.ts");
    const plan = await readPlan(path, { pipes });
    return namingFlags(command, () => completePlan({ ...plan, ...given }));
  }
  if (repeats !== undefined) misuse("error: option '--repeats' needs '--perturb'");
  if (seed !== undefined) misuse("error: option '--seed' needs '--perturb'");
  return undefined;
}

/** `2/7`: the second of seven parts. */
function shardIn(text: string): Shard {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (number >= 1 && number <= of) return { number, of };
  throw new InvalidArgumentError(`found ${text}, expected I/N with I from 1 to N, as in 2/7`);
}

const help = `
Paths in the manifest are relative to its folder, or to the working folder if it comes from a pipe.
A column with the name of a reading option (slab-thickness …), or of --series or --mask-series, sets
that option for its case. Several images of a case are in columns image:T1, image:PET …, with one
mask or mask:PET …; their features begin with T1/ and PET/ in the tables. All other columns
(patient, scanner, rater, timepoint …) are copied to the tables.

  features.csv       one row a case (settings, perturbation): the copied columns, then the features
  features.parquet   the same, with IBSI codes as column metadata
  undefined.csv      why values are missing
  notes.csv          what was left out, and what may mislead, for each case
  errors.csv         cases that failed, and why; they are tried again when their files have changed
  perturbations.csv  what was done to each image and mask
  run.json           version, settings, machine, sums of the inputs, times, IBSI reporting items
  journal.jsonl      what is finished, so that the run can be continued

A file for --perturbations, which states how far each perturbation goes:
  perturbations:
    - RNCV
    - { name: turned, rotation: -5, translation: [0.25, 0.25, 0.5] }
    - { name: grown, volume: 0.1, noise: 12 }
  repeats: 2
  seed: 7

--from-dicom and --from-bids write a manifest to look at before it is measured: of DICOM files (each
region of each RTSTRUCT and SEG, with the series that it refers to) or of a BIDS data set (each mask
and label, with the image of its entities). Notes name the files that found no partner. Ids and
labels hold what the files say of patients.

Parts of a cohort, for a cluster: --shard 2/7 measures the second of seven parts, which a hash of
the id decides, so that a case stays in its shard when the manifest grows. --merge writes the tables
of all, to the byte those of one run, with the same manifest and options; it does not read images.

Workers on any number of machines: --queue redis://HOST:PORT hands the cases out over Redis, and
"voxomics worker" with the same address measures them. This process measures none; it alone writes
the journal and the tables, which are to the byte those of one machine. Needs the packages bullmq
and ioredis. --queue without an address takes it from the environment variable VOXOMICS_QUEUE, so
that a password in it is not seen in the list of processes.

Exit status 1 if a case failed.

Examples:
  voxomics cohort manifest.csv --settings ct --shard 1/2 --out part-1
  voxomics cohort manifest.csv --settings ct --shard 2/2 --out part-2
  voxomics cohort manifest.csv --settings ct --merge part-1 part-2 --out results
  voxomics cohort manifest.csv --settings ct --out results --queue redis://queue.example:6379
  voxomics cohort --from-dicom study --out manifest.csv
  voxomics cohort manifest.csv --settings ct --out results
  voxomics cohort several.csv --settings ct --settings-for PET=pet --out results
  voxomics cohort manifest.csv --settings fine.yaml coarse.yaml --out results --workers 4
  voxomics cohort manifest.csv --settings ct --perturb RNCV --repeats 20 --seed 1 --out perturbed`;
