import { expect, it } from "vitest";
import { fieldOf, problem } from "../../src/schema/problem.ts";

it("says where, what was found and what was expected", () => {
  expect(problem("a.b", 1, ["null", "a text"])).toBe("a.b: found 1, expected null or a text");
  expect(problem("a", undefined, ["a text"])).toBe("a: missing, expected a text");
  expect(problem("", 1, ["an object"])).toBe("settings: found 1, expected an object");
});

it("suggests the candidate that was meant, of texts only", () => {
  expect(problem("a", "cubc", ["a word"], ["cubic"])).toBe(
    'a: found "cubc", expected a word; did you mean "cubic"?',
  );
  expect(problem("a", "zzz", ["a word"], ["cubic"])).toBe('a: found "zzz", expected a word');
});

it("joins the paths of fields", () => {
  expect(fieldOf("", "width")).toBe("width");
  expect(fieldOf("filters[0]", "width")).toBe("filters[0].width");
});
