import { type Growth, growthOf, largestRatio } from "../../bench/growth.ts";
import { peerTable } from "../../bench/peers/peer-table.ts";
import { digits, growthTable, type TextTable } from "../../bench/result-tables.ts";
import type { PoolRow, Results, Row } from "../../bench/results.ts";
import { mapTable, reachedTable } from "../../bench/target-tables.ts";
import { mapTarget, poolTarget, type Reached, reached } from "../../bench/targets.ts";
import { taskNamed } from "../../bench/tasks/tasks.ts";
import { workloads, workloadTitle } from "../../bench/workload.ts";
import { markdownTable } from "./markdown-table.ts";

/** The sections of `docs/performance.md` about results; sections without rows are left out. */
export function measuredSections({ rows, peers, pools }: Results): string[] {
  const found = reached(rows);
  return [
    ...targetSection(found),
    ...mapSection(rows),
    ...missedSection(found, rows, pools),
    ...profileSection(rows),
    ...levelSection(rows),
    ...growthSection(rows),
    ...memorySection(rows),
    ...filterSection(rows),
    ...poolSection(pools),
    ...(peers.length === 0
      ? []
      : ["## Other programs in the same run", table(peerTable(peers, rows))]),
  ];
}

function targetSection(found: readonly Reached[]): string[] {
  if (found.length === 0) return [];
  return [
    "## Targets",
    "Shortest times in ms. Targets were set while voxomics was designed, for a 2-core machine, one thread, image in memory.",
    table(reachedTable(found)),
  ];
}

function mapSection(rows: readonly Row[]): string[] {
  const maps = mapTable(rows);
  if (maps.rows.length === 0) return [];
  const others = mapTarget.peers
    .map(({ peer, levels, voxelsPerSecond }) => `${peer} ${voxelsPerSecond} at ${levels} levels`)
    .join(", ");
  return [
    "## Feature maps",
    `All features of a family at every voxel, neighbourhoods of 3 × 3 × 3, directions averaged (\`-merged\`: merged). The target is ${mapTarget.voxelsPerSecond} voxels a second for GLCM at 64 levels; timed while voxomics was designed: ${others}.`,
    table(maps),
  ];
}

function missedSection(
  found: readonly Reached[],
  rows: readonly Row[],
  pools: readonly PoolRow[],
): string[] {
  const slow = found
    .filter(({ min, target }) => target !== null && min > target)
    .map(
      ({ workload, title, min, target, floor, cost }) =>
        `- ${workload}, ${title}: ${digits(min)} ms instead of ${target}, ${digits(min / floor)} times the floor. Besides reading: ${cost}.`,
    );
  const steep = growthsOf(rows)
    .filter(({ ratio }) => ratio !== null && ratio > largestRatio)
    .map(
      ({ task, workload, levels, ratio }) =>
        `- ${task} on ${workload}${levels === null ? "" : `, ${levels} levels`}: a voxel takes ${digits(ratio as number)} times as long at 10⁷ voxels as at 10⁵, instead of at most ${largestRatio}.`,
    );
  const held = pools
    .filter(({ workers, speedup }) => workers === 2 && speedup < poolTarget)
    .map(
      ({ collector, speedup, ceiling }) =>
        `- two workers, ${collector} collector: ${digits(speedup)} times as fast as one, instead of ${poolTarget}; two threads that only count, ${digits(ceiling)} times. Besides measuring: messages in the main thread, and the engine's own threads, mostly for garbage.`,
    );
  const missed = [...slow, ...steep, ...held];
  return ["## What is missed", missed.length === 0 ? "Nothing." : missed.join("\n")];
}

/** Stages and families of W2, the longest first. */
function profileSection(rows: readonly Row[]): string[] {
  const parts = rows
    .filter(({ group, workload }) => workload.name === "w2" && /stage|family/.test(group))
    .sort((a, b) => b.min - a.min);
  if (parts.length === 0) return [];
  const sum = parts.reduce((total, { min }) => total + min, 0);
  return [
    "## Where the time goes",
    `Stages and families of w2 (${workloads.w2.what}), each timed alone with what it shares at hand; zones count for GLSZM.`,
    markdownTable(
      ["", "ms", "% of all", "ns a voxel", "× floor"],
      parts.map(({ task, min, voxels, floor }) => [
        task,
        digits(min),
        ((100 * min) / sum).toFixed(1),
        digits((min * 1e6) / voxels),
        digits(min / floor),
      ]),
      1,
    ),
  ];
}

