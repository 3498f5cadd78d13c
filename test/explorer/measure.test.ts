import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { writeNifti } from "../../src/io.ts";
import { toLongCsv, toWideCsv } from "../../src/report/csv.ts";
import { featureTitle } from "../../src/report/family-heading.ts";
import type { Report } from "../../src/report/report.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { digitalPhantom } from "../phantoms.ts";
import { startAndCancel, useExplorer } from "./explorer-page.ts";
import { openBuiltIn } from "./open-built-in.ts";
import { savedFile } from "./saved-file.ts";
import { shownValues } from "./shown-values.ts";
import { violations } from "./violations.ts";

const { image, mask } = digitalPhantom();
const labels = { ...mask, data: mask.data.map((inside, v) => inside * (v < 40 ? 1 : 2)) };
const label = (n: number) => ({ ...mask, data: labels.data.map((one) => (one === n ? 1 : 0)) });
const folder = await temporaryFolder();
const paths = [join(folder, "image.nii"), join(folder, "labels.nii")];
await writeFile(paths[0], await writeNifti(image));
await writeFile(paths[1], await writeNifti(labels));

const at = (settings: SettingsInput) =>
  `view=axial&panel=features&settings=${encodeURIComponent(JSON.stringify(settings))}`;

/** Presses Measure and waits for the table. */
async function measure(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Measure/ }).click();
  await page.locator(".progress").waitFor({ state: "detached" });
  await page.locator(".feature-line").first().waitFor();
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

