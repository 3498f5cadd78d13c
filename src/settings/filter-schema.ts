import { boundaries } from "../filters/boundary.ts";
import type { FilterType } from "../filters/filter.ts";
import { filterDefaults, frameDefaults } from "../filters/filter-defaults.ts";
import { waveletNames } from "../filters/wavelet-family.ts";
import type { JsonSchema } from "./json-schema.ts";

const boundary = {
  description:
    "How the image goes on past its border; simoncelli and shannon are periodic whatever it says.",
  enum: boundaries,
  default: frameDefaults.boundary,
} as const;

const dimensions = {
  description: "2: slice by slice in x and y; 3: in x, y and z.",
  enum: [2, 3],
  default: frameDefaults.dimensions,
} as const;

// upper limits are far beyond use: they keep a slip of the pen from filling the memory

const sigma = {
  description: "Standard deviation of the Gaussian, in mm.",
  type: "number",
  exclusiveMinimum: 0,
  maximum: 1000,
} as const;

const truncate = {
  description: "Where the kernel ends, in standard deviations.",
  type: "number",
  exclusiveMinimum: 0,
  maximum: 100,
  default: filterDefaults.laplacianOfGaussian.truncate,
} as const;

const zeroSum = {
  description:
    "Correct the kernel so that its coefficients sum to 0, and a constant image gives 0. The standard's kernel is sampled and not corrected.",
  type: "boolean",
  default: filterDefaults.laplacianOfGaussian.zeroSum,
} as const;

const undersampled = {
  description:
    "Allow a sigma below 0.75 voxels of a filtered axis, where the sampled kernel is no longer what its name says.",
  type: "boolean",
  default: filterDefaults.laplacianOfGaussian.undersampled,
} as const;

const level = {
  description: "Level of the decomposition; 1 has the finest detail.",
  type: "integer",
  minimum: 1,
  maximum: 10,
  default: filterDefaults.wavelet.level,
} as const;

const rotationInvariant = {
  description: "Pool the responses of all rotations by right angles: 24 in 3 dimensions, 4 in 2.",
  type: "boolean",
  default: filterDefaults.laws.rotationInvariant,
} as const;

const pooling = {
  description: "How responses of several orientations become one, voxel by voxel.",
  enum: ["average", "max", "min"],
} as const;

