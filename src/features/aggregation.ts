import { groupBy } from "../base/group-by.ts";
import type { Part } from "../matrices/count-matrix.ts";
import type { Dimension } from "../matrices/neighbourhood.ts";
import { type Evaluated, evaluateMean, type FeatureTable } from "./feature.ts";

/** The texture aggregations that settings can name, in the standard's notation. */
export const textureAggregations = [
  "2D:avg",
  "2D:mrg",
  "2.5D:avg",
  "2.5D:mrg",
  "3D:avg",
  "3D:mrg",
] as const;

/**
 * A texture aggregation: the dimension of the neighbourhood, and whether values are averaged or
 * matrices merged.
 */
export type TextureAggregation = (typeof textureAggregations)[number];

/** The names of aggregations of matrices with and without directions. */
type AggregationName = TextureAggregation | "2D" | "2.5D" | "3D";

type Axis = "slice" | "direction";

/** How a texture family's matrices become one value. */
export interface Aggregation {
  /** Its name in reports. */
  readonly name: AggregationName | `${AggregationName}:d${number}`;
  /** IBSI's permanent code. */
  readonly code: string;
  /** Ending of the tag in the IBSI compliance table. */
  readonly tag: string;
  /** Neighbours in the slice plane, or in space. */
  readonly dimension: Dimension;
  /** Feature values are averaged over these; matrices are merged over the others. */
  readonly averageOver: readonly Axis[];
}

/** Directions are numbered from 0, and are fewer than this. */
const MOST_DIRECTIONS = 2 ** 16;

/** For matrices with directions: GLCM, GLRLM. */
export const directional: Readonly<
  Record<TextureAggregation, Aggregation & { readonly name: TextureAggregation }>
> = {
  "2D:avg": { name: "2D:avg", code: "BTW3", tag: "2D_avg", dimension: 2, averageOver: ["slice", "direction"] },
  "2D:mrg": { name: "2D:mrg", code: "SUJT", tag: "2D_comb", dimension: 2, averageOver: ["slice"] },
  "2.5D:avg": { name: "2.5D:avg", code: "JJUI", tag: "2_5D_avg", dimension: 2, averageOver: ["direction"] },
  "2.5D:mrg": { name: "2.5D:mrg", code: "ZW7Z", tag: "2_5D_comb", dimension: 2, averageOver: [] },
  "3D:avg": { name: "3D:avg", code: "ITBB", tag: "3D_avg", dimension: 3, averageOver: ["direction"] },
  "3D:mrg": { name: "3D:mrg", code: "IAZD", tag: "3D_comb", dimension: 3, averageOver: [] },
}; // biome-ignore format: a table

/** For matrices without directions: GLSZM, GLDZM, NGTDM, NGLDM. */
export const directionless = {
  "2D": { name: "2D", code: "8QNN", tag: "2D", dimension: 2, averageOver: ["slice"] },
  "2.5D": { name: "2.5D", code: "62GR", tag: "2_5D", dimension: 2, averageOver: [] },
  "3D": { name: "3D", code: "KOBO", tag: "3D", dimension: 3, averageOver: [] },
} as const satisfies Record<string, Aggregation>;

/** The aggregations of matrices without directions: one for each dimension in `names`. */
export function withoutDirections(names: readonly TextureAggregation[]): Aggregation[] {
  const dimensions = new Set(names.map((name) => name.split(":")[0] as keyof typeof directionless));
  return [...dimensions].map((dimension) => directionless[dimension]);
}

/** The aggregations that `names` stand for, for matrices with or without directions. */
export function aggregationsOf(
  matrices: "directional" | "directionless",
  names: readonly TextureAggregation[],
): Aggregation[] {
  return matrices === "directional"
    ? names.map((name) => directional[name])
    : withoutDirections(names);
}

/** How the matrices of a texture family are merged and summarised, and the features of a summary. */
export interface TextureFamily<M, S> {
  readonly features: FeatureTable<S>;
  readonly merge: (matrices: readonly M[]) => M;
  readonly summarise: (matrix: M) => S;
}

/**
 * The matrices over which feature values are averaged. Parts are merged over slices or directions
 * unless the aggregation averages over these; a merged part has the slice and direction of the
 * first one. Parts without a count (a direction without a voxel pair, a slice without region
 * voxels) are left out.
 */
export function mergedParts<M extends { readonly n: Float64Array }>(
  merge: (matrices: readonly M[]) => M,
  parts: readonly Part<M>[],
  { averageOver }: Aggregation,
): Part<M>[] {
  const counted = parts.filter(({ matrix }) => matrix.n.length > 0);
  const perSlice = averageOver.includes("slice") ? MOST_DIRECTIONS : 0;
  const perDirection = averageOver.includes("direction") ? 1 : 0;
  // each part is a group of its own
  if (perDirection === 1 && haveAscendingDirections(counted)) return counted;
  const groups = groupBy(
    counted,
    ({ slice, direction }) => perSlice * slice + perDirection * direction,
  );
  return Array.from(groups.values(), (group) => ({
    slice: group[0].slice,
    direction: group[0].direction,
    matrix: group.length === 1 ? group[0].matrix : merge(group.map(({ matrix }) => matrix)),
  }));
}

function haveAscendingDirections(parts: readonly Part<unknown>[]): boolean {
  return parts.every(({ direction }, k) => k === 0 || direction > parts[k - 1].direction);
}

/**
 * The value of each of a family's features under one aggregation, computed when it is asked for: the mean over
 * the groups, as `evaluateMean` gives it.
 */
export function aggregateParts<M extends { readonly n: Float64Array }, S>(
  { features, merge, summarise }: TextureFamily<M, S>,
  parts: readonly Part<M>[],
  aggregation: Aggregation,
): (id: string) => Evaluated {
  const summaries = mergedParts(merge, parts, aggregation).map(({ matrix }) => summarise(matrix));
  return (id) => evaluateMean(features[id], summaries) ?? noPairs;
}

/** The result for every feature where nothing was counted. */
const noPairs: Evaluated = { value: null, reason: "no-voxel-pairs" };
