import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { completed } from "../schema/check.ts";
import { checkOptionNames } from "../schema/check-options.ts";
import { orDefault, orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import { boolean, choice, integer, text } from "../schema/values.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";
import type { Kernel } from "./kernel.ts";
import { chooseFeatures, type MapFeature } from "./map-features.ts";

/** Which voxels form the neighbourhood of a voxel. */
export interface Neighbourhood extends Kernel {
  /** true: only voxels of the region; false: all voxels of the image that the kernel reaches. */
  readonly masked: boolean;
}

/** Options of feature maps. */
export interface FeatureMapOptions {
  /**
   * Processing, grey levels, aggregations, distance and families, as for `extract`. The default
   * aggregations of a kernel of 2 dimensions are `2D:avg` and `2D:mrg`.
   */
  readonly settings?: SettingsInput | undefined;
  /**
   * What is mapped. Each entry is a feature's tag (`cm_joint_entr_3D_avg`), a family and name
   * (`glcm.jointEntropy`) or a tag without aggregation (`cm_joint_entr`), which stand for the feature
   * under every aggregation, or a family (`glcm`). Default: those of the settings' features or families
   * that have maps.
   */
  readonly features?: readonly string[] | undefined;
  /** Voxels from the centre of the kernel to its border. Default 1: a kernel of 3 × 3 × 3. */
  readonly radius?: number | undefined;
  /** Default cubic. */
  readonly shape?: Kernel["shape"] | undefined;
  /** Default 3. */
  readonly dimensions?: Kernel["dimensions"] | undefined;
  /** Only voxels of the region belong to neighbourhoods. Default true. */
  readonly masked?: boolean | undefined;
  /** A mask on the image's grid that the region is cut to, as in the options of `extract`. */
  readonly within?: Volume | undefined;
  /** White matter or the brain, as in the options of `extract`. */
  readonly whiteMatter?: Volume | undefined;
  /** Maps of the region's box only, instead of the whole image. Default false. */
  readonly crop?: boolean | undefined;
}

/** Options with every default spelled out. */
export interface ResolvedMapOptions {
  readonly settings: Settings;
  readonly features: readonly MapFeature[];
  readonly neighbourhood: Neighbourhood;
  readonly crop: boolean;
  /** null for none. */
  readonly within: Volume | null;
  readonly whiteMatter: Volume | null;
}

const schema = object({
  radius: orDefault(integer({ minimum: 1 }), 1),
  shape: withDefault(choice(["cubic", "spherical"]), "cubic"),
  dimensions: withDefault(choice([2, 3]), 3),
  masked: orDefault(boolean(), true),
  crop: orDefault(boolean(), false),
  features: withDefault(orNull(list(text(), { minItems: 1 })), null),
});

const optionNames = ["settings", "within", "whiteMatter", ...Object.keys(schema.properties)];

/**
 * The features that options ask maps of, in the order of the maps.
 *
 * @throws VoxomicsError `invalid-settings`, naming the option.
 *
 * @example
 * ```ts
 * import { listMapFeatures } from "voxomics";
 *
 * const features = listMapFeatures({ features: ["glcm.jointEntropy"] });
 * console.log(features.map(({ tag }) => tag)); // one for each aggregation
 * ```
 */
export function listMapFeatures(options: FeatureMapOptions = {}): readonly MapFeature[] {
  return resolveMapOptions(options).features;
}

/**
 * Options with every default spelled out.
 *
 * @throws VoxomicsError `invalid-settings`, naming the option.
 */
export function resolveMapOptions(options: FeatureMapOptions): ResolvedMapOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw refuse(`options: found ${found(options)}, expected an object`);
  }
  checkOptionNames(options, optionNames);
  const { settings: input = {}, within = null, whiteMatter = null, ...rest } = options;
  const { features: words, crop, ...neighbourhood } = completed(schema, rest, "");
  const settings = mapSettings(input, neighbourhood);
  const features = chooseFeatures(words, settings);
  checkDistance(settings, features, neighbourhood);
  checkPlane(settings, features);
  return { settings, features, neighbourhood, crop, within, whiteMatter };
}

function mapSettings(input: SettingsInput, { dimensions }: Kernel): Settings {
  const settings = resolveSettings(input);
  if (settings.filters.length > 0) {
    throw refuse(
      "filters: found some, expected none: to map a filter's response, give the response as the image",
    );
  }
  const told = input?.aggregations !== undefined && input.aggregations !== null;
  return told || dimensions === 3 ? settings : { ...settings, aggregations: ["2D:avg", "2D:mrg"] };
}

/**
 * Refuses a distance at which no two voxels of a kernel are: co-occurrence would be NaN everywhere.
 */
function checkDistance(
  { distance }: Settings,
  features: readonly MapFeature[],
  { radius }: Kernel,
): void {
  const farthest = Math.max(...[distance].flat());
  if (farthest <= 2 * radius || !features.some(({ family }) => family === "glcm")) return;
  throw refuse(
    `distance: found ${farthest}, expected at most ${2 * radius}, the largest in a kernel of radius ${radius}`,
  );
}

/** Refuses 2D texture in another plane than xy: windows slide over slices along z. */
function checkPlane({ plane }: Settings, features: readonly MapFeature[]): void {
  const flat = features.find(({ aggregation }) => aggregation?.startsWith("2"));
  if (plane === "xy" || flat === undefined) return;
  throw refuse(
    `plane: found ${found(plane)} with ${flat.tag}, expected "xy", or features under 3D aggregations: maps of 2D texture are made in slices along z`,
  );
}

function refuse(problem: string): VoxomicsError {
  return new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}
