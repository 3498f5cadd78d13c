import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelAgreement } from "../../src/habitats/label-agreement.ts";

describe("the agreement of labels", () => {
  it("is that of R 4.2.2 by the formula of Hubert and Arabie", () => {
    const first = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3];
    const second = [1, 1, 2, 2, 2, 2, 3, 3, 1, 3];
    const { adjustedRand, dice, matched, common } = labelAgreement(first, second, 3);
    expect(adjustedRand).toBeCloseTo(0.43181818181818177, 14);
    expect({ common, matched }).toEqual({ common: 10, matched: [1, 2, 3] });
    expect(dice).toEqual([(2 * 2) / 6, (2 * 3) / 7, (2 * 3) / 7]);
  });

  it("is taken over the voxels that both label", () => {
    const { common, adjustedRand, dice, matched } = labelAgreement(
      [1, 1, 2, 2, 0, 1],
      [2, 2, 1, 1, 1, 0],
      2,
    );
    expect({ common, adjustedRand, dice, matched }).toEqual({
      common: 4,
      adjustedRand: 1,
      dice: [1, 1],
      matched: [2, 1],
    });
  });

  it("has no index without voxels, or with all of them in one habitat", () => {
    expect(labelAgreement([1, 0], [0, 1], 2)).toMatchObject({
      common: 0,
      adjustedRand: null,
      dice: [null, null],
    });
    expect(labelAgreement([1, 1], [2, 2], 2)).toMatchObject({
      adjustedRand: null,
      dice: [1, null],
    });
  });

  it("does not depend on the names of labels, nor on which comes first", () => {
    const label = fc.integer({ min: 0, max: 3 });
    const pairs = fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(pairs, fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), (all, names) => {
        const first = all.map(([a]) => a);
        const second = all.map(([, b]) => b);
        const found = labelAgreement(first, second, 3);
        const renamed = second.map((b) => (b === 0 ? 0 : names[b - 1]));
        const again = labelAgreement(first, renamed, 3);
        expect(again.adjustedRand).toBe(found.adjustedRand);
        const agreeing = ({ matched }: typeof found, other: readonly number[]) =>
          first.filter((a, i) => a > 0 && matched[a - 1] === other[i]).length;
        expect(agreeing(again, renamed)).toBe(agreeing(found, second));
        const turned = labelAgreement(second, first, 3).adjustedRand;
        expect(turned ?? -2).toBeCloseTo(found.adjustedRand ?? -2, 12);
      }),
    );
  });

  it("refuses labels of other voxels and other numbers", () => {
    expect(() => labelAgreement([1, 2], [1], 2)).toThrow(
      "second: found 1 labels, expected as many as the first: 2",
    );
    expect(() => labelAgreement([3], [1], 2)).toThrow(
      "labels: found 3 and 1, expected whole numbers from 0 to 2",
    );
    for (const number of [0, -1, 1.5, Number.NaN, 1e9]) {
      expect(() => labelAgreement([1], [1], number)).toThrow(
        `number: found ${number}, expected a whole number from 1 to 255`,
      );
    }
    const set = new Set([1]) as unknown as number[];
    expect(() => labelAgreement(set, [1], 1)).toThrow("first: found an object, expected an array");
  });
});
