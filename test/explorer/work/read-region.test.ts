import { describe, expect, it } from "vitest";
import { listFiles } from "../../../src/explorer/work/list-files.ts";
import { noCase } from "../../../src/explorer/work/open-case.ts";
import { readRegion } from "../../../src/explorer/work/read-region.ts";
import { writeNifti } from "../../../src/io.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { volumeOf } from "../../cli/workspace.ts";

const image = volumeOf((v) => v);
const open = (id: string, volume: Volume) => ({
  id,
  title: id,
  volume,
  description: {} as never,
  notes: [],
});

/** A case with an image and a mask of its first 6 voxels. */
async function caseWithMask() {
  const held = noCase();
  const bytes = await writeNifti(volumeOf((v) => (v < 6 ? 1 : 0)));
  const { regionFiles } = await listFiles([{ name: "mask.nii", bytes }], held);
  held.image = open("first", image);
  const [{ id, regions }] = regionFiles;
  return { held, asked: { file: id, region: regions[0], resampleMask: false } };
}

describe("a region", () => {
  it("is held as soon as it was read", async () => {
    const { held, asked } = await caseWithMask();
    await readRegion(held, asked);
    expect([...held.regions.keys()]).toEqual(["file:mask.nii#1"]);
  });

  it("is given up where another image was opened while it was read", async () => {
    const { held, asked } = await caseWithMask();
    const read = readRegion(held, asked);
    held.image = open("second", image);
    await expect(read).rejects.toThrow("another image was opened meanwhile");
    expect(held.regions.size).toBe(0);
  });

  it("is not held once its reading was stopped", async () => {
    const { held, asked } = await caseWithMask();
    const controller = new AbortController();
    const read = readRegion(held, asked, { signal: controller.signal });
    controller.abort(new Error("stopped"));
    await expect(read).rejects.toThrow("stopped");
    expect(held.regions.size).toBe(0);
  });
});
