import { type MapFamilyId, mapFamilies } from "../../src/families/families.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import type { TextureAggregation } from "../../src/features/aggregation.ts";
import type { Floor } from "../floor.ts";
import { regionTask } from "./region-task.ts";
import type { Task } from "./task.ts";

const windowFloor: Floor = {
  reads: [{ of: "grid", neighbours: 26 }],
  why: "a neighbourhood of 3 × 3 × 3 is a voxel and its 26 neighbours",
};

/** All features of a family at every voxel, from image and mask as they were read; 3 × 3 × 3 voxels. */
function mapTask(id: string, family: MapFamilyId, aggregation: TextureAggregation): Task {
  return regionTask(
    { id, group: "map", dependsOn: "intensities", largest: 1.5e5, floor: windowFloor },
    ({ image, mask, settings: chosen }) => {
      const settings = { ...chosen, aggregations: [aggregation] };
      return () => featureMap(image, mask, { settings, features: [family], crop: true });
    },
  );
}

/** Maps of features: families under one aggregation, as other programs have them. */
export const maps: readonly Task[] = [
  ...mapFamilies.map((family) => mapTask(`map-${family}`, family, "3D:avg")),
  mapTask("map-glcm-merged", "glcm", "3D:mrg"),
];
