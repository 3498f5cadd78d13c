import { expect, it } from "vitest";
import { intensityUnit, unitOf } from "../../../src/report/structured-report/units.ts";

it.each([
  [{ unit: "HU", suv: null }, "[hnsf'U]", "[hnsf'U]2", "[hnsf'U].mm3"],
  [{ unit: "BQML", suv: null }, "Bq/ml", "Bq2/ml2", "Bq/ml.mm3"],
  [{ unit: "GML", suv: "bodyWeight" }, "g/ml{SUVbw}", "g2/ml2{SUVbw}", "g/ml{SUVbw}.mm3"],
  [{ unit: "CM2ML", suv: "bodySurfaceArea" }, "cm2/ml{SUVbsa}", "cm4/ml2{SUVbsa}", "cm2/ml{SUVbsa}.mm3"],
  [{ unit: "GY", suv: null }, "Gy", "Gy2", "Gy.mm3"],
  [{ unit: null, suv: null }, "[arb'U]", "[arb'U]2", "[arb'U].mm3"],
  [{ unit: "FURLONG", suv: null }, "[arb'U]", "[arb'U]2", "[arb'U].mm3"],
] as const)("%j", (image, plain, squared, integral) => {
  const intensity = intensityUnit(image);
  const units = (["intensity", "intensity²", "intensity·mm³"] as const).map((unit) => unitOf(unit, intensity).value); // biome-ignore format: one line
  expect(units).toEqual([plain, squared, integral]);
}); // biome-ignore format: a table

it("of response maps are arbitrary, and those of geometry are what they are", () => {
  expect(unitOf("intensity", null).value).toBe("[arb'U]");
  expect(unitOf("intensity·mm²", null).value).toBe("[arb'U].mm2");
  const units = (["mm", "mm²", "mm³", "1/mm", "voxels", null] as const).map((unit) => unitOf(unit, null).value); // biome-ignore format: one line
  expect(units).toEqual(["mm", "mm2", "mm3", "/mm", "{voxels}", "1"]);
});
