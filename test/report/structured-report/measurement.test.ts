import { describe, expect, it } from "vitest";
import { extract } from "../../../src/extraction/extract.ts";
import { measurementOf } from "../../../src/report/structured-report/measurement.ts";
import { intensityUnit } from "../../../src/report/structured-report/units.ts";
import { identityDirection, type Vec3 } from "../../../src/volume/volume.ts";
import { digitalPhantom } from "../../phantoms.ts";

describe("measurements of dose-volume features", () => {
  it("say in their names what they are at, and are in Gy, % and mL", () => {
    const grid = {
      size: [2, 1, 1] as Vec3,
      spacing: [10, 10, 10] as Vec3,
      origin: [0, 0, 0] as Vec3,
      direction: identityDirection,
    };
    const image = { ...grid, data: Float64Array.of(10, 30) };
    const mask = { ...grid, data: Uint8Array.of(1, 1) };
    const { features } = extract(image, mask, {
      families: ["doseVolume"],
      doseVolume: { volumes: [50], volumesCc: [], doses: [20], a: [] },
    });
    const gray = intensityUnit({ unit: "GY", suv: null });
    const told = features.map((feature) => JSON.stringify(measurementOf(feature, gray)));
    expect(told).toHaveLength(4);
    for (const [n, words] of [
      ['"doseVolume.meanDose"', '"Mean dose"', '"Gy"'],
      ['"doseVolume.doseAtVolumeFraction.50%"', '"Dose at volume fraction, 50%"', '"Gy"'],
      ['"doseVolume.volumeFractionAtDose.20Gy"', '"Volume fraction at dose, 20Gy"', '"%"'],
      ['"doseVolume.volumeAtDose.20Gy"', '"Volume at dose, 20Gy"', '"ml"'],
    ].entries()) {
      for (const word of words) expect(told[n]).toContain(word);
    }
  });
});

describe("measurements at several distances", () => {
  it("are modified by their distance, beside the standard's code of the method", () => {
    const { image, mask } = digitalPhantom();
    const { features } = extract(image, mask, {
      features: ["cm_contrast_3D_avg"],
      distance: [1, 2],
    });
    const none = intensityUnit({ unit: null, suv: null });
    const told = features.map((feature) => JSON.stringify(measurementOf(feature, none)));
    expect(told).toHaveLength(2);
    for (const [n, voxels] of ["1 voxel", "2 voxels"].entries()) {
      for (const word of ['"ACUI"', '"ITBB"', '"3D, averaged"', `"TextValue":"${voxels}"`])
        expect(told[n]).toContain(word);
    }
    const [single] = extract(image, mask, { features: ["cm_contrast_3D_avg"] }).features;
    expect(JSON.stringify(measurementOf(single, none))).not.toContain("voxel");
  });
});
