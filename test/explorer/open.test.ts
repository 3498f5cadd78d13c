import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { writeNifti } from "../../src/io.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { describeWithChromium } from "../browser/describe-with-chromium.ts";
import { volumeOf } from "../cli/workspace.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { niftiFile } from "../io/nifti/fixture.ts";
import { pngFile } from "../io/png/fixture.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";
import { openRegions, useExplorer } from "./explorer-page.ts";
import { dicomWithLabelMap, fourDimensionalMask } from "./label-maps.ts";
import { violations } from "./violations.ts";

const folder = await temporaryFolder();
const [imageFile, maskFile] = [join(folder, "image.nii"), join(folder, "mask.nii")];
await writeFile(imageFile, await writeNifti(volumeOf((v) => v)));
await writeFile(maskFile, await writeNifti(volumeOf((v) => (v < 12 ? 1 : 0))));

/** A file to be dropped. */
interface Dropped {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Drops files on the page, as from a folder's window. */
async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const sent = files.map(({ name, bytes }) => ({
    name,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { lastModified: 0 })); // as of one file on a disk
    }
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
  }, sent);
}

const named = async (name: string, volume: Volume): Promise<Dropped> => ({
  name,
  bytes: await writeNifti(volume, { gzip: name.endsWith(".gz") }),
});

