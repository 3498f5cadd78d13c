import type {
  DiagnosticsSummary,
  ImageNumbers,
  IntensityNumbers,
  RegionNumbers,
} from "../features/diagnostics-summary.ts";
import { evaluate, type Feature, type FeatureTable } from "../features/feature.ts";
import type { Vec3 } from "../volume/volume.ts";
import type { Family } from "./family.ts";

/** A quantity of an image or a region: one feature after every step. */
type Quantity<T> = Omit<Feature<T>, "code">;

/** A quantity with three components, as three quantities. */
function alongAxes<T>(quantity: Omit<Quantity<T>, "value">, of: (numbers: T) => Vec3) {
  return ["x", "y", "z"].map((axis, a) => ({
    ...quantity,
    name: `${quantity.name} along ${axis}`,
    tag: `${quantity.tag}_${axis}`,
    value: (numbers: T) => of(numbers)[a],
  }));
}

/** Mean, minimum and maximum intensity. `over` completes their definition: "of the image". */
function intensities(what: string, tag: string, over: string): Quantity<IntensityNumbers>[] {
  const row = (word: string, short: string, value: (s: IntensityNumbers) => number) => ({
    name: `${word}${what} intensity`,
    tag: `${tag}${short}_int`,
    unit: "intensity" as const,
    definition: `${word.toLowerCase()} over the finite intensities ${over}`,
    undefinedWhen: [
      {
        reason: "empty-intensity-mask" as const,
        when: (s: IntensityNumbers) => Number.isNaN(s.mean),
      },
    ],
    value,
  });
  return [
    row("Mean", "mean", (s) => s.mean),
    row("Minimum", "min", (s) => s.minimum),
    row("Maximum", "max", (s) => s.maximum),
  ];
}

const imageQuantities: readonly Quantity<ImageNumbers>[] = [
  ...alongAxes<ImageNumbers>(
    { name: "Image dimension", tag: "img_dim", unit: "voxels", definition: "size of the image" },
    (s) => s.size,
  ),
  ...alongAxes<ImageNumbers>(
    {
      name: "Voxel dimension",
      tag: "vox_dim",
      unit: "mm",
      definition: "distance of neighbouring voxel centres",
    },
    (s) => s.spacing,
  ),
  ...intensities("", "", "of the image"),
];

const regionQuantities: readonly Quantity<RegionNumbers>[] = [
  ...alongAxes<RegionNumbers>(
    {
      name: "ROI intensity mask dimension",
      tag: "int_mask_dim",
      unit: "voxels",
      definition: "size of the grid of the intensity mask",
    },
    (s) => s.size,
  ),
  ...alongAxes<RegionNumbers>(
    {
      name: "ROI intensity mask bounding box dimension",
      tag: "int_mask_bb_dim",
      unit: "voxels",
      definition: "size of the smallest box around the intensity mask",
    },
    (s) => s.intensityBox,
  ),
  ...alongAxes<RegionNumbers>(
    {
      name: "ROI morphological mask bounding box dimension",
      tag: "morph_mask_bb_dim",
      unit: "voxels",
      definition: "size of the smallest box around the morphological mask",
    },
    (s) => s.morphologicalBox,
  ),
  {
    name: "Number of voxels in the ROI intensity mask",
    tag: "int_mask_vox_count",
    unit: "voxels",
    definition: "voxels in the intensity mask",
    value: (s) => s.intensityVoxels,
  },
  {
    name: "Number of voxels in the ROI morphological mask",
    tag: "morph_mask_vox_count",
    unit: "voxels",
    definition: "voxels in the morphological mask",
    value: (s) => s.morphologicalVoxels,
  },
  ...intensities(" ROI", "int_mask_", "in the intensity mask"),
];

/** The rows of all quantities after one step. */
function rows<T>(
  quantities: readonly Quantity<T>[],
  step: string,
  tag: string,
  numbers: (summary: DiagnosticsSummary) => T,
): [string, Feature<DiagnosticsSummary>][] {
  return quantities.map(({ undefinedWhen = [], value, ...quantity }) => {
    const name = `${quantity.name}, ${step}`;
    return [
      camelCase(name),
      {
        ...quantity,
        name,
        code: null,
        tag: `${quantity.tag}_${tag}`,
        undefinedWhen: undefinedWhen.map(({ when, ...rest }) => ({
          ...rest,
          when: (summary) => when(numbers(summary)),
        })),
        value: (summary) => value(numbers(summary)),
      },
    ];
  });
}

function camelCase(name: string): string {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return words.map((word, k) => (k === 0 ? word : word[0].toUpperCase() + word.slice(1))).join("");
}

/** Features of image and region before and after each step; the standard lists them without codes. */
export const diagnosticsFeatures: FeatureTable<DiagnosticsSummary> = Object.fromEntries([
  ...rows(imageQuantities, "initial image", "init_img", (s) => s.initialImage),
  ...rows(imageQuantities, "interpolated image", "interp_img", (s) => s.interpolatedImage),
  ...rows(regionQuantities, "initial ROI", "init_roi", (s) => s.initialRegion),
  ...rows(regionQuantities, "interpolated ROI", "interp_roi", (s) => s.interpolatedRegion),
  ...rows(regionQuantities, "re-segmented ROI", "reseg_roi", (s) => s.resegmentedRegion),
]);

/** Diagnostics: image and region before and after each step. The standard has no family for them. */
export const diagnostics = {
  id: "diagnostics",
  name: "Diagnostics",
  code: null,
  tagPrefix: null,
  onImage: "if named",
  onResponses: "never",
  of: "steps",
  measure: (steps) => [
    {
      aggregation: null,
      values: (name) => evaluate(diagnosticsFeatures[name], steps),
      unitless: false,
    },
  ],
  aggregation: null,
  aggregationCode: null,
  features: diagnosticsFeatures,
  settings: null,
  matrices: null,
  maps: null,
} as const satisfies Family;
