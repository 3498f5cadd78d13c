import { cutRegion } from "../../src/processing/cut-region.ts";
import { floors } from "./family-floors.ts";
import { regionTask } from "./region-task.ts";
import type { Task } from "./task.ts";

/** The stages of an extraction before its families. */
export const stages: readonly Task[] = [
  regionTask(
    {
      id: "prepareRegion",
      group: "stage",
      dependsOn: "intensities",
      floor: floors.prepareRegion,
    },
    ({ image, mask, resolved }) =>
      () =>
        cutRegion(image, mask, resolved, 0),
  ),
  regionTask(
    { id: "textureGrid", group: "stage", dependsOn: "levels", floor: floors.textureGrid },
    ({ anew }) =>
      () =>
        anew().grid(3),
  ),
  regionTask(
    { id: "intensities", group: "stage", dependsOn: "shape", floor: floors.intensities },
    ({ anew }) =>
      () =>
        anew().intensities(),
  ),
];
