import { VoxomicsError } from "../messages/errors.ts";
import { namingMask } from "../messages/naming-mask.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import { crop } from "../volume/box.ts";
import { asMask, type Mask } from "../volume/mask.ts";
import { type Grid, gridOf, type Volume } from "../volume/volume.ts";
import { type Components, componentsOf, keepComponents } from "./components.ts";
import { type CroppedRegion, sizeOfVoxels } from "./cropped-region.ts";
import { type IntensityPartSettings, intensityPart } from "./intensity-part.ts";
import { markLabels } from "./labels.ts";
import { marginStep } from "./margin-step.ts";
import type { MaskSettings } from "./mask-settings.ts";
import type { Step, Taken } from "./step.ts";

/** What steps read beside the region. */
export interface StepSources {
  /** On the grid of the mask; null where no step needs intensities. */
  readonly image: Volume | null;
  /** The mask that the region is cut to; null for none. */
  readonly within: Volume | null;
  /** The mask that the region was made of, before any step. */
  readonly mask: Volume;
  readonly nonFinite: NonFinite;
}

/** The steps that settings ask for after the mask was taken, in their order. */
export function stepsOf(settings: MaskSettings, sources: StepSources): readonly Step[] {
  const { minimumVolume, components, intensity } = settings;
  const grid = gridOf(sources.mask);
  const margin = marginStep(settings, grid);
  return [
    ...(minimumVolume === null ? [] : [minimumVolumeStep(minimumVolume)]),
    ...(components === "all" ? [] : [componentsStep(components)]),
    ...(intensity === null ? [] : [intensityStep(intensity, sources, grid)]),
    ...(margin === null ? [] : [margin]),
    ...(sources.within === null && settings.within === null
      ? []
      : [withinStep(sources, settings.within)]),
  ];
}

/** A volume that is too small by less than this part of it is large enough. */
const rounding = 1e-9;

/** Whether a component of so many voxels has a volume in mm³. */
export function isLargeEnough({ spacing }: Grid, voxels: number, minimumVolume: number): boolean {
  return sizeOfVoxels({ spacing }, voxels).volume >= minimumVolume * (1 - rounding);
}

function minimumVolumeStep(minimumVolume: number): Step {
  return {
    name: "minimumVolume",
    title: `leaving out components of less than ${minimumVolume} mm³`,
    take: (region) => {
      const all = componentsOf(region.mask);
      const taken = keeping(region, all, (n) =>
        isLargeEnough(region.mask, all.sizes[n], minimumVolume),
      );
      const largest = sizeOfVoxels(region.mask, all.sizes[0]).volume;
      return { ...taken, why: `the largest component has ${largest} mm³` };
    },
  };
}

function componentsStep(components: "largest" | "apart"): Step {
  return {
    name: "components",
    title: "the choice of components", // it leaves at least one
    take: (region) => {
      const all = componentsOf(region.mask);
      if (components === "apart" && all.sizes.length > 1) throw notApart(all.sizes.length);
      return keeping(region, all, (n) => n === 0);
    },
  };
}

function notApart(count: number): VoxomicsError {
  return new VoxomicsError(
    "invalid-mask",
    `mask has ${counted(count, "component")}, expected one, as mask.components is "apart": openCase makes each a region of its own, and so does separateComponents`,
    { found: count },
  );
}

function keeping(
  { mask, box }: CroppedRegion,
  all: Components,
  keeps: (component: number) => boolean,
): Taken {
  const left = all.sizes.filter((_, n) => !keeps(n));
  const voxels = left.reduce((sum, size) => sum + size, 0);
  return {
    region: { mask: keepComponents(mask, all, keeps), box },
    found: {
      components: all.sizes.length,
      removed: { components: left.length, ...sizeOfVoxels(mask, voxels) },
    },
  };
}

function intensityStep(
  settings: IntensityPartSettings,
  { image, nonFinite }: StepSources,
  grid: Grid,
): Step {
  return {
    name: "intensity",
    title: `the choice by intensity (${settings.method}, ${settings.keep})`,
    take: ({ mask, box }) => {
      const cut = { grid, window: box };
      const part = crop(image as Volume, box); // settings that need an image were refused without one
      const made = intensityPart(part, mask, settings, nonFinite, cut);
      const { threshold, lowest, highest } = made;
      const range = `its intensities are ${lowest} to ${highest}`;
      return {
        region: { mask: made.mask, box },
        found: { ...(threshold === null ? {} : { threshold }), lowest, highest },
        why:
          threshold !== null
            ? `${range}, and the threshold is ${threshold}`
            : settings.method === "otsu"
              ? `all its intensities are ${lowest}, which cannot be divided`
              : `${range}, and a fraction of the maximum needs one above 0`,
      };
    },
  };
}

function withinStep({ within, mask }: StepSources, labels: readonly number[] | null): Step {
  return {
    name: "within",
    title: "cutting it to the mask that it is to be within",
    take: ({ mask: region, box }) => {
      const { inside, absent } = insideOf(within ?? mask, labels);
      const part = crop(inside, box).data;
      const data = region.data.map((value, v) => value & part[v]);
      return {
        region: { mask: { ...region, data }, box },
        ...(absent.length === 0
          ? {}
          : { found: { absent }, notes: [absentNote("within", absent)] }),
        why: "none of its voxels lies inside of that",
      };
    },
  };
}

function insideOf(within: Volume, labels: readonly number[] | null) {
  if (labels === null)
    return { inside: namingMask("within", () => asMask(within).mask), absent: [] };
  const { mask, absent } = namingMask("within", () => markLabels(within, labels));
  return { inside: mask as Mask, absent };
}

/** The note that some of the labels asked for are the label of no voxel. */
export function absentNote(setting: "labels" | "within", absent: readonly number[]): Note {
  const what = `${absent.length === 1 ? "label" : "the labels"} ${absent.join(", ")}`;
  return noteOf(
    "label-absent",
    `mask.${setting} asks for ${what}, which no voxel has; the others were taken`,
    { setting, absent },
  );
}
