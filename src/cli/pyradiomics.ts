import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { blame } from "../case/blame.ts";
import type { CaseReading } from "../case/case-reading.ts";
import { namingFile } from "../io/name-file.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { counted } from "../messages/phrases.ts";
import { type InputOptions, readInputText } from "../node/read-input.ts";
import { readSettingsText } from "../node/settings-text.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import type { PyradiomicsExtraction } from "../pyradiomics/extract-pyradiomics.ts";
import type { PyradiomicsParams } from "../pyradiomics/params/params.ts";
import type { PyradiomicsCase } from "../pyradiomics/report/result-text.ts";
import { addReadingOptions, readingIn } from "./case-options.ts";
import { checkOutput } from "./check-output.ts";
import { noteTo } from "./note.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import { type Batch, parseBatch, singleCase } from "./pyradiomics/batch-cases.ts";
import { type CaseOutcome, measureCases } from "./pyradiomics/measure-cases.ts";
import { imageArgument, maskArgument } from "./region-options.ts";
import type { Terminal } from "./terminal.ts";

interface PyradiomicsFlags extends CaseReading, InputOptions {
  readonly progress: ProgressWay;
  readonly param?: string;
  readonly label?: number;
  readonly jobs?: number;
  readonly out?: string;
  readonly mode: "segment" | "voxel";
  readonly outDir?: string;
}

