import { completed } from "../schema/check.ts";
import { orNull, withDefault } from "../schema/defaults.ts";
import { list } from "../schema/list.ts";
import { object } from "../schema/object.ts";
import { oneOf } from "../schema/one-of.ts";
import type { Given, Resolved } from "../schema/schema.ts";
import { choice, integer, number } from "../schema/values.ts";
import { intensityPartSchema } from "./intensity-part.ts";

const margin = (description: string) =>
  withDefault(orNull(number({ description, exclusiveMinimum: 0 })), null);

const labels = (description: string) =>
  withDefault(orNull(list(integer({ minimum: 1 }), { description, minItems: 1 })), null);

const ringEnds = object(
  {
    inner: number({ description: "How far the ring begins from the region, in mm.", minimum: 0 }),
    outer: number({
      description: "How far the ring ends from the region, in mm.",
      exclusiveMinimum: 0,
    }),
  },
  {
    rule: ({ inner, outer }) =>
      inner < outer ? null : `inner: found ${inner}, expected less than outer, ${outer}`,
  },
);

/** A ring by its outer distance, or by both. */
export const ringSchema = {
  ...oneOf(number({ exclusiveMinimum: 0 }), ringEnds, {
    description:
      "Take the ring around the region instead of the region: the voxels outside of it within this distance in mm, or farther than inner and within outer. With rim: the rim too.",
  }),
  properties: ringEnds.properties, // for documentation
};

const marginNames = ["grow", "shrink", "ring", "rim"] as const;

/** What a mask becomes before it is interpolated: which of its values, parts and surroundings are the region. */
export const maskSchema = object(
  {
    threshold: withDefault(
      orNull(
        number({
          description:
            "A voxel is in the region when its mask value reaches this, before the mask is interpolated. null: the mask holds 0 and 1, or labels.",
          exclusiveMinimum: 0,
        }),
      ),
      null,
    ),
    labels: labels("The voxels with these labels are one region. null: the mask holds 0 and 1."),
    minimumVolume: withDefault(
      orNull(
        number({
          description: "Components with a smaller volume, in mm³, are left out.",
          exclusiveMinimum: 0,
        }),
      ),
      null,
    ),
    components: withDefault(
      choice(["all", "largest", "apart"], {
        description:
          "The connected components (26 neighbours) that are kept: all, the one with the most voxels, or each apart, as a region of its own.",
      }),
      "all",
    ),
    intensity: withDefault(orNull(intensityPartSchema), null),
    grow: margin("Grow the region by this distance, in mm."),
    shrink: margin("Shrink the region by this distance, in mm."),
    ring: withDefault(orNull(ringSchema), null),
    rim: margin(
      "Take the rim of the region: its voxels within this distance, in mm, of a voxel outside. With ring: the ring too.",
    ),
    within: labels(
      "Cut the region to the voxels with these labels: of the second mask, `within`, if one is given, else of the mask itself. null: the second mask, if one is given, holds 0 and 1.",
    ),
  },
  {
    description:
      "What makes a region of the mask, on its own grid, in the order of these settings. null: the mask holds 0 and 1, and the region is where it is 1.",
    rule: contradictionIn,
  },
);

/** What makes a region of a mask, every default spelled out. */
export type MaskSettings = Resolved<typeof maskSchema>;

/** `MaskSettings` as users write them: what is not asked for may be left out. */
export type MaskInput = Given<typeof maskSchema>;

/** Settings that ask for nothing: the mask holds 0 and 1. */
export const asItIs: MaskSettings = completed(maskSchema, {}, "mask");

/** The first settings that contradict each other; null if none do. */
function contradictionIn(
  settings: {
    readonly [Name in (typeof marginNames)[number] | "threshold" | "labels" | "within"]: unknown;
  },
): string | null {
  const { threshold, labels: chosen, within } = settings;
  if (threshold !== null && chosen !== null) {
    return "labels: found beside threshold, expected one of both: a mask holds labels, or fractions";
  }
  for (const [name, list] of Object.entries({ labels: chosen, within })) {
    const numbers = (list ?? []) as readonly number[];
    const again = numbers.find((label, n) => numbers.indexOf(label) !== n);
    if (again !== undefined) return `${name}: found ${again} twice, expected each label once`;
  }
  const margins = marginNames.filter((name) => settings[name] !== null);
  const isBand = margins.length === 2 && margins.includes("ring") && margins.includes("rim");
  if (margins.length < 2 || isBand) return null;
  return `${margins[1]}: found beside ${margins[0]}, expected one of grow, shrink, ring and rim, or ring with rim`;
}
