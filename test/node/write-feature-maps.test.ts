import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { readFile } from "../../src/node/read-file.ts";
import { writeFeatureMaps } from "../../src/node/write-feature-maps.ts";
import { digitalPhantom } from "../phantoms.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();
const { image, mask } = digitalPhantom();

describe("writeFeatureMaps", () => {
  it("writes what featureMap makes", async () => {
    const options = {
      features: ["ngtdm"],
      settings: { resample: { spacing: [1, null, 1.5] } },
    } as const;
    const to = join(folder, "maps");
    const { maps, voxels, grid } = await writeFeatureMaps(to, image, mask, options);
    const expected = featureMap(image, mask, options);
    expect(maps.map(({ tag }) => tag)).toEqual(expected.map(({ tag }) => tag));
    for (const [n, { path, tag }] of maps.entries()) {
      expect(path).toBe(join(to, `${tag}.nii.gz`));
      const { data, size, spacing } = await readFile(path);
      expect(data).toEqual(expected[n].volume.data);
      expect({ size, spacing }).toEqual({ size: grid.size, spacing: grid.spacing });
      expect(data.filter((x) => !Number.isNaN(x))).toHaveLength(voxels);
    }
    expect(await readdir(to)).toHaveLength(maps.length);
  });

  it("says which file cannot be written, and leaves nothing behind but what is done", async () => {
    const to = join(folder, "occupied");
    await mkdir(join(to, "ngt_contrast_3D.nii.gz", "inside"), { recursive: true });
    await expect(writeFeatureMaps(to, image, mask, { features: ["ngtdm"] })).rejects.toMatchObject({
      code: "invalid-file",
      message: expect.stringMatching(/ngt_contrast_3D\.nii\.gz: /),
    });
    expect((await readdir(to)).sort()).toEqual([
      "ngt_coarseness_3D.nii.gz",
      "ngt_contrast_3D.nii.gz",
    ]);
  });

  it("can be stopped, and leaves no file behind", async () => {
    const to = join(folder, "stopped");
    const controller = new AbortController();
    const watch = {
      signal: controller.signal,
      onProgress: ({ done }: { done: number }) => {
        if (done > 0.5) controller.abort(new Error("enough"));
      },
    };
    await expect(writeFeatureMaps(to, image, mask, {}, watch)).rejects.toThrow("enough");
    expect(await readdir(to)).toEqual([]);
  });
});
