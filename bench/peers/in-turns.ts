import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { noPasses } from "../../src/convolution/leading-passes.ts";
import { extract } from "../../src/extraction/extract.ts";
import { filterTurns } from "../../src/filters/filter-turns.ts";
import { type FilterInput, prepareFilter } from "../../src/filters/filters.ts";
import { respondIn } from "../../src/filters/respond.ts";
import { readFile } from "../../src/node/read-file.ts";
import { resample, resampleMask } from "../../src/processing/resample.ts";
import { extractPyradiomics, type ParamsInput, parseParams } from "../../src/pyradiomics.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { type Mask, selectLabel } from "../../src/volume/mask.ts";
import type { Vec3, Volume } from "../../src/volume/volume.ts";
import { type Calls, type ContestResult, parseCalls, type TurnRow, turnTable } from "../calls.ts";
import { machineTitle, thisMachine } from "../machine.ts";
import { tableLines } from "../result-tables.ts";
import { warmUpFully } from "../timing.ts";
import { texturedBox } from "../volumes.ts";
import { makeMaterial, type WorkloadName, workloads } from "../workload.ts";
import { sharedFeatures } from "./shared-features.ts";

/** One task that both programs do. */
interface Pair {
  /** "alone" where the peer lacks what the task needs. */
  readonly peer: string;
  readonly task: string;
  readonly ours: () => unknown;
}

/** Arrays that both programs measure, and what they do with them. */
interface Contest {
  readonly what: string;
  readonly image: Volume;
  readonly mask: Volume;
  readonly settings: SettingsInput;
  readonly pairs: readonly Pair[];
}

const bands = ["LLL", "HLL", "LHL", "HHL", "LLH", "HLH", "LHH", "HHH"];

/** For how long, in ms, a turn lasts at least: short tasks are repeated, because a clock takes time too. */
const turnTime = 20;

const { values: asked } = parseArgs({
  options: {
    workload: { type: "string", default: "w2,native,lesion,filters,filters-ct" },
    family: { type: "string" },
    runs: { type: "string", default: "7" },
    json: { type: "string" },
  },
});

/** Images of noise that filters are timed on. */
const filterSizes: Readonly<Record<string, Vec3>> = {
  filters: [256, 256, 100],
  "filters-ct": [204, 201, 60], // the grid of the IBSI CT phantom: sides that are no products of 2, 3 and 5
};

const machine = thisMachine();
console.log(`${machineTitle(machine)}, load ${machine.load}; CPU ms`);
const contests: ContestResult[] = [];
for (const name of asked.workload.split(",")) {
  const size = filterSizes[name];
  const contest =
    name === "brain1"
      ? await signatureContest()
      : size === undefined
        ? await familyContest(name as WorkloadName)
        : filterContest(size);
  console.log(`\n${name}`);
  const rows = await timeInTurns(contest);
  contests.push({ name, what: contest.what, rows });
  for (const line of tableLines(turnTable(rows))) console.log(line);
}
const loadAfter = Number(loadavg()[0].toFixed(2));
console.log(`load ${loadAfter}`);
if (asked.json !== undefined) {
  const before: Partial<Calls> = existsSync(asked.json)
    ? parseCalls(readFileSync(asked.json, "utf8"), asked.json)
    : {};
  const calls: Calls = { processes: [], ...before, machine, loadAfter, contests };
  writeFileSync(asked.json, `${JSON.stringify(calls, null, 1)}\n`);
}

async function familyContest(name: WorkloadName): Promise<Contest> {
  const material = await makeMaterial({ name, size: null, levels: null });
  const { resample: step = null, ...settings } = material.settings;
  const image = step === null ? material.image : resample(material.image, step);
  const mask: Mask = step === null ? material.mask : resampleMask(material.mask, step);
  const families = Object.keys(sharedFeatures) as (keyof typeof sharedFeatures)[];
  const pairOf = (task: string, features: readonly string[]): Pair => ({
    peer: "PyRadiomics",
    task,
    ours: () => extract(image, mask, { ...settings, features } as SettingsInput),
  });
  const pairs = [
    pairOf("all", Object.values(sharedFeatures).flat()),
    ...families.map((family) => pairOf(family, sharedFeatures[family])),
  ];
  const { what } = workloads[name];
  return { what, image, mask, settings, pairs: pairs.filter(isAsked) };
}

function filterContest(size: Vec3): Contest {
  const noise = texturedBox("noise", size);
  const image = { ...noise, data: Float64Array.from(noise.data) };
  const mask = { ...image, data: new Uint8Array(image.data.length).fill(1) };
  const pairOf = (task: string, filters: readonly FilterInput[]): Pair => ({
    peer: "filters",
    task,
    ours: () => respondInTurn(image, filters),
  });
  const pairs = [
    pairOf("log1", [{ type: "laplacianOfGaussian", sigma: 1 }]),
    pairOf("log3", [{ type: "laplacianOfGaussian", sigma: 3 }]),
    ...(["coif1", "db3"] as const).map((wavelet) =>
      pairOf(
        wavelet,
        bands.map((subBand) => ({ type: "wavelet", wavelet, subBand })),
      ),
    ),
  ];
  const what = `noise of ${size.join(" × ")} voxels, the whole image`;
  return { what, image, mask, settings: {}, pairs: pairs.filter(isAsked) };
}

/**
 * PyRadiomics' own values of its test case brain1: all classes, of the image and of its eight wavelet bands.
 * `VOXOMICS_PYRADIOMICS` names the folder that holds its files.
 */
