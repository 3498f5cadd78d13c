import { orNull, withDefault } from "../../schema/defaults.ts";
import { object } from "../../schema/object.ts";
import type { Given, Resolved } from "../../schema/schema.ts";
import { integer } from "../../schema/values.ts";
import { classSettings } from "../classes/feature-classes.ts";
import { diagnosticsSettings } from "../diagnostics-settings.ts";
import { imageSettings } from "../image-types/image-types.ts";
import { geometrySettings } from "../mask-geometry.ts";
import { normaliseSettings } from "../normalise.ts";
import { regionSettings } from "../region-checks.ts";
import { resamplingSettings } from "../resampling/resampling-settings.ts";
import { resegmentSettings } from "../resegment.ts";

/** The settings of steps before image types: they have no effect in those of one image type. */
export const earlySettings = {
  ...diagnosticsSettings,
  ...regionSettings,
  label_channel: withDefault(
    orNull(
      integer({
        description: "Which of a mask's several channels is taken, from 0. null: the first.",
        minimum: 0,
      }),
    ),
    null,
  ),
  ...geometrySettings,
  ...normaliseSettings,
  ...resamplingSettings,
  ...resegmentSettings,
} as const;

/** Every setting of a parameter file: PyRadiomics keeps those of all steps, image types and classes in one list. */
export const settingsSchema = object({ ...earlySettings, ...imageSettings, ...classSettings });

/** Every setting, every default spelled out. */
export type PyradiomicsSettings = Resolved<typeof settingsSchema>;

/** Settings as parameter files have them. */
export type PyradiomicsSettingsInput = Given<typeof settingsSchema>;
