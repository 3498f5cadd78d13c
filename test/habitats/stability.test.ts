import { describe, expect, it } from "vitest";
import { findHabitats } from "../../src/habitats/find-habitats.ts";
import { habitatStability } from "../../src/habitats/stability.ts";
import { tumour } from "./two-tissues.ts";

const { image, other, mask } = tumour;
const images = [{ image }];
const options = { clustering: { clusters: 2, restarts: 3 } } as const;
const found = findHabitats(images, mask, options);

describe("the stability of habitats", () => {
  it("is perfect where voxels are only taken elsewhere", () => {
    const shift = { translation: [1, 0, 2] } as const;
    const { rows, adjustedRand, dice } = habitatStability(images, mask, options, found, {
      perturbations: [shift],
      repeats: 1,
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      name: "perturbation 1-1",
      adjustedRand: 1,
      dice: [1, 1],
      refused: null,
    });
    expect(rows[0].common).toBe(rows[0].voxels);
    expect(adjustedRand).toEqual({ median: 1, lowest: 1, highest: 1, count: 1 });
    expect(dice.map((one) => one?.median)).toEqual([1, 1]);
  });

  it("is high for tissues that differ by more than noise, and the same by the same seed", () => {
    const plan = { perturbations: ["RNT", "V"], repeats: 2, seed: 3 };
    const first = habitatStability(images, mask, options, found, plan);
    expect(first.rows.map(({ name }) => name)).toEqual(["RNT-1", "RNT-2", "V-1", "V-2"]);
    expect(new Set(first.rows.map(({ seed }) => seed)).size).toBe(4);
    expect(first.adjustedRand?.lowest).toBeGreaterThan(0.7);
    expect(first.dice[1]?.lowest).toBeGreaterThan(0.9);
    expect(habitatStability(images, mask, options, found, plan)).toEqual(first);
  });

  it("is low where noise drowns the tissues", () => {
    const noisy = { perturbations: [{ noise: 500 }], repeats: 2 };
    const { adjustedRand } = habitatStability(images, mask, options, found, noisy);
    expect(adjustedRand?.highest).toBeLessThan(0.1);
  });

  it("tells the number that would be chosen, and compares as many habitats as there are", () => {
    const ranged = { clustering: { clusters: [2, 4], restarts: 2 } } as const;
    const three = findHabitats(images, mask, { clustering: { clusters: 3, restarts: 2 } });
    // as if the criterion had chosen three
    const asked = {
      ...three,
      settings: { ...three.settings, clusters: [2, 4] },
    } as unknown as typeof three;
    const { rows } = habitatStability(images, mask, ranged, asked, {
      perturbations: [{ translation: [1, 0, 0] }],
      repeats: 1,
    });
    expect(rows[0].number).toBe(2);
    expect(rows[0].dice).toHaveLength(3);
    const given = habitatStability(images, mask, options, found, {
      perturbations: [{ translation: [1, 0, 0] }],
      repeats: 1,
    });
    expect(given.rows[0].number).toBeNull();
  });

  it("moves several images alike, with noise of their own and one outline", () => {
    const several = [
      { name: "T1", image },
      { name: "PET", image: other },
    ];
    const both = findHabitats(several, mask, options);
    const plan = { perturbations: ["RNTVC"], repeats: 1 };
    const { rows } = habitatStability(several, mask, options, both, plan);
    expect(rows[0].refused).toBeNull();
    expect(rows[0].adjustedRand).toBeGreaterThan(0.5);
  });

  it("has a row for a copy that is refused", () => {
    const plan = { perturbations: [{ volume: -0.999 }], repeats: 1 };
    const { rows, adjustedRand, dice } = habitatStability(images, mask, options, found, plan);
    expect(rows[0]).toMatchObject({ adjustedRand: null, dice: [null, null], voxels: 0 });
    expect(rows[0].refused).not.toBeNull();
    expect(adjustedRand).toBeNull();
    expect(dice).toEqual([null, null]);
  });

  it.each([
    [{ perturbations: ["RX"] }, 'chain: found "RX"'],
    [{ perturbations: [] }, "perturbations: found an array, expected a list of one or several"],
    [{ repeats: 0 }, "repeats: found 0, expected an integer from 1"],
    [{ seed: -1 }, "seed: found -1, expected an integer from 0 to 2^53 - 1"],
    [{ repeat: 3 }, 'unknown option "repeat": did you mean "repeats"?'],
  ])("refuses %j", (plan, message) => {
    expect(() => habitatStability(images, mask, options, found, plan as object)).toThrow(message);
  });
});
