import { expect, it } from "vitest";
import { firstWindow, windowPresets } from "../../../../src/explorer/view/see/windows.ts";

const shown = { window: [3, 40], range: [0, 99] } as const;
const namesOf = (modality: string | null, unit: string | null) =>
  windowPresets(modality, unit, shown).map(({ name }) => name);

it("has the windows of a CT in HU, and of a PET in SUV alone", () => {
  expect(namesOf("CT", "HU")).toContain("Lung");
  expect(namesOf("PT", "GML")).toContain("0 to 10");
  expect(namesOf("PT", "BQML")).toEqual(["From the image", "Full range"]);
  expect(namesOf("MR", null)).toEqual(["From the image", "Full range"]);
  for (const { window } of windowPresets("CT", "HU", shown)) {
    expect(window[0]).toBeLessThan(window[1]);
  }
});

it("begins with soft tissue for a CT, 0 to 5 for a PET in SUV, else with the image's own", () => {
  expect(firstWindow("CT", "HU", shown)).toEqual([-160, 240]);
  expect(firstWindow("PT", "GML", shown)).toEqual([0, 5]);
  expect(firstWindow("PT", "BQML", shown)).toEqual([3, 40]);
  expect(firstWindow("MR", null, shown)).toEqual([3, 40]);
});
