/**
 * Takes the pictures of the explorer in README.md and docs/explorer.md: `npm run pictures`. Needs Chromium.
 *
 * `explorer-*.webp`: a built-in case in each view, in light colours and in dark ones.
 */
import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { browseExplorer } from "./explorer/browse.ts";
import { toWebp } from "./pictures/to-webp.ts";

/** The pictures: where each begins, and what is done before it is taken. */
const pictures: readonly {
  readonly name: string;
  readonly hash: string;
  readonly prepare: (page: Page) => Promise<void>;
}[] = [
  {
    name: "features",
    hash: "panel=features",
    async prepare(page) {
      await page.getByRole("button", { name: "Measure", exact: true }).click();
      await page.locator(".feature-line").first().waitFor();
      await page.getByLabel("Filter by family").selectOption("glcm");
    },
  },
  {
    name: "maps",
    hash: "panel=plots&plot=feature-map",
    async prepare(page) {
      await page.locator(".feature-choice").selectOption("cm_joint_entr_3D_comb");
      await page.getByRole("button", { name: "Make the map" }).click();
      await page.locator(".map-tools").waitFor();
      await page.getByRole("button", { name: "Matrices" }).click();
      await page.locator(".plot").waitFor();
    },
  },
];

const window = { viewport: { width: 1440, height: 820 } };

const explorer = await browseExplorer();
for (const colorScheme of ["light", "dark"] as const) {
  for (const { name, hash, prepare } of pictures) {
    const page = await explorer.visit({ hash, window: { ...window, colorScheme } });
    await page.getByRole("button", { name: "Synthetic tumour" }).click();
    await page.locator(".open-region .entry").click(); // the cursor goes to the region
    await page.locator(".readout").getByText("In", { exact: true }).waitFor();
    await prepare(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(1000); // until all is drawn, and nothing fades
    const path = `docs/pictures/explorer-${name}-${colorScheme}.webp`;
    await writeFile(path, await toWebp(await page.screenshot(), explorer.browser));
    console.log(path);
    await page.close();
  }
}
await explorer.close();
