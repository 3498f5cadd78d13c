/**
 * Times a pool: 200 regions of one image, by number of workers, one after another and again and
 * again, since other programs may be at work too.
 *
 *   npx tsx bench/pool.ts                     as many workers as the machine has cores, 5 rounds
 *   npx tsx bench/pool.ts --workers 2 --rounds 9
 *   npx tsx bench/pool.ts --json FILE         writes the table too, as npm run bench wants it
 *   node --single-threaded-gc --import tsx bench/pool.ts
 *                                             leaves all cores to the workers: the engine's threads
 *                                             for garbage use one that a single worker leaves free
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createPool } from "../src/node/pool.ts";
import { shareVolume } from "../src/pool/share-volume.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import type { Volume } from "../src/volume/volume.ts";
import type { Collector, PoolRow } from "./results.ts";
import { texturedBox } from "./volumes.ts";

const { values } = parseArgs({
  options: {
    workers: { type: "string" },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
  },
});
const most = Number(values.workers ?? availableParallelism());
const rounds = Number(values.rounds);
const regions = 200;
const settings: SettingsInput = { discretise: { method: "fixedBinSize", width: 50 } };

const image = shareVolume(texturedBox("smooth", [120, 120, 60]));
const labels = shareVolume(labelMap(image));

const best = new Map<number, number>();
for (let round = 0; round < rounds; round++) {
  for (const workers of new Set([1, most])) {
    const ms = await time(workers);
    best.set(workers, Math.min(ms, best.get(workers) ?? Number.POSITIVE_INFINITY));
    console.log(`round ${round + 1}, ${workers} workers: ${(ms / 1000).toFixed(2)} s`);
  }
}
if (values.json !== undefined) {
  const collector: Collector = process.execArgv.includes("--single-threaded-gc")
    ? "single-threaded"
    : "parallel";
  const rows = [...best].map(([workers, min]): PoolRow => ({ workers, collector, regions, min }));
  writeFileSync(values.json, JSON.stringify(rows));
}
console.table(
  [...best].map(([workers, ms]) => ({
    workers,
    "best s": Number((ms / 1000).toFixed(2)),
    "regions/s": Number((regions / (ms / 1000)).toFixed(1)),
    "times one worker": Number(((best.get(1) as number) / ms).toFixed(2)),
  })),
);
console.log(
  `${cpus().length} × ${cpus()[0].model}, node ${process.version}, load ${loadavg()[0].toFixed(1)}`,
);

/** From the first task to the last result; the workers are there already, and warm. */
async function time(workers: number): Promise<number> {
  await using pool = createPool({ workers });
  await measure(pool, 100 * workers);
  const start = performance.now();
  await measure(pool, regions);
  return performance.now() - start;
}

async function measure(pool: ReturnType<typeof createPool>, count: number): Promise<void> {
  const tasks = Array.from({ length: count }, (_, n) => ({
    image,
    mask: labels,
    label: 1 + (n % regions),
    settings,
  }));
  for await (const { error } of pool.extractMany(tasks)) if (error !== null) throw error;
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
