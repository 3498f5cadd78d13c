import { join } from "node:path";
import type { Command } from "commander";
import { version } from "../base/version.ts";
import { inSteps, type NextStep } from "../base/watch.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { readFile } from "../node/read-file.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { toComplianceSheet } from "../validate/compliance-sheet.ts";
import { toConformancePage } from "../validate/conformance-page.ts";
import { validateIbsi1 } from "../validate/ibsi1.ts";
import { compareResponseMap, ibsi2Maps, validateIbsi2 } from "../validate/ibsi2.ts";
import {
  allAgree,
  type Benchmark,
  countOutcomes,
  type MapComparison,
  type Validation,
} from "../validate/validation.ts";
import { toBenchmarkTable, toMapTable } from "../validate/validation-table.ts";
import { checkOutput } from "./check-output.ts";
import {
  ctPhantomFolder,
  type DataSets,
  downloads,
  findDataSets,
  findMaps,
  mapFolder,
  pairIn,
} from "./ibsi-data.ts";
import { withProgressLine } from "./progress.ts";
import { type ProgressWay, progressOption } from "./progress-option.ts";
import type { Terminal } from "./terminal.ts";
import { findPatientData, validatePatients } from "./validate-patients.ts";
import { workersOption } from "./workers.ts";

/** The formats that `--out` writes, by the ending of its name. */
const writers: Readonly<Record<string, (validation: Validation) => string>> = {
  csv: toComplianceSheet,
  md: toConformancePage,
  json: (validation) =>
    `${JSON.stringify({ software: "voxomics", version, passed: allAgree(validation), ...validation }, null, 2)}\n`,
};

interface ValidateOptions {
  readonly progress: ProgressWay;
  readonly data?: string;
  readonly out?: string;
  readonly workers?: number;
}

/** `voxomics validate` */
export function addValidate(root: Command, terminal: Terminal): void {
  root
    .command("validate")
    .summary("compare with the published values of the IBSI")
    .description(
      "Measure the phantoms of the IBSI and compare with every published consensus value; and its patients, and compare with the teams.",
    )
    .option(
      "--data <folder>",
      `where the IBSI data sets are (default: ${downloads}, if there; the digital phantom needs none)`,
    )
    .option("--out <file>", "write a compliance sheet (.csv), a page (.md) or all of it (.json)")
    .addOption(workersOption())
    .addOption(progressOption())
    .addHelpText("after", help)
    .action(async (options: ValidateOptions, command: Command) => {
      const write = writers[options.out?.split(".").at(-1)?.toLowerCase() ?? "csv"];
      if (write === undefined) {
        const misuse = `error: option '--out': ${options.out} has an unknown ending, expected .csv, .md or .json`;
        command.error(misuse, { exitCode: 2 });
      }
      if (options.out !== undefined) await checkOutput(options.out, []);

      const { out } = terminal;
      const data = await findDataSets(options.data);
      const patientData = await findPatientData(data.folder);
      const validation = await withProgressLine(terminal, options.progress, async (line) => {
        const next = inSteps(5, line.watch);
        const benchmarks: Benchmark[] = [];
        for (const benchmark of benchmarksOf(data, line.out, next)) {
          benchmarks.push(benchmark);
          line.out(`${toBenchmarkTable(benchmark)}\n`);
        }
        const maps = await compareMaps(data.folder, line.out, next);
        const patients = await validatePatients(
          data.folder,
          patientData,
          line.out,
          next("patients"),
          options.workers,
        );
        return { benchmarks, maps, ...(patients.length > 0 ? { patients } : {}) };
      });
      if (options.out !== undefined) {
        await writeFileAtomic(options.out, write(validation));
        out(`${options.out}: written\n`);
      }
      conclude(validation, leftOut(data, validation.maps), out);
    });
}

function* benchmarksOf(data: DataSets, out: Terminal["out"], next: NextStep): Generator<Benchmark> {
  yield* validateIbsi1("digitalPhantom", data.digitalPhantom, next("IBSI 1 digital phantom"));
  if (data.ctPhantom === null) {
    out(`not found: the CT phantom, ${pairIn(data.folder, ctPhantomFolder).image}\n\n`);
    return;
  }
  yield* validateIbsi1("ctPhantom", data.ctPhantom, next("IBSI 1 CT phantom"));
  yield* validateIbsi2(data.ctPhantom, next("IBSI 2 CT phantom"));
}

/** Compares the response maps of IBSI 2 phase 1 whose phantom and reference exist. */
async function compareMaps(
  folder: string,
  out: Terminal["out"],
  next: NextStep,
): Promise<MapComparison[]> {
  const found = findMaps(folder);
  if (found.length === 0) {
    out(`not found: the response maps of IBSI 2, ${join(folder, mapFolder)}\n\n`);
    return [];
  }
  const maps: MapComparison[] = [];
  const nextMap = inSteps(found.length, next("IBSI 2 response maps"));
  for (const { id, image, map } of found) {
    const [phantom, expected] = [await readFile(image), await readFile(map)];
    maps.push(compareResponseMap(id, phantom, expected, nextMap(id)));
  }
  out(`${toMapTable(maps)}\n`);
  return maps;
}

/** The data sets that could not be compared because their files are missing. */
function leftOut({ ctPhantom }: DataSets, { length: compared }: readonly MapComparison[]) {
  const missing = ibsi2Maps.length - compared;
  const part = compared === 0 ? "the" : `${missing} of the ${ibsi2Maps.length}`;
  return [
    ...(ctPhantom === null ? ["the CT phantom"] : []),
    ...(missing > 0 ? [`${part} response maps of IBSI 2`] : []),
  ];
}

function conclude(validation: Validation, missing: readonly string[], out: Terminal["out"]): void {
  const { benchmarks, maps } = validation;
  const counts = countOutcomes(benchmarks.flatMap(({ comparisons }) => comparisons));
  const { agrees, differs, "not-computed": absent, "no-consensus": without } = counts;
  const consensus = agrees + differs + absent;
  const remainder =
    missing.length > 0 ? `Not compared, for lack of data: ${missing.join(", ")}.\n` : "";
  if (!allAgree(validation)) {
    out(remainder);
    const outside = maps.filter((map) => !map.agrees).length;
    throw new VoxomicsError(
      "check-failed",
      `${differs + absent} of ${consensus} consensus values are not reproduced: ${differs} outside their tolerance, ${absent} not computed; ${outside} of ${maps.length} response maps differ`,
      { counts, maps: outside },
    );
  }
  out(
    `All ${consensus} consensus values are within tolerance${
      maps.length > 0 ? `, and all ${maps.length} response maps` : ""
    }. ${without} quantities have no consensus value.\n${remainder}`,
  );
}

const help = `
The digital phantom of IBSI 1 is part of voxomics. The other data sets are at
https://github.com/theibsi/data_sets; in a checkout of voxomics, \`npm run phantoms\` fetches them.

Where the folder holds the patients of the IBSI (ibsi_validation/nifti) and the teams' values
(ibsi_validation/values), which
\`npm run phantoms -- --set patients --set teams-ibsi-1 --set teams-ibsi-2\` fetches, these are
measured too, in worker threads. CT and MR take up to half a minute each.

Exit status 1 if a consensus value is not reproduced. Patients have none, and do not change it.

Examples:
  voxomics validate
  voxomics validate --data ibsi-phantoms/data --out compliance.csv`;
