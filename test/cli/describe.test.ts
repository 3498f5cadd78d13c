import { describe, expect, it } from "vitest";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const space = await workspace();

describe("voxomics describe", () => {
  it("says what was read", async () => {
    const data = Float32Array.from({ length: 24 }, (_, v) => (v < 2 ? NaN : v - 12.5));
    data[5] = Infinity;
    const file = await space.volume(
      "image.nii",
      volumeOf(() => 0, { data, origin: [-10, 20.5, 3], direction: [0, 1, 0, -1, 0, 0, 0, 0, 1] }),
    );
    expect(await voxomics("describe", file)).toEqual({
      status: 0,
      err: "",
      out: `${file}
  format       NIfTI-1, little-endian
  stored as    float32
  scaling      none
  placed by    sform (affine matrix)
  size         4 × 3 × 2 = 24 voxels
  spacing      1 × 1 × 2 mm
  origin       (-10, 20.5, 3) mm, LPS
  orientation  ALS: x runs to anterior, y to left, z to superior
  direction     0.000000  1.000000  0.000000
               -1.000000  0.000000  0.000000
                0.000000  0.000000  1.000000
  values       -10.5 to 10.5, mean 0.357143
  not a number 2 voxels, and 1 infinite
`,
    });
  });

  it("lists the labels of a mask", async () => {
    const file = await space.volume(
      "labels.nii.gz",
      volumeOf((v) => [0, 1, 12][v % 3]),
    );
    const { out } = await voxomics("describe", file);
    expect(out).toContain("NIfTI-1, gzip, little-endian");
    expect(out).toMatch(/\n {2}labels {8}1: 8 voxels\n {15}12: 8 voxels\n$/);
  });

  it("refuses what it cannot read", async () => {
    const { status, out, err } = await voxomics("describe", space.path("none.nii"));
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toBe(`error: ${space.path("none.nii")}: no such file\n`);
  });
});
