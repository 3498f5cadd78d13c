import type { RegionFamilyId } from "../../src/families/families.ts";
import { regionRows } from "../../src/families/family-rows.ts";
import { localIntensityRadius } from "../../src/families/local-intensity.ts";
import { morphologyFeatures } from "../../src/families/morphology.ts";
import { evaluate, type Feature } from "../../src/features/feature.ts";
import type { Dimension } from "../../src/matrices/neighbourhood.ts";
import { labelZones } from "../../src/matrices/zones.ts";
import { measureAutocorrelation } from "../../src/morphology/spatial-autocorrelation.ts";
import { type MorphologySummary, summariseMorphology } from "../../src/morphology/summary.ts";
import type { Region } from "../../src/processing/region.ts";
import { boundingBox } from "../../src/volume/box.ts";
import { floors } from "./family-floors.ts";
import { regionTask } from "./region-task.ts";
import type { Task } from "./task.ts";

type MeasuredFamily = Exclude<RegionFamilyId, "morphology">;

/**
 * A family alone. Each run makes anew what only this family needs; what families share is made before, as
 * by the families before it in an extraction. So the time of the zones is part of GLSZM's, not of GLDZM's.
 */
function familyTask(
  family: MeasuredFamily,
  dependsOn: Task["dependsOn"],
  directions = 1,
  marginMm = 0,
): Task {
  return regionTask(
    { id: family, group: "family", dependsOn, directions, floor: floors[family] },
    ({ resolved, anew, shared }) => {
      const { intensities, levels, grid, zones } = shared;
      intensities();
      grid(3);
      if (family === "gldzm") zones(3);
      return () => {
        const labelled = family === "gldzm" ? zones : (d: Dimension) => labelZones(grid(d), d);
        const measured = { ...anew(), intensities, levels, grid, zones: labelled };
        return regionRows(family, measured, resolved, "original");
      };
    },
    marginMm,
  );
}

/** The features of morphology but for spatial autocorrelation, which is a task of its own. */
const shapeFeatures: readonly Feature<MorphologySummary>[] = Object.entries(morphologyFeatures)
  .filter(([id]) => id !== "moransIIndex" && id !== "gearysCMeasure")
  .map(([, feature]) => feature);

/** Morphology without Moran's I and Geary's C, which the summary measures only when asked. */
export function measureShape(region: Region): unknown {
  const summary = summariseMorphology(region);
  return shapeFeatures.map((feature) => evaluate(feature, summary));
}

export const families: readonly Task[] = [
  regionTask(
    { id: "morphology", group: "family", dependsOn: "shape", floor: floors.morphology },
    ({ region }) =>
      () =>
        measureShape(region),
  ),
  regionTask(
    {
      id: "autocorrelation",
      group: "family",
      dependsOn: "shape",
      growth: "N log N",
      floor: floors.autocorrelation,
    },
    ({ region: { image, intensityMask } }) => {
      const box = boundingBox(intensityMask);
      if (box === null) throw new Error("the region has no voxel");
      return () => measureAutocorrelation(image, intensityMask, box);
    },
  ),
  familyTask("planarMorphology", "shape"),
  familyTask("localIntensity", "intensities", 1, localIntensityRadius),
  familyTask("statistics", "intensities"),
  familyTask("histogram", "levels"),
  familyTask("intensityVolume", "intensities"),
  familyTask("doseVolume", "intensities"),
  familyTask("glcm", "levels", 13),
  familyTask("glrlm", "levels", 13),
  familyTask("glszm", "levels", 13),
  familyTask("gldzm", "levels"),
  familyTask("ngtdm", "levels", 26),
  familyTask("ngldm", "levels", 26),
];
