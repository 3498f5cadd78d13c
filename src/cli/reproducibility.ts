import { dirname, join } from "node:path";
import { type Command, Option } from "commander";
import type { RunRecord } from "../cohort/run-record.ts";
import { nameFile, namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted, quoted } from "../messages/phrases.ts";
import { parseJson } from "../node/parse-json.ts";
import { type InputOptions, readInputText } from "../node/read-input.ts";
import type { AgreementTable } from "../reproducibility/agreement-table.ts";
import type { Linkage } from "../reproducibility/clustering.ts";
import type { CorrelationMethod } from "../reproducibility/correlation.ts";
import type { Design, DesignType } from "../reproducibility/design.ts";
import { agreementReasons } from "../reproducibility/estimate.ts";
import { fewSubjects, leastSubjects } from "../reproducibility/few-subjects.ts";
import type { TableRecord } from "../reproducibility/measurement-table.ts";
import { severalVolumes } from "../reproducibility/volume-correlation.ts";
import { namingFlags } from "./naming-flags.ts";
import { toNumber } from "./numbers.ts";
import { pipesOption } from "./pipes-option.ts";
import { readRecords } from "./read-table.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";
import { writeReport } from "./write-report.ts";

interface ReproducibilityOptions {
  readonly design: DesignType;
  readonly subject: readonly string[];
  readonly repeat?: string;
  readonly rater?: string;
  readonly setting?: string;
  readonly program?: string;
  readonly volumeColumn?: string;
  readonly out: string;
  readonly confidence: number;
  readonly reliability: number;
  readonly threshold: number;
  readonly correlation: CorrelationMethod;
  readonly linkage: Linkage;
  readonly undefinedCases: number;
  readonly bootstrap: number;
  readonly seed: number;
  readonly plot?: readonly string[];
  readonly run?: string;
  readonly featureColumns?: readonly string[] | true;
  readonly labelColumns?: readonly string[];
  readonly pipes?: boolean;
  readonly title?: string;
}

/** The option that names the column in which a subject's measurements differ. */
const compared = {
  testRetest: "repeat",
  raters: "rater",
  settings: "setting",
  programs: "program",
} as const;

/** `voxomics reproducibility TABLE` */
export function addReproducibility(root: Command, terminal: Terminal): void {
  root
    .command("reproducibility")
    .summary("find the features that can be trusted")
    .description(
      "Measure how well repeated measurements of features agree, keep those that are reproducible and not redundant, and write a report to look at.",
    )
    .argument(
      "<table>",
      "features.csv of a cohort, or another wide table with one row a measurement",
    )
    .addOption(
      new Option("--design <type>", "what the rows of a subject are").choices([
        "testRetest",
        "raters",
        "settings",
        "programs",
        "perturbations",
      ]),
    )
    .option("--subject <column...>", "the column, or columns, that say who was measured")
    .option("--repeat <column>", "testRetest: the column that tells the measurements apart")
    .option("--rater <column>", "raters: the column of the rater or segmentation")
    .option("--setting <column>", "settings: the column of the scanner or settings")
    .option(
      "--program <column>",
      "programs: the column of the two programs that measured the same cases",
    )
    .option(
      "--feature-columns [pattern...]",
      "columns that are features, for tables of other programs: original_*; without a pattern, all columns of numbers",
    )
    .option(
      "--volume-column <column>",
      "volume that every feature is correlated with (default: morphology.volumeMesh)",
    )
    .option("--label-columns <pattern...>", "columns that are not features: age, outcome_*")
    .option("--out <folder>", "where report and tables go")
    .option(
      "--plot <feature...>",
      "features whose measurements are plotted (default: the most reproducible of those kept)",
    )
    .option("--title <text>", "title of the report (default: what was compared)")
    .option("--run <file>", "record of the run that measured (default: run.json beside the table)")
    .option("--confidence <p>", "probability that intervals cover", toNumber, 0.95)
    .option(
      "--reliability <icc>",
      "lower bound from which a feature is reproducible",
      toNumber,
      0.75,
    )
    .option(
      "--threshold <r>",
      "absolute correlation from which features are redundant",
      toNumber,
      0.9,
    )
    .addOption(
      new Option("--correlation <method>").choices(["spearman", "pearson"]).default("spearman"),
    )
    .addOption(
      new Option("--linkage <method>", "how far clusters are apart")
        .choices(["average", "complete", "single"])
        .default("average"),
    )
    .option("--undefined-cases <n>", "cases in which a feature may have no value", toNumber, 0)
    .option(
      "--bootstrap <n>",
      "bootstrap samples of the subjects, in which it is counted how often a feature is kept",
      toNumber,
      200,
    )
    .option("--seed <n>", "seed of the random numbers of the bootstrap", toNumber, 1)
    .addOption(pipesOption())
    .addHelpText("after", help)
    .action((path: string, options: ReproducibilityOptions, command: Command) =>
      reportReproducibility(path, options, command, terminal),
    );
}

