import { describe, expect, it } from "vitest";
import { spreadOf } from "../../../../src/explorer/view/look/spread.ts";

describe("the spread of values", () => {
  it("is their mean and standard deviation", () => {
    // squares of the deviations are 4, 0 and 4: 8 / 2 = 4
    expect(spreadOf([1, 3, 5])).toEqual({ mean: 3, deviation: 2, count: 3 });
    expect(spreadOf([7])).toEqual({ mean: 7, deviation: 0, count: 1 });
    expect(spreadOf([])).toBeNull();
  });
});
