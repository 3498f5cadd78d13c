import { extract } from "../../src/extraction/extract.ts";
import { regionRows } from "../../src/families/family-rows.ts";
import { allReads, type Floor } from "../floor.ts";
import { measureShape } from "./families.ts";
import { floors } from "./family-floors.ts";
import { regionTask } from "./region-task.ts";
import type { Task } from "./task.ts";

/** The families that other programs are compared in, besides morphology. */
const compared = [
  "statistics",
  "histogram",
  "intensityVolume",
  "glcm",
  "glrlm",
  "glszm",
  "gldzm",
  "ngtdm",
  "ngldm",
] as const;

const comparedFloors: readonly Floor[] = [
  floors.morphology,
  floors.textureGrid,
  floors.intensities,
  ...compared.map((family) => floors[family]),
];

/** Whole extractions. */
export const extractions: readonly Task[] = [
  // morphology without Moran's I and Geary's C, statistics, histograms and texture of a region
  regionTask(
    {
      id: "comparedFamilies",
      group: "extraction",
      dependsOn: "levels",
      floor: {
        reads: allReads(comparedFloors),
        why: "the reads of families and of what they share",
      },
    },
    ({ region, resolved, anew }) =>
      () => {
        const measured = anew();
        measureShape(region);
        return compared.map((family) => regionRows(family, measured, resolved, "original"));
      },
  ),
  // everything, from image and mask as they were read
  regionTask(
    {
      id: "extract",
      group: "extraction",
      dependsOn: "intensities",
      growth: "N log N",
      floor: {
        reads: allReads([
          floors.prepareRegion,
          ...comparedFloors,
          floors.localIntensity,
          floors.autocorrelation,
        ]),
        why: "the reads of all families and of what comes before them",
      },
    },
    ({ image, mask, settings }) =>
      () =>
        extract(image, mask, settings),
  ),
];
