import { describe, expect, it } from "vitest";
import { completed, problemsIn } from "../../src/schema/check.ts";
import { orDefault, orNull } from "../../src/schema/defaults.ts";
import { list } from "../../src/schema/list.ts";
import { oneOf } from "../../src/schema/one-of.ts";
import { choice, integer, number } from "../../src/schema/values.ts";

const start = orNull(oneOf(number(), choice(["aligned"]), { description: "Where it starts." }));
const distances = orDefault(
  oneOf(integer({ minimum: 1 }), list(integer({ minimum: 1 }), { minItems: 1 })),
  1,
);

describe("oneOf", () => {
  it("takes a value of either kind", () => {
    expect(
      ([-3, "aligned", null] as const).map((value) => completed(start, value, "start")),
    ).toEqual([-3, "aligned", null]);
    expect([2, [1, 2], null].map((value) => completed(distances, value, "distance"))).toEqual([
      2,
      [1, 2],
      1,
    ]);
  });

  it.each([
    [
      "alinged",
      'start: found "alinged", expected null, a number or "aligned"; did you mean "aligned"?',
    ],
    [true, 'start: found true, expected null, a number or "aligned"'],
    [Number.NaN, 'start: found NaN, expected null, a number or "aligned"'],
  ])("says of %j what both kinds allow", (value, problem) => {
    expect(problemsIn(start, value, "start")).toEqual([problem]);
  });

  it("says what is wrong inside the kind that a value is of", () => {
    expect(problemsIn(distances, [1, 0], "distance")).toEqual([
      "distance[1]: found 0, expected an integer at least 1",
    ]);
    expect(problemsIn(distances, 0, "distance")).toEqual([
      "distance: found 0, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1",
    ]);
  });

  it("is described as either of both", () => {
    expect(start.json).toEqual({
      description: "Where it starts.",
      oneOf: [
        { type: "null", description: "The default." },
        { type: "number" },
        { enum: ["aligned"] },
      ],
    });
  });
});
