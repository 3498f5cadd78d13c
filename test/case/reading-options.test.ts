import { describe, expect, it } from "vitest";
import { optionName, readingOptions } from "../../src/case/reading-options.ts";

const optionOf = (name: string) => {
  const option = readingOptions.find((one) => optionName(one) === name);
  if (option === undefined) throw new Error(`no option ${name}`);
  return option;
};

describe("reading options", () => {
  it("have names of their own, in the words of the flag", () => {
    const names = readingOptions.map(optionName);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(names).toContain("slab-thickness");
  });

  it("refuse text that stands for no value", () => {
    for (const option of readingOptions) {
      if (option.expected.startsWith("a Series")) continue; // any text may be a UID
      expect(option.parse("?"), option.key).toBeUndefined();
    }
  });

  it.each([
    ["slab-thickness", "2.5", 2.5],
    ["non-finite", "exclude", "exclude"],
    ["non-finite", "yes", undefined],
    ["slab-thickness", "0", undefined],
    ["slab-thickness", " ", undefined],
    ["threshold", "1", 1],
    ["threshold", "1.01", undefined],
    ["resample-mask", "yes", true],
    ["resample-mask", "no", false],
    ["volume", "0018,0081=4.6", "0018,0081=4.6"],
    ["suv", "bodyWeight", "bodyWeight"],
    ["spacing", "0.5,0.25", [0.5, 0.25]],
    ["spacing", " 0.5 , 0.25 , 3 ", [0.5, 0.25, 3]],
    ["spacing", "0.5 0.25 3", [0.5, 0.25, 3]],
    ["spacing", "0.5", undefined],
    ["spacing", "0.5,,3", undefined],
    ["spacing", "0.5,0", undefined],
    ["spacing", "1,2,3,4", undefined],
  ])("--%s %j is %j", (name, text, value) => {
    expect(optionOf(name).parse(text)).toEqual(value);
  });
});