describeWithChromium("the explorer measures", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("every value of the phantom as Node does, to the last bit, and saves them", async () => {
    const settings: SettingsInput = {
      discretise: { method: "none" },
      aggregations: ["2D:avg", "2.5D:mrg", "3D:avg", "3D:mrg"],
    };
    const page = await explorer.visit({ hash: at(settings) });
    await openBuiltIn(page, "IBSI digital phantom");
    await measure(page);
    const { features } = extract(image, mask, settings);
    const shown = await shownValues(page);
    expect(shown.map(({ name, code, method, values }) => [name, code, method, values[0]])).toEqual(
      features.map(({ family, name, code, aggregation, value }) => [
        featureTitle(family, name),
        code ?? "",
        aggregation ?? "",
        value,
      ]),
    );

    const save = async (name: string) => savedFile(page, () => button(page, name).click());
    const json: Report = JSON.parse(String(await save("JSON")));
    const expected = extract(image, mask, settings);
    expect(json.features).toEqual(expected.features);
    expect(json.settings).toEqual(expected.settings);
    expect(json).toMatchObject({
      software: "voxomics",
      image: { name: "IBSI digital phantom", size: [5, 4, 4] },
      roi: { label: 1, region: "phantom", morphologicalVoxels: 74 },
    });
    expect(await button(page, "DICOM").isDisabled()).toBe(true);
    expect(await page.locator(".save").innerText()).toContain(
      "DICOM needs a DICOM series, which the report refers to.",
    );
    expect(String(await save("CSV"))).toBe(toLongCsv(expected.features));
    expect(String(await save("CSV, wide"))).toBe(toWideCsv([json]));
    const { buffer, byteOffset, byteLength } = await save("Parquet");
    const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.map(({ tag, value }) => [tag, value])).toEqual(
      expected.features.map(({ tag, value }) => [tag, value]),
    );
  });

  it("numbers in German in the table, and with a point in files", async () => {
    const settings: SettingsInput = { families: ["statistics"] };
    const page = await explorer.visit({ hash: `${at(settings)}&numbers=de` });
    await openBuiltIn(page, "IBSI digital phantom");
    await measure(page);
    const [mean] = await shownValues(page);
    expect(mean).toMatchObject({ values: [2.1486486486486487], text: ["2,14865"] });
    const csv = await savedFile(page, () => button(page, "CSV").click());
    expect(String(csv)).toContain(",2.1486486486486487,");
  });

  it("regions side by side, and marks what differs", async () => {
    const settings: SettingsInput = { families: ["statistics", "glcm"] };
    const page = await explorer.visit({ hash: at(settings), paths });
    for (const n of [1, 2]) {
      await button(page, `label ${n}`).click();
      await page.getByRole("button", { name: `Show label ${n}` }).waitFor();
    }
    await measure(page);
    const shown = await shownValues(page);
    const expected = [1, 2].map((n) => extract(image, label(n), settings).features);
    expect(shown.map(({ values }) => values)).toEqual(
      expected[0].map(({ value }, n) => [value, expected[1][n].value]),
    );
    const different = expected[0].filter(({ value }, n) => value !== expected[1][n].value);
    await page.getByLabel("Only what differs").check();
    expect(await shownValues(page)).toHaveLength(different.length);
    const json = JSON.parse(String(await savedFile(page, () => button(page, "JSON").click())));
    expect(json.regions.map((one: Report) => [one.roi.label, one.features])).toEqual([
      [1, expected[0]],
      [2, expected[1]],
    ]);
  });

  it("a ring within another mask as Node does, and says how it was made", async () => {
    const settings: SettingsInput = { families: ["statistics"], mask: { ring: 2 } };
    const page = await explorer.visit({ hash: at(settings), paths });
    await button(page, "label 2").click();
    await page.getByRole("button", { name: "Show label 2" }).waitFor();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByLabel("Within another mask").selectOption("label 1");
    await page.getByText("Regions are cut to label 1").waitFor();
    expect(await page.getByRole("textbox", { name: "Command line" }).inputValue()).toBe(
      "voxomics extract image.nii labels.nii --label 2 --within labels.nii --within-region 1 --settings settings.yaml --out features.json",
    );
    expect(await violations(page)).toEqual([]);
    await page.getByRole("tab", { name: "Features" }).click();
    await measure(page);
    const { features, roi } = extract(image, label(2), settings, { within: label(1) });
    expect((await shownValues(page)).map(({ values }) => values[0])).toEqual(
      features.map(({ value }) => value),
    );
    const made = page
      .locator(".messages")
      .getByText(/as measured: mask \d+ voxels → ring .* → within/);
    await made.waitFor();
    const json = JSON.parse(String(await savedFile(page, () => button(page, "JSON").click())));
    expect(json.roi.derivation).toEqual(roi.derivation);
    expect(json.within).toMatchObject({ name: "labels.nii", size: [5, 4, 4] });
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByLabel("Within another mask").selectOption("none");
    await page.getByRole("tab", { name: "Features" }).click();
    await page.getByText("have changed since").waitFor();
  });

  it("an image normalised by the white stripe of a mask as Node does, and nothing until it is chosen", async () => {
    const normalise = { method: "whiteStripe", peak: "largest", width: 0.3 } as const;
    const settings: SettingsInput = { families: ["statistics"], normalise };
    const page = await explorer.visit({ hash: at(settings), paths });
    await button(page, "label 2").click();
    await page.getByRole("button", { name: "Show label 2" }).waitFor();
    const lacking = page.getByText("no mask of white matter is chosen");
    await lacking.waitFor();
    expect(await button(page, "Measure").isDisabled()).toBe(true);
    await page.getByRole("tab", { name: "Plots" }).click();
    await lacking.waitFor();
    await page.getByRole("tabpanel").getByRole("button", { name: "Settings" }).click();
    const choice = page.getByLabel("Mask of white matter");
    const command = page.getByRole("textbox", { name: "Command line" });
    expect(await command.inputValue()).toContain(" --white-matter WHITE_MATTER_MASK ");
    await choice.selectOption("label 1");
    await page.getByText("The white stripe is found in label 1").waitFor();
    expect(await command.inputValue()).toBe(
      "voxomics extract image.nii labels.nii --label 2 --white-matter labels.nii --white-matter-region 1 --settings settings.yaml --out features.json",
    );
    expect(await violations(page)).toEqual([]);
    await page.getByRole("tab", { name: "Features" }).click();
    await measure(page);
    const { features } = extract(image, label(2), settings, { whiteMatter: label(1) });
    expect((await shownValues(page)).map(({ values }) => values[0])).toEqual(
      features.map(({ value }) => Number(String(value))), // text has no -0
    );
    const json = JSON.parse(String(await savedFile(page, () => button(page, "JSON").click())));
    expect(json.whiteMatter).toMatchObject({ name: "labels.nii", size: [5, 4, 4] });
    await page.getByRole("tab", { name: "Plots" }).click();
    await button(page, "Feature map").click();
    await button(page, "Make the map").click();
    await page.getByRole("region", { name: "The map over the image" }).waitFor();
    // another method takes no such mask
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.locator('[id="set-normalise"]').selectOption("zScore");
    await choice.waitFor({ state: "detached" });
    expect(await command.inputValue()).not.toContain("--white-matter");
    await page.getByRole("tab", { name: "Features" }).click();
    await page.getByText("have changed since").waitFor();
    await measure(page);
  });

  it("beside a result that is kept, under other settings", async () => {
    const page = await explorer.visit({ hash: at({ families: ["glcm"] }) });
    await openBuiltIn(page, "IBSI digital phantom");
    await measure(page);
    await button(page, "Keep to compare").click();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.locator('[id="set-discretise.bins"]').fill("4");
    await page.getByRole("tab", { name: "Features" }).click();
    await page.getByText("The settings have changed since").waitFor();
    await measure(page);
    await page.locator(".value-head").nth(1).waitFor();
    await page.getByLabel("Search features").fill("cm_contrast_3D_comb");
    const [contrast] = await shownValues(page);
    const under = (bins: number) =>
      extract(image, mask, {
        features: ["cm_contrast_3D_comb"],
        discretise: { method: "fixedBinNumber", bins },
      }).features[0].value;
    expect(contrast.values).toEqual([under(32), under(4)]);
    expect(await page.locator(".value.differs").count()).toBe(1);
    // both values are in sight
    const table = await page.locator(".table-scroller").boundingBox();
    const last = await page.locator("td.value").nth(1).boundingBox();
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(
      (table?.x ?? 0) + (table?.width ?? 0),
    );
  });

  it("nothing once it is cancelled, and again after that", async () => {
    const filters = [{ type: "gabor", sigma: 6, lambda: 4, gamma: 1, thetaStep: 0.2 }] as const;
    const page = await explorer.visit({ hash: at({ filters: [...filters] }) });
    await openBuiltIn(page, "Synthetic tumour");
    await startAndCancel(page, "Measure");
    await button(page, "Measure").waitFor();
    expect(await page.locator(".feature-line").count()).toBe(0);
    await page.getByRole("tab", { name: "Settings" }).click();
    await button(page, "Reset all").click();
    await page.getByRole("tab", { name: "Features" }).click();
    await measure(page);
    expect((await shownValues(page)).length).toBeGreaterThan(200);
  });

  it("no region that the settings leave empty, and says why", async () => {
    const page = await explorer.visit({
      hash: at({ discretise: { method: "fixedBinSize", width: 1, minimum: 5 } }),
    });
    await openBuiltIn(page, "IBSI digital phantom");
    await button(page, "Measure").click();
    await page.getByText("lies below the first bin, which starts at 5").waitFor();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.locator('[id="set-distance"]').fill("0");
    await page.getByRole("tab", { name: "Features" }).click();
    await button(page, "Measure").click();
    await page
      .getByText(
        "distance: found 0, expected null, an integer at least 1 or an array of at least 1, each an integer at least 1",
      )
      .waitFor();
  });

  it("a long table of which only what is in sight is drawn, also on a tablet", async () => {
    const page = await explorer.visit({ hash: at({}) });
    await page.setViewportSize({ width: 820, height: 1180 });
    await openBuiltIn(page, "IBSI digital phantom");
    await measure(page);
    await page.getByText("215 features").waitFor();
    await expect.poll(() => page.locator(".feature-line").count()).toBeLessThan(60);
    expect(await shownValues(page)).toHaveLength(215);
  });

  it.each([false, true])("without a barrier that axe-core knows, dark: %s", async (dark) => {
    const page = await explorer.visit({ dark, hash: at({}) });
    await openBuiltIn(page, "IBSI digital phantom");
    await button(page, "Measure").waitFor();
    expect(await violations(page)).toEqual([]);
    await measure(page);
    await page.locator(".feature-name").first().click();
    await page.getByRole("region", { name: /^Details of/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