/** The filters as members of a tagged union, with the defaults of `filterDefaults`. */
export const filterSchemas = [
  filter("mean", "Mean of a square or cube (IBSI S60F).", ["support"], {
    support: {
      description: "Edge length in voxels, odd.",
      type: "integer",
      minimum: 1,
      maximum: 999,
    },
  }),
  filter("laplacianOfGaussian", "Laplacian of Gaussian (IBSI L6PA).", ["sigma"], {
    sigma,
    truncate,
    zeroSum,
    undersampled,
  }),
  filter("laws", "Laws kernels (IBSI JTXT), and their energy (IBSI PQSD).", ["kernels"], {
    kernels: {
      description: "A kernel an axis, x first, each L3, L5, E3, E5, S3, S5, W5 or R5.",
      type: "string",
      pattern: "^(?:[LES][35]|[WR]5){2,3}$",
      examples: ["L5E5S5", "L5E5"],
    },
    rotationInvariant,
    pooling: { ...pooling, default: filterDefaults.laws.pooling },
    energy: {
      description: "Mean of the absolute response around every voxel. null: the response itself.",
      type: ["object", "null"],
      default: filterDefaults.laws.energy,
      properties: {
        distance: {
          description: "Chebyshev distance that the mean reaches, in voxels.",
          type: "integer",
          minimum: 1,
          maximum: 499,
        },
      },
      required: ["distance"],
      additionalProperties: false,
    },
  }),
  filter(
    "gabor",
    "Modulus of the response to a Gabor kernel in a plane (IBSI Q88H).",
    ["sigma", "lambda", "gamma"],
    {
      sigma: { ...sigma, description: "Standard deviation of the envelope, in mm." },
      lambda: { description: "Wavelength, in mm.", type: "number", exclusiveMinimum: 0 },
      gamma: {
        description: "How many times the envelope is longer along the wave than across it.",
        type: "number",
        exclusiveMinimum: 0,
      },
      theta: {
        description:
          "Orientation in radians, clockwise on screen; the first one where there is a step.",
        type: "number",
        default: filterDefaults.gabor.theta,
      },
      thetaStep: {
        description:
          "Pool over theta, theta + thetaStep … of a turn, in radians. null: theta alone.",
        type: ["number", "null"],
        exclusiveMinimum: 0.001,
        default: filterDefaults.gabor.thetaStep,
      },
      planes: {
        description: "xy, or orthogonal: pooled over xy, xz and yz.",
        enum: ["xy", "orthogonal"],
        default: filterDefaults.gabor.planes,
      },
      pooling: { ...pooling, default: filterDefaults.gabor.pooling },
    },
  ),
  filter(
    "wavelet",
    "Sub-band of an undecimated separable wavelet decomposition (IBSI 25BO).",
    ["wavelet", "subBand"],
    {
      wavelet: {
        description: "haar, db1 to db20, sym2 to sym20 or coif1 to coif5.",
        enum: waveletNames,
        examples: ["haar", "db2", "sym4", "coif1"],
      },
      level,
      subBand: {
        description: "Low-pass (L) or high-pass (H) an axis, x first.",
        type: "string",
        pattern: "^[LH]{2,3}$",
        examples: ["LLH", "LH"],
      },
      rotationInvariant,
      pooling: { ...pooling, default: filterDefaults.wavelet.pooling },
    },
  ),
  filter("simoncelli", "Band of a Simoncelli wavelet (IBSI LODD).", [], { level }),
  filter("shannon", "Band of a Shannon wavelet (IBSI LODD).", [], { level }),
  filter("riesz", "Riesz transform of another filter.", ["of", "order"], {
    of: {
      description: "The filter that is transformed.",
      oneOf: [
        member("laplacianOfGaussian", "Laplacian of Gaussian.", ["sigma"], {
          sigma,
          truncate,
          zeroSum,
          undersampled,
        }),
        member("simoncelli", "Band of a Simoncelli wavelet.", [], { level }),
        member("shannon", "Band of a Shannon wavelet.", [], { level }),
      ],
    },
    order: {
      description: "Orders along x, y and z, not all 0; 0 along z in 2 dimensions.",
      type: "array",
      items: { type: "integer", minimum: 0, maximum: 50 },
      minItems: 3,
      maxItems: 3,
    },
  }),
  filter("gaussian", "Mean weighted by a Gaussian.", ["sigma"], { sigma, truncate, undersampled }),
  filter("square", "Square of every intensity.", [], {}),
  filter("squareRoot", "Square root of every intensity.", [], {}),
  filter("logarithm", "Logarithm of every intensity.", [], {}),
  filter("exponential", "Exponential of every intensity.", [], {}),
  filter("gradient", "Length of the intensity gradient, in intensities a mm.", [], {}),
  filter("localBinaryPattern", "Rotation-invariant uniform local binary patterns.", [], {}),
] as const;

/** A member with its own settings and those of every filter. */
function filter<
  const T extends FilterType,
  const R extends readonly string[],
  const P extends Properties,
>(type: T, description: string, required: R, own: P) {
  return member(type, description, required, { ...own, boundary, dimensions });
}

function member<
  const T extends FilterType,
  const R extends readonly string[],
  const P extends Properties,
>(type: T, description: string, required: R, own: P) {
  return {
    type: "object",
    description,
    properties: { type: { const: type }, ...own },
    required: ["type", ...required],
    additionalProperties: false,
  } as const;
}

type Properties = Readonly<Record<string, JsonSchema>>;
