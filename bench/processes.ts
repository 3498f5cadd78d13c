/**
 * Runs the built command line on images of usual sizes, a whole process each time, and tells its time and
 * memory. `npm run build` comes before.
 *
 *   npx tsx bench/processes.ts                     the shortest of three runs
 *   npx tsx bench/processes.ts --json out.json     adds them to the file of bench/peers/in-turns.ts
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeNifti } from "../src/io.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import { type Calls, type ProcessRow, parseCalls } from "./calls.ts";
import { ctPhantomFolder } from "./ct-phantom.ts";
import { machineTitle, thisMachine } from "./machine.ts";
import { digits, tableLines } from "./result-tables.ts";
import { chest } from "./volumes.ts";

/** A run of `voxomics extract`. */
interface Run {
  readonly title: string;
  readonly image: string;
  readonly mask: string;
  readonly settings: SettingsInput;
}

/** Printed at the end of a process: what it has used. */
const usageAtExit = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage())))',
)}`;

const program = "dist/cli.js";

const { values: options } = parseArgs({
  options: { json: { type: "string" }, runs: { type: "string", default: "3" } },
});
if (!existsSync(program)) throw new Error(`${program} is missing: npm run build makes it`);

const folder = mkdtempSync(join(tmpdir(), "voxomics-processes-"));
try {
  const machine = thisMachine();
  console.log(`${machineTitle(machine)}, load ${machine.load}`);
  const rows = (await runs()).map(measure);
  const loadAfter = Number(loadavg()[0].toFixed(2));
  for (const line of tableLines({
    words: 1,
    head: ["extract, whole process", "values", "wall ms", "CPU ms", "MiB"],
    rows: rows.map(({ title, values, wall, cpu, memory }) => [
      title,
      String(values),
      digits(wall),
      digits(cpu),
      digits(memory / 2 ** 20),
    ]),
  })) {
    console.log(line);
  }
  console.log(`load ${loadAfter}`);
  if (options.json !== undefined) {
    const before: Partial<Calls> = existsSync(options.json)
      ? parseCalls(readFileSync(options.json, "utf8"), options.json)
      : {};
    const calls: Calls = { machine, loadAfter, contests: [], ...before, processes: rows };
    writeFileSync(options.json, `${JSON.stringify(calls, null, 1)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function runs(): Promise<Run[]> {
  const discretise = { method: "fixedBinSize", width: 25 } as const;
  const filters: SettingsInput["filters"] = [
    ...[1, 2, 3, 4, 5].map((sigma) => ({ type: "laplacianOfGaussian" as const, sigma })),
    ...(["LLL", "HLL", "LHL", "HHL", "LLH", "HLH", "LHH", "HHH"] as const).map((subBand) => ({
      type: "wavelet" as const,
      wavelet: "coif1" as const,
      subBand,
    })),
  ];
  const { image, mask } = chest();
  const files = { image: join(folder, "ct.nii"), mask: join(folder, "mask.nii") };
  writeFileSync(files.image, await writeNifti(image));
  writeFileSync(files.mask, await writeNifti(mask));
  const chestRun = {
    title: "CT of 512 × 512 × 300 voxels, a lesion of 40 mm, 13 filters",
    ...files,
    settings: { discretise, filters },
  };
  const phantom = ctPhantomFolder();
  if (phantom === null) return [chestRun];
  const tumour = {
    image: join(phantom, "image/phantom.nii.gz"),
    mask: join(phantom, "mask/mask.nii.gz"),
    settings: { resample: { spacing: [1, 1, 1], roundIntensities: true }, discretise },
  } as const;
  return [
    { title: "tumour of 357,857 voxels after resampling", ...tumour },
    {
      title: "the same, statistics, histogram and texture only",
      ...tumour,
      settings: {
        ...tumour.settings,
        families: ["statistics", "histogram", "glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"],
      },
    },
    chestRun,
  ];
}

/** The shortest of several runs, with the memory of the largest. */
function measure({ title, image, mask, settings }: Run): ProcessRow {
  const file = join(folder, "settings.json");
  const out = join(folder, "features.json");
  writeFileSync(file, JSON.stringify(settings));
  const all = Array.from({ length: Number(options.runs) }, () => {
    const start = performance.now();
    const args = [program, "extract", image, mask, "--settings", file, "--out", out];
    const { status, stderr } = spawnSync(process.execPath, ["--import", usageAtExit, ...args], {
      encoding: "utf8",
    });
    const wall = performance.now() - start;
    if (status !== 0) throw new Error(`${title}: ${stderr}`);
    const usage: NodeJS.ResourceUsage = JSON.parse(stderr.slice(stderr.lastIndexOf("{")));
    const cpu = (usage.userCPUTime + usage.systemCPUTime) / 1000;
    return { wall, cpu, memory: usage.maxRSS * 1024 };
  });
  const values = JSON.parse(readFileSync(out, "utf8")).features.length;
  const least = (of: (run: (typeof all)[number]) => number) => Math.min(...all.map(of));
  return {
    title,
    values,
    wall: least(({ wall }) => wall),
    cpu: least(({ cpu }) => cpu),
    memory: Math.max(...all.map(({ memory }) => memory)),
  };
}
