import { describe, expect, it } from "vitest";
import {
  type Aggregation,
  aggregateParts,
  directional,
  directionless,
  type TextureFamily,
  withoutDirections,
} from "../../src/features/aggregation.ts";

interface Numbers {
  readonly n: Float64Array;
}

/** A family whose matrix is a list of numbers and whose one feature is their product. */
const product: TextureFamily<Numbers, number> = {
  features: {
    product: {
      name: "Product",
      code: "XXXX",
      tag: "product",
      definition: "Π n",
      undefinedWhen: [
        { reason: "zero-mean", when: (value) => value === 0 },
        { reason: "single-intensity", when: (value) => value === 1, value: 100 },
      ],
      value: (value) => value,
    },
  },
  merge: (matrices) => ({ n: Float64Array.from(matrices.flatMap(({ n }) => [...n])) }),
  summarise: ({ n }) => n.reduce((value, factor) => value * factor, 1),
};

const part = (slice: number, direction: number, ...n: number[]) => ({
  slice,
  direction,
  matrix: { n: Float64Array.from(n) },
});

const productOf = (parts: ReturnType<typeof part>[], aggregation: Aggregation) =>
  aggregateParts(product, parts, aggregation)("product");

describe("aggregateParts", () => {
  const parts = [part(0, 0, 2), part(0, 1, 3), part(1, 0, 5), part(1, 1, 7)];

  it.each([
    ["2D:avg", (2 + 3 + 5 + 7) / 4],
    ["2D:mrg", (2 * 3 + 5 * 7) / 2],
    ["2.5D:avg", (2 * 5 + 3 * 7) / 2],
    ["2.5D:mrg", 2 * 3 * 5 * 7],
    ["3D:avg", (2 * 5 + 3 * 7) / 2],
    ["3D:mrg", 2 * 3 * 5 * 7],
  ] as const)("%s merges and averages what it should", (name, value) => {
    expect(productOf(parts, directional[name])).toEqual({ value, reason: null });
  });

  it.each([
    ["2D", (2 + 5) / 2],
    ["2.5D", 10],
    ["3D", 10],
  ] as const)("%s needs no directions", (name, value) => {
    const slices = [part(0, 0, 2), part(1, 0, 5)];
    expect(productOf(slices, directionless[name])).toEqual({ value, reason: null });
  });

  it("leaves parts without a count out of the mean", () => {
    const { value } = productOf([...parts, part(2, 0), part(2, 1)], directional["2D:avg"]);
    expect(value).toBe(17 / 4);
  });

  it("has no value without a count", () => {
    const nothing = { value: null, reason: "no-voxel-pairs" };
    expect(productOf([], directionless["2D"])).toEqual(nothing);
    expect(productOf([part(0, 0)], directionless["3D"])).toEqual(nothing);
  });

  it("averages where there is a value, and says that it is not so everywhere", () => {
    const slices = [part(0, 0, 0), part(1, 0, 5), part(2, 0, 7)];
    expect(productOf(slices, directionless["2D"])).toEqual({
      value: 6,
      reason: "partly:zero-mean",
    });
    expect(productOf([part(0, 0, 1), part(1, 0, 5)], directionless["2D"])).toEqual({
      value: 52.5,
      reason: "partly:single-intensity",
    });
  });

  it("gives the reason that holds everywhere", () => {
    expect(productOf([part(0, 0, 0), part(1, 0, 0)], directionless["2D"])).toEqual({
      value: null,
      reason: "zero-mean",
    });
    expect(productOf([part(0, 0, 1), part(1, 0, 1)], directionless["2D"])).toEqual({
      value: 100,
      reason: "single-intensity",
    });
  });
});

describe("withoutDirections", () => {
  it("names each dimension once", () => {
    const names = withoutDirections(["3D:avg", "2D:avg", "3D:mrg", "2.5D:mrg"]);
    expect(names.map(({ code }) => code)).toEqual(["KOBO", "8QNN", "62GR"]);
  });
});
