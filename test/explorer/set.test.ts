import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { useExplorer } from "./explorer-page.ts";
import { openBuiltIn } from "./open-built-in.ts";
import { violations } from "./violations.ts";

const yaml = async (page: Page) =>
  parse(await page.getByRole("textbox", { name: "Settings as YAML" }).inputValue());
const inAddress = (page: Page) => {
  const hash = new URLSearchParams(new URL(page.url()).hash.slice(1));
  return JSON.parse(hash.get("settings") ?? "{}");
};

describeWithChromium("the explorer's form of settings", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("takes a preset, and shows it resolved, with the command line that does the same", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "IBSI digital phantom");
    await expect.poll(() => yaml(page)).toEqual(resolveSettings({}));
    await page.getByLabel("Preset").selectOption("ibsi-1c");
    await expect.poll(() => yaml(page)).toEqual(resolvePreset("ibsi-1c"));
    expect(await page.getByRole("textbox", { name: "Command line" }).inputValue()).toBe(
      "voxomics extract IMAGE MASK --settings ibsi-1c --out features.json",
    );
    await page.reload();
    await openBuiltIn(page, "IBSI digital phantom");
    expect(await page.getByLabel("Preset").inputValue()).toBe("ibsi-1c");
    await page.getByRole("button", { name: "Reset all" }).click();
    await expect.poll(() => yaml(page)).toEqual(resolveSettings({}));
  });

  it("changes settings field by field, also within unions and lists", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "IBSI digital phantom");
    await page.getByLabel("Resample", { exact: true }).check();
    await page.getByLabel("Spacing z").fill("2,5");
    await page.locator('[id="set-discretise.bins"]').fill("64");
    await expect
      .poll(() => inAddress(page))
      .toEqual({
        resample: { spacing: [1, 1, 2.5] },
        discretise: { method: "fixedBinNumber", bins: 64 },
      });
    await page.locator('[id="set-discretise"]').selectOption("fixedBinSize");
    await page.getByLabel("type to add").selectOption("laplacianOfGaussian");
    await page.getByRole("button", { name: "Add" }).click();
    await page.locator('[id="set-filters[0].sigma"]').fill("3");
    await page.getByLabel("type to add").selectOption("square");
    await page.getByRole("button", { name: "Add" }).click();
    const changed = {
      resample: { spacing: [1, 1, 2.5] },
      discretise: { method: "fixedBinSize", width: 25 },
      filters: [{ type: "laplacianOfGaussian", sigma: 3 }, { type: "square" }],
    };
    await expect.poll(() => inAddress(page)).toEqual(changed);
    await expect.poll(() => yaml(page)).toEqual(resolveSettings(changed));
    await page.getByRole("button", { name: "Remove Laplacian of gaussian, 1" }).click();
    await page.getByLabel("Resample", { exact: true }).uncheck();
    await expect
      .poll(() => inAddress(page))
      .toEqual({
        discretise: { method: "fixedBinSize", width: 25 },
        filters: [{ type: "square" }],
      });
  });

  it("says what is wrong in the library's words, at the field and at the top", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "IBSI digital phantom");
    const distance = page.locator('[id="set-distance"]');
    await distance.fill("-2");
    const line =
      "distance: found -2, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1";
    const problem = page.getByRole("button", { name: line });
    await problem.waitFor();
    expect(await distance.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator('[id="set-distance-problem"]').innerText()).toBe(
      "found -2, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1",
    );
    expect(await page.getByRole("textbox", { name: "Settings as YAML" }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await problem.click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("set-distance");
    await distance.fill("");
    await problem.waitFor({ state: "detached" });
    await expect.poll(() => inAddress(page)).toEqual({});
  });

  it("takes decimal commas, and refuses one that could part two numbers", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "IBSI digital phantom");
    const doses = page.locator('[id="set-doseVolume.doses"]');
    const help = page.locator('[id="set-doseVolume.doses-help"]');
    expect(await help.innerText()).toContain("with decimal commas, 1,5; 2.");
    await doses.fill("2,5");
    const problem = page.locator('[id="set-doseVolume.doses-problem"]');
    await problem.waitFor();
    expect(await problem.innerText()).toContain(
      "2,5 could be one number or two: write 2.5 for one, 2; 5 for two",
    );
    await doses.fill("2,5; 7,25");
    await expect.poll(() => inAddress(page)).toEqual({ doseVolume: { doses: [2.5, 7.25] } });
    await doses.blur();
    expect(await doses.inputValue()).toBe("2.5, 7.25");
    await page.getByLabel("Mask", { exact: true }).check();
    const ring = page.locator('[id="set-mask.ring"]');
    await ring.fill("1,6");
    await page.getByText("Read as 1.6. For inner and outer write 1; 6.").waitFor();
    await ring.fill("1; 6");
    await page.getByText(/^Read as/).waitFor({ state: "detached" });
    await expect
      .poll(() => inAddress(page))
      .toMatchObject({ mask: { ring: { inner: 1, outer: 6 } } });
    const [black, white] = [page.getByLabel("Black from"), page.getByLabel("White to")];
    await white.fill("8,5");
    await white.press("Enter");
    await expect.poll(() => white.inputValue()).toBe("8.5");
    const before = await black.inputValue();
    await black.fill("nine");
    await black.press("Enter");
    await expect.poll(() => black.inputValue()).toBe(before);
    expect(await violations(page)).toEqual([]);
  });

  it("says what settings about whole masks mean for single regions", async () => {
    const mask = { labels: [1, 2], components: "apart", within: [3] };
    const hash = `view=axial&settings=${encodeURIComponent(JSON.stringify({ mask }))}`;
    const page = await explorer.visit({ hash });
    await openBuiltIn(page, "IBSI digital phantom");
    const said = page.locator(".notice.warn");
    await said.waitFor();
    expect(await said.innerText()).toMatch(/Labels, which.*Components apart.*Within 3/s);
    await page.getByLabel("Mask", { exact: true }).uncheck();
    await said.waitFor({ state: "detached" });
  });

  it.each([false, true])("has no barrier that axe-core knows, dark: %s", async (dark) => {
    const settings = { resample: { spacing: [1, 1, 1] }, filters: [{ type: "mean", support: 3 }] };
    const hash = `view=axial&settings=${encodeURIComponent(JSON.stringify(settings))}`;
    const page = await explorer.visit({ dark, hash });
    await openBuiltIn(page, "IBSI digital phantom");
    await page.getByRole("textbox", { name: "Settings as YAML" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
