import type { Mat3 } from "../volume/volume.ts";

/** The anatomical directions of the world's axes (LPS), and their opposites. */
const directions = [
  { code: "L", name: "left", opposite: { code: "R", name: "right" } },
  { code: "P", name: "posterior", opposite: { code: "A", name: "anterior" } },
  { code: "S", name: "superior", opposite: { code: "I", name: "inferior" } },
] as const;

/** The anatomical directions of a grid's axes. */
export interface Orientation {
  /** One letter each for the directions of x, y and z: `LPS` is left, posterior, superior. */
  readonly code: string;
  /** The same three directions in words. */
  readonly names: readonly string[];
  /** Largest angle between an axis and the direction it is named for, in degrees. */
  readonly obliqueness: number;
}

/**
 * Assigns each axis of a grid to an anatomical direction: the pairs with the smallest angle first, each
 * direction once.
 */
export function orientationOf(direction: Mat3): Orientation {
  const closest = [0, 1, 2]
    .flatMap((axis) =>
      [0, 1, 2].map((world) => ({ axis, world, cosine: direction[3 * world + axis] })),
    )
    .sort((a, b) => Math.abs(b.cosine) - Math.abs(a.cosine));
  const chosen: typeof closest = [];
  for (const pair of closest) {
    if (chosen.some(({ axis, world }) => axis === pair.axis || world === pair.world)) continue;
    chosen.push(pair);
  }
  chosen.sort((a, b) => a.axis - b.axis);
  const named = chosen.map(({ world, cosine }) => {
    const towards = directions[world];
    return cosine < 0 ? towards.opposite : towards;
  });
  const least = Math.min(...chosen.map(({ cosine }) => Math.abs(cosine)));
  return {
    code: named.map(({ code }) => code).join(""),
    names: named.map(({ name }) => name),
    obliqueness: (Math.acos(Math.min(1, least)) * 180) / Math.PI,
  };
}
