/**
 * Times associations of many features with many outcomes of numbers, such as the expression of genes: wall and CPU time, and the
 * most memory of the process. All values are noise, but for each tenth feature and each twentieth outcome, which share
 * something.
 *
 *   npx tsx bench/associations.ts                                       1,000 features, 20,000 outcomes, 200 cases
 *   npx tsx bench/associations.ts --features 200 --outcomes 500 --cases 94
 *   npx tsx bench/associations.ts --missing 0.1                         a part of the cases lacks each feature and outcome
 *   npx tsx bench/associations.ts --groups                              two groups in the place of numbers
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { randomStream, uniformAt } from "../src/math/random.ts";
import type { Outcome } from "../src/radiogenomics/outcome.ts";
import { selectAssociations } from "../src/radiogenomics/select-associations.ts";
import { machineTitle, thisMachine } from "./machine.ts";

const { values } = parseArgs({
  options: {
    features: { type: "string", default: "1000" },
    outcomes: { type: "string", default: "20000" },
    cases: { type: "string", default: "200" },
    missing: { type: "string", default: "0" },
    groups: { type: "boolean", default: false },
  },
});
const cases = Number(values.cases);
const missing = Number(values.missing);
console.log(machineTitle(thisMachine()));

const shared = column(0, () => 0);
const features = Object.fromEntries(
  Array.from({ length: Number(values.features) }, (_, k) => [
    `feature ${k}`,
    withHoles(
      column(1 + k, (row) => (k % 10 === 0 ? shared[row] / 2 : 0)),
      1 + k,
    ),
  ]),
);
const outcomes = Array.from({ length: Number(values.outcomes) }, (_, k): Outcome => {
  const seed = 1_000_000 + k;
  const its = withHoles(
    column(seed, (row) => (k % 20 === 0 ? shared[row] / 2 : 0)),
    seed,
  );
  const name = `gene ${k}`;
  if (!values.groups) return { name, type: "number", values: its };
  const group = Int32Array.from(its, (value) => (Number.isNaN(value) ? -1 : +(value > 0.7)));
  return { name, type: "twoGroups", groups: ["a", "b"], group };
});

const start = performance.now();
const before = process.cpuUsage();
const { associations, counts } = selectAssociations(features, outcomes, { qBelow: 0.05 });
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(
  `${counts.tests} tests, ${associations.length} below: ${(wall / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of CPU time, ${memory.toFixed(0)} MiB at most; load ${loadavg()[0].toFixed(1)} at the end`,
);

/** Numbers from 0 to 1, with something added. */
function column(seed: number, more: (row: number) => number): Float64Array {
  const stream = randomStream(seed, "noise");
  return Float64Array.from({ length: cases }, (_, row) => uniformAt(stream, row) + more(row));
}

function withHoles(all: Float64Array, seed: number): Float64Array {
  const stream = randomStream(seed, "volume");
  return all.map((value, row) => (uniformAt(stream, row) < missing ? Number.NaN : value));
}
