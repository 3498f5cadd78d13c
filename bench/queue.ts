/**
 * Measures cohorts over a queue: rows a second of one worker, of two, and of the pool of one machine, in turns; then the
 * memory of coordinator and Redis while many small cases go through. It starts a redis-server of its own.
 * `npm run build` comes before.
 *
 *   npx tsx bench/queue.ts                                    24 cases of about a second, then 10,000 small ones
 *   npx tsx bench/queue.ts --cases 12 --runs 1 --small 0      less of both
 *   npx tsx bench/queue.ts --threads 1                        layouts of one thread only
 *   npx tsx bench/queue.ts --share 0.4                        workers that are held for 60 % of the time, as if on
 *                                                             slower machines: two of them do not share a core
 *   npx tsx bench/queue.ts --pin                              each worker on a core of its own (Linux): one does not take
 *                                                             the second core for its engine's other threads
 *   npx tsx bench/queue.ts --program FILE                     another built command line than dist/cli.js
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Redis } from "ioredis";
import { writeNifti } from "../src/io.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import { freePort } from "../test/cohort/queue/free-port.ts";
import { machineTitle, thisMachine } from "./machine.ts";
import { digits, tableLines } from "./result-tables.ts";
import { ellipsoid } from "./volumes.ts";

/** Who measures: threads of the command itself, or workers of one thread each. */
interface Layout {
  readonly title: string;
  readonly threads: number;
  readonly isQueue: boolean;
}

const allLayouts: readonly Layout[] = [
  { title: "pool, 1 thread", threads: 1, isQueue: false },
  { title: "queue, 1 worker of 1 thread", threads: 1, isQueue: true },
  { title: "pool, 2 threads", threads: 2, isQueue: false },
  { title: "queue, 2 workers of 1 thread", threads: 2, isQueue: true },
];

/** What a run of a layout took: s by the clock, and of processors, of all its processes but Redis. */
interface Took {
  readonly seconds: number;
  readonly cpu: number;
}

/** Printed at the end of a process: what it has used. */
const usageAtExit = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(JSON.stringify(process.resourceUsage()) + "\\n"))',
)}`;

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: "24" },
    runs: { type: "string", default: "3" },
    small: { type: "string", default: "10000" },
    threads: { type: "string", default: "2" },
    share: { type: "string", default: "1" },
    pin: { type: "boolean", default: false },
    program: { type: "string", default: "dist/cli.js" },
  },
});
const { program } = options;
const share = Number(options.share);
const layouts = allLayouts.filter(
  ({ threads, isQueue }) =>
    threads <= Number(options.threads) && ((share === 1 && !options.pin) || isQueue),
);
if (!existsSync(program)) throw new Error(`${program} is missing: npm run build makes it`);

const folder = mkdtempSync(join(tmpdir(), "voxomics-queue-"));
const port = await freePort();
const url = `redis://127.0.0.1:${port}`;
const redis = spawn("redis-server", ["--port", String(port), "--save", "", "--dir", folder], {
  stdio: "ignore",
});
const client = new Redis(url, { maxRetriesPerRequest: null });
client.on("error", () => {}); // until the server listens
const started = new Set<ChildProcess>([redis]);
try {
  await client.ping();
  const machine = thisMachine();
  console.log(`${machine.date}, ${machineTitle(machine)}, load ${machine.load}`);
  if (Number(options.runs) > 0) await compareLayouts(Number(options.cases), Number(options.runs));
  if (Number(options.small) > 0) await watchMemory(Number(options.small));
  console.log(`load ${loadavg()[0].toFixed(2)}`);
} finally {
  client.disconnect();
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
}

/** The shortest run of each layout, of several in turns. */
async function compareLayouts(cases: number, runs: number): Promise<void> {
  const cohort = await cohortOf("slow", cases, 64, {
    discretise: { method: "fixedBinSize", width: 25 },
    filters: [1, 2, 3].map((sigma) => ({ type: "laplacianOfGaussian" as const, sigma })),
  });
  const all = new Map<string, Took[]>(layouts.map(({ title }) => [title, []]));
  for (let run = 0; run < runs; run++) {
    for (const layout of layouts) all.get(layout.title)?.push(await measure(cohort, layout, run));
  }
  const rows = layouts.map(({ title }) => {
    const took = all.get(title) ?? [];
    const seconds = Math.min(...took.map((one) => one.seconds));
    const cpu = Math.min(...took.map((one) => one.cpu));
    return [title, (cases / seconds).toFixed(2), digits(seconds), digits(cpu / cases)];
  });
  const head = [`${cases} cases`, "rows/s", "s", "CPU s a row"];
  for (const line of tableLines({ words: 1, head, rows })) console.log(line);
}

interface BenchCohort {
  readonly name: string;
  readonly argv: readonly string[];
}

