/**
 * Times every stage, family, filter and whole extraction beside the time of reading the same memory,
 * one thread, image in memory.
 *
 *   npm run bench                           all rows: about an hour
 *   npm run bench -- --quick                10³ to 10⁵ voxels, less often: for trying
 *   npm run bench -- glcm,glrlm w2          rows whose title has glcm or glrlm, and w2
 *   npm run bench -- --sizes 1e5,1e7        voxels of the synthetic regions
 *   npm run bench -- --levels 64,1024       their grey levels
 *   npm run bench -- --json out.json        rows and machine, for bench:compare and docs/performance.md
 *
 * Every row is measured in a process of its own; its memory in another one. PyRadiomics, Nyxus and MIRP
 * are timed on the same arrays where python3 (or PYTHON) can import them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ctPhantomFolder } from "./ct-phantom.ts";
import { growthOf } from "./growth.ts";
import { machineTitle, thisMachine } from "./machine.ts";
import type { RowRequest } from "./measure-row.ts";
import { exactMemory } from "./peak-memory.ts";
import { peerTable } from "./peers/peer-table.ts";
import { installedPeers, timePeers } from "./peers/peers.ts";
import { growthTable, rowTable, type TextTable, tableLines } from "./result-tables.ts";
import type { PeerRow, PoolRow, Results, Row } from "./results.ts";
import {
  everyLevel,
  everySize,
  noiseLevel,
  type PlannedRow,
  planRows,
  quickSizes,
  rowTitle,
} from "./rows.ts";
import { mapTable, reachedTable } from "./target-tables.ts";
import { reached } from "./targets.ts";
import { taskNamed } from "./tasks/tasks.ts";
import { fixedNames, type Workload } from "./workload.ts";

const { values: options, positionals: words } = parseArgs({
  options: {
    sizes: { type: "string" },
    levels: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
  },
  allowPositionals: true,
});

const machine = thisMachine();
console.log(machineTitle(machine));
if (machine.load > 0.5)
  console.log(`the machine is busy (load ${machine.load}): times will be too long`);
const phantom = ctPhantomFolder() !== null;
if (!phantom) console.log("no CT phantom here (VOXOMICS_IBSI_DATA): w2 and native are left out");

const planned = planRows({
  words,
  sizes: numbers(options.sizes) ?? (options.quick ? quickSizes : everySize),
  levels: numbers(options.levels) ?? everyLevel,
  noiseLevels: numbers(options.levels) ?? noiseLevel,
  phantom,
});
if (planned.length === 0) refuse(`no row has all of: ${words.join(" ")}`);

const effort = options.quick ? { time: 200, runs: 3 } : { time: 1000, runs: 8 };
const rows: Row[] = [];
const failed: string[] = [];
const pools = words.length === 0 ? timePools() : [];
planned.forEach((row, n) => {
  const title = rowTitle(row);
  process.stderr.write(`${n + 1} of ${planned.length}: ${title}\n`);
  const measured = measure(row);
  if (measured === null) failed.push(title);
  else rows.push(measured);
  write([]); // after each row, so that a run that is stopped leaves the results so far
});

print(rowTable(rows));
const found = reached(rows);
if (found.length > 0) print(reachedTable(found));
if (rows.some(({ group }) => group === "map")) print(mapTable(rows));
const growths = growthOf(rows, (id) => taskNamed(id).growth);
if (growths.length > 0) print(growthTable(growths));

const peers = await comparePeers();
write(peers);
if (failed.length > 0) {
  console.error(`\nfailed:\n${failed.join("\n")}`);
  process.exitCode = 1;
}

function write(timed: readonly PeerRow[]): void {
  if (options.json === undefined) return;
  const results: Results = { machine, rows, peers: timed, pools };
  writeFileSync(options.json, `${JSON.stringify(results, null, 1)}\n`);
}

/** Times other programs on the workloads with a size of their own; says so if there are none. */
async function comparePeers(): Promise<PeerRow[]> {
  const names = fixedNames.filter((name) => rows.some(({ workload }) => workload.name === name));
  if (names.length === 0) return [];
  const installed = installedPeers();
  if (installed === null || installed.length === 0) {
    const why = installed === null ? "no python3 here" : "python3 finds none of them";
    console.log(`\nPyRadiomics, Nyxus and MIRP were not timed: ${why}`);
    return [];
  }
  const timed: PeerRow[] = [];
  for (const name of names) {
    const workload: Workload = { name, size: null, levels: null };
    process.stderr.write(`${installed.map(({ peer }) => peer).join(", ")}: ${name}\n`);
    const measured = rows.filter((row) => row.workload.name === name).map(({ task }) => task);
    timed.push(...(await timePeers(workload, measured)));
  }
  print(peerTable(timed, rows));
  return timed;
}

/** Times pools of workers, which prints its own table. */
function timePools(): PoolRow[] {
  const folder = mkdtempSync(join(tmpdir(), "voxomics-bench-"));
  const file = join(folder, "pools.json");
  const rows = (["parallel", "single-threaded"] as const).flatMap((collector): PoolRow[] => {
    const flags = collector === "parallel" ? [] : ["--single-threaded-gc"];
    const { status } = start("pool.ts", ["--json", file], { output: "inherit", flags });
    if (status === 0) return JSON.parse(readFileSync(file, "utf8"));
    failed.push(`pools, ${collector} collector`);
    return [];
  });
  rmSync(folder, { recursive: true });
  return rows;
}

function print(table: TextTable): void {
  console.log(`\n${tableLines(table).join("\n")}`);
}

/** Whether a region is so large that its memory stands out from that of the process. */
function isLarge({ voxels }: Row): boolean {
  return voxels > 5e4;
}

function measure({ task, workload }: PlannedRow): Row | null {
  const request = { task: task.id, workload, effort };
  const row = ask<Row>({ what: "time", ...request });
  if (row === null || !isLarge(row)) return row;
  return { ...row, memory: ask({ what: "memory", ...request }) };
}

/** What a process of its own measured; null if it failed, which it prints. */
function ask<T>(request: RowRequest): T | null {
  const memory = request.what === "memory" ? exactMemory : {};
  const { status, stdout } = start("measure-row.ts", [JSON.stringify(request)], {
    output: "pipe",
    environment: memory,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}

interface Start {
  readonly output: "pipe" | "inherit";
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** Runs another script of this folder. */
function start(
  script: string,
  args: readonly string[],
  { output, environment = {}, flags = [] }: Start,
) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const options = [...process.execArgv, "--expose-gc", ...flags];
  return spawnSync(process.execPath, [...options, path, ...args], {
    encoding: "utf8",
    stdio: ["ignore", output, "inherit"],
    env: { ...process.env, ...environment },
  });
}

/** Numbers between commas. */
function numbers(list: string | undefined): number[] | null {
  if (list === undefined) return null;
  const found = list.split(",").map(Number);
  if (!found.every((n) => Number.isInteger(n) && n > 0)) {
    refuse(`found "${list}", expected whole numbers with commas between them, as 1e5,1e7`);
  }
  return found;
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
