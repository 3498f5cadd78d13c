import { type Command, Option } from "commander";
import { namingFile } from "../io/name-file.ts";
import { counted, quoted, suggestion } from "../messages/phrases.ts";
import type { Covariate } from "../radiogenomics/covariates.ts";
import { enoughCases, type HarmonisationModel } from "../radiogenomics/harmonisation-model.ts";
import type { Harmonisation } from "../radiogenomics/harmonise.ts";
import { invalidTable } from "../radiogenomics/invalid-table.ts";
import { covariateOf, textOf } from "../radiogenomics/outcome.ts";
import { parseColumn } from "../report/parse-column.ts";
import { type CaseRows, readCaseRows } from "./case-rows/read-case-rows.ts";
import { addRowOptions, type RowOptions } from "./case-rows/row-options.ts";
import { addTypeOption, type StatedType } from "./case-rows/type-option.ts";
import { harmonisedTable } from "./harmonise/harmonised-table.ts";
import { readModel } from "./harmonise/read-model.ts";
import { namingFlags } from "./naming-flags.ts";
import { refuseMissing } from "./refuse-missing.ts";
import type { Terminal } from "./terminal.ts";
import { writeReport } from "./write-report.ts";

interface HarmoniseCommand extends RowOptions {
  readonly batch: string;
  readonly out: string;
  readonly keep?: readonly string[];
  readonly type?: readonly (readonly [string, StatedType])[];
  readonly reference?: string;
  readonly meanOnly?: true;
  readonly apply?: string;
  readonly id?: string;
  readonly title?: string;
}

/** `voxomics harmonise TABLE --batch COLUMN` */
export function addHarmonise(root: Command, terminal: Terminal): void {
  const { out, err } = terminal;
  const declared = root
    .command("harmonise")
    .summary("take the effects of scanners and hospitals out of features")
    .description(
      "Take batch effects out of features by ComBat, and write the table without them, the estimates for new cases, and a report to look at.",
    )
    .argument("<features>", "features.csv of a cohort, or another wide table")
    .option("--batch <column>", "the column of the scanner, hospital or protocol")
    .option("--out <folder>", "where tables and report go")
    .option("--keep <column...>", "what features may depend on, and keep: age, stage");
  addTypeOption(declared, "kept columns")
    .option(
      "--reference <batch>",
      "the batch that others are brought to (default: the mean of all)",
    )
    .option("--mean-only", "bring means together, and leave spreads")
    .addOption(
      new Option(
        "--apply <file.json>",
        "take out what was learned on other cases: their harmonisation.json",
      ).conflicts(["keep", "type", "reference", "meanOnly"]),
    )
    .option(
      "--id <column>",
      "the column that says who a row is of (default: id, where the table has it; else each row is a case)",
    );
  addRowOptions(declared)
    .option("--title <text>", "title of the report")
    .addHelpText("after", help)
    .action(async (path: string, options: HarmoniseCommand, command: Command) => {
      refuseMissing(command, ["--batch", "--out"]);
      const model = options.apply === undefined ? undefined : await readModel(options.apply, err);
      const kept = model?.keep.map(({ name }) => name) ?? options.keep ?? [];
      const idOf = (columns: readonly string[]) =>
        options.id ?? (columns.includes("id") ? "id" : null);
      const labels = [options.batch, ...kept, ...(options.type ?? []).map(([column]) => column)];
      const rows = await readCaseRows(command, path, columnsOf(options, model), idOf, labels);
      for (const said of rows.mixed) err(`note: ${said}\n`);
      const { reportHarmonisation } = await import(
        "../radiogenomics-report/report-harmonisation.ts"
      );
      const { harmonised, keep } = await namingFlags(command, () =>
        namingFile(path, async () => {
          const batch = batchOf(rows, options.batch, model);
          const keep = await keptColumns(rows, options, model);
          if (model !== undefined) checkFeatures(rows, model);
          const { reference, meanOnly, title } = options;
          return {
            keep,
            harmonised: await reportHarmonisation(rows.features, batch, {
              ...{ keep, reference, meanOnly, model, title },
            }),
          };
        }),
      );
      for (const note of notesOf(rows, keep, harmonised)) err(`note: ${note}\n`);
      const { "harmonisation.json": estimates, ...report } = harmonised.files;
      const files = {
        "features.csv": harmonisedTable(rows, harmonised),
        ...(model === undefined ? { "harmonisation.json": estimates } : {}),
        ...report,
      };
      const inputs = [path, options.only, options.apply].filter((one) => one !== undefined);
      await writeReport(options.out, files, inputs, out);
      const { features, batches } = harmonised.model;
      const left = Object.values(features).filter((one) => one === null).length;
      const names = Object.keys(features).length - left;
      const stay = left === 0 ? "" : `, ${left} left unchanged`;
      const empty = lackingCases(rows, keep).length;
      const cases = counted(rows.cases.ids.length - empty, "case");
      const lacking = empty === 0 ? "" : `, ${counted(empty, "case")} left empty`;
      out(
        `${counted(names, "feature")} of ${cases} harmonised over ${counted(batches.length, "batch", "batches")}${stay}${lacking}\n`,
      );
    });
}

