import { VoxomicsError } from "../messages/errors.ts";

/** Bins by their edges: level k lies from edge k - 1 to below edge k. */
export interface BinEdges {
  /** Edge 0. */
  readonly first: number;
  /** The width of a bin. */
  readonly step: number;
  /** How many bins there are; ∞ for bins of fixed width, which have no last edge. */
  readonly count: number;
  /** Edge k, from 0. */
  readonly edge: (k: number) => number;
}

/**
 * Bins of one width whose edges are multiples of the width, as PyRadiomics has them: level 1 holds the lowest
 * intensity.
 *
 * The first edge is lowest - (lowest mod width), the modulo with the sign of the width. Of a width without an exact
 * binary form, such as 0.1, edges are off its multiples by rounding, as PyRadiomics' are: an intensity of 0.3 has the
 * level that it has there.
 *
 * @throws VoxomicsError `discretisation` for a width that is too small to change the lowest intensity
 */
export function alignedEdges(lowest: number, width: number): BinEdges {
  const first = lowest - modulo(lowest, width);
  // numpy's ranges step by the difference of their first two numbers
  const step = first + width - first;
  if (!(step > 0)) {
    throw new VoxomicsError(
      "discretisation",
      `bins of ${width} are too narrow for an intensity of ${lowest}: adding the width does not change it; choose wider bins`,
      { lowest, minimum: first },
    );
  }
  return { first, step, count: Number.POSITIVE_INFINITY, edge: (k) => first + k * step };
}

/** The remainder with the sign of the divisor. */
function modulo(x: number, divisor: number): number {
  const rest = x % divisor;
  return rest < 0 ? rest + divisor : rest;
}

/** The level of an intensity: how many edges it reaches. A quotient can be off where it meets an edge. */
export function edgesReached(x: number, { first, step, count, edge }: BinEdges): number {
  let level = Math.min(Math.floor((x - first) / step) + 1, count + 1);
  while (level <= count && edge(level) <= x) level++;
  while (level > 1 && edge(level - 1) > x) level--;
  return level;
}
