import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { designs } from "../../src/reproducibility/design.ts";
import { agreementReasons } from "../../src/reproducibility/estimate.ts";
import { iccForms } from "../../src/reproducibility/intraclass-correlation.ts";

const page = readFileSync("docs/reproducibility.md", "utf8");

describe("docs/reproducibility.md", () => {
  it.each(Object.entries(agreementReasons))("explains the reason %s", (reason, meaning) => {
    expect(page).toContain(`| \`${reason}\` | ${meaning} |`);
  });

  it.each(Object.entries(iccForms))("has the formula of %s", (form, { shroutFleiss }) => {
    expect(page).toContain(`| ${form} | ${shroutFleiss} |`);
  });

  it.each(Object.entries(designs))("has the design %s with its correlations", (type, { forms }) => {
    expect(page).toMatch(
      new RegExp(`^\\| \`${type}\` .*\\| ${forms.join(", ").replace(/[()]/g, "\\$&")} \\|$`, "m"),
    );
  });
});
