import type { MaskSettings } from "../regions/mask-settings.ts";
import { baseName } from "./base-name.ts";

/** What a report says of the way from a mask to its region. */
export interface RegionMaking {
  /** The settings of the extraction. */
  readonly settings?: { readonly mask: MaskSettings | null };
  /** The mask that the region was cut to. */
  readonly within?: { readonly name: string; readonly region?: string };
}

/**
 * What was made of a mask before it was measured, in words: `ring of 10 mm, within lungs.nii.gz`. null where the region
 * is that of the mask.
 */
export function madeRegion({ settings, within }: RegionMaking): string | null {
  const mask = settings?.mask ?? null;
  const words = mask === null ? [] : stepsIn(mask);
  const labels = mask?.within ?? null;
  const region = within?.region === undefined ? "" : ` region ${within.region}`;
  const inside = labels === null ? region : ` labels ${labels.join(", ")}`;
  const file = within === undefined ? "" : ` ${inside === "" ? "" : "of "}${baseName(within.name)}`;
  const cut = inside === "" && file === "" ? [] : [`within${inside}${file}`];
  const all = [...words, ...cut];
  return all.length === 0 ? null : all.join(", ");
}

/** The steps, in the order in which they are done. */
function stepsIn(mask: MaskSettings): string[] {
  const { labels, minimumVolume, components, intensity, grow, shrink, ring, rim } = mask;
  const steps = [
    labels === null ? null : `labels ${labels.join(", ")}`,
    minimumVolume === null ? null : `components from ${minimumVolume} mm³`,
    components === "largest" ? "largest component" : null, // components apart have names
    intensity === null ? null : partBy(intensity),
    grow === null ? null : `grown by ${grow} mm`,
    shrink === null ? null : `shrunk by ${shrink} mm`,
    rim === null ? null : `rim of ${rim} mm${ring === null ? "" : ` and ${ringOf(ring)}`}`,
    ring === null || rim !== null ? null : ringOf(ring),
  ];
  return steps.filter((step) => step !== null);
}

function ringOf(ring: NonNullable<MaskSettings["ring"]>): string {
  return typeof ring === "number"
    ? `ring of ${ring} mm`
    : `ring from ${ring.inner} to ${ring.outer} mm`;
}

function partBy(part: NonNullable<MaskSettings["intensity"]>): string {
  switch (part.method) {
    case "threshold":
      return `intensities ${part.keep} ${part.value}`;
    case "fractionOfMaximum":
      return `intensities ${part.keep} ${part.fraction} of the maximum`;
    case "otsu":
      return `intensities ${part.keep} Otsu's threshold`;
  }
}
