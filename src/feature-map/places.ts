import type { Vec3 } from "../volume/volume.ts";

/** The place of a step among the steps of a kernel; undefined for one that is not there. */
export function placeFinder(steps: readonly Vec3[]): (step: Vec3) => number | undefined {
  const places = new Map(steps.map((step, place) => [step.join(), place]));
  return (step) => places.get(step.join());
}

/** `step` and `times` times `vector`. */
export function stepBeyond([x, y, z]: Vec3, [dx, dy, dz]: Vec3, times = 1): Vec3 {
  return [x + times * dx, y + times * dy, z + times * dz];
}

/** For every place some others: those of place p are `places[start[p]]` up to `places[start[p + 1]]`. */
export interface Links {
  readonly start: Int32Array;
  readonly places: Int32Array;
}

/** Links every place of a kernel to those that lie behind it by one of the vectors. */
export function linkPlaces(steps: readonly Vec3[], vectors: readonly Vec3[]): Links {
  const placeOf = placeFinder(steps);
  const linked = steps.map((step) =>
    vectors.flatMap((vector) => placeOf(stepBeyond(step, vector, -1)) ?? []),
  );
  const start = new Int32Array(steps.length + 1);
  linked.forEach((places, p) => {
    start[p + 1] = start[p] + places.length;
  });
  return { start, places: Int32Array.from(linked.flat()) };
}
