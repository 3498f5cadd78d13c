import { optional, orDefault, orNull, withDefault } from "../../schema/defaults.ts";
import { list } from "../../schema/list.ts";
import { object } from "../../schema/object.ts";
import type { Given, Resolved, Schema } from "../../schema/schema.ts";
import { choice } from "../../schema/values.ts";
import { type FeatureClassName, featureClasses } from "../classes/feature-classes.ts";
import { type ImageTypeName, imageTypes } from "../image-types/image-types.ts";
import {
  type PyradiomicsSettings,
  type PyradiomicsSettingsInput,
  settingsSchema,
} from "./settings-schema.ts";
import { voxelSettingsSchema } from "./voxel-settings.ts";

type TypeSchemas = {
  readonly [N in ImageTypeName]: Schema<
    PyradiomicsSettings | undefined,
    PyradiomicsSettingsInput | null | undefined
  >;
};

type ClassSchemas = {
  readonly [N in FeatureClassName]: Schema<
    readonly string[] | null | undefined,
    readonly string[] | null | undefined
  >;
};

/** Schemas of the image types: each takes any setting, which then overrides that of `setting`. */
const typeSchemas = Object.fromEntries(
  imageTypes.map(({ name }) => [name, optional(orDefault(settingsSchema, {}))]),
) as TypeSchemas;

/** Schemas of the feature classes: names of features; none, or null, for all that are not deprecated. */
const classSchemas = Object.fromEntries(
  featureClasses.map(({ name, features }) => [
    name,
    optional(orNull(list(choice(Object.keys(features), { examples: someOf(features) })))),
  ]),
) as ClassSchemas;

function someOf(features: object): readonly string[] {
  return Object.keys(features).slice(0, 2);
}

/** A parameter file of PyRadiomics. */
export const paramsSchema = object({
  imageType: withDefault(object(typeSchemas), {}),
  featureClass: withDefault(object(classSchemas), {}),
  setting: orDefault(settingsSchema, {}),
  voxelSetting: orDefault(voxelSettingsSchema, {}),
});

/** A parameter file as plain data. */
export type ParamsInput = Given<typeof paramsSchema>;

/** A parameter file, every default spelled out. */
export type CompletedParams = Resolved<typeof paramsSchema>;
