import { type Aggregation, aggregationsOf, type TextureAggregation } from "./aggregation.ts";

/** An aggregation, and how far apart the neighbours are that its matrices are counted of. */
export interface DistancedAggregation extends Aggregation {
  /** Chebyshev distance in voxels. */
  readonly distance: number;
}

/**
 * The aggregations of matrices of neighbours at distances, in the order of the distances.
 *
 * Where settings list several distances, names and tags end in the distance: `3D:avg:d2`, `3D_avg_d2`. Under a
 * single number they are the standard's.
 */
export function aggregationsAt(
  matrices: "directional" | "directionless",
  names: readonly TextureAggregation[],
  distance: number | readonly number[],
): DistancedAggregation[] {
  const aggregations = aggregationsOf(matrices, names);
  if (typeof distance === "number") return aggregations.map((one) => ({ ...one, distance }));
  return distance.flatMap((d) =>
    aggregations.map((one) => ({
      ...one,
      name: `${one.name as "3D"}:d${d}` as const,
      tag: `${one.tag}_d${d}`,
      distance: d,
    })),
  );
}

const ending = /[:_]d[1-9]\d*$/;

/**
 * The name of an aggregation, or of a feature under it, or its tag, as it is under a single distance: `3D:avg` for
 * `3D:avg:d2`, `cm_contrast_3D_avg` for `cm_contrast_3D_avg_d2`.
 */
export function withoutDistance(name: string): string {
  return name.replace(ending, "");
}

/** The distance that ends the name of an aggregation, `3D:avg:d2`, or a tag; null where there is none. */
export function distanceIn(name: string): number | null {
  const [end] = ending.exec(name) ?? [];
  return end === undefined ? null : Number(end.slice(2));
}
