import { basename } from "node:path";
import { type Command, Option } from "commander";
import type { CohortProgress } from "../cohort/progress.ts";
import { VoxomicsError } from "../errors.ts";
import { type SuvKind, suvKinds } from "../io/dicom/suv/suv-kind.ts";
import { loadSettings } from "./load-settings.ts";
import type { Terminal } from "./terminal.ts";
import { workersOption } from "./workers.ts";

interface CohortOptions {
  readonly settings: readonly string[];
  readonly out: string;
  readonly workers?: number;
  readonly suv?: SuvKind;
}

/** `voxomics cohort MANIFEST` */
export function addCohort(root: Command, terminal: Terminal): void {
  root
    .command("cohort")
    .summary("measure many cases, and go on where a run stopped")
    .description(
      "Measure every case of a manifest with every one of the settings, in worker threads. A run that was interrupted is gone on with by the same command.",
    )
    .argument(
      "<manifest>",
      "CSV with the columns id, image and mask, and region or label if needed",
    )
    .requiredOption(
      "--settings <file|preset...>",
      "settings in JSON or YAML, or presets; with several, the tables have a column for them",
    )
    .requiredOption("--out <folder>", "where the tables go, and the journal of the run")
    .addOption(workersOption())
    .addOption(
      new Option("--suv <kind>", "convert DICOM PET to standardised uptake values").choices(
        suvKinds,
      ),
    )
    .addHelpText("after", help)
    .action(async (manifest: string, options: CohortOptions) => {
      const settings = [];
      for (const name of options.settings) {
        settings.push({ name: nameOf(name), settings: await loadSettings(name) });
      }
      const { runCohort } = await import("../cohort/run-cohort.ts");
      const { line, clear } = progressLine(terminal);
      const result = await runCohort({
        manifest,
        settings,
        out: options.out,
        workers: options.workers,
        images: options.suv === undefined ? {} : { suv: options.suv },
        onProgress: line,
      }).finally(clear);
      for (const file of result.files) terminal.out(`${file}\n`);
      const failed = new Set(result.failed.map(({ unit }) => unit.case.id)).size;
      if (failed === 0) return;
      const [{ failure }] = result.failed;
      throw new VoxomicsError(
        "check-failed",
        `${failed} ${failed === 1 ? "case" : "cases"} failed: see errors.csv; the first: ${failure.message}`,
        { failed },
      );
    });
}

/** `my.yaml` is called `my` in the tables. */
function nameOf(setting: string): string {
  return basename(setting).replace(/\.(json|ya?ml)$/i, "");
}

/** The line on a terminal that says how far the run is. */
function progressLine({ err, live = false, columns }: Terminal) {
  let drawn = false;
  return {
    line(progress: CohortProgress) {
      if (!live) return;
      err(`\r${textOf(progress).slice(0, Math.max(0, columns - 1))}\x1b[K`);
      drawn = true;
    },
    clear() {
      if (drawn) err("\r\x1b[K");
      drawn = false;
    },
  };
}

function textOf({ done, failed, left, rate, secondsLeft, id }: CohortProgress): string {
  const speed = rate >= 1 ? `${rate.toFixed(1)}/s` : `${(60 * rate).toFixed(1)}/min`;
  const time = secondsLeft === null ? "" : `, ${durationOf(secondsLeft)} to go`;
  return `${done} done, ${failed} failed, ${left} left, ${speed}${time}  ${id}`;
}

function durationOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
}

const help = `
The manifest's paths start from its folder. Its other columns (patient, scanner, rater, timepoint …)
are carried through to the tables.

  features.csv       one row a case: the carried columns, then one column a feature
  features.parquet   the same, with IBSI codes as column metadata
  undefined.csv      why values are missing
  errors.csv         cases that failed, and why; they are tried again when their files have changed
  run.json           version, settings, machine, sums of the inputs, times, IBSI reporting items
  journal.jsonl      what is finished; with it a run goes on

Exit status 1 if a case failed.

Examples:
  voxomics cohort manifest.csv --settings ct --out results
  voxomics cohort manifest.csv --settings fine.yaml coarse.yaml --out results --workers 4`;
