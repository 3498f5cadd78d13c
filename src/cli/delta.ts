import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { version } from "../base/version.ts";
import { namingFile } from "../io/name-file.ts";
import { counted } from "../messages/phrases.ts";
import { makeFolder } from "../node/make-folder.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { toJson } from "../report/json.ts";
import type { Delta } from "../reproducibility/delta.ts";
import type { DeltaSummary } from "../reproducibility-report/delta-files.ts";
import { chosenFeatures, readMeasuredRows } from "./case-rows/read-case-rows.ts";
import { addRowOptions, type RowOptions } from "./case-rows/row-options.ts";
import { checkOutput } from "./check-output.ts";
import { readAgreement } from "./delta/read-agreement.ts";
import { namingFlags } from "./naming-flags.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";

interface DeltaCommand extends RowOptions {
  readonly subject: readonly string[];
  readonly time: string;
  readonly out: string;
  readonly times?: readonly string[];
  readonly visits?: true;
  readonly previous?: true;
  readonly apart?: readonly string[] | true;
  readonly agreement?: string;
}

/** `voxomics delta TABLE --subject COLUMN --time COLUMN` */
export function addDelta(root: Command, { out, err }: Terminal): void {
  const declared = root
    .command("delta")
    .summary("measure how features change between times")
    .description(
      "Measure how every feature of every subject changes from its first time to each later one: absolute, relative, and as the logarithm of the ratio.",
    )
    .argument("<features>", "features.csv of a cohort, or another wide table")
    .option("--subject <column...>", "the column, or columns, that say who was measured")
    .option("--time <column>", "the column of the time")
    .option("--out <folder>", "where the tables go")
    .option(
      "--times <a,b,...>",
      "the times in their order (default: that of numbers or ISO dates)",
      listIn,
    )
    .option(
      "--visits",
      "compare each subject's own first, second, third … time, which subjects need not share (default: for dates)",
    )
    .option("--previous", "compare each time with the one before it as well as with the first")
    .option(
      "--apart [column...]",
      "columns whose values are kept apart; without a column, none (default: region, label, roi, settings, perturbation)",
    )
    .option(
      "--agreement <file.csv>",
      "agreement.csv of voxomics reproducibility: which changes exceed the repeatability coefficient",
    );
  addRowOptions(declared)
    .addHelpText("after", help)
    .action(async (path: string, options: DeltaCommand, command: Command) => {
      refuseMissing(command, ["--subject", "--time", "--out"]);
      const { delta, keptApart } = await import("../reproducibility/delta.ts");
      const { deltaCsv, summariseDelta } = await import("../reproducibility-report/delta-files.ts");
      const { subject, time, times, visits, previous, several } = options;
      const apart = options.apart === true ? [] : options.apart;
      const labels = [...subject, time, ...(apart ?? keptApart)];
      const read = await readMeasuredRows(command, path, options, () => labels);
      for (const said of read.mixed) err(`note: ${said}\n`);
      const chosen = await chosenFeatures(read.measured.features, options.only, path);
      const repeatability =
        options.agreement === undefined
          ? undefined
          : await readAgreement(options.agreement, Object.keys(chosen));
      const where = options.where && Object.fromEntries(options.where);
      const changes = await namingFlags(command, () =>
        namingFile(path, () => {
          const { volumeColumn, measured } = read;
          return delta(measured, {
            ...{ subject, time, times, visits, previous, apart, where, several, volumeColumn },
            ...{ features: Object.keys(chosen), repeatability },
          });
        }),
      );
      for (const note of notesOf(changes, repeatability)) err(`note: ${note}\n`);
      const { files, counts } = summariseDelta(changes);
      const written = {
        "delta.csv": deltaCsv(changes),
        ...files,
        "delta.json": toJson(recordOf(changes, counts, options)),
      };
      await makeFolder(options.out);
      const inputs = [path, options.only, options.agreement].filter((one) => one !== undefined);
      const paths = Object.keys(written).map((name) => join(options.out, name));
      for (const one of paths) await checkOutput(one, inputs);
      for (const [n, content] of Object.values(written).entries()) {
        await writeFileAtomic(paths[n], content);
        out(`${paths[n]}\n`);
      }
      out(`${summaryText(changes, counts, repeatability !== undefined)}\n`);
    });
}

