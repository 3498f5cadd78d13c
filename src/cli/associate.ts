import { type Command, InvalidArgumentError, Option } from "commander";
import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { mostRows } from "../radiogenomics/association-counts.ts";
import { joinOutcomes, severalSamples } from "../radiogenomics/join-outcomes.ts";
import { severalVolumes } from "../reproducibility/volume-correlation.ts";
import { readOutcomes } from "./associate/read-outcomes.ts";
import { stateOutcomes } from "./associate/state-outcomes.ts";
import { readCaseRows } from "./case-rows/read-case-rows.ts";
import { addRowOptions, type RowOptions } from "./case-rows/row-options.ts";
import { addTypeOption, type StatedType } from "./case-rows/type-option.ts";
import { namingFlags } from "./naming-flags.ts";
import { toNumber, wholeNumber } from "./numbers.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";
import { writeReport } from "./write-report.ts";

interface AssociateCommand extends RowOptions {
  readonly progress: ProgressWay;
  readonly outcomes: readonly string[];
  readonly id: string;
  readonly out: string;
  readonly outcome?: readonly string[];
  readonly type?: readonly (readonly [string, StatedType])[];
  readonly survival?: readonly [string, string];
  readonly adjust?: readonly string[];
  readonly geneSets?: string;
  readonly minMutated: number;
  readonly sampleType?: readonly string[];
  readonly severalSamples?: (typeof severalSamples)[number];
  readonly confidence: number;
  readonly exact?: true;
  readonly permutations: number;
  readonly seed: number;
  readonly qBelow?: number;
  readonly title?: string;
}

/** `voxomics associate TABLE --outcomes FILE` */
export function addAssociate(root: Command, terminal: Terminal): void {
  const declared = root
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
    .option(
      "--outcome <column...>",
      "outcomes to test (default: all columns; with --survival, none)",
    );
  addTypeOption(declared, "outcomes")
    .option(
      "--survival <time,event>",
      "the column of a time, and the column that says whether it ended in the event",
      toPair,
    )
    .option(
      "--adjust <column...>",
      "what associations are adjusted for: outcomes, labels or features",
    )
    .option("--gene-sets <file.gmt>", "test the mean z of these sets, in place of single genes")
    .option("--min-mutated <n>", "genes with fewer mutated samples are left out", wholeNumber(0), 5)
    .option(
      "--sample-type <type...>",
      "only samples of these types: 01 (TCGA's primary tumours), or as in the column SAMPLE_TYPE",
    )
    .addOption(
      new Option("--several-samples <which>", "what several samples of one patient mean").choices(
        severalSamples,
      ),
    );
  addRowOptions(declared)
    .option("--confidence <p>", "probability that intervals cover", toNumber, 0.95)
    .option(
      "--exact",
      "exact p of Wilcoxon's test where both groups are below 50 and no values are tied",
    )
    .option("--permutations <n>", "permutations for p of all features together", wholeNumber(0), 0)
    .option("--seed <n>", "seed of the random numbers", wholeNumber(0), 1)
    .option(
      "--q-below <q>",
      "write only associations whose q, or q over all, is below; for more than a million tests",
      toNumber,
    )
    .option("--title <text>", "title of the report")
    .addOption(progressOption())
    .addHelpText("after", help)
    .action((path: string, options: AssociateCommand, command: Command) =>
      reportOutcomes(path, options, command, terminal),
    );
}

