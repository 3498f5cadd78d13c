import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { useExplorer } from "./explorer-page.ts";
import { openBuiltIn } from "./open-built-in.ts";
import { violations } from "./violations.ts";

/** The part of the viewer's pixels that are as red, green and blue as is asked. */
async function partOfPixels(
  page: Page,
  holds: (red: number, green: number, blue: number) => boolean,
): Promise<number> {
  const { data, channels } = decode(await page.locator(".stage").screenshot());
  let count = 0;
  for (let n = 0; n < data.length; n += channels) {
    if (holds(data[n], data[n + 1], data[n + 2])) count++;
  }
  return (count * channels) / data.length;
}

const isGrey = (red: number, green: number, blue: number) =>
  red > 60 && Math.abs(red - green) < 4 && Math.abs(green - blue) < 4;
const isAmber = (red: number, green: number, blue: number) => red > green + 25 && green > blue + 25;

const voxel = async (page: Page) =>
  /Voxel\s+(-?\d+) {2}(-?\d+) {2}(-?\d+)/
    .exec(await page.locator(".readout").innerText())
    ?.slice(1)
    .map(Number);

describeWithChromium("the explorer shows", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("the image, and a region over it that can be hidden", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "Synthetic tumour");
    await expect.poll(() => partOfPixels(page, isGrey)).toBeGreaterThan(0.1);
    await expect.poll(() => partOfPixels(page, isAmber)).toBeGreaterThan(0.01);
    await page.keyboard.press("r");
    expect(await page.getByLabel("Voxels").isChecked()).toBe(false);
    await expect.poll(() => partOfPixels(page, isAmber)).toBe(0);
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Show tumour" }).click();
    await expect.poll(() => partOfPixels(page, isAmber)).toBe(0);
  });

  it("the value at the cursor, which keys move in the plane that is shown", async () => {
    const page = await explorer.visit();
    await openBuiltIn(page, "IBSI digital phantom");
    await page.getByLabel(/^Image\. Arrow keys/).focus();
    expect(await voxel(page)).toEqual([2, 2, 2]);
    await page.keyboard.press("ArrowRight"); // x of LPS runs to the left, which is at the right
    expect(await voxel(page)).toEqual([3, 2, 2]);
    await page.keyboard.press("ArrowUp"); // y of LPS runs to the back
    expect(await voxel(page)).toEqual([3, 1, 2]);
    await page.keyboard.press("PageUp");
    expect(await voxel(page)).toEqual([3, 1, 3]);
    await page.getByRole("button", { name: "Coronal" }).click();
    await page.getByLabel(/^Image\. Arrow keys/).focus();
    await page.keyboard.press("ArrowDown");
    expect(await voxel(page)).toEqual([3, 1, 2]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp"); // the last slice is the last
    expect(await voxel(page)).toEqual([3, 1, 3]);
  });

  it("by keys what its help says, and keeps it over a reload, but not the image", async () => {
    const page = await explorer.visit({ hash: "" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("patient's left").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("4");
    await page.keyboard.press("t");
    await page.keyboard.press("v");
    await page.getByLabel("Numbers").selectOption("de");
    await openBuiltIn(page, "IBSI digital phantom");
    const { hash } = new URL(page.url());
    expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({
      view: "sagittal",
      theme: "dark",
      panel: "validate",
      numbers: "de",
    });
    expect(await page.locator(".open-region").innerText()).toContain("0,592 mL");
    await page.reload();
    await page.getByText("Drop images and regions here").waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await openBuiltIn(page, "IBSI digital phantom");
    expect(await page.getByRole("button", { name: "Sagittal" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    expect(await page.getByRole("tab", { name: "Validate" }).getAttribute("aria-selected")).toBe(
      "true",
    );
  });

  it.each([false, true])("no barrier that axe-core knows, dark: %s", async (dark) => {
    const page = await explorer.visit({ dark });
    await page.getByText("Drop images and regions here").waitFor();
    expect(await violations(page)).toEqual([]);
    await openBuiltIn(page, "IBSI digital phantom");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Help and shortcuts" }).click();
    expect(await violations(page)).toEqual([]);
  });
});
