import { VoxomicsError } from "../errors.ts";
import { complete } from "../settings/complete.ts";
import type { JsonSchema } from "../settings/json-schema.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings, SettingsInput } from "../settings/settings.ts";
import { found, listed, suggestion } from "../settings/wording.ts";
import type { Kernel } from "./kernel.ts";

/** What feature maps can be told. */
export interface FeatureMapOptions extends Partial<Kernel> {
  /**
   * Processing, grey levels, aggregations, distance and families, as for `extract`. With a kernel of
   * 2 dimensions the aggregations are `2D:avg` and `2D:mrg` unless told.
   */
  readonly settings?: SettingsInput;
  /**
   * What is mapped: a feature by its tag (`cm_joint_entr_3D_avg`), or under every aggregation by its
   * family and name (`glcm.jointEntropy`); or a whole family (`glcm`). Default: every family of the
   * settings that has maps.
   */
  readonly features?: readonly string[];
  /** Of a neighbourhood, only the voxels in the region count. Default true. */
  readonly masked?: boolean;
  /** Maps of the region's box only, instead of the whole image. Default false. */
  readonly crop?: boolean;
}

/** Options with every default spelled out. */
export interface ResolvedMapOptions extends Kernel {
  readonly settings: Settings;
  /** null: the families of the settings. */
  readonly features: readonly string[] | null;
  readonly masked: boolean;
  readonly crop: boolean;
}

const schema = {
  type: "object",
  properties: {
    radius: { type: ["integer", "null"], minimum: 1, default: 1 },
    shape: { enum: ["cubic", "spherical"], default: "cubic" },
    dimensions: { enum: [2, 3], default: 3 },
    masked: { type: ["boolean", "null"], default: true },
    crop: { type: ["boolean", "null"], default: false },
    features: { type: ["array", "null"], items: { type: "string" }, minItems: 1, default: null },
  },
} as const satisfies JsonSchema;

const optionNames = ["settings", ...Object.keys(schema.properties)];

/**
 * Options with every default spelled out.
 *
 * @throws VoxomicsError `invalid-settings`, naming the option.
 */
export function resolveMapOptions(options: FeatureMapOptions): ResolvedMapOptions {
  if (typeof options !== "object" || options === null) {
    throw refuse(`options: found ${found(options)}, expected an object`);
  }
  for (const name of Object.keys(options)) {
    if (optionNames.includes(name)) continue;
    const hint = suggestion(name, optionNames) || `; known here: ${listed(optionNames)}`;
    throw refuse(`unknown option "${name}"${hint}`);
  }
  const { settings = {}, ...rest } = options;
  const problems: string[] = [];
  const resolved = complete(schema, rest, "", problems) as Omit<ResolvedMapOptions, "settings">;
  if (problems.length > 0) throw refuse(problems[0]);
  return { ...resolved, settings: mapSettings(settings, resolved) };
}

function mapSettings(input: SettingsInput, { dimensions }: Kernel): Settings {
  const settings = resolveSettings(input);
  if (settings.filters.length > 0) {
    throw refuse(
      "filters: found some, expected none: map the features of a filter's response by giving that as the image",
    );
  }
  const told = input.aggregations !== undefined && input.aggregations !== null;
  return told || dimensions === 3 ? settings : { ...settings, aggregations: ["2D:avg", "2D:mrg"] };
}

function refuse(problem: string): VoxomicsError {
  return new VoxomicsError("invalid-settings", problem, { problems: [problem] });
}
