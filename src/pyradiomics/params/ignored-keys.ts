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
  {
    keys: ["force2Ddimension"],
    when: ({ force2D }) => !force2D,
    because: "force2D is off",
  },
];

/**
 * A note for each key of a file that has no effect: because another one is off, because no class or image type
 * that is asked for reads it, or because it stands under an image type and is used before these.
 *
 * @param given `setting` of the file
 */
export function ignoredKeys(
  given: unknown,
  settings: PyradiomicsSettings,
  types: readonly ChosenImageType[],
  classes: readonly ChosenClass[],
): Note[] {
  const read = readKeys(types, classes);
  const common = isObject(given) ? Object.keys(given) : [];
  return [
    ...common.flatMap((key) => reasonFor(key, settings, read).map((because) => note(key, because))),
    ...types.flatMap(({ name, custom, settings: merged }) =>
      Object.keys(custom).flatMap((key) => {
        const reasons =
          key in earlySettings ? ["it is used before image types"] : reasonFor(key, merged, read);
        return reasons.map((because) => note(`imageType.${name}.${key}`, because));
      }),
    ),
  ];
}

/** The settings that are read by something that is asked for. */
function readKeys(
  types: readonly ChosenImageType[],
  classes: readonly ChosenClass[],
): ReadonlySet<string> {
  const readers = [
    ...imageTypes.filter(({ name }) => types.some((one) => one.name === name)),
    ...featureClasses.filter(({ name }) => classes.some((one) => one.name === name)),
  ];
  return new Set([
    ...Object.keys(earlySettings),
    ...readers.flatMap(({ settings }) => Object.keys(settings)),
  ]);
}

function reasonFor(
  key: string,
  settings: PyradiomicsSettings,
  read: ReadonlySet<string>,
): string[] {
  if (!read.has(key)) return ["no image type or feature class that is asked for reads it"];
  return idle.flatMap(({ keys, when, because }) =>
    keys.includes(key) && when(settings) ? [because] : [],
  );
}

function note(key: string, because: string): Note {
  return noteOf("setting-ignored", `${key} has no effect: ${because}`, { key });
}
