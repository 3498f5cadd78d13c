import type { Cascade } from "./kernel.ts";
import type { LinePass } from "./line-pass.ts";
import {
  type SumTaps,
  sumEightTaps,
  sumFiveTaps,
  sumFourTaps,
  sumSevenTaps,
  sumSixTaps,
} from "./short-sums.ts";

/** How sums of so many taps are made. */
const sums: Readonly<Record<number, SumTaps>> = {
  4: sumFourTaps,
  5: sumFiveTaps,
  6: sumSixTaps,
  7: sumSevenTaps,
  8: sumEightTaps,
};

/** The pass of a cascade of one kernel with 4 to 8 taps, which are neighbours; else null. */
export function shortPass([kernel, ...others]: Cascade): LinePass | null {
  const { offsets, weights, reach } = kernel;
  const [first] = offsets;
  const sum = sums[weights.length];
  const areNeighbours = offsets.every((offset, t) => offset === first + t);
  if (others.length > 0 || sum === undefined || !areNeighbours) return null;
  return {
    reach,
    makes: 1,
    run([x], at, [out], to, quads, rows) {
      sum(x, at + first * quads.gap, weights, out, to, quads, rows);
    },
  };
}

/** The pass that makes what two passes with the same reach make of the same volume. */
export function passOfBoth(a: LinePass, b: LinePass): LinePass {
  return {
    reach: a.reach,
    makes: 2,
    run(from, at, [one, other], ...rest) {
      a.run(from, at, [one], ...rest);
      b.run(from, at, [other], ...rest);
    },
  };
}
