import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { syntheticTumour } from "../../src/explorer/work/synthetic-tumour.ts";
import { countMatrices } from "../../src/extraction/count-matrices.ts";
import { extract } from "../../src/extraction/extract.ts";
import { prepareRegion } from "../../src/extraction/prepare-region.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { rangeOf } from "../../src/math/range.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { digitalPhantom } from "../phantoms.ts";
import { startAndCancel, useExplorer } from "./explorer-page.ts";
import { openBuiltIn } from "./open-built-in.ts";
import { violations } from "./violations.ts";

const { image, mask } = digitalPhantom();
const at = (plot: string, settings: SettingsInput = {}) =>
  `view=axial&panel=plots&plot=${plot}&settings=${encodeURIComponent(JSON.stringify(settings))}`;

/** The numbers of the n-th plot's table, row by row. */
async function numbers(page: Page, n = 0): Promise<number[][]> {
  const figure = page.locator(".plot-figure").nth(n);
  await figure.locator(".plot").waitFor();
  await figure.locator("summary").click();
  const rows = await figure.locator("tbody tr").allInnerTexts();
  return rows.map((row) => row.split(/\s+/).map((cell) => Number(cell.replaceAll(",", ""))));
}

describeWithChromium("the explorer draws", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("the histogram of intensities, with what re-segmentation leaves out, and the grey levels", async () => {
    const settings: SettingsInput = {
      resegment: { range: [1, 4] },
      discretise: { method: "none" },
    };
    const page = await explorer.visit({ hash: at("histogram", settings) });
    await openBuiltIn(page, "IBSI digital phantom");
    const bars = await numbers(page);
    const count = (value: number) =>
      image.data.filter((one, v) => one === value && mask.data[v] === 1).length;
    expect(bars).toEqual([
      [0.5, 1.5, count(1), 0],
      [1.5, 2.5, count(2), 0],
      [2.5, 3.5, count(3), 0],
      [3.5, 4.5, count(4), 0],
      [4.5, 5.5, 0, 0],
      [5.5, 6.5, 0, count(6)],
    ]);
    expect(await numbers(page, 1)).toEqual(
      [1, 2, 3, 4].map((level) => [level, level - 0.5, level + 0.5, count(level)]),
    );
  });

  it("the intensity-volume histogram", async () => {
    const page = await explorer.visit({ hash: at("volume-curve") });
    await openBuiltIn(page, "IBSI digital phantom");
    const inside = image.data.filter((_, v) => mask.data[v] === 1);
    const atLeast = (level: number) => inside.filter((one) => one >= level).length / inside.length;
    expect(await numbers(page)).toEqual(
      [1, 2, 3, 4, 5, 6].map((level) => [level, Number(atLeast(level).toPrecision(6))]),
    );
  });

  it("matrices: merged, by direction, and of zones", async () => {
    const settings: SettingsInput = { discretise: { method: "none" } };
    const page = await explorer.visit({ hash: at("matrices", settings) });
    await openBuiltIn(page, "IBSI digital phantom");
    const region = prepareRegion(image, mask);
    const entries = (family: "glcm" | "glszm") => {
      const [counted] = countMatrices(region, family, { ...settings, aggregations: ["3D:mrg"] });
      const { i, j, n } = counted.matrices[0].matrix;
      return Array.from(n, (count, e) => [i[e], j[e], count]);
    };
    const sorted = (rows: number[][]) => rows.map((row) => row.join()).sort();
    expect(sorted(await numbers(page))).toEqual(sorted(entries("glcm")));
    const [matrix, method] = [0, 1].map((n) => page.locator(".view-tools select").nth(n));
    await method.selectOption("3D:avg");
    await page.getByRole("heading", { name: "Direction -1, 1, 1" }).waitFor();
    expect(await page.locator(".matrix-grid .plot-figure").count()).toBe(13);
    await matrix.selectOption("glszm");
    await page.locator(".matrix-grid").waitFor({ state: "detached" });
    await page.getByText("size of the zone").first().waitFor();
    expect(sorted(await numbers(page))).toEqual(sorted(entries("glszm")));
  });

  it("a feature map over the image, as Node makes it, and none once it is hidden", async () => {
    const page = await explorer.visit({ hash: at("feature-map") });
    await openBuiltIn(page, "Synthetic tumour");
    await page.getByLabel("Feature").selectOption("stat_var");
    await page.getByRole("button", { name: "Make the map" }).click();
    const tools = page.getByRole("region", { name: "The map over the image" });
    await tools.waitFor();
    const tumour = syntheticTumour();
    const [{ volume }] = featureMap(tumour.image, tumour.mask, {
      features: ["stat_var"],
      crop: true,
    });
    const { lowest, highest } = rangeOf(Float64Array.from(volume.data).filter(Number.isFinite));
    expect(Number(await tools.getByLabel("Colours to").inputValue())).toBe(
      Number(Math.fround(highest).toPrecision(5)),
    );
    expect(Number(await tools.getByLabel("Colours from").inputValue())).toBe(
      Number(Math.fround(lowest).toPrecision(5)),
    );
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Hide map" }).click();
    await tools.waitFor({ state: "detached" });
  });

  it("no feature map once it is cancelled", async () => {
    const page = await explorer.visit({ hash: at("feature-map") });
    await openBuiltIn(page, "Synthetic tumour");
    await page.getByLabel("Feature").selectOption("cm_contrast_3D_avg");
    await page.getByLabel("Radius").fill("4");
    await startAndCancel(page, "Make the map");
    await page.getByRole("button", { name: "Make the map" }).waitFor();
    expect(await page.getByRole("region", { name: "The map over the image" }).count()).toBe(0);
  });

  it("the response map of a filter", async () => {
    const filters = [{ type: "square" }] as const;
    const page = await explorer.visit({ hash: at("response", { filters: [...filters] }) });
    await openBuiltIn(page, "IBSI digital phantom");
    await page.getByRole("button", { name: "Show the response" }).click();
    const tools = page.getByRole("region", { name: "The map over the image" });
    await tools.waitFor();
    expect(await tools.innerText()).toContain("square");
  });

  it("what perturbations do to a feature, as Node finds it", async () => {
    const page = await explorer.visit({ hash: at("perturbation") });
    await openBuiltIn(page, "Synthetic tumour");
    await page.getByLabel("Repeats").fill("3");
    await page.getByRole("button", { name: "Perturb", exact: true }).click();
    const values = (await numbers(page)).map(([seed, value]) => [seed, value]);
    const tumour = syntheticTumour();
    const expected = [1, 2, 3].map((seed) => {
      const moved = perturb(tumour.image, tumour.mask, "RV", seed, { margin: 0 });
      const { features } = extract(moved.image, moved.mask, { features: ["stat_mean"] });
      return [seed, Number(features[0].value?.toPrecision(6))];
    });
    expect(values).toEqual(expected);
    await page.getByLabel("Show the region of repeat").selectOption("2");
    await page.getByRole("region", { name: "The map over the image" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each([false, true])(
    "every view without a barrier that axe-core knows, dark: %s",
    async (dark) => {
      const page = await explorer.visit({ dark, hash: at("histogram") });
      await openBuiltIn(page, "IBSI digital phantom");
      for (const title of [
        "Histogram",
        "Volume curve",
        "Matrices",
        "Response map",
        "Feature map",
        "Perturbation",
      ]) {
        await page.getByRole("button", { name: title, exact: true }).click();
        const isPlot = /^(Histogram|Volume curve|Matrices)$/.test(title);
        if (isPlot) await page.locator(".plot").first().waitFor();
        expect([title, await violations(page)]).toEqual([title, []]);
      }
    },
  );
});
