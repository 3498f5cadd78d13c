import { allocate } from "./allocate.ts";
import type { Boundary } from "./boundary.ts";
import { type Cascade, keyOf } from "./kernel.ts";

/** What filters of one volume leave for those that follow. */
export interface LeadingPasses {
  /** What the last filter's pass along x left, and its passes along x and y. Filters write it. */
  readonly stages: Stage[];
  /** Arrays as long as the volume that are no longer needed. Filters take them to write to. */
  readonly spares: Float64Array[];
  /** With how many passes of the present filter the next one begins too. */
  readonly keep: number;
  /** The cascades of the next filter, if it differs from the present one in the last alone; else none. */
  readonly following: readonly Cascade[];
  /** The response that the last filter made together with its own, if any. Filters put and take it. */
  readonly ready: Ready[];
}

/** The response of a filter. */
interface Ready {
  /** As `responseKey` gives it. */
  readonly key: string;
  readonly data: Float64Array;
}

/** Nothing, for a filter that is the first. */
export function noPasses(): LeadingPasses {
  return { stages: [], spares: [], keep: 0, following: [], ready: [] };
}

interface Stage {
  /** Equal for equal passes so far. */
  key: string;
  readonly data: Float64Array;
}

/** A string for each pass but the last: equal where a filter has begun with the same passes. */
export function leadingKeys(filter: readonly Cascade[], boundary: Boundary): string[] {
  const keys = filter.map(keyOf);
  return keys.slice(1).map((_, n) => [boundary, ...keys.slice(0, n + 1)].join("|"));
}

/** A string that is equal for filters with the same response only. */
export function responseKey(filter: readonly Cascade[], boundary: Boundary): string {
  return [boundary, ...filter.map(keyOf)].join("|");
}

/** Takes the response that is ready, if it has this key; one with another is not needed. */
export function takeReady({ ready }: LeadingPasses, key: string): Float64Array | null {
  const [response] = ready.splice(0);
  return response?.key === key ? response.data : null;
}

/** The number of passes that two filters begin with in common, by their `leadingKeys`. */
export function countShared(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((key, n) => key !== b[n]);
  return differing < 0 ? a.length : differing;
}

/** The array for what passes leave that the next filter begins with too. */
export function stageFor(
  leading: LeadingPasses,
  axis: number,
  key: string,
  length: number,
): Float64Array {
  const data = leading.stages[axis]?.data ?? spareArray(leading, length);
  leading.stages[axis] = { key, data };
  return data;
}

/** An array that is no longer needed, or a new one. Its values count for nothing. */
export function spareArray({ spares }: LeadingPasses, length: number): Float64Array {
  return spares.pop() ?? allocate(length);
}
