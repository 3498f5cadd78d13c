import { describe, expect, it } from "vitest";
import { nrrdFile } from "../io/nrrd/fixture.ts";
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

  it("lists the segments of a segmentation, those too that lie in several layers", async () => {
    const names = ["GTV", "CTV"].flatMap((name, n) => [
      `Segment${n}_Name:=${name}`,
      `Segment${n}_LabelValue:=1`,
      `Segment${n}_Layer:=${n}`,
    ]);
    const file = await space.file(
      "layers.seg.nrrd",
      nrrdFile({
        fields: {
          dimension: "4",
          sizes: "2 2 3 2",
          "space directions": "none (1,0,0) (0,1,0) (0,0,2)",
          kinds: "list domain domain domain",
        },
        lines: names,
      }),
    );
    expect((await voxomics("describe", file)).out).toBe(`${file}
  format       NRRD, little-endian
  stored as    uint8, raw
  placed by    left-posterior-superior
  segments     1: GTV
               2: CTV, label 1 in layer 1
`);
  });

  it("prints JSON: what the file says, grid, orientation and values", async () => {
    const file = await space.file("a.nrrd", nrrdFile({ fields: { space: "RAS" } }));
    const { status, out } = await voxomics("describe", file, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({
      name: file,
      file: expect.objectContaining({ format: "NRRD", encoding: "raw", space: "RAS" }),
      size: [2, 3, 4],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction: [-1, 0, 0, 0, -1, 0, 0, 0, 1],
      orientation: "RAS",
      values: {
        range: { minimum: 0, maximum: 23, mean: 11.5 },
        notANumber: 0,
        infinite: 0,
        labels: Array.from({ length: 23 }, (_, n) => ({ label: n + 1, voxels: 1 })),
      },
    });
  });

  it("refuses what it cannot read", async () => {
    const { status, out, err } = await voxomics("describe", space.path("none.nii"));
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toBe(`error: ${space.path("none.nii")}: no such file\n`);
  });
});
