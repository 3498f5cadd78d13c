import type { Axis } from "../volume/vec3.ts";

/** The axes of the planes that a kernel lies in. */
export const planeAxes = {
  xy: [[0, 1]],
  orthogonal: [
    [0, 1],
    [0, 2],
    [1, 2],
  ],
} as const satisfies Record<string, readonly (readonly [Axis, Axis])[]>;
