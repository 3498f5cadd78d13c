import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import type { Report } from "../../src/report/report.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { voxomics } from "../cli/workspace.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { filesIn, startAndCancel, useExplorer } from "./explorer-page.ts";
import { savedFile } from "./saved-file.ts";
import { shownValues } from "./shown-values.ts";

const folder = await temporaryFolder();
const dicom = dataPath("ibsi_1_ct_radiomics_phantom", "dicom");

/** Everything that the command line writes of the phantom under configuration C. */
async function fromCommandLine(): Promise<Report> {
  const out = join(folder, "features.json");
  const paths = [join(dicom, "image"), join(dicom, "mask")];
  const { status, err } = await voxomics(
    "extract",
    ...paths,
    "--settings",
    "ibsi-1c",
    "--out",
    out,
  );
  expect([status, err]).toEqual([0, expect.any(String)]);
  return JSON.parse(await readFile(out, "utf8"));
}

/**
 * Whether a value is the same in every engine. Moran's I and Geary's C of a large region are sums by a Fourier
 * transform, whose sines Chromium rounds in another way than Node 20.
 */
const isExact = ({ tag }: FeatureValue) => tag !== "morph_moran_i" && tag !== "morph_geary_c";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();

describeWithChromium("the explorer, as a user goes through it,", (executablePath) => {
  const explorer = useExplorer(executablePath);

  describeWithData("with the CT phantom", () => {
    it("measures what the command line measures, and lets it be taken away", async () => {
      const page = await explorer.visit();
      const files = await filesIn(dicom);
      await page
        .locator("input[type=file]")
        .first()
        .setInputFiles([...files, "package.json"]);
      await page.locator(".open-region").waitFor();
      await page.getByText("1 file was refused").waitFor(); // package.json, which is no image

      await page.getByLabel("Preset").selectOption("ibsi-1c");
      await tab(page, "Features");
      await startAndCancel(page, "Measure");
      await button(page, "Measure").waitFor();
      expect(await page.locator(".feature-line").count()).toBe(0);
      await button(page, "Measure").click();
      await page.locator(".feature-line").first().waitFor();
      const shown = await shownValues(page);
      const json = JSON.parse(String(await savedFile(page, () => button(page, "JSON").click())));

      const expected = await fromCommandLine();
      expect(expected.features.length).toBeGreaterThan(200);
      expect(shown.map(({ values }) => values[0])).toEqual(
        json.features.map(({ value }: FeatureValue) => value),
      );
      expect(json.features.filter(isExact)).toEqual(expected.features.filter(isExact));
      const others = expected.features.filter((one) => !isExact(one));
      expect(others).toHaveLength(2);
      for (const { tag, value } of others) {
        const found = json.features.find((one: FeatureValue) => one.tag === tag);
        expect(Math.abs(found.value / (value as number) - 1)).toBeLessThan(1e-12);
      }
      expect(json.settings).toEqual(expected.settings);
      expect(json.roi).toEqual(expected.roi);

      await tab(page, "Plots");
      await button(page, "Feature map").click();
      await page.locator(".feature-choice").selectOption("stat_mean");
      await button(page, "Make the map").click();
      const tools = page.getByRole("region", { name: "The map over the image" });
      await tools.waitFor();
      expect(await tools.innerText()).toContain("Mean intensity");

      await tab(page, "Validate");
      await button(page, "Validate this browser").click();
      await page.locator(".verdict").waitFor();
      expect(await page.locator(".verdict").innerText()).toContain("482 of 482");
    });
  });
});
