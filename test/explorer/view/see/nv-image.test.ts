import { expect, it, vi } from "vitest";
import { fromNiivue } from "../../../../src/adapters.ts";
import { nvImageOf } from "../../../../src/explorer/view/see/nv-image.ts";
import { indexToWorld } from "../../../../src/volume/geometry.ts";

vi.spyOn(console, "warn").mockImplementation(() => {}); // NiiVue warns of oblique grids

const drawing = {
  name: "image",
  colours: "gray",
  opacity: 0.5,
  window: [-10, 20],
  range: [-50, 90],
  colourBar: false,
} as const;

it.each([
  ["along the axes", [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ["turned and mirrored", [0, -1, 0, 0, 0, -1, 1, 0, 0]],
  ["oblique", [0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1]],
] as const)("shows the voxels of a volume where they are: %s", (_, direction) => {
  const grid = { size: [4, 3, 2], spacing: [1, 2, 3], origin: [-7, 20, 3.5], direction } as const;
  const data = Int16Array.from({ length: 24 }, (_, v) => v - 3);
  const nv = nvImageOf(grid, data, drawing);
  const read = fromNiivue(nv);
  expect(read.data).toBe(data);
  expect(read.size).toEqual(grid.size);
  for (const key of ["spacing", "origin", "direction"] as const) {
    for (const [n, value] of read[key].entries()) expect(value).toBeCloseTo(grid[key][n], 6);
  }
  expect([nv.cal_min, nv.cal_max, nv.global_min, nv.global_max]).toEqual([-10, 20, -50, 90]);
  // NiiVue draws voxels in the order of RAS, where its own matrix has them
  const index = [1, 2, 1] as const;
  const ras = nv.permRAS!.map((axis) => {
    const a = Math.abs(axis) - 1;
    return axis < 0 ? grid.size[a] - 1 - index[a] : index[a];
  });
  const [x, y, z] = nv.vox2mm(ras, nv.matRAS!);
  for (const [n, value] of indexToWorld(grid, index).entries()) {
    expect([-x, -y, z][n]).toBeCloseTo(value, 4);
  }
});

it.each([
  [Uint8Array, 2],
  [Int16Array, 4],
  [Uint16Array, 512],
  [Float32Array, 16],
] as const)("tells NiiVue the type %o", (Voxels, code) => {
  const grid = {
    size: [1, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  } as const;
  expect(nvImageOf(grid, new Voxels(1), drawing).hdr?.datatypeCode).toBe(code);
});
