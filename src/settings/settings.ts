import { version } from "../base/version.ts";
import {
  defaultResponseFamilies,
  type FamilyId,
  familyIds,
  imageFamilies,
  responseFamilies,
} from "../families/families.ts";
import { wordsOf } from "../families/feature-choice.ts";
import { familyHint, featureHint } from "../families/feature-hint.ts";
import { ownSettings } from "../families/own-settings.ts";
import { type TextureAggregation, textureAggregations } from "../features/aggregation.ts";
import { filterSchema } from "../filters/filters.ts";
import { discretisation } from "../processing/discretise.ts";
import { nonFiniteSchema } from "../processing/finite-mask.ts";
import { normaliseSchema } from "../processing/normalise-settings.ts";
import { resampleSchema } from "../processing/resample-settings.ts";
import { resegmentSchema } from "../processing/resegment.ts";
import { planeSchema } from "../processing/slice-plane.ts";
import { maskSchema } from "../regions/mask-settings.ts";
import { optional, orDefault, orNull, withDefault } from "../schema/defaults.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import { oneOf } from "../schema/one-of.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { boolean, choice, integer, text } from "../schema/values.ts";
import { contradiction } from "./contradiction.ts";

const fromRange = "the lower end of resegment.range, else the region's lowest intensity";

const ofResponse = "the region's lowest response";

/** The features of some families that are measured, by name. */
const featureWords = (ids: readonly FamilyId[], families: string) =>
  withDefault(
    orNull(
      list(
        choice(wordsOf(ids), {
          examples: ["glcm.contrast", "stat_mean", "cm_contrast_3D_avg"],
          hint: featureHint,
        }),
        {
          description: `Features to compute, and nothing that only others need: a family and a name (glcm.contrast) or a tag (cm_contrast), under every aggregation; either with an aggregation (cm_contrast_3D_avg), under that alone; or a family (glcm). ${families} null: all features of the families.`,
          minItems: 1,
          uniqueItems: true,
        },
      ),
    ),
    null,
  );

const responseDefaults = {
  families: defaultResponseFamilies,
  features: null,
  discretise: { method: "fixedBinNumber", bins: 16 },
  intensityVolume: { method: "fixedBinNumber", bins: 1000 },
} as const;

/**
 * The settings of an extraction, put together from those of its steps, families and filters.
 *
 * Settings that contradict each other are refused by `contradiction`.
 */
export const extractionSchema = object(
  {
    mask: withDefault(orNull(maskSchema), null),
    normalise: withDefault(orNull(normaliseSchema), null),
    resample: withDefault(orNull(resampleSchema), null),
    resegment: withDefault(orNull(resegmentSchema), null),
    nonFinite: nonFiniteSchema,
    discretise: orDefault(
      discretisation(fromRange, "Grey levels for the intensity histogram and texture (IBSI 4R0B)."),
      { method: "fixedBinNumber", bins: 32 },
    ),
    intensityVolume: orDefault(
      discretisation(fromRange, "Discretisation for the intensity-volume histogram."),
      { method: "none" },
    ),
    aggregations: orDefault(
      list(choice<TextureAggregation>(textureAggregations), {
        description:
          "Dimension of the texture neighbourhood, and whether matrices are averaged or merged. Families without directions follow the dimension.",
        minItems: 1,
        uniqueItems: true,
      }),
      ["3D:avg", "3D:mrg"],
    ),
    families: orDefault(
      list(choice(familyIds, { hint: familyHint }), {
        description: "Feature families to compute.",
        minItems: 1,
        uniqueItems: true,
      }),
      imageFamilies,
    ),
    features: featureWords(familyIds, "`families` is then what they are of."),
    plane: planeSchema,
    distance: orDefault(
      oneOf(
        integer({ minimum: 1 }),
        list(integer({ minimum: 1 }), { minItems: 1, uniqueItems: true }),
        {
          description:
            "Chebyshev distance of texture neighbourhoods (GLCM, NGTDM, NGLDM), in voxels. Several ([1, 2]): features at each of them, whose aggregations are then named with the distance (3D:avg:d2).",
        },
      ),
      1,
    ),
    ...ownSettings,
    filters: orDefault(
      list(filterSchema, {
        description:
          "Filters whose response maps are measured under the same masks. Lengths are in mm, supports and distances in voxels, angles in radians.",
      }),
      [],
    ),
    filterFeatures: orDefault(
      object(
        {
          families: orDefault(
            list(choice(responseFamilies, { hint: familyHint }), {
              description: "Feature families to compute.",
              minItems: 1,
              uniqueItems: true,
            }),
            responseDefaults.families,
          ),
          features: featureWords(
            responseFamilies,
            "`filterFeatures.families` is then what they are of.",
          ),
          discretise: orDefault(
            discretisation(
              ofResponse,
              "Grey levels of response maps, for the histogram and texture.",
            ),
            responseDefaults.discretise,
          ),
          intensityVolume: orDefault(
            discretisation(
              ofResponse,
              "Discretisation for the intensity-volume histogram of response maps.",
            ),
            responseDefaults.intensityVolume,
          ),
        },
        { description: "What is measured on response maps." },
      ),
      responseDefaults,
    ),
    original: orDefault(boolean({ description: "Measure the unfiltered image too." }), true),
    $schema: optional(
      text({
        description: "Where an editor finds this schema; without meaning for the extraction.",
      }),
    ),
  },
  {
    description: "Every stage may be left out or null: its default then applies.",
    rule: contradiction,
  },
);

/**
 * Where an editor finds the schema of this version's settings. It is the schema's own name too, so that one
 * that lies elsewhere (`node_modules/voxomics/dist/settings.schema.json`) is known by it.
 */
export const schemaAddress = `https://unpkg.com/voxomics@${version}/dist/settings.schema.json`;

/** The settings of an extraction as a JSON Schema, from which editors complete. */
export const settingsSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: schemaAddress,
  title: "voxomics settings",
  ...extractionSchema.json,
};

/** Settings with every default filled in: what `extract` runs with and what a report records. */
export type Settings = Omit<Resolved<typeof extractionSchema>, "$schema">;

/** Settings as users write them: any setting with a default may be left out, and a stage may be null. */
export type SettingsInput = Given<typeof extractionSchema>;
