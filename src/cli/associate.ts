import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted, quoted, suggestion } from "../messages/phrases.ts";
import { makeFolder } from "../node/make-folder.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { type RowChoice, severalChoices } from "../radiogenomics/one-row-each.ts";
import type { OutcomeType } from "../radiogenomics/outcome.ts";
import { volumeColumnOf } from "../reproducibility/volume-correlation.ts";
import { readOutcomes } from "./associate/read-outcomes.ts";
import { stateOutcomes } from "./associate/state-outcomes.ts";
import { namingFlags } from "./naming-flags.ts";
import { toNumber, wholeNumber } from "./numbers.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { readRecords } from "./read-table.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";

interface AssociateCommand {
  readonly progress: ProgressWay;
  readonly outcomes: readonly string[];
  readonly id: string;
  readonly out: string;
  readonly outcome?: readonly string[];
  readonly type?: readonly (readonly [string, OutcomeType])[];
  readonly survival?: readonly [string, string];
  readonly adjust?: readonly string[];
  readonly geneSets?: string;
  readonly minMutated: number;
  readonly only?: string;
  readonly where?: readonly (readonly [string, string])[];
  readonly several?: RowChoice["several"];
  readonly featureColumns?: readonly string[] | true;
  readonly volumeColumn?: string;
  readonly confidence: number;
  readonly exact?: true;
  readonly permutations: number;
  readonly seed: number;
  readonly title?: string;
}

/** More tests than this are no table that anybody reads. */
const mostTests = 1_000_000;

/** `voxomics associate TABLE --outcomes FILE` */
export function addAssociate(root: Command, terminal: Terminal): void {
  const { out, err } = terminal;
  root
    .command("associate")
    .summary("find which features go with which outcomes")
    .description(
      "Test every feature against every outcome (numbers, groups, mutations, survival), with false discovery rates, and write a report to look at.",
    )
    .argument("<features>", "features.csv of a cohort, or another wide table")
    .option(
      "--outcomes <file...>",
      "CSV with the column of --id, or cBioPortal's files: clinical data, MAF, expression",
    )
    .option("--id <column>", "the column that says who a row of the features is of")
    .option("--out <folder>", "where report and tables go")
    .option("--outcome <column...>", "outcomes to test (default: all columns)")
    .option(
      "--type <column=type...>",
      `what outcomes are, where that is not plain: ${types.join(", ")}`,
      collect(typed),
    )
    .option("--survival <time,event>", "the columns of a time, and of whether it ended", toPair)
    .option(
      "--adjust <column...>",
      "what associations are adjusted for: outcomes, labels or features",
    )
    .option("--gene-sets <file.gmt>", "test the mean z of these sets, in place of single genes")
    .option("--min-mutated <n>", "genes with fewer mutated samples are left out", wholeNumber(0), 5)
    .option("--only <file.csv>", "only the features in its column feature: kept.csv")
    .option("--where <column=value...>", "only rows of these values", collect(assigned))
    .addOption(
      new Option("--several <which>", "what several rows of one id mean").choices(severalChoices),
    )
    .option(
      "--feature-columns [pattern...]",
      "columns that are features, for tables of other programs: original_*; without a pattern, all columns of numbers",
    )
    .option("--volume-column <column>", "the volume of regions (default: morphology.volumeMesh)")
    .option("--confidence <p>", "probability that intervals cover", toNumber, 0.95)
    .option("--exact", "count Wilcoxon's p where groups are below 50 and nothing is tied")
    .option("--permutations <n>", "permutations for p of all features together", wholeNumber(0), 0)
    .option("--seed <n>", "what random numbers are made from", wholeNumber(0), 1)
    .option("--title <text>", "title of the report")
    .addOption(progressOption())
    .addHelpText("after", help)
    .action(async (path: string, options: AssociateCommand, command: Command) => {
      refuseMissing(command, ["--outcomes", "--id", "--out"]);
      const records = await readRecords(path, {});
      const { measurementsOf } = await import("../reproducibility-report/measurements-of.ts");
      const { oneRowEach } = await import("../radiogenomics/one-row-each.ts");
      const { joinOutcomes } = await import("../radiogenomics/join-outcomes.ts");
      const numeric = options.featureColumns === true;
      const { cases, volumeColumn } = await namingFlags(command, () =>
        namingFile(path, () => {
          const asked = numeric ? "numeric" : options.featureColumns;
          const table = measurementsOf(records, {
            featureColumns: asked as readonly string[] | "numeric" | undefined,
            labelColumns: records.some((row) => Object.hasOwn(row, options.id)) ? [options.id] : [],
          });
          const volume = options.volumeColumn ?? volumeColumnOf(table) ?? undefined;
          const where = options.where && Object.fromEntries(options.where);
          const { several } = options;
          return {
            cases: oneRowEach(table, options.id, { where, several, volumeColumn: volume }),
            volumeColumn: volume,
          };
        }),
      );
      const features = await chosenFeatures(cases.features, options.only, path);
      const read = await readOutcomes(options.outcomes, options);
      const joined = joinOutcomes(cases.ids, read.tables);
      const stated = await namingFlags(command, () =>
        stateOutcomes(
          { ...cases.labels, ...joined.columns },
          Object.keys(joined.columns),
          cases.features,
          options,
        ),
      );
      const notes = [
        ...read.notes,
        ...unmatched(joined.withoutOutcomes, cases.ids.length, "without an outcome"),
        ...unmatched(joined.unused, null, "in the outcomes alone"),
        ...stated.notes,
      ];
      for (const { text, ids } of notes) err(`note: ${text}${ids}\n`);
      const tests = Object.keys(features).length * stated.outcomes.length;
      if (tests > mostTests) {
        throw new VoxomicsError(
          "invalid-settings",
          `found ${Object.keys(features).length} features and ${stated.outcomes.length} outcomes, ${tests} tests, expected at most ${mostTests}: choose features (--only) or outcomes (--outcome, --gene-sets, --min-mutated)`,
        );
      }
      const { reportAssociations } = await import("../radiogenomics-report/report-associations.ts");
      const { confidence, exact = false, permutations, seed, title } = options;
      const { files, associations } = await withProgressLine(
        terminal,
        options.progress,
        ({ watch }) =>
          namingFlags(command, () =>
            reportAssociations(features, stated.outcomes, {
              ...{ confidence, exact, permutations, seed, title, volumeColumn, ...watch },
              adjust: stated.adjust,
              notes: notes.map(({ text }) => `${text}.`),
            }),
          ),
      );
      await makeFolder(options.out);
      await makeFolder(join(options.out, "figures"));
      for (const [name, content] of Object.entries(files)) {
        const file = join(options.out, name);
        await writeFileAtomic(file, content);
        if (!name.startsWith("figures/")) out(`${file}\n`);
      }
      const tested = associations.filter(({ p }) => p !== null);
      const found = tested.filter(({ q }) => (q ?? 1) < 0.05).length;
      out(`${counted(tested.length, "test")}, ${found} with q below 0.05\n`);
    });
}

