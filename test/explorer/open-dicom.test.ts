import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import dcmjs from "dcmjs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { voxomics } from "../cli/workspace.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { filesIn, openRegions, useExplorer } from "./explorer-page.ts";
import { savedFile } from "./saved-file.ts";

const folder = await temporaryFolder();

/**
 * The attributes of a structured report as text, without what is new in each document, its own UIDs and the time, and
 * without the paths of files, which a browser does not know.
 */
function attributesOf(bytes: Uint8Array): string {
  const { DicomMessage, DicomMetaDictionary } = dcmjs.data as unknown as {
    DicomMessage: { readFile(bytes: ArrayBuffer): { readonly dict: object } };
    DicomMetaDictionary: { naturalizeDataset(dict: object): object };
  };
  const { dict } = DicomMessage.readFile(new Uint8Array(bytes).buffer);
  return JSON.stringify(DicomMetaDictionary.naturalizeDataset(dict))
    .replace(/"2\.25\.\d+"/g, '"new"')
    .replace(/\{\\"name\\":\\"[^"]*\\"/g, "{name")
    .replace(
      /"((?:Content|Series|InstanceCreation|Observation)\w*(?:Date|Time|DateTime))":"[^"]*"/g,
      '"$1":"now"',
    );
}

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

    it("and saved as a structured report, as the command line writes it", async () => {
      const text = JSON.stringify({ families: ["statistics"] });
      const settings = encodeURIComponent(text);
      const settingsFile = join(folder, "settings.json");
      await writeFile(settingsFile, text);
      const page = await explorer.visit({ hash: `view=axial&panel=features&settings=${settings}` });
      const dicom = dataPath("ibsi_1_ct_radiomics_phantom", "dicom");
      await page
        .locator("input[type=file]")
        .first()
        .setInputFiles(await filesIn(dicom));
      await page.locator(".open-region").waitFor();
      await page.getByRole("button", { name: /^Measure/ }).click();
      await page.locator(".feature-line").first().waitFor();
      const dicomButton = page.getByRole("button", { name: "DICOM", exact: true });
      const saved = attributesOf(await savedFile(page, () => dicomButton.click()));
      const out = join(folder, "features.dcm");
      const paths = [join(dicom, "image"), join(dicom, "mask")];
      await voxomics("extract", ...paths, "--settings", settingsFile, "--out", out);
      expect(saved).toEqual(attributesOf(await readFile(out)));
      expect(saved).toContain("Q4LE"); // the mean
    });
  });
});