/** A cohort of so many cases of one image, an ellipsoid in a box of `size` voxels a side. */
async function cohortOf(
  name: string,
  cases: number,
  size: number,
  settings: SettingsInput,
): Promise<BenchCohort> {
  const { image, mask } = ellipsoid("smooth", [size, size, size]);
  const at = (end: string) => join(folder, `${name}${end}`);
  writeFileSync(at("-image.nii"), await writeNifti(image));
  writeFileSync(at("-mask.nii"), await writeNifti(mask));
  writeFileSync(at(".json"), JSON.stringify(settings));
  const rows = Array.from({ length: cases }, (_, n) => `c${n},${name}-image.nii,${name}-mask.nii`);
  writeFileSync(at(".csv"), ["id,image,mask", ...rows, ""].join("\n"));
  return { name, argv: ["cohort", at(".csv"), "--settings", at(".json"), "--progress", "none"] };
}

async function measure(
  { name, argv }: BenchCohort,
  { threads, isQueue }: Layout,
  run: number,
): Promise<Took> {
  const out = join(folder, `${name}-${isQueue ? "queue" : "pool"}-${threads}-${run}`);
  const workers = isQueue ? await startWorkers(threads) : [];
  const own = isQueue ? ["--queue", url] : ["--workers", String(threads)];
  const whole = start([...argv, ...own, "--out", out]);
  let cpu = await whole.cpu;
  for (const { child } of workers) child.kill("SIGTERM");
  for (const worker of workers) cpu += await worker.cpu;
  const { seconds, failed } = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
  if (failed > 0) throw new Error(`${out}: ${failed} rows failed`);
  return { seconds, cpu };
}

/** Starts workers of one thread, and waits until all of them wait for cases. */
async function startWorkers(count: number) {
  const argv = [
    "worker",
    "--queue",
    url,
    "--workers",
    "1",
    "--root",
    folder,
    "--progress",
    "lines",
  ];
  const workers = Array.from({ length: count }, (_, core) =>
    start(argv, options.pin ? core : null),
  );
  for (const { ready } of workers) await ready;
  if (share < 1) for (const { child } of workers) hold(child);
  return workers;
}

/** Lets a process run for a part of each tenth of a second. */
function hold(child: ChildProcess): void {
  const period = 100;
  const timer = setInterval(() => {
    child.kill("SIGCONT");
    globalThis.setTimeout(() => child.kill("SIGSTOP"), share * period);
  }, period);
  child.once("exit", () => clearInterval(timer));
}

/**
 * Starts the command line, in a session of its own: Linux divides a busy machine among sessions, and a worker is to get
 * what it would on a machine of its own. `core` is the only core that it may use, if there is one. `cpu` is the processor time in s that it has used when it ends.
 */
function start(argv: readonly string[], core: number | null = null) {
  const command = [process.execPath, "--import", usageAtExit, program, ...argv];
  const [first, ...rest] =
    core === null ? command : ["taskset", "--cpu-list", String(core), ...command];
  const child = spawn(first, rest, {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  started.add(child);
  let text = "";
  const ready = new Promise<void>((resolve) => {
    child.stderr.on("data", (part) => {
      text += part;
      if (text.includes("waiting for cases")) resolve();
    });
  });
  const cpu = new Promise<number>((resolve, reject) => {
    child.once("close", () => {
      started.delete(child);
      const last = text.trimEnd().split("\n").at(-1) ?? "";
      if (!last.startsWith("{")) return reject(new Error(`${argv[0]}: ${text}`));
      const usage: NodeJS.ResourceUsage = JSON.parse(last);
      resolve((usage.userCPUTime + usage.systemCPUTime) / 1e6);
    });
  });
  return { child, ready, cpu };
}

/** Prints the memory of coordinator and Redis over a run of many small cases, beside that of a pool. */
async function watchMemory(cases: number): Promise<void> {
  const cohort = await cohortOf("small", cases, 12, { families: ["statistics"] });
  const rows: string[][] = [];
  for (const isQueue of [false, true]) {
    const workers = isQueue ? await startWorkers(2) : [];
    const out = join(folder, `small-${isQueue ? "queue" : "pool"}`);
    const own = isQueue ? ["--queue", url] : ["--workers", "2"];
    const whole = start([...cohort.argv, ...own, "--out", out]);
    let isOver = false;
    whole.cpu.finally(() => {
      isOver = true;
    });
    const journal = join(out, "journal.jsonl");
    for (let next = cases / 10; !isOver && next <= cases; ) {
      await setTimeout(200);
      const finished = linesOf(journal);
      if (finished < next) continue;
      const memory = residentOf(whole.child.pid ?? 0);
      const [, used = "0"] = /used_memory:(\d+)/.exec(await client.info("memory")) ?? [];
      const ofRedis = isQueue ? digits(Number(used) / 2 ** 20) : "–";
      if (memory > 0)
        rows.push([isQueue ? "queue" : "pool", String(finished), digits(memory), ofRedis]);
      next = (Math.floor((10 * finished) / cases) + 1) * (cases / 10);
    }
    await whole.cpu;
    for (const { child } of workers) child.kill("SIGTERM");
    for (const { cpu } of workers) await cpu;
  }
  const head = ["small cases", "lines in the journal", "command MiB", "Redis MiB"];
  for (const line of tableLines({ words: 1, head, rows })) console.log(line);
}

function linesOf(path: string): number {
  return existsSync(path)
    ? Number(spawnSync("wc", ["-l", path], { encoding: "utf8" }).stdout.split(" ")[0])
    : 0;
}

/** Resident memory of a process, in MiB; 0 if it has ended. */
function residentOf(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return 0;
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(path, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
