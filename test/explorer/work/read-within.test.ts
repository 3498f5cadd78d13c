import { describe, expect, it } from "vitest";
import { intensities } from "../../../src/explorer/work/intensities.ts";
import { listFiles } from "../../../src/explorer/work/list-files.ts";
import { noCase } from "../../../src/explorer/work/open-case.ts";
import { openWithin } from "../../../src/explorer/work/open-region.ts";
import { readRegion } from "../../../src/explorer/work/read-region.ts";
import { readWithin } from "../../../src/explorer/work/read-within.ts";
import { writeNifti } from "../../../src/io.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { volumeOf } from "../../cli/workspace.ts";

const image = volumeOf((v) => v);

/** A case with a mask of the first 6 voxels, and a second mask. */
async function caseWith(second: Volume) {
  const held = noCase();
  const files = [
    { name: "mask.nii", bytes: await writeNifti(volumeOf((v) => (v < 6 ? 1 : 0))) },
    { name: "second mask.nii", bytes: await writeNifti(second) },
  ];
  const { regionFiles } = await listFiles(files, held);
  const opened = { id: "ct", title: "ct", volume: image, description: {} as never, notes: [] };
  held.image = opened;
  const [asked, within] = regionFiles.map(({ id, regions }) => ({
    ...{ file: id, region: regions[0] },
    resampleMask: false,
  }));
  await readRegion(held, asked);
  return { held, opened, within };
}

const region = "file:mask.nii#1";

describe("a mask that regions are cut to", () => {
  it("is held, and cuts the region that plots show", async () => {
    const { held, within } = await caseWith(volumeOf((v) => (v >= 4 ? 1 : 0)));
    const { id, voxels, volume } = await readWithin(held, within);
    expect({ id, voxels, volume }).toEqual({
      ...{ id: "file:second mask.nii#1", voxels: 20, volume: 40 },
    });
    const countUnder = async (within: string | null, settings = {}) =>
      (await intensities(held, { region, within, settings })).voxels;
    expect(await countUnder(null)).toBe(6);
    expect(await countUnder(id)).toBe(2); // voxels 4 and 5
    // a ring of 1 mm: each neighbour by a face in the slice, so voxels 6 to 9
    expect(await countUnder(id, { mask: { ring: 1 } })).toBe(4);
  });

  it("may lie outside the image in part, and is refused on another grid in words about it", async () => {
    const { held, within } = await caseWith(volumeOf(() => 1, { origin: [2, 0, 0] }));
    await expect(readWithin(held, within)).rejects.toThrow(/^within: /);
    const { voxels, resampled } = await readWithin(held, { ...within, resampleMask: true });
    expect({ voxels, resampled }).toEqual({ voxels: 12, resampled: true });
  });

  it("is not held where another image was opened while it was read", async () => {
    const { held, opened, within } = await caseWith(volumeOf(() => 1));
    const read = readWithin(held, within);
    held.image = { ...opened, id: "mr" };
    await expect(read).rejects.toThrow("another image was opened meanwhile");
    expect(() => openWithin(held, { within: "file:second mask.nii#1" })).toThrow("is not open");
    expect(openWithin(held, { within: null })).toBeUndefined();
  });
});
