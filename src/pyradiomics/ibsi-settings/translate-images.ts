import type { FilterInput } from "../../filters/filters.ts";
import { waveletNames } from "../../wavelets/wavelet-family.ts";
import type { ImageTypeName } from "../image-types/image-types.ts";
import type { ChosenImageType, PyradiomicsParams } from "../params/params.ts";
import type { PyradiomicsSettings } from "../params/settings-schema.ts";
import type { SettingDifference, Translated } from "./difference.ts";

/** What an image type becomes: filters, and what differs. */
interface Filters {
  readonly filters: readonly FilterInput[];
  readonly difference: string | null;
}

const translations: Readonly<Record<ImageTypeName, (settings: PyradiomicsSettings) => Filters>> = {
  Original: () => ({ filters: [], difference: null }),
  LoG: ({ sigma }) => ({
    filters: sigma.map((one) => ({
      type: "laplacianOfGaussian",
      sigma: Number(one),
      zeroSum: true,
    })),
    difference:
      "a sampled kernel here, a recursive Gaussian there, which is multiplied by sigma² too",
  }),
  Wavelet: wavelets,
  Square: () => ({ filters: [{ type: "square" }], difference: null }),
  SquareRoot: () => ({ filters: [{ type: "squareRoot" }], difference: null }),
  Logarithm: () => ({ filters: [{ type: "logarithm" }], difference: null }),
  Exponential: () => ({ filters: [{ type: "exponential" }], difference: null }),
  Gradient: ({ gradientUseSpacing }) => ({
    filters: [{ type: "gradient", boundary: "nearest" }],
    difference: gradientUseSpacing ? null : "gradients are per mm here, per voxel there",
  }),
  LBP2D: () => ({
    filters: [{ type: "localBinaryPattern", boundary: "zero", dimensions: 2 }],
    difference: "uniform patterns of eight points at one voxel, whatever lbp2D settings say",
  }),
  LBP3D: () => ({
    filters: [{ type: "localBinaryPattern" }],
    difference: "another pattern: the 26 neighbours, no spherical harmonics",
  }),
};

function wavelets(settings: PyradiomicsSettings): Filters {
  const { wavelet, level, start_level, force2D } = settings;
  if (!waveletNames.includes(wavelet)) {
    return { filters: [], difference: `no counterpart: the filter wavelet has no ${wavelet}` };
  }
  const details = force2D ? ["LH", "HL", "HH"] : ["LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH"];
  const last = force2D ? "LL" : "LLL";
  const bandsAt = (n: number) => [...details, ...(n === start_level + level ? [last] : [])];
  const levels = Array.from({ length: level }, (_, k) => start_level + k + 1);
  return {
    filters: levels.flatMap((n) =>
      bandsAt(n).map((subBand) => ({
        type: "wavelet",
        wavelet,
        subBand,
        ...(n === 1 ? {} : { level: n }),
        boundary: "periodic",
        ...(force2D ? { dimensions: 2 } : {}),
      })),
    ),
    difference:
      start_level + level > 1
        ? "à trous here, the same kernel again on later levels there; an axis of odd length gets one voxel more there"
        : "an axis of odd length gets one voxel more there; on even lengths both are equal",
  };
}

/** The image types, as filters. */
export function translateImages({ imageTypes }: PyradiomicsParams): Translated {
  const made = imageTypes.map(({ name, settings }) => ({ name, ...translations[name](settings) }));
  const filters = made.flatMap((one) => one.filters);
  return {
    settings: {
      ...(imageTypes.some(({ name }) => name === "Original") ? {} : { original: false }),
      ...(filters.length === 0 ? {} : { filters }),
    },
    differences: [
      ...made.flatMap(({ name, difference }): SettingDifference[] =>
        difference === null ? [] : [{ key: `imageType.${name}`, difference }],
      ),
      ...imageTypes.flatMap(customised),
    ],
  };
}

/** Settings of one type alone, other than those of its filter. */
function customised({ name, custom }: ChosenImageType): SettingDifference[] {
  const others = Object.keys(custom).filter((key) => !ofFilters.includes(key));
  return others.map((key) => ({
    key: `imageType.${name}.${key}`,
    difference: "no counterpart: all filters share filterFeatures",
  }));
}

const ofFilters: readonly string[] = [
  "sigma",
  "wavelet",
  "level",
  "start_level",
  "gradientUseSpacing",
];
