import { groupBy } from "../base/group-by.ts";
import type { CohortCase } from "./cohort-case.ts";
import type { Unit } from "./unit.ts";

/**
 * Reads a case when the first of its units asks for it, and keeps it until the last has asked. Only
 * cases whose units are being measured are in memory.
 *
 * @param units the units that will ask, each exactly once
 */
export function readOnce<T>(
  units: readonly Unit[],
  read: (one: CohortCase) => Promise<T>,
): (one: CohortCase) => Promise<T> {
  const toAsk = new Map([...groupBy(units, (unit) => unit.case)].map(([k, v]) => [k, v.length]));
  const reads = new Map<CohortCase, Promise<T>>();
  return (one) => {
    const reading = reads.get(one) ?? read(one);
    const left = (toAsk.get(one) ?? 1) - 1;
    toAsk.set(one, left);
    if (left > 0) reads.set(one, reading);
    else reads.delete(one);
    return reading;
  };
}
