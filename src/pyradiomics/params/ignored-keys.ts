import { type Note, noteOf } from "../../messages/note.ts";
import { isObject } from "../../schema/object.ts";
import { featureClasses } from "../classes/feature-classes.ts";
import { imageTypes } from "../image-types/image-types.ts";
import type { ChosenClass, ChosenImageType } from "./params.ts";
import { earlySettings, type PyradiomicsSettings } from "./settings-schema.ts";

/** When a setting has no effect, and why. */
interface Idle {
  readonly keys: readonly string[];
  readonly when: (settings: PyradiomicsSettings) => boolean;
  readonly because: string;
}

const resamples = ({ resampledPixelSpacing, interpolator }: PyradiomicsSettings) =>
  resampledPixelSpacing !== null && interpolator !== null;

/** Settings that others switch off. */
const idle: readonly Idle[] = [
  {
    keys: ["normalizeScale", "removeOutliers"],
    when: ({ normalize }) => !normalize,
    because: "normalize is off",
  },
  {
    keys: ["resampledPixelSpacing"],
    when: ({ interpolator, resampledPixelSpacing }) =>
      interpolator === null && resampledPixelSpacing !== null,
    because: "interpolator is empty",
  },
  {
    keys: ["padDistance"],
    when: (settings) => !resamples(settings) && !settings.preCrop,
    because: "the image is neither resampled nor cut out",
  },
  { keys: ["preCrop"], when: resamples, because: "resampling cuts the region out" },
  {
    keys: ["resegmentMode", "resegmentShape"],
    when: ({ resegmentRange }) => resegmentRange === null,
    because: "there is no resegmentRange",
  },
  { keys: ["binWidth"], when: ({ binCount }) => binCount !== null, because: "binCount is set" },
];

/** The axis that planes stand on, which most readers look at under `force2D` alone. */
const idleAxis: Idle = {
  keys: ["force2Ddimension"],
  when: ({ force2D }) => !force2D,
  because: "force2D is off",
};

/** What is asked for: its keys that have no effect are told. */
export interface Asked {
  /** `setting` of the file. */
  readonly given: unknown;
  readonly settings: PyradiomicsSettings;
  readonly types: readonly ChosenImageType[];
  readonly classes: readonly ChosenClass[];
  /** Whether maps are asked for: their kernels lie in planes under `force2D`. */
  readonly maps: boolean;
}

/**
 * A note for each key of a file that has no effect: because another one is off, because no class or image type
 * that is asked for reads it, or because it stands under an image type and is used before these.
 */
export function ignoredKeys({ given, settings, types, classes, maps }: Asked): Note[] {
  const read = readKeys(types, classes, maps);
  const common = isObject(given) ? Object.keys(given) : [];
  // shape is measured once, with the common settings
  const textures = classes.filter(({ name }) => name !== "shape" && name !== "shape2D");
  return [
    ...common.flatMap((key) => reasonFor(key, settings, read).map((because) => note(key, because))),
    ...types.flatMap((type) => {
      const readHere = readKeys([type], textures, maps);
      return Object.keys(type.custom).flatMap((key) => {
        const reasons =
          key in earlySettings
            ? ["it is used before image types"]
            : reasonFor(key, type.settings, readHere);
        return reasons.map((because) => note(`imageType.${type.name}.${key}`, because));
      });
    }),
  ];
}

/** The settings that are read by something that is asked for. */
interface ReadKeys {
  readonly keys: ReadonlySet<string>;
  /** Those that an image type reads whatever others switch off. */
  readonly always: ReadonlySet<string>;
}

function readKeys(
  types: readonly ChosenImageType[],
  classes: readonly ChosenClass[],
  maps: boolean,
): ReadKeys {
  const typeRows = imageTypes.filter(({ name }) => types.some((one) => one.name === name));
  const classRows = featureClasses.filter(({ name }) => classes.some((one) => one.name === name));
  const planes: readonly string[][] = [
    ...typeRows.map(({ reads }) => [...reads]),
    ...(maps ? [["force2D", "force2Ddimension"]] : []),
  ];
  return {
    keys: new Set([
      ...Object.keys(earlySettings),
      ...[...typeRows, ...classRows].flatMap(({ settings }) => Object.keys(settings)),
      ...planes.flat(),
    ]),
    always: new Set(planes.filter((keys) => !keys.includes("force2D")).flat()),
  };
}

function reasonFor(
  key: string,
  settings: PyradiomicsSettings,
  { keys: read, always }: ReadKeys,
): string[] {
  if (!read.has(key)) return ["no image type or feature class that is asked for reads it"];
  const rules = always.has(key) ? idle : [...idle, idleAxis];
  return rules.flatMap(({ keys, when, because }) =>
    keys.includes(key) && when(settings) ? [because] : [],
  );
}

function note(key: string, because: string): Note {
  return noteOf("setting-ignored", `${key} has no effect: ${because}`, { key });
}