/** Tests the features of a table against outcomes, and writes the report and the tables. */
async function reportOutcomes(
  path: string,
  options: AssociateCommand,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  refuseMissing(command, ["--outcomes", "--id", "--out"]);
  const named = namedColumns(options);
  const numeric = options.featureColumns === true;
  const { cases, features, volumeColumn, mixed } = await readCaseRows(
    command,
    path,
    options,
    () => options.id,
    numeric ? named : [],
  );
  for (const said of mixed) err(`note: ${said}\n`);
  const read = await namingFlags(command, () => readOutcomes(options.outcomes, options), {
    types: "--sample-type",
  });
  const joined = joinOutcomes(cases.ids, read.tables, {
    severalSamples: options.severalSamples,
  });
  const stated = await namingFlags(command, () =>
    stateOutcomes(
      { ...cases.labels, ...joined.columns },
      Object.keys(joined.columns),
      cases.features,
      options,
    ),
  );
  const volumes = volumeColumn === undefined ? severalVolumes(cases) : null;
  const unknown =
    volumes === null ? [] : [{ text: `volume: ${volumes} (--volume-column)`, ids: "" }];
  const notes = [
    ...unknown,
    ...read.notes,
    ...unmatched(joined.withoutOutcomes, cases.ids.length, "without an outcome"),
    ...unmatched(joined.unused, null, "in the outcomes alone"),
    ...stated.notes,
  ];
  for (const { text, ids } of notes) err(`note: ${text}${ids}\n`);
  refuseMany(Object.keys(features).length, stated.outcomes.length, options);
  const { reportAssociations } = await import("../radiogenomics-report/report-associations.ts");
  const { confidence, exact = false, permutations, seed, qBelow, title } = options;
  const { files, associations, counts } = await withProgressLine(
    terminal,
    options.progress,
    ({ watch }) =>
      namingFlags(
        command,
        () =>
          reportAssociations(features, stated.outcomes, {
            ...{ confidence, exact, permutations, seed, qBelow, title, volumeColumn },
            ...watch,
            volume: volumeColumn === undefined ? undefined : cases.features[volumeColumn],
            adjust: stated.adjust,
            notes: notes.map(({ text }) => `${text}.`),
          }),
        { outcomes: "--outcome" },
      ),
  );
  const inputs = [path, ...options.outcomes, options.geneSets, options.only];
  await writeReport(
    options.out,
    files,
    inputs.filter((one) => one !== undefined),
    out,
  );
  const found = counts.byOutcome.reduce((sum, its) => sum + its.found, 0);
  const left = counts.tests - associations.length;
  const rows =
    qBelow === undefined
      ? ""
      : `; ${counted(associations.length, "row")} with q or q over all below ${qBelow}, ${left} left out`;
  out(`${counted(counts.tests, "test")}, ${found} with q below 0.05${rows}\n`);
}

/** Refuses more tests than a table can have rows, unless `--q-below` says which rows are written. */
function refuseMany(features: number, outcomes: number, { qBelow }: AssociateCommand): void {
  if (features * outcomes <= mostRows || qBelow !== undefined) return;
  throw new VoxomicsError(
    "invalid-settings",
    `found ${features} features and ${outcomes} outcomes, ${features * outcomes} tests, expected at most ${mostRows} in a table: state which rows are written (--q-below 0.05), or choose features (--only) or outcomes (--outcome, --gene-sets, --min-mutated)`,
  );
}

/** The columns that options name as outcomes and covariates. */
function namedColumns({ outcome = [], type = [], survival, adjust = [] }: AssociateCommand) {
  return [...outcome, ...type.map(([column]) => column), ...(survival ?? []), ...adjust];
}

/** Ids that were not matched: how many for reports, and some of them for the terminal. */
function unmatched(ids: readonly string[], of: number | null, what: string) {
  if (ids.length === 0) return [];
  const count = of === null ? counted(ids.length, "id") : `${ids.length} of ${counted(of, "id")}`;
  const named = ids.slice(0, 5).join(", ");
  return [{ text: `${count} ${what}`, ids: `: ${named}${ids.length > 5 ? " …" : ""}` }];
}

function toPair(text: string): readonly [string, string] {
  const [time, event, ...rest] = text.split(",").map((name) => name.trim());
  if (time && event && rest.length === 0) return [time, event];
  throw new InvalidArgumentError(
    `found ${text}, expected two columns with a comma between: OS_MONTHS,OS_STATUS`,
  );
}

const help = `
What an outcome is follows from the values of its column. Two different texts, or 0 and 1, make two
groups; up to twenty different texts make groups; more than ten different numbers make a number.
Other columns (0, 1, 2; dates; ids) are refused: state their type by --type, or choose other columns
by --outcome. Ids match where they are equal; TCGA barcodes match if they are of one patient. A gene
with mutations and expression gives two outcomes: TP53 mutation and TP53 expression.

  report.html          the map, volcano plots, the strongest pairs, what was not tested, methods; it holds no ids and no dates
  associations.csv     a row for each feature and outcome: n, statistic, effect with interval, p, q, reason
  associations.json    the same, with the options
  figures              the report's figures, an SVG file each

Examples:
  voxomics associate features.csv --outcomes clinical.csv --id patient --out map
  voxomics associate features.csv --outcomes data_mutations.txt data_clinical_patient.txt --id patient \\
    --survival OS_MONTHS,OS_STATUS --adjust AGE --outcome TP53 ATRX IDH1 --out map
  voxomics associate features.csv --outcomes clinical.csv --id patient --only trust/kept.csv \\
    --where settings=fine --type grade=order --permutations 1000 --seed 1 --out map
  voxomics associate features.csv --outcomes data_mrna_seq_v2_rsem.txt --id patient --q-below 0.05 --out genes`;
