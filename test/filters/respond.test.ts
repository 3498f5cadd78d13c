import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { gaussian } from "../../src/filters/gaussian.ts";
import { respondTo } from "../../src/filters/respond.ts";
import { digitalPhantom } from "../phantoms.ts";

describe("respondTo", () => {
  it("gives the map that applyFilter gives, on the image's grid", () => {
    const { image } = digitalPhantom();
    const settings = { sigma: 3, truncate: 2 };
    const found = respondTo(image, gaussian.prepare({ type: "gaussian", ...settings }));
    expect(found).toEqual(applyFilter(image, { type: "gaussian", ...settings }));
    expect(found.size).toEqual(image.size);
  });

  it("refuses a grid that the filter cannot be sampled on", () => {
    const { image } = digitalPhantom();
    const narrow = gaussian.prepare({ type: "gaussian", sigma: 0.1 });
    expect(() => respondTo(image, narrow)).toThrow("0.75");
  });
});
