import { expect, it } from "vitest";
import { shownUnit } from "../../../../src/explorer/view/see/shown-unit.ts";

it("writes DICOM's codes of units as people do, and leaves others as they are", () => {
  expect(shownUnit("GML")).toBe("g/mL");
  expect(shownUnit("BQML")).toBe("Bq/mL");
  expect(shownUnit("HU")).toBe("HU");
  expect(shownUnit(null)).toBeNull();
});
