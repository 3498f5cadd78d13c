import { groupBy } from "../src/base/group-by.ts";
import type { Row } from "./results.ts";

/** time = factor × size^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
}

/** The power law through points, by least squares on the logarithms; needs two different sizes. */
export function fitPowerLaw(points: readonly (readonly [size: number, time: number])[]): PowerLaw {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  const variance = logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
  const exponent = covariance / variance;
  return { exponent, factor: Math.exp(y - exponent * x) };
}

/** How the time of a task grows with the voxels of regions that are otherwise alike. */
export interface Growth {
  readonly task: string;
  readonly workload: string;
  readonly levels: number | null;
  /** How the time may grow. */
  readonly allowed: "N" | "N log N";
  readonly exponent: number;
  /** Time a voxel at 10⁷ voxels divided by that at 10⁵, with N log N for N; null without both. */
  readonly ratio: number | null;
}

/** The ratio of time a voxel between 10⁵ and 10⁷ that must not be exceeded. */
export const largestRatio = 1.5;

const compared = [1e5, 1e7] as const;

/** Growth of every task that has rows of two sizes or more. */
export function growthOf(
  rows: readonly Row[],
  allowedFor: (task: string) => Growth["allowed"],
): Growth[] {
  const series = groupBy(
    rows.filter(({ workload }) => workload.size !== null),
    ({ task, workload }) => `${task}|${workload.name}|${workload.levels}`,
  );
  return [...series.values()]
    .filter((alike) => new Set(alike.map(({ voxels }) => voxels)).size > 1)
    .map((alike) => {
      const [{ task, workload }] = alike;
      const allowed = allowedFor(task);
      const { exponent } = fitPowerLaw(alike.map(({ voxels, min }) => [voxels, min]));
      const [small, large] = compared.map((size) =>
        alike.find((row) => row.workload.size === size),
      );
      const ratio = small && large ? cost(large, allowed) / cost(small, allowed) : null;
      return { task, workload: workload.name, levels: workload.levels, allowed, exponent, ratio };
    });
}

/** Time divided by N, or by N log N. */
function cost({ min, voxels }: Row, allowed: Growth["allowed"]): number {
  return min / (allowed === "N" ? voxels : voxels * Math.log2(voxels));
}