/** `voxomics pyradiomics IMAGE MASK`, `voxomics pyradiomics BATCH.csv` */
export function addPyradiomics(root: Command, terminal: Terminal): void {
  const command: Command = root
    .command("pyradiomics")
    .summary("measure as PyRadiomics does, from its parameter files")
    .description(
      "Measure the features of PyRadiomics under its names, from its parameter file: of an image and a mask, or of the cases of a CSV file with the columns Image and Mask.",
    )
    .argument("<image|batch.csv>", `${imageArgument}; or a CSV file of cases`)
    .argument("[mask]", maskArgument)
    .option("--param <file>", "parameter file, YAML or JSON (default: PyRadiomics' defaults)")
    .addOption(
      new Option(
        "--label <n>",
        "the label of the region, in place of the parameter file's",
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option(
        "--jobs <n>",
        "cases that are measured at a time (default: as many as there are cores)",
      ).argParser(wholeNumber),
    )
    .option(
      "--out <file>",
      "write .csv or .json, as PyRadiomics' command does (default: print lines)",
    )
    .addOption(
      new Option("--mode <mode>", "segment: measure regions; voxel: write maps of features")
        .choices(["segment", "voxel"])
        .default("segment"),
    )
    .option("--out-dir <dir>", "with --mode voxel, the folder for the maps (default: .)")
    .addOption(progressOption());
  addReadingOptions(command, ({ key }) => !notHere.includes(key))
    .addHelpText("after", help)
    .action(async (input: string, mask: string | undefined, flags: PyradiomicsFlags) => {
      const { out } = flags;
      const write = writerOf(out);
      if (write === null) {
        command.error(`error: --out: found ${out}, expected a name that ends in .csv or .json`, {
          exitCode: 2,
        });
      }
      if (flags.outDir !== undefined && flags.mode !== "voxel") {
        command.error("error: --out-dir is for maps: expected --mode voxel with it", {
          exitCode: 2,
        });
      }
      const isBatch = mask === undefined;
      if (isBatch && !/\.csv$/i.test(input)) {
        command.error(
          "error: missing the mask: expected an image and a mask, or a CSV file of cases",
          {
            exitCode: 2,
          },
        );
      }
      if (out !== undefined) await checkOutput(out, [input, mask ?? [], flags.param ?? []].flat());
      const params = await readParams(flags);
      params.notes.forEach(noteTo(terminal.err, flags.param ?? "parameters"));
      const batch = isBatch
        ? await readBatch(input, flags)
        : { cases: [singleCase(input, mask)], skipped: [] };
      for (const row of batch.skipped) {
        noteTo(terminal.err, input)({ message: `row ${row} names no image or no mask: left out` });
      }
      await measureAndWrite(batch, params, flags, write, isBatch ? input : null, terminal);
    });
}

async function measureAndWrite(
  { cases }: Batch,
  params: PyradiomicsParams,
  { out, jobs = availableParallelism(), label, mode, outDir = ".", ...flags }: PyradiomicsFlags,
  write: Writer,
  batchFile: string | null,
  terminal: Terminal,
): Promise<void> {
  const outcomes = await withProgressLine(terminal, flags.progress, ({ watch, err }) =>
    measureCases(cases, params, {
      jobs,
      label: label ?? null,
      reading: readingIn(flags),
      watch,
      mapsTo: mode === "voxel" ? outDir : null,
      onNote: (path, note) => noteTo(err, path)(note),
    }),
  );
  const failed = outcomes.filter(({ error }) => error !== null);
  // the table of a batch is written even if all cases are refused
  if (batchFile !== null || failed.length === 0) {
    const text = await write(outcomes.map(toRow));
    if (out === undefined) terminal.out(text);
    else {
      await writeFileAtomic(out, text);
      const found = outcomes.flatMap(({ extraction }) => extraction ?? []);
      const values = found.flatMap(({ features }) => features).length;
      const maps = found.flatMap(mapsIn).length;
      const what = mode === "voxel" ? counted(maps, "map") : counted(values, "value");
      terminal.out(`${out}: ${counted(outcomes.length, "case")}, ${what}\n`);
    }
  }
  // cases that are refused are reported after the others were written
  if (failed.length > 0) throw new AggregateError(failed.map((one) => errorOf(one, batchFile)));
}

/** The maps of a result in voxel mode, whose paths stand among the diagnostic values. */
function mapsIn({ diagnostics }: PyradiomicsExtraction) {
  return diagnostics.filter(({ name }) => !name.startsWith("diagnostics_"));
}

function toRow({ task, extraction }: CaseOutcome): PyradiomicsCase {
  return { columns: task.columns, extraction };
}

/** What a case was refused for, with the file to blame and its row. */
function errorOf({ task, error }: CaseOutcome, batchFile: string | null): unknown {
  const blamed = blame(error, task);
  if (batchFile === null || !(blamed instanceof VoxomicsError)) return blamed;
  const { code, message, details } = blamed;
  return new VoxomicsError(code, `${batchFile}: row ${task.row}: ${message}`, details, {
    cause: blamed,
  });
}

async function readParams({ param, pipes }: PyradiomicsFlags): Promise<PyradiomicsParams> {
  const { parseParams } = await import("../pyradiomics/params/parse-params.ts");
  if (param === undefined) return parseParams({});
  const text = await readSettingsText(param, { pipes: pipes === true });
  return namingFile(param, () => parseParams(text));
}

async function readBatch(path: string, { pipes }: PyradiomicsFlags): Promise<Batch> {
  return parseBatch(await readInputText(path, { pipes: pipes === true }), path);
}

type Writer = (cases: readonly PyradiomicsCase[]) => Promise<string>;

/** What writes results to a file, by its ending; lines without a file; null for another ending. */
function writerOf(out: string | undefined): Writer | null {
  const texts = () => import("../pyradiomics/report/result-text.ts");
  if (out === undefined) return async (cases) => (await texts()).toPyradiomicsLines(cases);
  if (/\.csv$/i.test(out)) return async (cases) => (await texts()).toPyradiomicsCsv(cases);
  if (/\.json$/i.test(out)) return async (cases) => (await texts()).toPyradiomicsJson(cases);
  return null;
}

/** Reading options that parameters set in their own way. */
const notHere: readonly (keyof CaseReading)[] = [
  "resampleMask",
  "largestLoss",
  "undersampled",
  "nonFinite",
];

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

const help = `
Names, values and their order are PyRadiomics'; docs/pyradiomics.md has what differs from the IBSI,
and the few values that are not the same. Without --param all features of the unfiltered image are
measured. With --mode voxel each voxel of the region gets the features of its neighbourhood, by
voxelSetting of the parameters: a map a feature, Case-1_original_glcm_Contrast.nrrd; tables have the
paths of the maps. A batch file has the columns Image and Mask, relative to its folder, if need be
Label and Label_channel, and any others, which are copied to the results. The results of a case that
is refused are empty; standard error says why, and the exit status is 1.

Examples:
  voxomics pyradiomics ct.nrrd tumour.nrrd --param Params.yaml
  voxomics pyradiomics ct.nii.gz labels.nii.gz --label 2 --param Params.yaml --out features.csv
  voxomics pyradiomics cases.csv --param Params.yaml --jobs 4 --out features.csv
  voxomics pyradiomics ct.nrrd tumour.nrrd --param Voxel.yaml --mode voxel --out-dir maps`;
