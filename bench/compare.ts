/**
 * Compares two results of `npm run bench -- --json FILE`.
 *
 *   npm run bench:compare -- before.json after.json [--threshold 1.1]
 *
 * Times are the shortest ones. Their ratio is divided by how much longer reading memory takes on the
 * second machine (median over rows of about the same size), so that machines of different speed
 * compare. Exit status 1 if a row got slower by more than the threshold, or if no row is in both; 2
 * for wrong usage.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compareResults, pairTable, slower } from "./compare-results.ts";
import { machineTitle, sameMachine } from "./machine.ts";
import { tableLines } from "./result-tables.ts";
import { parseResults, type Row } from "./results.ts";
import { workloadTitle } from "./workload.ts";

const usage = "usage: npm run bench:compare -- BEFORE.json AFTER.json [--threshold 1.1]";

const { values: options, positionals: files } = parseArgs({
  options: { threshold: { type: "string", default: "1.1" } },
  allowPositionals: true,
});
const threshold = Number(options.threshold);
if (files.length !== 2 || !(threshold > 0)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const [before, after] = files.map((file) => parseResults(readFileSync(file, "utf8"), file));
  for (const { machine } of [before, after]) {
    console.log(
      `${machine.version}, ${machine.date}: ${machineTitle(machine)}, load ${machine.load}`,
    );
  }
  if (!sameMachine(before.machine, after.machine)) {
    console.log("not the same machine: only the ratios by floors compare");
  }

  const comparison = compareResults(before, after);
  console.log(`\n${tableLines(pairTable(comparison.pairs)).join("\n")}`);
  list(`only in ${files[0]}`, comparison.onlyBefore);
  list(`only in ${files[1]}`, comparison.onlyAfter);

  const worse = slower(comparison, threshold);
  console.log(
    `\n${worse.length} of ${comparison.pairs.length} rows take more than ${threshold} times as long`,
  );
  if (worse.length > 0) console.log(tableLines(pairTable(worse)).join("\n"));
  if (worse.length > 0 || comparison.pairs.length === 0) process.exitCode = 1;
}

function list(heading: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  console.log(`\n${heading}:`);
  for (const { task, workload } of rows) console.log(`  ${task}, ${workloadTitle(workload)}`);
}
