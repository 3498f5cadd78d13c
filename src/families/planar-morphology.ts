import type { FeatureTable, Reason } from "../features/feature.ts";
import { evaluate } from "../features/feature.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { type PlanarSummary, summarisePlanar } from "../morphology/planar-summary.ts";
import { cutSlice, largestSlice } from "../morphology/region-slice.ts";
import type { SlicePlane } from "../processing/slice-plane.ts";
import { orDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { choice } from "../schema/values.ts";
import type { Thickness } from "../volume/volume.ts";
import type { Family, Measurement } from "./family.ts";
import type { MeasuredRegion, StepSettings } from "./measured-region.ts";
import { planarMorphologyFeatures } from "./planar-morphology-features.ts";

const settings = object(
  {
    slice: orDefault(
      choice(["largest", "only"], {
        description:
          "The slice that is measured, of the setting `plane`. largest: the one with the most pixels of the region, of several the first; a note tells which. only: the region's only one; a region in several slices has no value.",
      }),
      "largest",
    ),
  },
  { description: "Morphology of one slice." },
);

type PlanarMorphologySettings = Resolved<typeof settings>;

/** Why no feature has a value; null where they have. */
function reasonAgainst(
  { thicknessAssumed }: Thickness,
  plane: SlicePlane,
  isOnly: boolean,
  own: PlanarMorphologySettings,
): Reason | null {
  // of planar images the plane xy alone does not stand on the thickness
  if (thicknessAssumed === true && plane !== "xy") return "thickness-assumed";
  return own.slice === "only" && !isOnly ? "several-slices" : null;
}

function measure(
  { region }: MeasuredRegion,
  { plane }: StepSettings,
  own: PlanarMorphologySettings,
): Measurement[] {
  const slice = largestSlice(region.morphologicalMask, plane);
  if (slice === null) throw new VoxomicsError("empty-mask", "morphological mask has no voxel");
  const reason = reasonAgainst(region.image, plane, slice.slices.length === 1, own);
  const table: FeatureTable<PlanarSummary> = planarMorphologyFeatures;
  const summary = reason === null ? summarisePlanar(cutSlice(region, plane, slice.index)) : null;
  return [
    {
      aggregation: null,
      values: (name) =>
        summary === null ? { value: null, reason } : evaluate(table[name], summary),
      unitless: false,
    },
  ];
}

/** Morphology of one slice, for planar images and single slices. The standard's morphology is of volumes only. */
export const planarMorphology = {
  id: "planarMorphology",
  name: "Planar morphology",
  code: null,
  tagPrefix: "planar",
  onImage: "if named",
  onResponses: "never",
  beyondStandard: true,
  of: "region",
  // a family's own settings are under its id (own-settings.ts)
  measure: (region, all) =>
    measure(
      region,
      all,
      (all as unknown as { readonly planarMorphology: PlanarMorphologySettings }).planarMorphology,
    ),
  aggregation: null,
  aggregationCode: null,
  features: planarMorphologyFeatures,
  settings,
  matrices: null,
  maps: null,
} as const satisfies Family;
