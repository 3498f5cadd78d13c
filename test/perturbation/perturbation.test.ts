import { describe, expect, it } from "vitest";
import {
  chainOf,
  completePerturbation,
  drawnRanges,
  drawPerturbation,
  listPerturbations,
  type Perturbation,
} from "../../src/perturbation/perturbation.ts";

describe("drawPerturbation", () => {
  it("draws what the letters name, the same by the same seed", () => {
    const drawn = drawPerturbation("RNCV", 5);
    expect(Object.keys(drawn).sort()).toEqual(["contour", "noise", "rotation", "volume"]);
    expect(drawPerturbation("RNCV", 5)).toEqual(drawn);
    expect(drawPerturbation("VCNR", 5)).toEqual(drawn);
    expect(drawPerturbation("RNCV", 6)).not.toEqual(drawn);
    expect(chainOf(completePerturbation(drawn))).toBe("RNCV");
  });

  it("spreads its extents over their ranges", () => {
    const all = Array.from({ length: 400 }, (_, seed) => drawPerturbation("RTV", seed));
    const check = (values: number[], low: number, high: number) => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(least).toBeGreaterThan(low);
      expect(most).toBeLessThan(high);
      expect(most - least).toBeGreaterThan(0.95 * (high - low));
    };
    check(
      all.map(({ rotation = 0 }) => rotation),
      -drawnRanges.rotation,
      drawnRanges.rotation,
    );
    check(
      all.map(({ volume = 0 }) => volume),
      -drawnRanges.volume,
      drawnRanges.volume,
    );
    for (const a of [0, 1, 2])
      check(
        all.map(({ translation = [0, 0, 0] }) => translation[a]),
        0,
        1,
      );
  });

  it("refuses letters that mean nothing", () => {
    for (const chain of ["", "RX", "RR", "r"])
      expect(() => drawPerturbation(chain, 1)).toThrow(
        `chain: found ${JSON.stringify(chain)}, expected some of the letters R, N, T, C and V, each once`,
      );
  });
});

describe("listPerturbations", () => {
  it("combines all extents", () => {
    expect(listPerturbations("RV", { rotation: [-5, 5], volume: [-0.1, 0.1] })).toEqual([
      { rotation: -5, volume: -0.1 },
      { rotation: -5, volume: 0.1 },
      { rotation: 5, volume: -0.1 },
      { rotation: 5, volume: 0.1 },
    ]);
    const shifts = listPerturbations("T", { translation: [0.25, 0.75] });
    expect(shifts).toHaveLength(8);
    expect(shifts[1]).toEqual({ translation: [0.25, 0.25, 0.75] });
    expect(listPerturbations("NC")).toEqual([{ noise: "estimated", contour: true }]);
  });

  it("asks for extents that it cannot know", () => {
    expect(() => listPerturbations("RV", { rotation: [1] })).toThrow(
      'volume: found undefined, expected extents of the chain "RV"',
    );
  });
});

describe("completePerturbation", () => {
  it("spells out what is not done", () => {
    expect(completePerturbation({})).toEqual({
      noise: null,
      translation: [0, 0, 0],
      rotation: 0,
      volume: 0,
      contour: false,
    });
    expect(chainOf(completePerturbation({}))).toBe("");
    expect(chainOf(completePerturbation({ noise: 3, translation: [0, 0.5, 0] }))).toBe("NT");
  });

  it.each([
    [{ noise: -1 }, 'noise: found -1, expected a number of at least 0 or "estimated"'],
    [{ translation: [1, 2] }, "translation: found an array, expected three numbers of voxels"],
    [{ translation: [0, 0, Number.NaN] }, "translation: found an array"],
    [
      { rotation: Number.POSITIVE_INFINITY },
      "rotation: found Infinity, expected a number of degrees",
    ],
    [{ volume: -1 }, "volume: found -1, expected a number above -1"],
    [{ contour: "yes" }, 'contour: found "yes", expected true or false'],
    [
      { angle: 3 },
      'perturbation: found "angle", expected rotation, noise, translation, contour, volume',
    ],
    [null, "perturbation: found null, expected an object"],
  ])("refuses %j", (input, message) => {
    expect(() => completePerturbation(input as unknown as Perturbation)).toThrow(message);
  });
});
