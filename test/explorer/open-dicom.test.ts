import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { filesIn, openRegions, useExplorer } from "./explorer-page.ts";

/** How many pixels are drawn of contours. */
function contourPixels(page: Page): Promise<number> {
  return page.locator("canvas.stage-contours").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    return data.filter((value, n) => n % 4 === 3 && value > 0).length;
  });
}

describeWithData("the CT phantom in the explorer", () => {
  describeWithChromium("is opened", (executablePath) => {
    const explorer = useExplorer(executablePath);

    it("as a folder of DICOM with its RTSTRUCT, whose contours are shown", async () => {
      const page = await explorer.visit();
      const dicom = await filesIn(dataPath("ibsi_1_ct_radiomics_phantom", "dicom"));
      await page.locator("input[type=file]").first().setInputFiles(dicom);
      await page.locator(".open-region").waitFor();
      expect(await openRegions(page)).toEqual([
        expect.stringMatching(/^GTV-1\s+358\.7 mL, 125,256 voxels$/),
      ]);
      expect(await page.getByRole("button", { name: "CT" }).innerText()).toMatch(
        /DICOM CT, 204 × 201, 60 files/,
      );
      await page.locator(".open-region .entry").click(); // the cursor goes to the region
      await page.getByLabel("Contours").waitFor();
      await expect.poll(() => contourPixels(page)).toBeGreaterThan(500);
      await page.keyboard.press("c");
      expect(await page.getByLabel("Contours").isChecked()).toBe(false);
      await expect.poll(() => contourPixels(page)).toBe(0);
      await page.getByLabel("Window", { exact: true }).selectOption({ label: "Lung" });
      expect(await page.getByLabel("Black from").inputValue()).toBe("-1350");
    });
  });
});
