import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type At, isNameAt, nameAt, tagAt } from "../../src/features/at.ts";

const dose: At = { setting: "doses", around: ["", "Gy"] };
const parameter: At = { setting: "a", around: ["a=", ""] };

describe("what a feature is at", () => {
  it("is named with its unit, or with its symbol", () => {
    expect(nameAt(dose, 20)).toBe("20Gy");
    expect(nameAt(parameter, -10)).toBe("a=-10");
  });

  it("is known by its name", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const same = Object.is(x, -0) ? 0 : x;
        for (const at of [dose, parameter]) expect(isNameAt(at, nameAt(at, same))).toBe(true);
      }),
    );
  });

  it.each(["", "Gy", "20", "20gy", "020Gy", "20.0Gy", " 20Gy", "20cc", "NaNGy", "InfinityGy"])(
    "is not named %j",
    (text) => {
      expect(isNameAt(dose, text)).toBe(false);
    },
  );

  it("ends tags in letters, digits and underscores, others for other numbers", () => {
    expect([0.03, -10, 1e-7, 1e21].map(tagAt)).toEqual(["0_03", "minus10", "1eminus7", "1e21"]);
  });
});
