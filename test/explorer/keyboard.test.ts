import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { useExplorer } from "./explorer-page.ts";

/** The most times that Tab is pressed for an element; the page has fewer that it leads to. */
const mostSteps = 200;

/** What has the focus: its label, else its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return (at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim();
  });

/** Presses Tab until what has the focus is called so; Shift and Tab to go back. */
async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < mostSteps; n++) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (name.test(at)) return;
    passed.push(at.slice(0, 40));
  }
  throw new Error(`${key} does not lead to ${name}, but to ${passed.join(" | ")}`);
}

describeWithChromium("the explorer by the keyboard alone", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("opens a case, measures it, maps a feature, validates itself, and closes the case", async () => {
    const page = await explorer.visit();
    const press = (key: string) => page.keyboard.press(key);
    await page.getByText("Drop images and regions here").waitFor();
    await tabTo(page, /^IBSI digital phantom/);
    await press("Enter");
    await page.locator(".open-region").waitFor();

    await tabTo(page, /^Image\. Arrow keys/);
    await page.locator(".readout").getByText("Voxel", { exact: true }).waitFor();
    await press("ArrowRight");
    expect(await page.locator(".readout").innerText()).toMatch(/Voxel\s+3 {2}2 {2}2/);

    await tabTo(page, /^Settings$/);
    await press("ArrowRight");
    expect(await focused(page)).toBe("Features");
    await tabTo(page, /^Measure$/);
    await press("Enter");
    await page.locator(".feature-line").first().waitFor();
    await tabTo(page, /^Search features$/);
    await page.keyboard.type("stat_mean");
    await tabTo(page, /^Mean intensity/);
    await press("Enter");
    await tabTo(page, /^Map it$/);
    await press("Enter");
    await tabTo(page, /^Make the map$/);
    await press("Enter");
    await page.getByRole("region", { name: "The map over the image" }).waitFor();
    await tabTo(page, /^Take the map away$/);
    await press("Enter");

    await tabTo(page, /^Plots$/, "Shift+Tab");
    await press("ArrowRight");
    await tabTo(page, /^Validate this browser$/);
    await press("Enter");
    await page.locator(".verdict").waitFor();
    expect(await page.locator(".verdict").innerText()).toContain("482 of 482");

    await tabTo(page, /^Close case$/);
    await press("Enter");
    await page.getByText("Drop images and regions here").waitFor();
  });
});