describeWithChromium("the explorer opens", (executablePath) => {
  const explorer = useExplorer(executablePath);

  it("the digital phantom by one click, with its region", async () => {
    const page = await explorer.visit({ hash: "" });
    await page.getByRole("button", { name: "IBSI digital phantom" }).click();
    await page.locator(".open-region").waitFor();
    expect(await openRegions(page)).toEqual([
      expect.stringMatching(/^phantom\s+0.592 mL, 74 voxels$/),
    ]);
    await page.getByText("Voxel", { exact: true }).waitFor();
    // the voxel (2, 2, 2) of the phantom is 9: IBSI's reference manual shows it
    expect(await page.locator(".readout").innerText()).toMatch(/Voxel\s+2 {2}2 {2}2\s+Value\s+9/);
  });

  it("a picture in the spacing that is typed, and its mask of black and white", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    const size = { width: 20, height: 16 };
    const samples = Array.from({ length: 320 }, (_, v) => v);
    await drop(page, [
      { name: "image.png", bytes: pngFile({ ...size, bits: 16, samples, before: [["pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1]]] }) }, // biome-ignore format: one line
      { name: "drawn.png", bytes: pngFile({ ...size, samples: samples.map((v) => (v < 40 ? 255 : 0)) }) }, // biome-ignore format: one line
    ]);
    const box = page.getByRole("textbox", { name: "Spacing of image.png in mm" });
    await box.waitFor();
    await page.getByText("The file states 2835 x 2835 pixels a metre, which is not taken for it.").waitFor(); // biome-ignore format: one line
    const show = page.getByRole("button", { name: "Show", exact: true });
    expect(await show.isDisabled()).toBe(true);
    await box.fill("0.5");
    expect(await show.isDisabled()).toBe(true);
    await box.fill("0.5, 0.25, 2");
    expect(await violations(page)).toEqual([]);
    await show.click();
    await page.locator(".open-region").waitFor();
    // 40 voxels of 0.25 mm³
    expect(await openRegions(page)).toEqual([
      expect.stringMatching(/^label 255\s+0.01 mL, 40 voxels$/),
    ]);
    await box.fill("1 1");
    await show.click();
    await page.locator(".open-region", { hasText: "0.04 mL" }).waitFor();
    expect(await page.locator(".entry-notes").first().innerText()).toContain(
      "its slice was taken to be 1 mm thick",
    );
  });

  it("files that are dropped: an image, labels, and one that no reader knows, which is said", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    await drop(page, [
      await named(
        "image.nii.gz",
        volumeOf((v) => (v * 7) % 11),
      ),
      await named(
        "labels.nii.gz",
        volumeOf((v) => v % 3),
      ),
      { name: "notes.txt", bytes: Buffer.from("not an image") },
      {
        name: "cut.nii",
        bytes: (
          await named(
            "cut.nii",
            volumeOf(() => 1),
          )
        ).bytes.subarray(0, 360),
      },
    ]);
    const labels = page.getByRole("button", { name: "label 2" });
    await labels.waitFor();
    await page.getByText("Voxel", { exact: true }).waitFor();
    expect(await page.locator(".refusals").innerText()).toMatch(
      /2 files were refused\s+cut\.nii\s+.*360 bytes.*\s+notes\.txt\s+no reader knows this file/,
    );
    await page.getByRole("button", { name: "label 1" }).click();
    await page.locator(".open-region").waitFor();
    await labels.click();
    await page.locator(".open-region").nth(1).waitFor();
    expect(await openRegions(page)).toEqual([
      expect.stringContaining("8 voxels"),
      expect.stringContaining("8 voxels"),
    ]);
    await page.getByRole("button", { name: "Give up label 1" }).click();
    await expect.poll(() => openRegions(page)).toHaveLength(1);
  });

  it("a mask of another grid only when it is told to put it on the image's", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    await drop(page, [
      await named(
        "image.nii",
        volumeOf((v) => v),
      ),
      await named(
        "mask.nii",
        volumeOf((v) => (v < 12 ? 1 : 0), { spacing: [1.1, 1, 2] }),
      ),
    ]);
    const remedy = page.getByRole("button", { name: "Put it on the image's grid" });
    await remedy.waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/spacing.*1\.1/);
    await remedy.click();
    await page.locator(".open-region").waitFor();
    expect(await page.getByRole("alert").innerText()).toBe("");
  });

  it("one of several volumes of a file, which it asks to choose", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    const bytes = niftiFile({ dim: [4, 4, 3, 2, 3, 1, 1, 1], sformCode: 1 }); // values 0, 1, 2 …
    await drop(page, [{ name: "series.nii", bytes }]);
    await page.getByRole("button", { name: "Volume 3" }).click();
    await page.getByText("Voxel", { exact: true }).waitFor();
    // the voxel in the middle, (2, 1, 1), of the third volume of 24 voxels
    const value = (volume: number) => new RegExp(`Value\\s+${24 * (volume - 1) + 2 + 4 + 12}\\b`);
    await expect.poll(() => page.locator(".readout").innerText()).toMatch(value(3));
    await page.getByLabel("Volume", { exact: true }).selectOption("2");
    await expect.poll(() => page.locator(".readout").innerText()).toMatch(value(2));
  });

  it("files beside an image: shows a mask on its grid, and says what a click on the others does", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    const ct = volumeOf((v) => v);
    const elsewhere = { origin: [50, 0, 0] } as const;
    await drop(page, [
      await named("ct.nii", ct),
      await named(
        "ct mask.nii",
        volumeOf((v) => (v < 6 ? 1 : 0)),
      ),
    ]);
    await page.locator(".open-region").waitFor();
    const said = page.locator(".added");
    // an image with its mask, which is not of the shown image
    const mr = await named("mr.nii", { ...ct, ...elsewhere });
    const mrMask = await named("mr mask.nii", {
      ...volumeOf((v) => (v < 4 ? 1 : 0)),
      ...elsewhere,
    });
    await drop(page, [mr, mrMask]);
    await said.waitFor();
    expect(await said.innerText()).toBe(
      "An image was added: a click on it shows it in place of ct.nii.\n\nA file of regions was added: a click on a region shows it over the image.",
    );
    expect(await page.locator(".added-mark").count()).toBe(2);
    expect(await page.locator(".region-file", { hasText: "mr mask" }).innerText()).toContain(
      "on another grid than the image",
    );
    expect(await openRegions(page)).toHaveLength(1);
    expect(await violations(page)).toEqual([]);
    await drop(page, [mr]);
    await expect.poll(() => said.innerText()).toBe("These files are open already.");
    // a second mask on the image's grid
    await drop(page, [
      await named(
        "lung mask.nii",
        volumeOf((v) => (v < 20 ? 1 : 0)),
      ),
    ]);
    await page.locator(".open-region").nth(1).waitFor();
    expect(await said.innerText()).toBe("The added region is shown over the image.");
    await page.getByRole("button", { name: "Close this message" }).click();
    await said.waitFor({ state: "detached" });
    // the other image, with the mask that lies on its grid among three
    await page.locator("li .entry", { hasText: "mr.nii" }).click();
    await expect.poll(() => openRegions(page)).toEqual([expect.stringContaining("4 voxels")]);
  });

  it("as regions what it took for an image", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    await drop(page, [
      await named(
        "a.nii",
        volumeOf((v) => v),
      ),
      await named(
        "b.nii",
        volumeOf((v) => v % 3),
      ),
    ]);
    await page.locator("li", { hasText: "b.nii" }).getByText("Use as regions").click();
    await page.getByRole("button", { name: "label 2" }).click();
    await page.locator(".open-region").waitFor();
    expect(await openRegions(page)).toEqual([expect.stringContaining("8 voxels")]);
  });

  it("regions of any of the volumes of a mask, side by side", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    await drop(page, [
      { name: "image.nii", bytes: niftiFile({ dim: [3, 4, 3, 2, 1, 1, 1, 1], sformCode: 1 }) },
      { name: "mask.nii", bytes: fourDimensionalMask() },
    ]);
    await page.locator(".open-region").waitFor();
    await page.getByLabel("Volume of mask.nii").selectOption("3");
    await page.getByRole("button", { name: "volume 3, label 3" }).click();
    await page.locator(".open-region").nth(1).waitFor();
    expect((await openRegions(page)).sort()).toEqual([
      expect.stringMatching(/^volume 1, label 1\s.* 4 voxels$/s),
      expect.stringMatching(/^volume 3, label 3\s.* 6 voxels$/s),
    ]);
    expect(await page.getByRole("textbox", { name: "Command line" }).inputValue()).toBe(
      "voxomics extract image.nii mask.nii --mask-volume 3 --label 3 --out features.json",
    );
    expect(await violations(page)).toEqual([]);
  });

  it("regions of a series of DICOM images that are labels", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    await drop(page, dicomWithLabelMap(volumeOf(() => 0)));
    await page.locator("li", { hasText: "labels" }).getByText("Use as regions").click();
    await page.getByRole("button", { name: "label 2" }).waitFor();
    await page.locator("li .entry", { hasText: "DICOM CT" }).click();
    await page.locator(".readout").getByText("Voxel", { exact: true }).waitFor();
    await page.getByRole("button", { name: "label 2" }).click();
    await page.locator(".open-region").waitFor();
    expect(await openRegions(page)).toEqual([expect.stringContaining("14 voxels")]);
  });

  it("a PET without weight in its stored unit, once SUV was refused", async () => {
    const page = await explorer.visit();
    await page.getByText("Drop images and regions here").waitFor();
    const slices = slicesOf(
      volumeOf(() => 0),
      { Modality: "PT", Units: "BQML" },
    );
    await drop(
      page,
      slices.map((elements, n) => ({ name: `${n}.dcm`, bytes: dicomFile(elements) })),
    );
    const unit = page.getByLabel("Unit of the PET");
    await unit.selectOption({ label: "SUV by body weight" });
    const remedy = page.getByRole("button", { name: "Show it in its stored unit" });
    await remedy.waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("no standardised uptake value: ");
    await remedy.click();
    await unit.waitFor();
    expect(await unit.inputValue()).toBe("");
    await expect.poll(() => page.getByRole("alert").innerText()).toBe("");
  });

  it("the files that the command line was given", async () => {
    const page = await explorer.visit({ paths: [imageFile, maskFile] });
    await page.locator(".open-region").waitFor();
    expect(await openRegions(page)).toEqual([expect.stringContaining("12 voxels")]);
    expect(await page.getByRole("button", { name: "image.nii" }).count()).toBe(1);
  });

  it("nothing any more once the case is closed, and ends the workers that held it", async () => {
    const page = await explorer.visit();
    await page.getByRole("button", { name: "Synthetic tumour" }).click();
    await page.locator(".open-region").waitFor();
    expect(page.workers().length).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Close case" }).click();
    await page.getByText("Drop images and regions here").waitFor();
    await expect.poll(() => page.workers().length).toBe(0);
    await page.getByRole("button", { name: "IBSI digital phantom" }).click();
    await page.locator(".open-region").waitFor();
  });
});
