import { measuredRegion } from "../../src/extraction/measured-region.ts";
import type { MeasuredRegion } from "../../src/families/measured-region.ts";
import { binsOf } from "../../src/math/real-lines.ts";
import { correlationSize } from "../../src/morphology/pair-spectrum.ts";
import { cutRegion } from "../../src/processing/cut-region.ts";
import type { Region } from "../../src/processing/region.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { boundingBox, boxSize } from "../../src/volume/box.ts";
import { countVoxels } from "../../src/volume/mask.ts";
import type { Memories } from "../floor.ts";
import type { Material } from "../workload.ts";
import type { Task } from "./task.ts";

/** What a measurement of a region starts from. */
export interface Start extends Material {
  readonly resolved: Settings;
  readonly region: Region;
  /** Gives a measured region of which no part is made yet. */
  readonly anew: () => MeasuredRegion;
  /** A measured region that keeps its parts from run to run: those that families share. */
  readonly shared: MeasuredRegion;
}

type Facts = Pick<Task, "id" | "group" | "dependsOn" | "floor"> &
  Partial<Pick<Task, "directions" | "growth" | "largest">>;

/**
 * A task on a region that is cut out of its image before.
 *
 * @param plan does what is not timed, and returns the function that is timed
 * @param marginMm how far the image that is cut out goes beyond the region, mm
 */
export function regionTask(
  facts: Facts,
  plan: (start: Start) => () => unknown,
  marginMm = 0,
): Task {
  return {
    directions: 1,
    growth: "N",
    ...facts,
    prepare: (material) => {
      const { image, mask } = material;
      const resolved = resolveSettings(material.settings);
      const region = cutRegion(image, mask, resolved, marginMm);
      const anew = () => measuredRegion(region, resolved);
      const shared = anew();
      return {
        run: plan({ ...material, resolved, region, anew, shared }),
        voxels: countVoxels(region.morphologicalMask),
        boxVoxels: region.image.data.length,
        levels: hasLevels(facts) ? shared.levels().levels : null,
        memories: memoriesOf(shared),
      };
    },
  };
}

/**
 * Whether the time depends on the number of grey levels. That of maps does, though they have one number
 * only.
 */
function hasLevels({ dependsOn, group }: Facts): boolean {
  return dependsOn === "levels" || group === "map";
}

/** The arrays of a measured region that floors read. */
function memoriesOf({ region, intensities, levels, grid }: MeasuredRegion): Memories {
  return {
    image: () => ({ data: region.image.data }),
    mask: () => ({ data: region.morphologicalMask.data }),
    intensities: () => ({ data: intensities() }),
    levels: () => ({ data: levels().data }),
    grid: () => grid(3),
    frequencies: () => {
      const box = boundingBox(region.intensityMask);
      if (box === null) throw new Error("the region has no voxel");
      const [px, py, pz] = boxSize(box).map(correlationSize);
      return { data: new Float64Array(py * pz).fill(1), repeats: binsOf(px) };
    },
  };
}
