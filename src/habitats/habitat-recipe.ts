import { completed } from "../schema/check.ts";
import { optional, orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { boolean, choice, integer, text } from "../schema/values.ts";
import { extractionSchema } from "../settings/settings.ts";
import { habitatModelSchema } from "./habitat-model.ts";

/** The centres of habitats, with what makes the same maps of other cases. */
export const habitatRecipeSchema = object(
  {
    software: optional(text({ description: "The program that wrote it." })),
    version: optional(text({ description: "Its version." })),
    images: list(
      object({
        name: text({ description: "Name of the image; empty for an only image." }),
        settings: extractionSchema,
      }),
      { minItems: 1, description: "The images of a case, with their settings." },
    ),
    maps: withDefault(orNull(list(text(), { minItems: 1 })), null),
    radius: withDefault(integer({ minimum: 1 }), 1),
    shape: withDefault(choice(["cubic", "spherical"]), "cubic"),
    dimensions: withDefault(choice([2, 3]), 3),
    masked: withDefault(boolean(), true),
    model: habitatModelSchema,
  },
  {
    description:
      "Centres of habitats with the recipe of their maps, as `voxomics habitats` saves them.",
  },
);

/** The centres of habitats, with what makes the same maps of other cases. It can be written as JSON. */
export type HabitatRecipe = Resolved<typeof habitatRecipeSchema>;

/** A recipe as it is read from JSON. */
export type HabitatRecipeInput = Given<typeof habitatRecipeSchema>;

/**
 * A recipe that was read from JSON, checked.
 *
 * @throws VoxomicsError `invalid-settings`, naming what is wrong with it
 */
export function checkRecipe(recipe: HabitatRecipeInput): HabitatRecipe {
  return completed(habitatRecipeSchema, recipe, "");
}
