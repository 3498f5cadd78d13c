import { once } from "../base/once.ts";
import { nameAt, tagAt } from "../features/at.ts";
import {
  type Evaluated,
  evaluate,
  type Feature,
  type FeatureTable,
  type UndefinedCase,
} from "../features/feature.ts";
import {
  doseOfHottest,
  generalisedUniformDose,
  isMoreThan,
  voxelsAtDose,
} from "../intensity/dose-volume.ts";
import { summariseSample } from "../math/distribution.ts";
import { orDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { number } from "../schema/values.ts";
import { type Thickness, thicknessOf } from "../volume/volume.ts";
import type { Family, Measurement } from "./family.ts";
import type { MeasuredRegion } from "./measured-region.ts";

/** What dose-volume features are computed from, for one x. */
export interface DoseVolumeSummary extends Thickness {
  /** The doses of the intensity mask's voxels, in ascending order. */
  readonly ascending: Float64Array;
  readonly mean: () => number;
  /** Volume of a voxel in mL. */
  readonly voxelVolume: number;
  /** What the feature is at: per cent, cc (mL), a dose in Gy, or the parameter a. NaN for the mean dose. */
  readonly x: number;
}

/** In a slice of unknown thickness volumes are not known. */
const noThickness: UndefinedCase<DoseVolumeSummary> = {
  reason: "thickness-assumed",
  when: (s) => s.thicknessAssumed === true,
};

const atVolumeFraction = { setting: "volumes", around: ["", "%"] } as const;
const atVolume = { setting: "volumesCc", around: ["", "cc"] } as const;
const atDose = { setting: "doses", around: ["", "Gy"] } as const;
const atParameter = { setting: "a", around: ["a=", ""] } as const;

/** Dose-volume features; the IBSI has none. Names of metrics as in the report of AAPM's task group 263. */
export const doseVolumeFeatures = {
  meanDose: {
    name: "Mean dose",
    code: null,
    tag: "dvh_mean",
    unit: "intensity",
    definition: "mean dose of the voxels",
    value: (s) => s.mean(),
  },
  doseAtVolumeFraction: {
    name: "Dose at volume fraction",
    code: null,
    tag: "dvh_d_pct",
    unit: "intensity",
    at: atVolumeFraction,
    definition: "Dx% = max d such that at least x % of the voxels get d or more",
    value: ({ ascending, x }) => doseOfHottest(ascending, (x * ascending.length) / 100),
  },
  doseAtVolume: {
    name: "Dose at volume",
    code: null,
    tag: "dvh_d_cc",
    unit: "intensity",
    at: atVolume,
    definition: "Dxcc = max d such that voxels of at least x cc (mL) get d or more",
    undefinedWhen: [
      noThickness,
      {
        reason: "too-few-voxels",
        when: ({ ascending, voxelVolume, x }) => isMoreThan(x / voxelVolume, ascending.length),
      },
    ],
    value: ({ ascending, voxelVolume, x }) => doseOfHottest(ascending, x / voxelVolume),
  },
  volumeFractionAtDose: {
    name: "Volume fraction at dose",
    code: null,
    tag: "dvh_v_pct",
    unit: "%",
    at: atDose,
    definition: "VxGy in %: share of the voxels that get x Gy or more",
    value: ({ ascending, x }) => (100 * voxelsAtDose(ascending, x)) / ascending.length,
  },
  volumeAtDose: {
    name: "Volume at dose",
    code: null,
    tag: "dvh_v_ml",
    unit: "mL",
    at: atDose,
    definition: "VxGy in mL: volume of the voxels that get x Gy or more",
    undefinedWhen: [noThickness],
    value: ({ ascending, voxelVolume, x }) => voxelsAtDose(ascending, x) * voxelVolume,
  },
  generalisedEquivalentUniformDose: {
    name: "Generalised equivalent uniform dose",
    code: null,
    tag: "dvh_geud",
    unit: "intensity",
    at: atParameter,
    definition: "gEUD = (Σ d^a / N)^(1/a); 0 for a < 0 where a voxel gets no dose",
    undefinedWhen: [{ reason: "negative-intensity", when: (s) => s.ascending[0] < 0 }],
    value: ({ ascending, x }) => generalisedUniformDose(ascending, x),
  },
} as const satisfies FeatureTable<DoseVolumeSummary>;

/** Numbers that a setting lists: what features are at. */
const numbers = (
  description: string,
  limits: Parameters<typeof number>[0],
  usual: readonly number[],
) => orDefault(list(number(limits), { description, uniqueItems: true }), usual);

const settings = object(
  {
    volumes: numbers(
      "Per cent of the volume, each for a D_x%: the dose that its hottest x % get at least.",
      { exclusiveMinimum: 0, maximum: 100 },
      [98, 95, 50, 2],
    ),
    volumesCc: numbers(
      "Volumes in cc (mL), each for a D_xcc: the dose that its hottest x cc get at least.",
      { exclusiveMinimum: 0 },
      [0.03, 1, 2],
    ),
    doses: numbers(
      "Doses in Gy, each for a V_xGy: the volume that gets x Gy or more, in % and in mL.",
      { minimum: 0 },
      [5, 10, 20, 30, 40, 50, 60],
    ),
    a: numbers(
      "Parameters of the generalised equivalent uniform dose, not 0: below 0 for targets, 1 for the mean dose, larger for organs that the highest dose harms.",
      {},
      [-10, 1, 8],
    ),
  },
  {
    description: "What dose-volume features are at. Doses are those of the image, in Gy.",
    rule: ({ a }) => (a.includes(0) ? "a: found 0, expected numbers other than 0" : null),
  },
);

type DoseVolumeSettings = Resolved<typeof settings>;

const table: FeatureTable<DoseVolumeSummary> = doseVolumeFeatures;

/** The features that are at what a setting lists; of none, those that are at nothing. */
function featuresAt(setting: string | undefined): [string, Feature<DoseVolumeSummary>][] {
  return Object.entries(table).filter(([, { at }]) => at?.setting === setting);
}

function measure(region: MeasuredRegion, own: DoseVolumeSettings): Measurement[] {
  const empty = region.voxels() === 0;
  const { image } = region.region;
  const doses = region.intensities();
  const [dx, dy, dz] = image.spacing;
  const summary = {
    ...thicknessOf(image),
    ascending: doses.slice().sort(),
    mean: once(() => summariseSample(doses).mean),
    voxelVolume: (dx * dy * dz) / 1000,
  };
  const noIntensities: Evaluated = { value: null, reason: "empty-intensity-mask" };
  const valuesAt = (x: number) => (name: string) =>
    empty ? noIntensities : evaluate(table[name], { ...summary, x });
  const namesOf = (setting?: string) => featuresAt(setting).map(([name]) => name);

  const settingsInOrder = [...new Set(Object.values(table).flatMap(({ at }) => at ?? []))];
  return [
    { aggregation: null, names: namesOf(), values: valuesAt(Number.NaN), unitless: false },
    ...settingsInOrder.flatMap((at) =>
      own[at.setting as keyof DoseVolumeSettings].map((x) => ({
        aggregation: { name: nameAt(at, x), code: null, tag: tagAt(x) },
        names: namesOf(at.setting),
        values: valuesAt(x),
        unitless: false,
      })),
    ),
  ];
}

/** The dose-volume histogram, of an image of doses such as an RTDOSE. The standard has no family for it. */
export const doseVolume = {
  id: "doseVolume",
  name: "Dose-volume histogram",
  code: null,
  tagPrefix: "dvh",
  onImage: "if named",
  onResponses: "never",
  beyondStandard: true,
  lostWithoutThickness: "volumes of dose",
  of: "region",
  // a family's own settings are under its id (own-settings.ts)
  measure: (region, all) =>
    measure(region, (all as unknown as { readonly doseVolume: DoseVolumeSettings }).doseVolume),
  aggregation: null,
  aggregationCode: null,
  features: doseVolumeFeatures,
  settings,
  matrices: null,
  maps: null,
} as const satisfies Family;
