import { diagnostics } from "./diagnostics.ts";
import { doseVolume } from "./dose-volume.ts";
import type { AggregatedMatrices, Family } from "./family.ts";
import { glcm } from "./glcm.ts";
import { gldzm } from "./gldzm.ts";
import { glrlm } from "./glrlm.ts";
import { glszm } from "./glszm.ts";
import { histogram } from "./histogram.ts";
import { intensityVolume } from "./intensity-volume.ts";
import { localIntensity } from "./local-intensity.ts";
import { morphology } from "./morphology.ts";
import { ngldm } from "./ngldm.ts";
import { ngtdm } from "./ngtdm.ts";
import { planarMorphology } from "./planar-morphology.ts";
import { statistics } from "./statistics.ts";

/**
 * Every family there is, in the order of the IBSI reference manual. Settings, their types, the
 * catalogue, feature maps and documentation come from this list.
 */
const list = [
  morphology,
  planarMorphology,
  localIntensity,
  statistics,
  histogram,
  intensityVolume,
  doseVolume,
  glcm,
  glrlm,
  glszm,
  gldzm,
  ngtdm,
  ngldm,
  diagnostics,
] as const;

type Row = (typeof list)[number];

/** The families, in the order of the IBSI reference manual. */
export const families: readonly (Family & { readonly id: FamilyId })[] = list;

/** The id of a feature family: its name in settings and reports. */
export type FamilyId = Row["id"];

/** The families that can be measured on a response map: those of intensities. */
export type ResponseFamilyId = Exclude<Row, { readonly onResponses: "never" }>["id"];

/**
 * The families that are measured on a processed region; the others on image and mask at each step.
 */
export type RegionFamilyId = Extract<Row, { readonly of: "region" }>["id"];

/** The families whose features are computed from matrices of grey levels. */
export type MatrixFamilyId = Exclude<Row, { readonly aggregation: null }>["id"];

/** The families that have feature maps: those with meaning for a few voxels. */
export type MapFamilyId = Exclude<Row, { readonly maps: null }>["id"];

/** The row of a family. */
export type FamilyRow<F extends FamilyId> = Extract<Row, { readonly id: F }>;

/** The ids of a family's features: their IBSI names in camelCase. */
export type FeatureName<F extends FamilyId = FamilyId> = {
  [K in F]: Extract<keyof FamilyRow<K>["features"], string>;
}[F];

/** A family's matrix: counts n(i, j), or n and s by level (NGTDM). */
export type MatrixOf<F extends MatrixFamilyId> =
  FamilyRow<F> extends {
    readonly matrices: (...given: never) => AggregatedMatrices<infer M>[];
  }
    ? M
    : never;

/** The ids of all families. */
export const familyIds: readonly FamilyId[] = families.map(({ id }) => id);

/** The families of the standard, with the diagnostics that its tables have. */
export const standardFamilies = idsOf<FamilyId>(({ beyondStandard }) => beyondStandard !== true);

/** The families that are measured on a processed region. */
export const regionFamilies = idsOf<RegionFamilyId>(({ of }) => of === "region");

/** The families whose features are read from matrices. */
export const matrixFamilies = idsOf<MatrixFamilyId>(({ matrices }) => matrices !== null);

/** The families that are measured on the image unless settings say otherwise. */
export const imageFamilies = idsOf<FamilyId>(({ onImage }) => onImage === "by default");

/** The families that settings can name for response maps. */
export const responseFamilies = idsOf<ResponseFamilyId>(
  ({ onResponses }) => onResponses !== "never",
);

/** The families that are measured on response maps unless settings say otherwise. */
export const defaultResponseFamilies = idsOf<ResponseFamilyId>(
  ({ onResponses }) => onResponses === "by default",
);

/** The families that have feature maps. */
export const mapFamilies = idsOf<MapFamilyId>(({ maps }) => maps !== null);

function idsOf<F extends FamilyId>(has: (family: Family) => boolean): readonly F[] {
  return families.filter(has).map(({ id }) => id as F);
}

/** Distance from the region, in mm, up to which the families need voxels of the image. */
export function reachOf(ids: readonly FamilyId[]): number {
  return Math.max(0, ...ids.map((id) => familyOf(id).reach ?? 0));
}

/** A family by its id. */
export function familyOf(id: FamilyId): Family {
  return families.find((family) => family.id === id) as Family;
}

/** Whether a family is measured on a processed region. */
export function isOfRegion(id: FamilyId): id is RegionFamilyId {
  return familyOf(id).of === "region";
}
