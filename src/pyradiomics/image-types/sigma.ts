import { problem } from "../../schema/problem.ts";
import type { Schema } from "../../schema/schema.ts";

/**
 * A sigma in mm. PyRadiomics names images by it as Python writes the number, so that 1 and 1.0 of a parameter
 * file give different names. JavaScript has one number for both, which counts as 1.0; a text keeps 1 apart.
 */
export type Sigma = number | string;

const expected = ["a number above 0"];

/** The schema of a sigma. */
export const sigmaSchema: Schema<Sigma> = {
  json: { type: ["number", "string"], exclusiveMinimum: 0, pattern: "^[0-9]+$" },
  expected,
  complete: (value, path, problems, allowed = expected) => {
    const isNumber = typeof value === "number" && Number.isFinite(value);
    const isText = typeof value === "string" && /^[0-9]+$/.test(value);
    if (!((isNumber || isText) && Number(value) > 0)) problems.push(problem(path, value, allowed));
    return value as Sigma;
  },
};

/** A sigma as names of images have it: `1-0` for the number 1, `1` for the text "1", `2-5`. */
export function sigmaText(sigma: Sigma): string {
  const text = Number.isInteger(sigma) ? `${sigma}.0` : `${sigma}`;
  return text.replace(".", "-");
}
