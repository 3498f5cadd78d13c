import { type Cascade, keyOf, reversed, scaled } from "./kernel.ts";

/** One orientation of a separable filter. */
export interface Variant {
  /** A cascade for each axis. */
  readonly filter: readonly Cascade[];
  /** Whether another orientation has the negative of this orientation's response. */
  readonly eitherSign: boolean;
  /** Number of different responses that this variant stands for: 2 with either sign. */
  readonly weight: 1 | 2;
}

/**
 * The orientations that right-angle rotations give a separable filter: cascades permuted over the
 * axes, some of them reversed, with determinant +1.
 *
 * Every set of orientations with equal kernels has the same number of members, and counts as one.
 * Orientations that differ only in the sign of the response, as with antisymmetric kernels, are also
 * one variant.
 */
export function rightAngleRotations(filter: readonly Cascade[]): Variant[] {
  const found = new Map<string, { filter: readonly Cascade[]; signs: Set<number> }>();
  for (const { order, parity } of permutations(filter.length)) {
    for (let flips = 0; flips < 2 ** filter.length; flips++) {
      const flipped = order.map((_, axis) => ((flips >> axis) & 1) === 1);
      if (flipped.reduce<number>((product, flip) => (flip ? -product : product), parity) < 0)
        continue;
      const oriented = order.map((from, axis) => orient(filter[from], flipped[axis]));
      const sign = oriented.reduce<number>((product, o) => product * o.sign, 1);
      const key = oriented.map((o) => keyOf(o.cascade)).join("|");
      const variant = found.get(key) ?? {
        filter: oriented.map((o) => o.cascade),
        signs: new Set(),
      };
      found.set(key, variant);
      variant.signs.add(sign);
    }
  }
  return [...found.values()].map(({ filter: cascades, signs }) => {
    if (signs.size === 2) return { filter: cascades, eitherSign: true, weight: 2 };
    const negative = signs.has(-1);
    const [first, ...others] = cascades;
    const signed = negative ? [negated(first), ...others] : cascades;
    return { filter: signed, eitherSign: false, weight: 1 };
  });
}

/** A cascade in one of its two directions, up to a sign. */
function orient(cascade: Cascade, flip: boolean): { cascade: Cascade; sign: 1 | -1 } {
  if (!flip) return { cascade, sign: 1 };
  const turned = cascade.map(reversed);
  return keyOf(turned) === keyOf(negated(cascade))
    ? { cascade, sign: -1 }
    : { cascade: turned, sign: 1 };
}

function negated(cascade: Cascade): Cascade {
  return cascade.map((kernel, k) => (k === 0 ? scaled(kernel, -1) : kernel));
}

/** The orders of n axes, with the sign of the permutation. */
function permutations(n: number): { order: number[]; parity: 1 | -1 }[] {
  if (n === 0) return [{ order: [], parity: 1 }];
  return permutations(n - 1).flatMap(({ order, parity }) =>
    Array.from({ length: n }, (_, at) => ({
      order: [...order.slice(0, at), n - 1, ...order.slice(at)],
      parity: ((n - 1 - at) % 2 === 0 ? parity : -parity) as 1 | -1,
    })),
  );
}
