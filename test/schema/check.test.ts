import { describe, expect, it } from "vitest";
import { isVoxomicsError, type VoxomicsError } from "../../src/messages/errors.ts";
import { checkValue, completed, invalidSettings } from "../../src/schema/check.ts";
import { object } from "../../src/schema/object.ts";
import { integer } from "../../src/schema/values.ts";

const errorOf = (run: () => unknown): VoxomicsError<"invalid-settings"> => {
  try {
    run();
  } catch (error) {
    if (isVoxomicsError(error, "invalid-settings")) return error;
  }
  throw new Error("expected a VoxomicsError");
};

describe("completed", () => {
  it("throws one error for all problems, with each in its message", () => {
    const schema = object({ a: integer(), b: integer() });
    // biome-ignore lint/suspicious/noExplicitAny: what the schema does not take
    const error = errorOf(() => completed(schema, { a: 0.5, b: null } as any, "x"));
    expect(error.code).toBe("invalid-settings");
    expect(error.message).toBe(
      "x.a: found 0.5, expected an integer; x.b: found null, expected an integer",
    );
    expect(error.details.problems).toEqual([
      "x.a: found 0.5, expected an integer",
      "x.b: found null, expected an integer",
    ]);
  });
});

describe("checkValue", () => {
  it("throws unless its condition holds", () => {
    expect(() => checkValue(true, "levels", 3, "an even number")).not.toThrow();
    const error = errorOf(() => checkValue(false, "levels", 3, "an even number"));
    expect(error.message).toBe("levels: found 3, expected an even number");
    expect(error.code).toBe("invalid-settings");
  });
});

describe("invalidSettings", () => {
  it("counts the problems that its message leaves out", () => {
    expect(invalidSettings(["one"]).message).toBe("one");
    expect(invalidSettings(["one", "two", "three"]).message).toBe("one; two; three");
    const seven = ["1", "2", "3", "4", "5", "6", "7"];
    expect(invalidSettings(seven).message).toBe("1; 2; 3; 4; 5 (and 2 more)");
  });
});
