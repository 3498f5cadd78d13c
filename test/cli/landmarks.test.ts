import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { learnLandmarks } from "../../src/processing/landmarks.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const values = (scale: number) => volumeOf((v) => scale * (1 + ((v * 7) % 23)) ** 2);
const images = [values(1), values(3)];
const paths = [
  await space.volume("one.nii", images[0]),
  await space.volume("two.nii.gz", images[1]),
];
const mask = await space.volume(
  "mask.nii",
  volumeOf((v) => Number(v > 3)),
);
const out = space.path("landmarks.json");

describe("voxomics landmarks", () => {
  it("writes settings that normalise by the landmarks of the images", async () => {
    const outcome = await voxomics("landmarks", ...paths, "--out", out, "--over", "image");
    expect(outcome).toMatchObject({ status: 0, err: "" });
    expect(outcome.out).toMatch(/landmarks\.json: landmarks of 2 images at 0, /);
    const landmarks = await learnLandmarks(images, { over: "image" });
    expect(JSON.parse(await readFile(out, "utf8"))).toEqual({
      normalise: { method: "nyul", landmarks },
    });
    const measured = await voxomics("extract", paths[0], mask, "--settings", out);
    expect(measured.status).toBe(0);
    expect(measured.err).toContain("intensities were normalised by nyul over the image");
  });

  it("names the image that it refuses, and writes nothing", async () => {
    const flat = await space.volume(
      "flat.nii",
      volumeOf(() => 4),
    );
    const file = space.path("none.json");
    const refused = await voxomics("landmarks", paths[0], flat, "--out", file);
    expect(refused).toMatchObject({ status: 1, out: "" });
    expect(refused.err).toMatch(
      /^error: .*flat\.nii: image 2: the image's foreground has no voxel/,
    );
    await expect(readFile(file)).rejects.toThrow("ENOENT");
    const missing = await voxomics("landmarks", paths[0]);
    expect(missing.status).toBe(2);
  });

  it("does not overwrite an image", async () => {
    const refused = await voxomics("landmarks", ...paths, "--out", paths[1]);
    expect(refused.status).toBe(1);
  });
});
