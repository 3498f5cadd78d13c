import type { Cut } from "../processing/check-intensities.ts";
import { finiteMask, type NonFinite } from "../processing/finite-mask.ts";
import { withDefault } from "../schema/defaults.ts";
import { object } from "../schema/object.ts";
import type { Resolved } from "../schema/schema.ts";
import { union } from "../schema/union.ts";
import { choice, constant, number } from "../schema/values.ts";
import { intensitiesIn, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";
import { otsuThreshold } from "./otsu.ts";

/** Which side of a threshold is kept. */
const keep = withDefault(
  choice(["above", "below"], {
    description: "above: the intensities from the threshold on; below: the others.",
  }),
  "above",
);

/** The part of a region on one side of an intensity. */
export const intensityPartSchema = union(
  "method",
  [
    object(
      {
        method: constant("threshold"),
        value: number({ description: "The threshold, in the image's unit." }),
        keep,
      },
      { description: "A threshold that is given." },
    ),
    object(
      {
        method: constant("fractionOfMaximum"),
        fraction: number({
          description: "The threshold as a fraction of the region's highest intensity: 0.41.",
          exclusiveMinimum: 0,
          maximum: 1,
        }),
        keep,
      },
      {
        description: "A fraction of the region's highest intensity, as 41 % of SUVmax.",
      },
    ),
    object(
      { method: constant("otsu"), keep },
      {
        description:
          "Otsu's threshold of the region's intensities: the largest variance between the two parts.",
      },
    ),
  ],
  {
    description:
      "Keep the part of the region on one side of an intensity, on the image as it was given.",
  },
);

/** How a region is divided by its intensities. */
export type IntensityPartSettings = Resolved<typeof intensityPartSchema>;

/** The part of a region on one side of a threshold. */
export interface IntensityPart {
  readonly mask: Mask;
  /** null for Otsu's threshold of intensities of which no two differ. */
  readonly threshold: number | null;
  /** Of the region before it was divided. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Divides a region by its intensities.
 *
 * @param image on the grid of the mask, which is not empty
 * @param cut the whole grid, of which image and mask cover a part
 * @param nonFinite what becomes of voxels that are NaN or infinite: `exclude` leaves them out of both parts
 * @throws VoxomicsError `invalid-intensity` under `refuse`
 */
export function intensityPart(
  image: Volume,
  mask: Mask,
  settings: IntensityPartSettings,
  nonFinite: NonFinite,
  cut: Cut,
): IntensityPart {
  const finite = finiteMask(image, mask, nonFinite, cut);
  const values = intensitiesIn(image, finite);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const threshold = thresholdOf(settings, values, highest);
  const data = new Uint8Array(mask.data.length);
  const isAbove = settings.keep === "above";
  for (let v = 0; v < data.length && threshold !== null; v++) {
    data[v] = finite.data[v] !== 0 && image.data[v] >= threshold === isAbove ? 1 : 0;
  }
  return { mask: { ...mask, data }, threshold, lowest, highest };
}

function thresholdOf(
  settings: IntensityPartSettings,
  values: Float64Array,
  highest: number,
): number | null {
  switch (settings.method) {
    case "threshold":
      return settings.value;
    case "fractionOfMaximum":
      return highest > 0 ? settings.fraction * highest : null;
    case "otsu":
      return otsuThreshold(values);
  }
}
