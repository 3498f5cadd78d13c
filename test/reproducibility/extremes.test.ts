import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concordanceCorrelation } from "../../src/reproducibility/concordance.ts";
import {
  type IccForm,
  iccForms,
  intraclassCorrelation,
} from "../../src/reproducibility/intraclass-correlation.ts";
import { limitsOfAgreement } from "../../src/reproducibility/limits-of-agreement.ts";
import { withinSubject } from "../../src/reproducibility/within-subject.ts";

/** Every number in a result is finite; what is null has a reason beside it. */
function checkNumbers(result: unknown, path = "result"): void {
  if (typeof result === "number")
    expect(Number.isFinite(result), `${path} is ${result}`).toBe(true);
  if (typeof result !== "object" || result === null) return;
  const record = result as Record<string, unknown>;
  if ("reason" in record && (record.value === null || record.interval === null))
    expect(record.reason, path).not.toBeNull();
  for (const [key, value] of Object.entries(record)) checkNumbers(value, `${path}.${key}`);
}

const anyNumber = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.constantFrom(0, 1, -1, 1e308, -1e308, 5e-324, 0.1),
  fc.integer({ min: -2, max: 2 }),
);
const anyTable = fc
  .integer({ min: 1, max: 3 })
  .chain((k) =>
    fc.array(fc.array(anyNumber, { minLength: k, maxLength: k }), { minLength: 0, maxLength: 5 }),
  );

describe("no number without being one, whatever the table holds", () => {
  it.each([
    ...(Object.keys(iccForms) as IccForm[]).map(
      (form) => [form, (t: (number | null)[][]) => intraclassCorrelation(t, form)] as const,
    ),
    ["concordance", concordanceCorrelation] as const,
    ["limits of agreement", limitsOfAgreement] as const,
    ["within subjects", withinSubject] as const,
  ])("%s", (_, measure) => {
    fc.assert(
      fc.property(anyTable, (table) => checkNumbers(measure(table))),
      { numRuns: 300 },
    );
  });
});
