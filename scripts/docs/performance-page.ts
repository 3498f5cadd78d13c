import { readdirSync, readFileSync } from "node:fs";
import { machineTitle } from "../../bench/machine.ts";
import { parseResults, type Results } from "../../bench/results.ts";
import { measuredSections } from "./performance-measured.ts";
import { methodSections } from "./performance-method.ts";

const folder = "bench/results";

/** `docs/performance.md`: what was measured last, and how. */
export function performancePage(): string {
  return performancePageOf(newestResults());
}

/** The page of results; without results, only how they are measured. */
export function performancePageOf(results: Results | null): string {
  const measured =
    results === null
      ? "No results are committed yet."
      : `Version ${results.machine.version}, ${results.machine.date}, on ${machineTitle(results.machine)}; load before the run ${results.machine.load}. One thread, image in memory.`;
  return `${[
    "# Performance",
    `Generated from the newest file in \`${folder}\` by \`npm run docs\`; do not edit.`,
    measured,
    ...(results === null ? [] : measuredSections(results)),
    ...methodSections(results),
  ].join("\n\n")}\n`;
}

function newestResults(): Results | null {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => parseResults(readFileSync(`${folder}/${file}`, "utf8"), file))
    .sort((a, b) => age(a).localeCompare(age(b), "en", { numeric: true }));
  return all.at(-1) ?? null;
}

function age({ machine: { date, version } }: Results): string {
  return `${date} ${version}`;
}