/** The batch of each case. A batch that the model was not learned on is refused. */
function batchOf(
  { cases, table }: CaseRows,
  column: string,
  model: HarmonisationModel | undefined,
): string[] {
  const cells = cases.labels[column];
  if (cells === undefined) {
    throw invalidTable(
      `batch: found no column ${quoted(column)}${suggestion(column, table.columns)}`,
    );
  }
  const known = model?.batches.map(({ name }) => name);
  return cells.map((cell, at) => {
    const text = textOf(cell);
    const place = `row ${cases.rows[at][0] + 1}: found`;
    if (text === null) {
      throw invalidTable(
        `${place} no batch in column ${quoted(column)}, expected one of every case`,
      );
    }
    if (known === undefined || known.includes(text)) return text;
    throw invalidTable(
      `${place} the batch ${quoted(text)}, expected one of ${known.map(quoted).join(", ")}: the estimates know no other`,
    );
  });
}

/** The covariates whose effects stay in the features: those that the user names, or those of the model. */
async function keptColumns(
  { cases, table }: CaseRows,
  { keep = [], type = [] }: HarmoniseCommand,
  model: HarmonisationModel | undefined,
): Promise<Covariate[]> {
  if (model !== undefined) {
    const { keptCovariates } = await import("../radiogenomics/kept-covariates.ts");
    return keptCovariates(model, cases.labels);
  }
  const typeOf = new Map(type);
  for (const name of [...keep, ...typeOf.keys()]) {
    if (!Object.hasOwn(cases.labels, name)) {
      throw invalidTable(`keep: found no column ${quoted(name)}${suggestion(name, table.columns)}`);
    }
  }
  return keep.map((name) => covariateOf(name, cases.labels[name], typeOf.get(name)));
}

/** The features of new cases have to be those that the model was learned on. */
function checkFeatures({ features }: CaseRows, model: HarmonisationModel): void {
  const [here, there] = [Object.keys(features), Object.keys(model.features)];
  const missing = there.filter((name) => !Object.hasOwn(features, name));
  const unknown = here.filter((name) => !Object.hasOwn(model.features, name));
  if (missing.length === 0 && unknown.length === 0) return;
  const some = (names: readonly string[]) =>
    `${names.slice(0, 3).map(quoted).join(", ")}${names.length > 3 ? " …" : ""}`;
  const lacks = missing.length === 0 ? [] : [`lacks ${missing.length} of them: ${some(missing)}`];
  const has =
    unknown.length === 0
      ? []
      : [
          `has ${counted(unknown.length, "other")}: ${some(unknown)}; --only chooses features, --feature-columns says which columns are`,
        ];
  throw invalidTable(
    `found other features than the ${there.length} that the estimates are of: the table ${[...lacks, ...has].join(", and ")}`,
  );
}

/** With a model of another program's features, the columns that are features are its own unless options name them. */
function columnsOf(options: HarmoniseCommand, model: HarmonisationModel | undefined): RowOptions {
  const names = Object.keys(model?.features ?? {});
  const isForeign = names.some((name) => parseColumn(name) === null);
  const isSaid = options.featureColumns !== undefined || options.only !== undefined;
  return isForeign && !isSaid ? { ...options, featureColumns: names } : options;
}

/** The cases that lack a value of what is kept. */
function lackingCases({ cases }: CaseRows, keep: readonly Covariate[]): readonly string[] {
  const has = (one: Covariate, row: number) =>
    "values" in one ? Number.isFinite(one.values[row]) : one.group[row] >= 0;
  return cases.ids.filter((_, row) => !keep.every((one) => has(one, row)));
}

/** What a user should know of what was harmonised. */
function notesOf(
  rows: CaseRows,
  keep: readonly Covariate[],
  { features: after, model: { batches, features } }: Harmonisation,
): string[] {
  const { features: read } = rows;
  const lacking = lackingCases(rows, keep);
  const few = batches.filter((one) => one.cases < enoughCases);
  const left = Object.keys(features).filter((name) => features[name] === null);
  const some = (names: readonly string[]) =>
    `${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`;
  const below = Object.keys(read).filter(
    (name) => !read[name].some((value) => value < 0) && after[name].some((value) => value < 0),
  );
  const absent = Object.values(read).reduce(
    (sum, values) => sum + values.filter((value) => !Number.isFinite(value)).length,
    0,
  );
  return [
    ...(absent === 0
      ? []
      : [`${counted(absent, "value")} of features missing, which stay missing`]),
    ...(lacking.length === 0
      ? []
      : [
          `${counted(lacking.length, "case")} without a value of what is kept, whose harmonised features are left empty: ${some(lacking)}`,
        ]),
    ...(few.length === 0
      ? []
      : [
          `${counted(few.length, "batch", "batches")} of fewer than ${enoughCases} cases, of which shifts and spreads are mostly noise: ${some(few.map(({ name, cases: its }) => `${name} (${its})`))}`,
        ]),
    ...(left.length === 0
      ? []
      : [
          `${counted(left.length, "feature")} without two different values in every batch, left unchanged: ${some(left)}`,
        ]),
    ...(below.length === 0
      ? []
      : [
          `${counted(below.length, "feature")} without a negative value before and with some now, as shifts know no limits: ${some(below)}`,
        ]),
  ];
}

const help = `
ComBat (Johnson, Li and Rabinovic 2007) with parametric empirical Bayes: the shift and the spread of
every feature in every batch are shrunk towards those of all features, and taken out. What --keep
names stays in the features. A batch needs two cases, better twenty. A batch that follows from what
is kept is refused.

  features.csv         the table without batch effects: all other columns as they were
  harmonisation.json   the estimates, for --apply on new cases
  report.html          features by batch, before and after; it holds no ids
  figures              the report's figures, an SVG file each

Examples:
  voxomics harmonise features.csv --batch scanner --keep age stage --out without
  voxomics harmonise training.csv --batch hospital --reference A --only trust/kept.csv --out training
  voxomics harmonise test.csv --batch hospital --apply training/harmonisation.json --only trust/kept.csv --out test`;