/** `T1,T2,T3` */
function listIn(text: string): readonly string[] {
  const times = text.split(",").map((time) => time.trim());
  if (times.length > 1 && !times.includes("")) return times;
  throw new InvalidArgumentError(`found ${text}, expected two times or more with commas between`);
}

type Counts = DeltaSummary["counts"];

/** What `delta.json` holds: how the changes were made, and what they come to. */
function recordOf(
  { subjectColumns, apart, times, orderedBy, comparisons, subjects }: Delta,
  counts: Counts,
  { time, where = [], several, previous, agreement }: DeltaCommand,
): object {
  return {
    ...{ software: "voxomics", version },
    subject: subjectColumns,
    ...{ time, times, visits: times === null, orderedBy, previous: previous === true, apart },
    where: Object.fromEntries(where),
    several: several ?? null,
    agreement: agreement ?? null,
    comparisons: comparisons.map(({ name }) => name),
    subjects: subjects.length,
    counts,
  };
}

/** What a user should know of the changes. */
function notesOf(
  { comparisons, subjects, features, times, subjectColumns, apart }: Delta,
  repeatability: Readonly<Record<string, number | null>> | undefined,
): string[] {
  const by = [...subjectColumns, ...apart].join(", ");
  const lacking = comparisons.flatMap(({ name, earlier, later }) => {
    const less = subjects.filter((one) => one.times[earlier] === null || one.times[later] === null);
    if (less.length === 0) return [];
    const of = `${less.length} of ${counted(subjects.length, "subject")} (by ${by})`;
    const advice =
      less.length < subjects.length || times === null
        ? ""
        : ": --visits compares each subject's own times, --apart says what is kept apart";
    return [`${name}: ${of} without a row of one of the two times${advice}`];
  });
  const without = features.filter((name) => (repeatability?.[name] ?? null) === null);
  const some = `${without.slice(0, 3).join(", ")}${without.length > 3 ? " …" : ""}`;
  return repeatability === undefined || without.length === 0
    ? lacking
    : [...lacking, `${counted(without.length, "feature")} without a repeatability coefficient: ${some}`]; // biome-ignore format: one line
}

function summaryText(
  { features, subjects, comparisons }: Delta,
  counts: Counts,
  known: boolean,
): string {
  const changes = counts.reduce((sum, { n }) => sum + n, 0);
  const exceeding = counts.reduce((sum, { exceeds }) => sum + exceeds, 0);
  const exceed = known ? `, of which ${exceeding} exceed the repeatability coefficient` : "";
  return `${counted(features.length, "feature")} of ${counted(subjects.length, "subject")}, ${counted(comparisons.length, "comparison")}: ${counted(changes, "change")}${exceed}`;
}

const help = `
The first time is the baseline, and each later time is compared with it. Numbers and ISO dates are
put in order; --times states the order of other times. Subjects share times such as weeks. Dates
differ between subjects, so the first, second, third … visit of each subject is compared. Rows of
different regions, settings or perturbations are not compared with each other.

  delta.csv       a row for each subject, feature and pair of times: before, after, absolute,
                  relative and logRatio, the repeatability coefficient and whether the change
                  exceeds it, and why a number is missing
  relative.csv    (after - before) / before: a row for each subject, for voxomics associate
  absolute.csv    after - before, likewise
  log-ratio.csv   the natural logarithm of after / before, likewise
  delta.json      the options, and how many changes there are of each feature

Examples:
  voxomics delta features.csv --subject patient --time week --out change
  voxomics delta features.csv --subject patient --time visit --times pre,mid,post --out change
  voxomics delta features.csv --subject patient --time date --where region=GTV \\
    --agreement trust/agreement.csv --out change
  voxomics associate change/relative.csv --outcomes clinical.csv --id patient --out response`;
