/**
 * Times pools of workers on 200 regions of one image, by the number of workers. All pools are started and
 * warmed up before the first is timed. They take turns and are compared within each round, as other programs
 * may be running. As many threads as a pool has workers, which only count, are timed too: their speedup is
 * the most that the machine allows.
 *
 *   npx tsx bench/pool.ts                     one worker, and as many as the machine has cores, 15 rounds
 *   npx tsx bench/pool.ts --workers 2 --rounds 9
 *   npx tsx bench/pool.ts --json FILE         writes the table too, as npm run bench wants it
 *   node --single-threaded-gc --import tsx bench/pool.ts
 *                                             each worker collects its own garbage; otherwise a single
 *                                             worker gains from the engine's threads on other cores
 */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { selectQuantiles } from "../src/math/quantile.ts";
import { createPool } from "../src/node/pool.ts";
import type { Pool } from "../src/pool/pool.ts";
import { shareVolume } from "../src/pool/share-volume.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import type { Volume } from "../src/volume/volume.ts";
import type { Collector, PoolRow } from "./results.ts";
import { texturedBox } from "./volumes.ts";

const { values } = parseArgs({
  options: {
    workers: { type: "string" },
    rounds: { type: "string", default: "15" },
    json: { type: "string" },
  },
});
const most = Number(values.workers ?? availableParallelism());
const rounds = Number(values.rounds);
const regions = 200;
/** Tasks that each worker does before it is timed: after them, the engine compiles little more code. */
const warmUp = 1000;
/** The number that the counting threads count to together: so large that the rest of a pool's work does not matter. */
const countTo = 4e9;
const settings: SettingsInput = { discretise: { method: "fixedBinSize", width: 50 } };

const image = shareVolume(texturedBox("smooth", [120, 120, 60]));
const labels = shareVolume(labelMap(image));

const pools = [...new Set([1, most])].map((workers) => createPool({ workers }));
for (const pool of pools) await measure(pool, warmUp * pool.workers);
const counters = startCounters(most);
await count(most);

const times = pools.map((): number[] => []);
const counted = pools.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  for (const [k, pool] of pools.entries()) {
    times[k].push(await timed(() => measure(pool, regions)));
    counted[k].push(await timed(() => count(pool.workers)));
  }
  console.log(
    `round ${round + 1}: ${times.map((ms) => (ms[round] / 1000).toFixed(2)).join(", ")} s`,
  );
}
await Promise.all([
  ...pools.map((pool) => pool.close()),
  ...counters.map((counter) => counter.terminate()),
]);

const collector: Collector = process.execArgv.includes("--single-threaded-gc")
  ? "single-threaded"
  : "parallel";
const rows = pools.map(
  ({ workers }, k): PoolRow => ({
    workers,
    collector,
    regions,
    min: Math.min(...times[k]),
    median: medianOf(times[k]),
    speedup: speedupOf(times, k),
    ceiling: speedupOf(counted, k),
  }),
);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(rows));
console.table(
  rows.map(({ workers, min, median, speedup, ceiling }) => ({
    workers,
    "best s": Number((min / 1000).toFixed(2)),
    "median s": Number((median / 1000).toFixed(2)),
    "regions/s": Number((regions / (median / 1000)).toFixed(1)),
    "times one worker": Number(speedup.toFixed(2)),
    "threads that count": Number(ceiling.toFixed(2)),
  })),
);
console.log(
  `${cpus().length} × ${cpus()[0].model}, node ${process.version}, load ${loadavg()[0].toFixed(1)}`,
);

async function measure(pool: Pool, count: number): Promise<void> {
  const tasks = Array.from({ length: count }, (_, n) => ({
    image,
    mask: labels,
    label: 1 + (n % regions),
    settings,
  }));
  for await (const { error } of pool.extractMany(tasks)) if (error !== null) throw error;
}

/** Starts threads that count to each number that they are sent, and then answer. */
function startCounters(threads: number): Worker[] {
  const program = `
    const { parentPort } = require("node:worker_threads");
    parentPort.on("message", (end) => {
      let k = 0;
      while (k < end) k += 1;
      parentPort.postMessage(k);
    });`;
  return Array.from({ length: threads }, () => new Worker(program, { eval: true }));
}

/** Lets threads count to `countTo` together, whatever their number. */
async function count(threads: number): Promise<void> {
  const replies = counters.slice(0, threads).map((counter) => {
    counter.postMessage(countTo / threads);
    return once(counter, "message");
  });
  await Promise.all(replies);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How many times as fast as the first one is, in the same round: the median over the rounds. */
function speedupOf(measured: readonly (readonly number[])[], k: number): number {
  return medianOf(measured[k].map((ms, round) => measured[0][round] / ms));
}

function medianOf(numbers: readonly number[]): number {
  return selectQuantiles(Float64Array.from(numbers), [0.5])[0];
}

/** Ellipsoids side by side, each with a label and a size of its own: about 400 to 3,000 voxels. */
function labelMap(grid: Volume): Volume<Uint8Array> {
  const [nx, ny, nz] = grid.size;
  const data = new Uint8Array(nx * ny * nz);
  const [columns, rows, layers] = [8, 5, 5];
  const [wx, wy, wz] = [nx / columns, ny / rows, nz / layers];
  for (let v = 0; v < data.length; v++) {
    const [x, y, z] = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    const [cx, cy, cz] = [Math.floor(x / wx), Math.floor(y / wy), Math.floor(z / wz)];
    const label = 1 + cx + columns * (cy + rows * cz);
    const share = 0.6 + (0.4 * (label % 7)) / 6; // of the room that there is
    const distance = Math.hypot(
      (2 * (x - (cx + 0.5) * wx)) / wx,
      (2 * (y - (cy + 0.5) * wy)) / wy,
      (2 * (z - (cz + 0.5) * wz)) / wz,
    );
    if (distance < share) data[v] = label;
  }
  return { ...grid, data };
}
