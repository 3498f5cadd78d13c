import { quoted } from "../messages/phrases.ts";
import { invalidSettings, problemsIn } from "../schema/check.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { union } from "../schema/union.ts";
import type { PreparedFilter } from "./filter.ts";
import { gabor } from "./gabor.ts";
import { gaussian } from "./gaussian.ts";
import { gradient } from "./gradient.ts";
import { exponential, logarithm, square, squareRoot } from "./intensity-transforms.ts";
import { laplacianOfGaussian } from "./laplacian-of-gaussian.ts";
import { laws } from "./laws.ts";
import { localBinaryPattern } from "./local-binary-pattern.ts";
import { mean } from "./mean.ts";
import { shannon, simoncelli } from "./radial-wavelet.ts";
import { riesz } from "./riesz.ts";
import { wavelet } from "./wavelet.ts";

/** Every filter there is. Settings, types, documentation and identities come from this list. */
export const filters = [
  mean,
  laplacianOfGaussian,
  laws,
  gabor,
  wavelet,
  simoncelli,
  shannon,
  riesz,
  gaussian,
  square,
  squareRoot,
  logarithm,
  exponential,
  gradient,
  localBinaryPattern,
] as const;

/** The settings of any filter. */
export const filterSchema = union(
  "type",
  filters.map(({ schema }) => schema),
  { hint: (word) => meantBy(word) },
);

/** What a filter's name in other programs means here, as the end of a message. */
function meantBy(word: unknown): string {
  const meant = typeof word === "string" ? otherNames[word.toLowerCase()] : undefined;
  return meant === undefined ? "" : `; did you mean ${quoted(meant)}?`;
}

/** Names of filters in other programs, in lower case. */
const otherNames: Readonly<Record<string, string>> = {
  log: "laplacianOfGaussian",
  lbp: "localBinaryPattern",
  lbp2d: "localBinaryPattern",
  lbp3d: "localBinaryPattern",
  sqrt: "squareRoot",
  exp: "exponential",
};

/** A filter with every setting spelled out. Lengths in mm, supports in voxels, angles in radians. */
export type FilterSettings = Resolved<typeof filterSchema>;

/** Filter settings as they may be written: what has a default may be left out. */
export type FilterInput = Given<typeof filterSchema>;

/** The filter's settings with `undersampled: true`, if it has that setting. */
export function allowUndersampled(filter: FilterSettings): FilterSettings {
  if (filter.type === "riesz" && filter.of.type === "laplacianOfGaussian") {
    return { ...filter, of: { ...filter.of, undersampled: true } };
  }
  return "undersampled" in filter ? { ...filter, undersampled: true } : filter;
}

/** The name of a filter in settings. */
export type FilterType = FilterSettings["type"];

/**
 * Filter settings with every default spelled out.
 *
 * @throws VoxomicsError `invalid-settings`
 *
 * @example
 * ```ts
 * import { completeFilter } from "voxomics";
 *
 * completeFilter({ type: "mean", support: 5 }).boundary; // "mirror"
 * ```
 */
export function completeFilter(settings: FilterInput): FilterSettings {
  return prepareFilter(settings).settings;
}

/**
 * A short name of a filter with its settings: `laplacianOfGaussian-sigma-1.5`. Different
 * responses have different identities. Settings that have their default value are left out.
 *
 * @throws VoxomicsError `invalid-settings`
 *
 * @example
 * ```ts
 * import { filterIdentity } from "voxomics";
 *
 * filterIdentity({ type: "laplacianOfGaussian", sigma: 1.5 }); // "laplacianOfGaussian-sigma-1.5"
 * ```
 */
export function filterIdentity(settings: FilterInput): string {
  return prepareFilter(settings).identity;
}

/**
 * The filter of the given settings, ready to act on images.
 *
 * @throws VoxomicsError `invalid-settings`
 */
export function prepareFilter(settings: FilterInput): PreparedFilter<FilterSettings> {
  const known = filters.find(({ type }) => type === settings?.type);
  if (known === undefined) throw invalidSettings(problemsIn(filterSchema, settings, "filter"));
  return known.prepare(settings);
}
