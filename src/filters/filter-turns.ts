import type { Cascade } from "../convolution/kernel.ts";
import { countShared } from "../convolution/leading-passes.ts";
import type { PreparedFilter } from "./filter.ts";

/** When a filter of a list is applied. */
export interface FilterTurn {
  /** Its number in the list. */
  readonly number: number;
  /** How many passes the next one begins with in common. */
  readonly keep: number;
  /** The cascades of the next one, if it begins with all passes but the last in common; else none. */
  readonly following: readonly Cascade[];
}

/**
 * The order in which filters of the same image are applied: that of the list, but those that begin with
 * the same passes follow each other. For the eight sub-bands of a wavelet that takes 14 passes in place
 * of 24. Two that differ in the last pass alone can be made at once.
 */
export function filterTurns(
  filters: readonly Pick<PreparedFilter, "passes" | "cascades">[],
): FilterTurn[] {
  const firstWith = (n: number, pass: number) => {
    const { passes } = filters[n];
    return pass < passes.length
      ? filters.findIndex((other) => other.passes[pass] === passes[pass])
      : n;
  };
  const order = filters
    .map((_, number) => [firstWith(number, 0), firstWith(number, 1), number])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(([, , number]) => number);
  return order.map((number, n) => {
    const { passes } = filters[number];
    const next = filters[order[n + 1]];
    const keep = next === undefined ? 0 : countShared(passes, next.passes);
    const differsInLast = keep > 0 && keep === passes.length && keep === next.passes.length;
    return { number, keep, following: differsInLast ? next.cascades : [] };
  });
}
