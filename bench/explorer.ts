/**
 * Records how the explorer feels with a large image: when its first view is there, and which tasks keep the page's
 * thread busy while an image of 512 × 512 × 300 voxels of 16 bits is opened, a feature map of a region is made and
 * shown, and a filter answers. Tasks are those that Chromium calls long, from 50 ms on; a profile says how much of each
 * ran in the page's own scripts, and how much in the viewer, which uploads textures. Needs Chromium.
 *
 *   npx tsx bench/explorer.ts                    a table
 *   npx tsx bench/explorer.ts --json FILE        writes it too
 *   npx tsx bench/explorer.ts --slices 60        a smaller image: for trying
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { browseExplorer } from "../scripts/explorer/browse.ts";
import { writeNifti } from "../src/io.ts";
import { identityDirection } from "../src/volume/volume.ts";
import { longTasks, type PageTask, type Profile } from "./explorer/long-tasks.ts";
import { machineTitle, thisMachine } from "./machine.ts";

const { values } = parseArgs({
  options: { json: { type: "string" }, slices: { type: "string", default: "300" } },
});
const size = [512, 512, Number(values.slices)] as const;

/** A step of a user, and the long tasks of the page's thread meanwhile. */
interface Step {
  readonly title: string;
  /** From the click until what was asked for is shown, in ms. */
  readonly time: number;
  readonly tasks: readonly PageTask[];
}

const machine = thisMachine();
console.log(`${machineTitle(machine)}, load ${machine.load}`);
const folder = mkdtempSync(join(tmpdir(), "voxomics-bench-"));
const explorer = await browseExplorer();
try {
  const files = await writeCase();
  const page = await explorer.visit({
    hash: "view=axial", // in 3D, it would be the processor that draws
    window: { viewport: { width: 1440, height: 900 } },
  });
  await page.locator(".start-card").waitFor();
  await page.waitForTimeout(1000);
  const firstView = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  );
  const steps = [
    await record(page, "open image and region", async () => {
      await page.locator("input[type=file]").first().setInputFiles(files);
      await page.locator(".open-region").waitFor();
      await page.locator(".readout").getByText("Voxel", { exact: true }).waitFor();
    }),
    await record(page, "go through 40 slices", async () => {
      await page.locator(".open-region .entry").click();
      await page.getByLabel(/^Image\. Arrow keys/).focus();
      for (let n = 0; n < 40; n++) await page.keyboard.press("PageUp");
    }),
    await record(page, "measure", async () => {
      await page.getByRole("tab", { name: "Features" }).click();
      await page.getByRole("button", { name: "Measure", exact: true }).click();
      await page.locator(".feature-line").first().waitFor();
    }),
    await record(page, "feature map", async () => {
      await page.getByRole("tab", { name: "Plots" }).click();
      await page.getByRole("button", { name: "Feature map" }).click();
      await page.locator(".feature-choice").selectOption("cm_joint_entr_3D_comb");
      await page.getByRole("button", { name: "Make the map" }).click();
      await page.locator(".map-tools").waitFor();
    }),
    await record(page, "response of a filter", async () => {
      await page.getByRole("button", { name: "Response map" }).click();
      await page.getByRole("button", { name: "Show the response" }).click();
      await page.locator(".map-tools h3", { hasText: "mean" }).waitFor();
    }),
  ];
  for (const { title, time, tasks } of steps) {
    const longest = (of: (task: PageTask) => number) => Math.round(Math.max(0, ...tasks.map(of)));
    console.log(
      `${title}: ${(time / 1000).toFixed(1)} s, ${tasks.length} long tasks; the longest ${longest(
        ({ duration }) => duration,
      )} ms, of the processor ${longest(({ processor }) => processor)} ms, in the page's own scripts ${longest(({ own }) => own)} ms`,
    );
  }
  console.log(`first view after ${firstView === null ? "?" : Math.round(firstView)} ms`);
  const load = Number(loadavg()[0].toFixed(2));
  const results = { machine: { ...machine, loadAtEnd: load }, size, firstView, steps };
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
} finally {
  await explorer.close();
  rmSync(folder, { recursive: true, force: true });
}

/** A CT of noise about tissues, with a ball as its region, as compressed NIfTI files. */
async function writeCase(): Promise<readonly string[]> {
  const [nx, ny, nz] = size;
  const grid = {
    ...{ size, spacing: [0.8, 0.8, 1] as const, origin: [0, 0, 0] as const },
    direction: identityDirection,
  };
  const image = new Int16Array(nx * ny * nz);
  const mask = new Uint8Array(image.length);
  let noise = 1;
  for (let z = 0, v = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, v++) {
        noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
        const distance = Math.hypot(x - nx / 2, y - ny / 2);
        const tissue = distance > 230 ? -1000 : distance > 150 ? -80 : 45;
        image[v] = tissue + (noise >>> 26);
        mask[v] = Math.hypot(x - nx / 2, y - ny / 2, z - nz / 2) < 22 ? 1 : 0;
      }
    }
  }
  const paths = [join(folder, "ct.nii"), join(folder, "mask.nii.gz")];
  writeFileSync(paths[0], await writeNifti({ ...grid, data: image }, { gzip: false }));
  writeFileSync(paths[1], await writeNifti({ ...grid, data: mask }, { gzip: true }));
  return paths;
}

/** Times a step, and finds the long tasks of the page's thread meanwhile. */
async function record(page: Page, title: string, act: () => Promise<void>): Promise<Step> {
  const session = await page.context().newCDPSession(page);
  await explorer.browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 1000 });
  await session.send("Profiler.start");
  const began = performance.now();
  await act();
  const time = performance.now() - began;
  await page.waitForTimeout(500);
  const { profile } = await session.send("Profiler.stop");
  await session.detach();
  const { traceEvents } = JSON.parse(String(await explorer.browser.stopTracing()));
  const tasks = longTasks(traceEvents, profile as Profile, explorer.isViewer);
  return { title, time, tasks };
}