/** Ids that were not matched: how many for reports, and some of them for the terminal. */
function unmatched(ids: readonly string[], of: number | null, what: string) {
  if (ids.length === 0) return [];
  const count = of === null ? counted(ids.length, "id") : `${ids.length} of ${counted(of, "id")}`;
  const named = ids.slice(0, 5).join(", ");
  return [{ text: `${count} ${what}`, ids: `: ${named}${ids.length > 5 ? " …" : ""}` }];
}

/** The features that a selection names; all without one. */
async function chosenFeatures(
  features: Readonly<Record<string, Float64Array>>,
  only: string | undefined,
  path: string,
): Promise<Readonly<Record<string, Float64Array>>> {
  const names = Object.keys(features);
  if (names.length === 0) {
    throw new VoxomicsError(
      "invalid-table",
      `${path}: found no column of a feature, expected names as in glcm.contrast.3D:avg, or columns of another program that --feature-columns names`,
    );
  }
  if (only === undefined) return features;
  const kept = (await readRecords(only, {})).map(({ feature }) => String(feature ?? ""));
  const absent = kept.find((name) => !Object.hasOwn(features, name));
  if (kept.length === 0 || absent === "" || absent === undefined) {
    if (kept.length > 0 && absent === undefined) {
      return Object.fromEntries(kept.map((name) => [name, features[name]]));
    }
    throw new VoxomicsError(
      "invalid-table",
      `${only}: found no names of features, expected them in a column feature`,
    );
  }
  throw new VoxomicsError("invalid-table", `${only}: found the feature ${quoted(absent)}, which ${path} does not have${suggestion(absent, names)}`); // biome-ignore format: one line
}

const types = ["number", "order", "twoGroups", "groups"] as const;

function typed(text: string): readonly [string, OutcomeType] {
  const [column, type] = assigned(text);
  const known = types.find((one) => one === type);
  if (known !== undefined) return [column, known];
  throw new InvalidArgumentError(`found the type ${type}, expected ${types.join(", ")}`);
}

/** `settings=fine` */
function assigned(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError(`found ${text}, expected a column, = and a value`);
}

/** Values of an option that may be given several of, each read by `read`. */
function collect<T>(read: (text: string) => T) {
  return (text: string, before: readonly T[] = []): readonly T[] => [...before, read(text)];
}

function toPair(text: string): readonly [string, string] {
  const [time, event, ...rest] = text.split(",").map((name) => name.trim());
  if (time && event && rest.length === 0) return [time, event];
  throw new InvalidArgumentError(
    `found ${text}, expected two columns with a comma between: OS_MONTHS,OS_STATUS`,
  );
}

const help = `
Outcomes are told by what a column holds: text of two kinds, or 0 and 1, are two groups, text of up to twenty
kinds groups, numbers of more than ten kinds a number. What is not plain (0, 1, 2; dates; ids) is refused: state
it by --type, or choose others by --outcome. Ids match where they are equal, barcodes of TCGA by the patient.

  report.html          the map, volcano plots, the strongest pairs, what was not tested, methods: no id, no date
  associations.csv     a row a feature and outcome: n, statistic, effect with interval, p, q, reason
  associations.json    the same, with the options
  figures              the report's figures, an SVG file each

Examples:
  voxomics associate features.csv --outcomes clinical.csv --id patient --out map
  voxomics associate features.csv --outcomes data_mutations.txt data_clinical_patient.txt --id patient \\
    --survival OS_MONTHS,OS_STATUS --adjust AGE --outcome TP53 ATRX IDH1 --out map
  voxomics associate features.csv --outcomes clinical.csv --id patient --only trust/kept.csv \\
    --where settings=fine --type grade=order --permutations 1000 --seed 1 --out map`;
