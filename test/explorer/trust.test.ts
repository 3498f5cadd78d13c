import { expect, it } from "vitest";
import { toComplianceSheet } from "../../src/validate/compliance-sheet.ts";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import { validateIbsi1 } from "../../src/validate/ibsi1.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { useExplorer } from "./explorer-page.ts";
import { openBuiltIn } from "./open-built-in.ts";
import { savedFile } from "./saved-file.ts";
import { violations } from "./violations.ts";

describeWithChromium("the explorer validates itself", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it.each([false, true])(
    "482 of 482 values agree, and the sheet is Node's, dark: %s",
    async (dark) => {
      const page = await explorer.visit({ dark, hash: "view=axial&panel=validate" });
      await openBuiltIn(page, "IBSI digital phantom");
      await page.getByRole("button", { name: "Validate this browser" }).click();
      await page.locator(".verdict").waitFor();
      expect(await page.locator(".verdict").innerText()).toContain(
        "482 of 482 consensus values agree",
      );
      await page.locator(".family-comparison summary").first().click();
      await page.locator(".comparison-table").waitFor();
      expect(await violations(page)).toEqual([]);
      const benchmarks = [...validateIbsi1("digitalPhantom", digitalPhantom())];
      const families = new Set(benchmarks[0].comparisons.map(({ family }) => family));
      expect(await page.locator(".family-comparison").count()).toBe(families.size);
      const sheet = await savedFile(page, () =>
        page.getByRole("button", { name: "Save the sheet (CSV)" }).click(),
      );
      expect(String(sheet)).toBe(toComplianceSheet({ benchmarks, maps: [] }));
    },
  );
});
