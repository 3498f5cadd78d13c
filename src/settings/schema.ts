import { filterSchemas } from "./filter-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

const interpolation = ["nearest", "linear", "cubic"] as const;

const aggregations = ["2D:avg", "2D:mrg", "2.5D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"] as const;

const textureFamilies = ["glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"] as const;

const responseFamilies = [
  "localIntensity",
  "statistics",
  "histogram",
  "intensityVolume",
  ...textureFamilies,
] as const;

const featureFamilies = ["morphology", ...responseFamilies] as const;

const responseDefaults = {
  families: ["statistics", "histogram", ...textureFamilies],
  discretise: { method: "fixedBinNumber", bins: 16 },
  intensityVolume: { method: "fixedBinNumber", bins: 1000 },
} as const;

/** `lowest` says where bins of one width start unless told. */
function discretisations(lowest: string) {
  return [
    { type: "null", description: "The default." },
    {
      type: "object",
      description: "Bins of one width (IBSI Q3RU).",
      properties: {
        method: { const: "fixedBinSize" },
        width: {
          description: "Bin width, in intensity units.",
          type: "number",
          exclusiveMinimum: 0,
        },
        minimum: {
          description: `Lower edge of the first bin. null: ${lowest}.`,
          type: ["number", "null"],
          default: null,
        },
      },
      required: ["method", "width"],
      additionalProperties: false,
    },
    {
      type: "object",
      description:
        "A number of bins between the region's lowest and highest intensity (IBSI K15C).",
      properties: {
        method: { const: "fixedBinNumber" },
        bins: { description: "Number of bins.", type: "integer", minimum: 1, maximum: 65535 },
      },
      required: ["method", "bins"],
      additionalProperties: false,
    },
    {
      type: "object",
      description:
        "Intensities are used as they are; as grey levels they must be positive integers.",
      properties: { method: { const: "none" } },
      required: ["method"],
      additionalProperties: false,
    },
  ] as const;
}

const fromRange = discretisations(
  "the lower end of resegment.range, else the region's lowest intensity",
);

