import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Calls, parseCalls } from "../../bench/calls.ts";
import { machineTitle } from "../../bench/machine.ts";
import { parseResults, type Results } from "../../bench/results.ts";
import { callSections } from "./performance-calls.ts";
import { measuredSections } from "./performance-measured.ts";
import { methodSections } from "./performance-method.ts";

const folder = "bench/results";

/** `docs/performance.md`: what was measured last, and how. */
export function performancePage(): string {
  return performancePageOf(newest(folder, parseResults), newest(`${folder}/calls`, parseCalls));
}

/**
 * The page of results; without results, only how they are measured.
 *
 * @param calls what whole calls take, beside other programs
 */
export function performancePageOf(results: Results | null, calls: Calls | null): string {
  return `${[
    "# Performance",
    `Generated from the newest files in \`${folder}\` and \`${folder}/calls\` by \`npm run docs\`; do not edit.`,
    ...(calls === null ? [] : callSections(calls)),
    ...(results === null
      ? ["No results of stages, families and filters are committed yet."]
      : kernelSections(results)),
    ...methodSections(),
  ].join("\n\n")}\n`;
}

function kernelSections(results: Results): string[] {
  const { machine } = results;
  return [
    "## Stages, families and filters alone",
    `What the following sections tell was measured on prepared regions, without checks, reading and cutting out: how far each kernel is from what the memory allows, not what a user waits for. Version ${machine.version}, ${machine.date}, on ${machineTitle(machine)}; load before the run ${machine.load}. One thread, image in memory.`,
    ...measuredSections(results),
  ];
}

/** The newest results in a folder; null if it has none. */
function newest<T extends { readonly machine: Results["machine"] }>(
  path: string,
  parse: (text: string, file: string) => T,
): T | null {
  if (!existsSync(path)) return null;
  const all = readdirSync(path)
    .filter((file) => file.endsWith(".json"))
    .map((file) => parse(readFileSync(`${path}/${file}`, "utf8"), file))
    .sort((a, b) => age(a).localeCompare(age(b), "en", { numeric: true }));
  return all.at(-1) ?? null;
}

function age({ machine: { date, version } }: { readonly machine: Results["machine"] }): string {
  return `${date} ${version}`;
}