/** Analyses the measurements of a table, and writes the report and the tables. */
async function reportReproducibility(
  path: string,
  options: ReproducibilityOptions,
  command: Command,
  { out, err }: Terminal,
): Promise<void> {
  refuseMissing(command, ["--design", "--subject", "--out"]);
  const design = toDesign(options, (misuse) => command.error(misuse, { exitCode: 2 }));
  const { pipes = false } = options;
  const records = await readRecords(path, { pipes });
  const { analyse } = await import("../reproducibility-report/analyse.ts");
  const { measurementsOf, mixedColumns } = await import(
    "../reproducibility-report/measurements-of.ts"
  );
  const run = await readRun(options.run ?? join(dirname(path), "run.json"), options.run, {
    pipes,
  });
  const numeric = options.featureColumns === true;
  const featureColumns = numeric ? "numeric" : options.featureColumns;
  const labelColumns = [...labelsOf(design, records), ...(options.labelColumns ?? [])];
  const table = await namingFlags(command, () =>
    namingFile(path, () => measurementsOf(records, { featureColumns, labelColumns })),
  );
  if (numeric) {
    for (const said of mixedColumns(records, Object.keys(table.labels))) {
      err(`note: ${said}\n`);
    }
  }
  const { confidence, reliability, threshold, correlation, linkage, undefinedCases } = options;
  const { bootstrap, seed, volumeColumn, plot, title } = options;
  const { files, selection, agreement } = await namingFlags(command, () =>
    namingFile(path, () =>
      analyse(table, design, {
        ...{ confidence, reliability, threshold, correlation, linkage, undefinedCases },
        ...{ bootstrap, seed, volumeColumn, plot, title, source: path, run },
      }),
    ),
  );
  const inputs = [path, options.run ?? []].flat();
  await writeReport(options.out, files, inputs, out);
  out(`${join(options.out, "figures")}\n`);
  const { length: subjects } = agreement.subjects;
  const volumes = volumeColumn === undefined ? severalVolumes(table) : null;
  if (volumes !== null) err(`note: volume: ${volumes} (--volume-column)\n`);
  const few = fewText(subjects, design.subject);
  if (few !== null) err(`note: ${few}\n`);
  const none = selection.clustered.length === 0 ? sharedReason(agreement) : "";
  out(
    `${agreement.features.length} features, ${selection.clustered.length} reproducible, ${selection.kept.length} kept${none}\n`,
  );
}

/** The note that there are too few subjects to select features; null if there are enough. */
function fewText(subjects: number, columns: Design["subject"]): string | null {
  const count = counted(subjects, "subject");
  const named = [columns].flat().map(quoted).join(", ");
  if (subjects < leastSubjects) {
    return `found ${count} (by ${named}), expected at least ${leastSubjects}: with fewer it cannot be judged which features are redundant, and none is kept`;
  }
  return subjects < fewSubjects
    ? `${count} say little of which features are redundant, expected ${fewSubjects} or more: see keptInSamples in kept.csv`
    : null;
}

/**
 * The reason, if all features lack a verdict for the same one: `: single-measurement (no subject was
 * measured twice)`.
 */
function sharedReason({ features }: AgreementTable): string {
  const [reason, ...others] = new Set(features.map(({ icc }) => icc[0].reason));
  if (reason === null || others.length > 0) return "";
  return `: ${reason} (${agreementReasons[reason]})`;
}

function toDesign(options: ReproducibilityOptions, misuse: (message: string) => never): Design {
  const { design: type, subject } = options;
  for (const [other, option] of Object.entries(compared)) {
    if (other !== type && options[option] !== undefined) {
      misuse(`error: option '--${option}' belongs to the design ${other}, found ${type}`);
    }
  }
  if (type === "perturbations") return { type, subject };
  const option = compared[type];
  const column = options[option];
  if (column === undefined) misuse(`error: the design ${type} needs the option '--${option}'`);
  return { type, subject, [option]: column } as unknown as Design;
}

/** The columns that the design names and the table has. `analyse` refuses a column that the table lacks. */
function labelsOf({ type, ...fields }: Design, records: readonly TableRecord[]): string[] {
  const named: string[] = Object.values(fields).flat();
  return named.filter((column) => records.some((record) => Object.hasOwn(record, column)));
}

/** The record of a run (`run.json`); null if no path was given and there is none beside the table. */
async function readRun(
  path: string,
  asked: string | undefined,
  options: InputOptions,
): Promise<RunRecord | null> {
  try {
    const run = parseJson(await readInputText(path, options)) as RunRecord | null;
    if (run?.software === "voxomics" && Array.isArray(run.settings)) return run;
  } catch (error) {
    if (asked === undefined) return null;
    if (error instanceof VoxomicsError) {
      throw error.details.path === undefined ? nameFile(path, error) : error;
    }
  }
  if (asked === undefined) return null;
  throw new VoxomicsError("invalid-file", `${path}: is no run.json of a cohort`, { path });
}

const help = `
Columns with names of features (glcm.contrast.3D:avg) are features, all others are labels. In tables
of other programs, --feature-columns says which columns are features; * stands for any characters.

  report.html            verdicts, correlations, plots, redundancy: one file that needs no network
  agreement.csv          ICC with interval, within-subject variation, concordance, limits of agreement
  differences.csv        how far two programs are apart, in units of the spread between cases (programs)
  families.csv           how many features of each family have each verdict, and how many are kept
  kept.csv               reproducible features, one from each cluster of redundant features
  dropped.csv            the other features: why each was dropped, and which feature is kept instead
  reproducibility.json   all of it, with the options
  figures                the report's figures, an SVG file each

Examples:
  voxomics reproducibility features.csv --design testRetest --subject patient --repeat scan --out trust
  voxomics reproducibility features.csv --design raters --subject patient --rater reader --out trust
  voxomics reproducibility features.csv --design perturbations --subject id --out trust
  voxomics reproducibility pyradiomics.csv --feature-columns 'original_*' 'wavelet*' --design testRetest \\
    --subject patient --repeat scan --out trust`;
