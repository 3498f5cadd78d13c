import type { BlockFilter } from "./block-filter.ts";
import {
  type AddTaps,
  addEightTaps,
  addFiveTaps,
  addFourTaps,
  addSevenTaps,
  addSixTaps,
  addTap,
} from "./direct-sums.ts";
import type { Kernel } from "./kernel.ts";

/** About so many results stay in the first-level cache while taps are added to them. */
const portion = 512;

/** Taps that are added at once. */
interface TapGroup {
  readonly first: number;
  readonly add: AddTaps;
}

/** Filters by the definition: the sum of taps times values. */
export function planDirectFilter({ offsets, weights, reach }: Kernel, lines: number): BlockFilter {
  const step = offsets.reduce((gcd, offset) => greatestDivisor(gcd, offset - offsets[0]), 0) || 1;
  const taps = (offsets[offsets.length - 1] - offsets[0]) / step + 1;
  const dense = new Float64Array(taps);
  offsets.forEach((offset, t) => {
    dense[(offset - offsets[0]) / step] = weights[t];
  });
  const groups = tapGroups(dense);
  const gap = step * lines;
  const start = (reach + offsets[0]) * lines;
  const four = 4 * gap; // so many results are made at once
  const most = four * Math.ceil(portion / four);
  return {
    slack: portion + 4 * gap, // of any number of lines up to this one
    run(extended, length, out) {
      out.fill(0, 0, length);
      for (let v = 0; v < length; v += most) {
        const strip = Math.min(most, four * Math.ceil((length - v) / four));
        for (const { first, add } of groups) {
          add(extended, start + v + first * gap, gap, dense, first, strip, out, v);
        }
      }
    },
  };
}

/**
 * Groups of eight taps, then what is left. A tap of 0 between others counts in a group of eight or
 * four, and is left out behind these.
 */
function tapGroups(weights: Float64Array): TapGroup[] {
  const groups: TapGroup[] = [];
  const taps = weights.length;
  let first = 0;
  for (; first + 8 <= taps; first += 8) groups.push({ first, add: addEightTaps });
  const singles = weights.subarray(taps - (taps % 4));
  if (first + 4 <= taps) {
    const together = singles.includes(0) ? 0 : singles.length;
    const add = [addFourTaps, addFiveTaps, addSixTaps, addSevenTaps][together];
    groups.push({ first, add });
    first += 4 + together;
  }
  for (; first < taps; first++) {
    if (weights[first] !== 0) groups.push({ first, add: addTap });
  }
  return groups;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
