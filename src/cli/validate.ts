import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { VoxomicsError } from "../errors.ts";
import { readFile } from "../node/read-file.ts";
import { writeFileAtomic } from "../node/write-file-atomic.ts";
import { toBenchmarkTable } from "../report/validation-table.ts";
import { toComplianceSheet } from "../validate/compliance-sheet.ts";
import { toConformancePage } from "../validate/conformance-page.ts";
import { digitalPhantom } from "../validate/digital-phantom.ts";
import { type Pair, validateIbsi1 } from "../validate/ibsi1.ts";
import { allAgree, type Benchmark, countOutcomes } from "../validate/validation.ts";
import { version } from "../version.ts";
import { checkOutput } from "./check-output.ts";
import type { Terminal } from "./terminal.ts";

/** Where `npm run phantoms` puts the data sets. */
const downloads = "ibsi-phantoms/data";

/** What `--out` writes, by the ending of its name. */
const writers: Readonly<Record<string, (benchmarks: readonly Benchmark[]) => string>> = {
  csv: toComplianceSheet,
  md: toConformancePage,
  json: (benchmarks) =>
    `${JSON.stringify({ software: "voxomics", version, passed: allAgree(benchmarks), benchmarks }, null, 2)}\n`,
};

/** `voxomics validate` */
export function addValidate(root: Command, { out }: Terminal): void {
  root
    .command("validate")
    .summary("compare with the published values of the IBSI")
    .description(
      "Measure the phantoms of the IBSI and compare with every published consensus value.",
    )
    .option(
      "--data <folder>",
      `where the IBSI data sets are (default: ${downloads}, if there; the digital phantom needs none)`,
    )
    .option("--out <file>", "write a compliance sheet (.csv), a page (.md) or all of it (.json)")
    .addHelpText("after", help)
    .action(async (options: { data?: string; out?: string }, command: Command) => {
      const write = writers[options.out?.split(".").at(-1)?.toLowerCase() ?? "csv"];
      if (write === undefined) {
        const misuse = `error: option '--out': ${options.out} has an unknown ending, expected .csv, .md or .json`;
        command.error(misuse, { exitCode: 2 });
      }
      if (options.out !== undefined) await checkOutput(options.out, []);

      const benchmarks: Benchmark[] = [];
      for await (const benchmark of benchmarksIn(options.data, out)) {
        benchmarks.push(benchmark);
        out(`${toBenchmarkTable(benchmark)}\n`);
      }
      if (options.out !== undefined) {
        await writeFileAtomic(options.out, write(benchmarks));
        out(`${options.out}: written\n`);
      }
      conclude(benchmarks, out);
    });
}

async function* benchmarksIn(
  data: string | undefined,
  out: Terminal["out"],
): AsyncGenerator<Benchmark> {
  if (data !== undefined && !existsSync(data)) {
    throw new VoxomicsError("invalid-file", `${data}: no such folder`, { path: data });
  }
  const folder = data ?? downloads;
  yield* validateIbsi1(
    "digitalPhantom",
    (await readPair(folder, "ibsi_1_digital_phantom")) ?? digitalPhantom(),
  );
  const ctPhantom = await readPair(folder, "ibsi_1_ct_radiomics_phantom");
  if (ctPhantom !== null) yield* validateIbsi1("ctPhantom", ctPhantom);
  else out(`not found: the CT phantom, ${pairIn(folder, "ibsi_1_ct_radiomics_phantom").image}\n\n`);
}

function pairIn(folder: string, dataset: string): { image: string; mask: string } {
  const base = join(folder, dataset, "nifti");
  return { image: join(base, "image/phantom.nii.gz"), mask: join(base, "mask/mask.nii.gz") };
}

async function readPair(folder: string, dataset: string): Promise<Pair | null> {
  const { image, mask } = pairIn(folder, dataset);
  if (!existsSync(image)) return null;
  return { image: await readFile(image), mask: await readFile(mask) };
}

function conclude(benchmarks: readonly Benchmark[], out: Terminal["out"]): void {
  const counts = countOutcomes(benchmarks.flatMap(({ comparisons }) => comparisons));
  const { agrees, differs, "not-computed": missing, "no-consensus": without } = counts;
  const consensus = agrees + differs + missing;
  if (!allAgree(benchmarks)) {
    throw new VoxomicsError(
      "check-failed",
      `${differs + missing} of ${consensus} consensus values are not reproduced: ${differs} outside their tolerance, ${missing} not computed`,
      { ...counts },
    );
  }
  out(
    `All ${consensus} consensus values are within tolerance. ${without} quantities have no consensus value.\n`,
  );
}

const help = `
The digital phantom of IBSI 1 is part of voxomics. \`npm run phantoms\` fetches the other data sets.

Exit status 1 if a consensus value is not reproduced.

Examples:
  voxomics validate
  voxomics validate --data ibsi-phantoms/data --out compliance.csv`;
