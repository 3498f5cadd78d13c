import type { Mat3 } from "../src/volume/volume.ts";

/** Rotation about z by `angle`, then about x by half of it. */
export function rotation(angle: number): Mat3 {
  const [c, s, d, t] = [Math.cos(angle), Math.sin(angle), Math.cos(angle / 2), Math.sin(angle / 2)];
  return [c, -s, 0, d * s, d * c, -t, t * s, t * c, d];
}