const weightedTexture = {
  type: ["object", "null"],
  default: { distanceWeighting: null },
  properties: {
    distanceWeighting: {
      description:
        "Weigh each direction's matrix by the length of its direction before merging (IBSI 6CK8). null: all weigh 1.",
      type: ["object", "null"],
      default: null,
      properties: {
        norm: {
          description: "How the length is measured, in voxels.",
          enum: ["manhattan", "euclidean", "chebyshev"],
        },
        weight: {
          description: "inverse: 1 / length; gaussian: exp(-length²).",
          enum: ["inverse", "gaussian"],
        },
      },
      required: ["norm", "weight"],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const;

/**
 * The settings of an extraction as a JSON Schema: the one place that names every setting, its
 * limits and its default. `resolveSettings` walks it, editors complete from it.
 *
 * Rules between settings are beyond JSON Schema: see `contradictions`.
 */
export const settingsSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "voxomics settings",
  description: "Every stage may be left out or null: its default then applies.",
  type: "object",
  properties: {
    mask: {
      description:
        "What makes a region of a mask that holds other values than 0 and 1. null: it must hold 0 and 1.",
      type: ["object", "null"],
      default: null,
      properties: {
        threshold: {
          description:
            "A voxel is in the region when its mask value reaches this, before the mask is interpolated.",
          type: "number",
          exclusiveMinimum: 0,
        },
      },
      required: ["threshold"],
      additionalProperties: false,
    },
    resample: {
      description:
        "Interpolation of image and mask to another voxel spacing (IBSI VTM2). null: both stay on their grid.",
      type: ["object", "null"],
      default: null,
      properties: {
        spacing: {
          description: "Voxel spacing along x, y and z in mm; null keeps an axis as it is.",
          type: "array",
          items: { type: ["number", "null"], exclusiveMinimum: 0 },
          minItems: 3,
          maxItems: 3,
          contains: { type: "number" },
        },
        interpolation: {
          description: "How the image is interpolated; cubic is the cubic B-spline.",
          enum: interpolation,
          default: "linear",
        },
        maskInterpolation: {
          description: "How the mask is interpolated.",
          enum: interpolation,
          default: "linear",
        },
        maskThreshold: {
          description: "A voxel is in the region when its interpolated mask value reaches this.",
          type: "number",
          exclusiveMinimum: 0,
          maximum: 1,
          default: 0.5,
        },
        roundIntensities: {
          description: "Round interpolated intensities to the nearest integer, as for CT.",
          type: "boolean",
          default: false,
        },
      },
      required: ["spacing"],
      additionalProperties: false,
    },
    resegment: {
      description:
        "Re-segmentation of the intensity mask (IBSI IF9H). null: it equals the morphological mask.",
      type: ["object", "null"],
      default: null,
      properties: {
        range: {
          description:
            "Keep lowest <= intensity <= highest (IBSI USB3); null for an open end, or for no range.",
          type: ["array", "null"],
          items: { type: ["number", "null"] },
          minItems: 2,
          maxItems: 2,
          default: null,
        },
        outlierSigma: {
          description:
            "Keep intensities within this many standard deviations of the mean (IBSI 7ACA). null: keep all.",
          type: ["number", "null"],
          exclusiveMinimum: 0,
          default: null,
        },
      },
      additionalProperties: false,
    },
    nonFinite: {
      description:
        "What becomes of voxels without a finite intensity (NaN, infinite): refuse the region that has one, or exclude them from its intensity mask, with every interpolated sample and every filter response whose kernel meets one. resegment.range leaves them out in either case.",
      enum: ["refuse", "exclude", null],
      default: "refuse",
    },
    discretise: {
      description: "Grey levels for the intensity histogram and texture (IBSI 4R0B).",
      default: { method: "fixedBinNumber", bins: 32 },
      oneOf: fromRange,
    },
    intensityVolume: {
      description: "Discretisation for the intensity-volume histogram.",
      default: { method: "none" },
      oneOf: fromRange,
    },
    aggregations: {
      description:
        "Dimension of the texture neighbourhood, and whether matrices are averaged or merged. Families without directions follow the dimension.",
      type: ["array", "null"],
      items: { enum: aggregations },
      minItems: 1,
      uniqueItems: true,
      default: ["3D:avg", "3D:mrg"],
    },
    families: {
      description: "Feature families to compute.",
      type: ["array", "null"],
      items: { enum: [...featureFamilies, "diagnostics"] },
      minItems: 1,
      uniqueItems: true,
      default: featureFamilies,
    },
    distance: {
      description: "Chebyshev distance of texture neighbourhoods, in voxels.",
      type: ["integer", "null"],
      minimum: 1,
      default: 1,
    },
    glcm: { description: "Grey level co-occurrence.", ...weightedTexture },
    glrlm: { description: "Grey level run length.", ...weightedTexture },
    ngldm: {
      description: "Neighbouring grey level dependence.",
      type: ["object", "null"],
      default: { alpha: 0 },
      properties: {
        alpha: {
          description: "Largest grey level difference that still counts as dependent.",
          type: "integer",
          minimum: 0,
          default: 0,
        },
      },
      additionalProperties: false,
    },
    filters: {
      description:
        "Filters whose response maps are measured under the same masks. Lengths are in mm, supports and distances in voxels, angles in radians.",
      type: ["array", "null"],
      items: { oneOf: filterSchemas },
      default: [],
    },
    filterFeatures: {
      description: "What is measured on response maps.",
      type: ["object", "null"],
      default: responseDefaults,
      properties: {
        families: {
          description: "Feature families to compute.",
          type: ["array", "null"],
          items: { enum: responseFamilies },
          minItems: 1,
          uniqueItems: true,
          default: responseDefaults.families,
        },
        discretise: {
          description: "Grey levels of response maps, for the histogram and texture.",
          default: responseDefaults.discretise,
          oneOf: discretisations("the region's lowest response"),
        },
        intensityVolume: {
          description: "Discretisation for the intensity-volume histogram of response maps.",
          default: responseDefaults.intensityVolume,
          oneOf: discretisations("the region's lowest response"),
        },
      },
      additionalProperties: false,
    },
    original: {
      description: "Measure the unfiltered image too.",
      type: ["boolean", "null"],
      default: true,
    },
    $schema: {
      description: "Where an editor finds this schema; without meaning for the extraction.",
      type: "string",
    },
  },
  additionalProperties: false,
} as const satisfies JsonSchema;