/** Time by number of grey levels, of regions of a million voxels. */
function levelSection(rows: readonly Row[]): string[] {
  const million = rows.filter(({ workload: { name, size, levels } }) => {
    return name === "smooth" && size === 1e6 && levels !== null;
  });
  const counts = [...new Set(million.map(({ workload }) => workload.levels))];
  if (counts.length < 2) return [];
  return [
    "## Grey levels",
    "ns a voxel of regions of 10⁶ voxels (`smooth`).",
    markdownTable(
      ["", ...counts.map((count) => `${count} levels`)],
      [...new Set(million.map(({ task }) => task))].map((task) => [
        task,
        ...counts.map((count) => {
          const row = million.find((one) => one.task === task && one.workload.levels === count);
          return row === undefined ? "–" : digits((row.min * 1e6) / row.voxels);
        }),
      ]),
      1,
    ),
  ];
}

function growthSection(rows: readonly Row[]): string[] {
  const shown = growthsOf(rows).filter(({ levels }) => levels === null || levels === 64);
  if (shown.length === 0) return [];
  return [
    "## Growth with the region",
    `The exponent of time ~ voxels^exponent by least squares over all sizes, where small regions count what does not grow with them; and the time a voxel (with N log N: a voxel and logarithm) at 10⁷ voxels divided by that at 10⁵, which must not exceed ${largestRatio}.`,
    table(growthTable(shown)),
  ];
}

/** The memory of a run at its peak, for the largest regions. */
function memorySection(rows: readonly Row[]): string[] {
  const large = rows.filter(
    ({ workload: { size, levels }, memory }) =>
      size === 1e7 && memory !== null && (levels === null || levels === 64),
  );
  if (large.length === 0) return [];
  return [
    "## Memory of 10⁷ voxels",
    "What a run takes at its peak on top of its input, by resident size, in a process of its own; bytes are those a voxel of the box. A family's row leaves out what families share.",
    markdownTable(
      ["", "workload", "voxels of the box", "MiB", "bytes a voxel", "whole process, MiB"],
      large.map(({ task, workload, boxVoxels, memory }) => [
        task,
        workloadTitle(workload),
        String(boxVoxels),
        digits((memory?.growth ?? 0) / 2 ** 20),
        digits((memory?.growth ?? 0) / boxVoxels),
        digits((memory?.process ?? 0) / 2 ** 20),
      ]),
      2,
    ),
  ];
}

function filterSection(rows: readonly Row[]): string[] {
  const filters = rows.filter(({ group, workload }) => group === "filter" && workload.size === 1e6);
  if (filters.length === 0) return [];
  return [
    "## Filters",
    "Response maps of 100 × 100 × 100 voxels.",
    markdownTable(
      ["", "ms", "ns a voxel", "× floor", "bytes a voxel"],
      filters.map(({ task, min, voxels, floor, memory }) => [
        `\`${task}\``,
        digits(min),
        digits((min * 1e6) / voxels),
        digits(min / floor),
        memory === null ? "–" : digits(memory.growth / voxels),
      ]),
      1,
    ),
  ];
}

function poolSection(pools: readonly PoolRow[]): string[] {
  if (pools.length === 0) return [];
  return [
    "## Pools of workers",
    `${pools[0].regions} regions of about 400 to 3,000 voxels of one image, by number of workers; pools take turns, and are compared within each round. The engine collects garbage in threads of its own, which use a core that a single worker leaves free, and take time from workers that use them all; \`node --single-threaded-gc\` has each worker do it for itself. Threads that only count, in the same rounds, show what the machine allows for.`,
    markdownTable(
      [
        "collector",
        "workers",
        "s",
        "median",
        "regions a second",
        "times one worker",
        "threads that count",
      ],
      pools.map((row) => [
        row.collector,
        String(row.workers),
        digits(row.min / 1000),
        digits(row.median / 1000),
        digits((1000 * row.regions) / row.median),
        digits(row.speedup),
        digits(row.ceiling),
      ]),
      1,
    ),
  ];
}

function growthsOf(rows: readonly Row[]): Growth[] {
  return growthOf(rows, (id) => taskNamed(id).growth);
}

function table({ head, rows, words }: TextTable): string {
  return markdownTable(head, rows, words);
}