async function signatureContest(): Promise<Contest> {
  const folder = process.env.VOXOMICS_PYRADIOMICS ?? "../shared/pyradiomics";
  const [image, labels] = await Promise.all(
    ["image", "label"].map((part) => readFile(join(folder, `images/brain1_${part}.nrrd`))),
  );
  const mask = selectLabel(labels, 1);
  const pairOf = (
    peer: string,
    task: string,
    imageType: ParamsInput["imageType"],
    setting: ParamsInput["setting"] = {},
  ): Pair => {
    const params = parseParams({ imageType, setting: { additionalInfo: false, ...setting } });
    return { peer, task, ours: () => extractPyradiomics(image, mask, params) };
  };
  const pairs = [
    pairOf("signature", "original", { Original: {} }),
    pairOf("signature", "wavelet", { Original: {}, Wavelet: {} }),
    // PyRadiomics has LoG and resampling from SimpleITK, whose stand-in only carries arrays
    pairOf("alone", "log", { LoG: { sigma: [1, 3, 5] } }),
    pairOf("alone", "resampled", { Original: {} }, { resampledPixelSpacing: [1, 1, 1] }),
  ];
  const what = "PyRadiomics' test case brain1, 256 × 256 × 25 voxels, a lesion of 4,137";
  const settings: SettingsInput = { discretise: { method: "fixedBinSize", width: 25 } };
  return { what, image, mask, settings, pairs: pairs.filter(isAsked) };
}

/** The responses of filters as an extraction makes them: each is no longer needed when the next is made. */
function respondInTurn(image: Volume, inputs: readonly FilterInput[]): number {
  const filters = inputs.map(prepareFilter);
  const passes = noPasses();
  let sum = 0;
  for (const { number, ...turn } of filterTurns(filters)) {
    const data = respondIn(image, image, filters[number], {}, "refuse", { ...passes, ...turn });
    sum += data[data.length >> 1];
    passes.spares.push(data);
  }
  return sum;
}

function isAsked({ task }: Pair): boolean {
  return asked.family === undefined || asked.family.split(",").includes(task);
}

async function timeInTurns({ image, mask, settings, pairs }: Contest): Promise<TurnRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "voxomics-turns-"));
  try {
    writeFileSync(join(folder, "image.raw"), bytesOf(Float64Array.from(image.data)));
    writeFileSync(join(folder, "mask.raw"), Uint8Array.from(mask.data));
    const { discretise } = resolveSettings(settings);
    const { size, spacing } = image;
    const request = { size, spacing, discretise, levels: 0, tasks: [], whole: true };
    writeFileSync(join(folder, "request.json"), JSON.stringify(request));
    const script = fileURLToPath(new URL("time-peers.py", import.meta.url));
    const python = spawn(process.env.PYTHON ?? "python3", [script, folder, "turns"], {
      stdio: ["pipe", "pipe", "inherit"],
      // one thread each
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    });
    const ask = askerOf(python);
    const rows: TurnRow[] = [];
    for (const pair of pairs) rows.push(await timePair(pair, ask));
    python.stdin?.end();
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Answer {
  readonly ms: number | null;
  readonly error: string | null;
}

/** The mean CPU time of some runs of a task of a peer. */
type Ask = (peer: string, task: string, runs: number) => Promise<Answer>;

async function timePair({ peer, task, ours }: Pair, ask: Ask): Promise<TurnRow> {
  const runs = runsFor(warmUpFully(ours));
  if (peer === "alone") {
    const times = Array.from({ length: Number(asked.runs) }, () => cpuTime(ours, runs));
    return { task, peer, ours: shortAndMiddle(times), theirs: null, problem: "needs SimpleITK" };
  }
  const first = await ask(peer, task, 1);
  const peerRuns = runsFor(first.ms ?? turnTime);
  const times: { peer: number[]; ours: number[] } = { peer: [], ours: [] };
  let problem = "";
  for (let n = 0; n < Number(asked.runs); n++) {
    const { ms, error } = await ask(peer, task, peerRuns);
    if (ms !== null) times.peer.push(ms);
    problem = error ?? problem;
    times.ours.push(cpuTime(ours, runs));
  }
  return {
    task,
    peer,
    ours: shortAndMiddle(times.ours),
    theirs: times.peer.length === 0 ? null : shortAndMiddle(times.peer),
    problem,
  };
}

function shortAndMiddle(times: readonly number[]): TurnRow["ours"] {
  return { median: median(times), min: Math.min(...times) };
}

/** How many runs of so many ms make up a turn. */
function runsFor(ms: number): number {
  return Math.max(1, Math.ceil(turnTime / ms));
}

/** The mean CPU time of some runs. */
function cpuTime(run: () => unknown, runs: number): number {
  const before = process.cpuUsage();
  for (let n = 0; n < runs; n++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** Writes a line to a process that answers each line by one, and gives the answers. */
function askerOf({ stdin, stdout }: ChildProcess): Ask {
  if (stdin === null || stdout === null) throw new Error("the process has no pipes");
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async (peer, task, runs) => {
    stdin.write(`${JSON.stringify({ peer, task, runs })}\n`);
    for (;;) {
      const { value, done } = await answers.next();
      if (done === true) throw new Error(`${peer} ended`);
      if (value.startsWith("{")) return JSON.parse(value) as Answer; // other lines are the program's
    }
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
