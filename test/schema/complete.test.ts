import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractionSchema, settingsSchema } from "../../src/settings/settings.ts";
import { arbitraryOf } from "./arbitrary.ts";

const isValid = new Ajv({ logger: false }).compile(settingsSchema);

/** What a rule says, which JSON Schema cannot express. */
const ofRules = [
  "expected the lower end first and the upper end second",
  "expected an odd integer",
  "expected less than outer",
  "found beside",
  "expected each label once",
  "expected the lower percentile below the upper one",
  "expected the first number below the second",
  "expected one for each of",
  "expected each above the one before",
  "expected numbers other than 0",
  "with dimensions",
  "expected one of them above 0",
  "found the filter of filters[",
  "leaves nothing to measure",
];

const isOfRule = (problem: string) => ofRules.some((words) => problem.includes(words));

describe("a schema, by that of the settings", () => {
  it("completes whatever the schema allows, and completes it only once", () => {
    fc.assert(
      fc.property(arbitraryOf(settingsSchema), (input) => {
        expect(isValid(input)).toBe(true);
        const { value, problems } = completed(input);
        expect(problems.filter((problem) => !isOfRule(problem))).toEqual([]);
        expect(isValid(value)).toBe(true);
        expect(completed(value).value).toEqual(value);
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  it("judges damaged settings as ajv does", () => {
    const damaged = arbitraryOf(settingsSchema).chain((input) => damagedOnce(input));
    fc.assert(
      fc.property(damaged, (input) => {
        const { problems } = completed(input);
        if (isValid(input)) expect(problems.every(isOfRule)).toBe(true);
        else expect(problems.some((problem) => !isOfRule(problem))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

function completed(input: unknown): { value: unknown; problems: string[] } {
  const problems: string[] = [];
  const value = extractionSchema.complete(input, "", problems);
  return { value, problems };
}

/** The same value with one part of it, at any depth, replaced, removed or added. */
function damagedOnce(value: unknown): fc.Arbitrary<unknown> {
  const noise = fc.oneof(
    fc.constantFrom<unknown[]>(null, 0, -1, 0.5, 1, 65536, Number.NaN, "linear", "glcm", "none"),
    fc.constantFrom<unknown[]>(2, 4, "2", "L5E5", "L5E5S5L", "LH", "db3", "riesz", "haar", "max"),
    fc.constantFrom<unknown[]>(true, [], {}, [1, 1], [1, 1, 1], ["glcm", "glcm"]),
  );
  if (Array.isArray(value) && value.length > 0) {
    const inside = fc
      .nat(value.length - 1)
      .chain((i) => damagedOnce(value[i]).map((item) => value.with(i, item)));
    return fc.oneof(noise, inside, fc.constant(value.slice(1)), fc.constant([...value, value[0]]));
  }
  if (typeof value === "object" && value !== null) {
    const keys = ["width", "bins", "method", "range", "extra", "type", "of", ...Object.keys(value)];
    return fc.constantFrom(...keys).chain((key) => {
      const { [key]: old, ...rest } = value as Record<string, unknown>;
      return fc.oneof(
        damagedOnce(old).map((part) => ({ ...value, [key]: part })),
        fc.constant(rest),
      );
    });
  }
  return noise;
}
