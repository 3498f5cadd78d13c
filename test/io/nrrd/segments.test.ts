import { describe, expect, it } from "vitest";
import { listRegions, openRegions, read, readDescribed } from "../../../src/io.ts";
import { crop } from "../../../src/volume/box.ts";
import { countVoxels, toMask } from "../../../src/volume/mask.ts";
import { type Grid, identityDirection } from "../../../src/volume/volume.ts";
import { nrrdFile } from "./fixture.ts";

/** Lines as 3D Slicer writes them for a segment. */
const segment = (n: number, fields: Record<string, string | number>) => [
  `Segment${n}_Color:=0.5 0.68 0.5`,
  ...Object.entries(fields).map(([key, value]) => `Segment${n}_${key}:=${value}`),
  `Segment${n}_Tags:=Segmentation.Status:inprogress|`,
];

const slicer = "Segmentation_MasterRepresentation:=Binary labelmap";

// a label map of 2 × 3 × 4 with the labels 0, 1, 2, 0, 1, 2 …
const labels = Uint8Array.from({ length: 24 }, (_, v) => v % 3);
const single = nrrdFile({
  lines: [
    slicer,
    ...segment(0, { ID: "Segment_1", Name: "GTV", LabelValue: 1, Layer: 0 }),
    ...segment(1, { ID: "Segment_2", Name: "Lunge links é", LabelValue: 2, Layer: 0 }),
    ...segment(2, { ID: "Segment_3", Name: "empty", LabelValue: 7, Layer: 0 }),
  ],
  voxels: labels,
});

// two layers that overlap: the second holds label 1 where the first one's labels are not 2
const layer = (n: number, v: number) => (n === 0 ? labels[v] : labels[v] === 2 ? 0 : 1);
const layerFields = (sizes: string, directions: string) => ({
  dimension: "4",
  sizes,
  "space directions": directions,
});
const layeredLines = [
  slicer,
  ...segment(0, { ID: "S1", Name: "GTV", LabelValue: 1, Layer: 0 }),
  ...segment(1, { ID: "S2", Name: "node", LabelValue: 2, Layer: 0 }),
  ...segment(2, { ID: "S3", Name: "CTV", LabelValue: 1, Layer: 1 }),
];
const vectors = "(1,0,0) (0,1,0) (0,0,1)";
const interleaved = nrrdFile({
  fields: { ...layerFields("2 2 3 4", `none ${vectors}`), kinds: "list domain domain domain" },
  lines: layeredLines,
  voxels: Uint8Array.from({ length: 48 }, (_, n) => layer(n % 2, n >> 1)),
});
const consecutive = nrrdFile({
  fields: { ...layerFields("2 3 4 2", `${vectors} none`), kinds: "domain domain domain list" },
  lines: layeredLines,
  voxels: Uint8Array.from({ length: 48 }, (_, n) => layer(n < 24 ? 0 : 1, n % 24)),
});

const where = (test: (label: number) => boolean) => labels.map((label) => (test(label) ? 1 : 0));

describe("a segmentation of 3D Slicer in one layer", () => {
  it("lists its segments", async () => {
    expect(await listRegions(single)).toMatchObject([
      { number: 1, name: "GTV", id: "Segment_1", layer: 0 },
      { number: 2, name: "Lunge links é" },
      { number: 7, name: "empty" },
    ]);
    const { volume, description } = await readDescribed(single);
    expect(volume.data).toEqual(labels);
    expect(description).toMatchObject({ segments: [{ name: "GTV" }, {}, {}] });
  });

  it.each([
    ["by name", { region: "Lunge links é" }],
    ["by a name in another case", { region: "lunge links É " }],
    ["by number", { region: 2 }],
    ["by label", { label: 2 }],
  ])("gives a segment %s", async (_, options) => {
    expect((await read(single, options)).data).toEqual(where((label) => label === 2));
  });

  it("refuses what it does not have", async () => {
    await expect(read(single, { region: "GVT" })).rejects.toMatchObject({
      code: "invalid-settings",
      message:
        'segmentation holds no region "GVT": it has "GTV" (1), "Lunge links é" (2), "empty" (7); did you mean "GTV"?',
    });
    await expect(read(single, { region: 3 })).rejects.toMatchObject({ code: "invalid-settings" });
    await expect(read(single, { region: "empty" })).rejects.toMatchObject({
      code: "empty-mask",
      message: 'segment "empty" is empty: no voxel has its label 7',
    });
  });
});

describe("a segmentation that was stored without its border", () => {
  const grid: Grid = {
    size: [6, 5, 4],
    spacing: [1, 1, 1],
    origin: [-1, -1, 0],
    direction: identityDirection,
  };

  it("is put on the image's grid", async () => {
    const { volume, description } = await readDescribed(single, { region: "GTV", grid });
    expect(volume).toMatchObject(grid);
    const own = await read(single, { region: "GTV" });
    expect(crop(volume, { min: [1, 1, 0], max: [2, 3, 3] })).toEqual(own);
    expect(countVoxels(toMask(volume))).toBe(8);
    expect(description).toMatchObject({ outside: 0 });
  });

  it("tells what is cut off", async () => {
    const part: Grid = { ...grid, size: [6, 5, 2] };
    const { volume, description } = await readDescribed(single, { region: "GTV", grid: part });
    expect(volume.size).toEqual([6, 5, 2]);
    expect(description).toMatchObject({ outside: 4 });
    const away: Grid = { ...grid, origin: [50, 0, 0] };
    await expect(read(single, { region: "GTV", grid: away })).rejects.toMatchObject({
      code: "empty-mask",
      message:
        "mask is empty on the image's grid: it had 8 voxels, all of them lie outside the image",
    });
  });

  it("stays on its own grid where voxels are others", async () => {
    const { volume, description } = await readDescribed(single, {
      region: "GTV",
      grid: { ...grid, spacing: [1, 1, 2] },
    });
    expect(volume.size).toEqual([2, 3, 4]);
    expect(description).toMatchObject({ outside: null });
  });
});

describe.each([
  ["one voxel after the other", interleaved],
  ["one layer after the other", consecutive],
])("a segmentation of overlapping layers, stored %s", (_, file) => {
  it("gives each segment of its layer", async () => {
    const { regions, read: readRegion } = await openRegions(file);
    expect(regions).toMatchObject([
      { number: 1, label: 1, name: "GTV", layer: 0 },
      { number: 2, label: 2, name: "node", layer: 0 },
      { number: 3, label: 1, name: "CTV", layer: 1 },
    ]);
    const volumes = await Promise.all(regions.map(readRegion));
    expect(volumes.map(({ volume }) => volume.data)).toEqual([
      where((label) => label === 1),
      where((label) => label === 2),
      where((label) => label !== 2),
    ]);
    expect(volumes[0].volume.size).toEqual([2, 3, 4]);
    expect((await read(file, { region: "CTV" })).data).toEqual(where((label) => label !== 2));
    expect((await read(file, { region: 2 })).data).toEqual(where((label) => label === 2));
  });

  it("is no single label map", async () => {
    await expect(read(file)).rejects.toMatchObject({
      code: "invalid-settings",
      message: expect.stringContaining('holds 3 regions: "GTV" (1), "node" (2), "CTV" (3)'),
    });
    expect((await read(file, { region: 3 })).data).toEqual(where((label) => label !== 2));
  });
});

describe("other segmentations of 3D Slicer", () => {
  it("may have neither labels nor layers: each segment is a layer of 0 and 1", async () => {
    const file = nrrdFile({
      fields: layerFields("2 2 3 4", `none ${vectors}`),
      lines: [...segment(0, { ID: "a" }), ...segment(1, { ID: "b", Name: "second" })],
      voxels: Uint8Array.from({ length: 48 }, (_, n) => (n % 2 === 0 ? 1 : (n >> 1) % 2)),
    });
    expect((await read(file, { region: "a" })).data).toEqual(new Uint8Array(24).fill(1));
    const second = Uint8Array.from({ length: 24 }, (_, v) => v % 2);
    expect((await read(file, { region: "second" })).data).toEqual(second);
  });

  it("are a mask by themselves if there is one segment, in a layer beside an empty one", async () => {
    const file = nrrdFile({
      fields: layerFields("2 2 3 4", `none ${vectors}`),
      lines: segment(0, { ID: "a", Name: "only" }),
      voxels: Uint8Array.from({ length: 48 }, (_, n) => (n % 2 === 0 ? labels[n >> 1] : 0)),
    });
    expect((await read(file)).data).toEqual(where((label) => label === 1));
  });

  it.each([
    ["a fractional one", [...segment(0, {}), "Segmentation_SourceRepresentation:=Fractional labelmap"], "expected a binary label map"],
    ["a label of 0", segment(0, { LabelValue: 0 }), "Segment0_LabelValue is 0, expected a whole number from 1"],
    ["a label that is no number", segment(0, { LabelValue: "x" }), "Segment0_LabelValue is x"],
    ["a layer that is not there", segment(0, { Layer: 1 }), "Segment0_Layer is 1, expected a whole number from 0 to 0"],
  ])("are refused: %s", async (_, lines, message) => {
    await expect(read(nrrdFile({ lines }))).rejects.toThrow(message);
  }); // biome-ignore format: a case a line
});

describe("a segmentation of the first versions of 3D Slicer", () => {
  // ITK wrote the segments as images of four dimensions, and said so
  const vectors = "(1,0,0,0) (0,1,0,0) (0,0,1,0)";
  const four = (sizes: string, directions: string) => ({
    dimension: "4",
    sizes,
    space: null,
    "space dimension": "4",
    "space directions": directions,
    "space origin": "(5,6,7,0)",
  });
  const lines = [
    slicer,
    ...segment(0, { ID: "S1", Name: "GTV" }),
    ...segment(1, { ID: "S2", Name: "node" }),
  ];
  const inLayer = (n: number, v: number) => Number(v % 3 === n);
  const files = {
    "behind each other": nrrdFile({
      fields: four("2 3 4 2", `${vectors} (0,0,0,1)`),
      lines,
      voxels: Uint8Array.from({ length: 48 }, (_, n) => inLayer(n < 24 ? 0 : 1, n % 24)),
    }),
    "in between, with a first axis out of space": nrrdFile({
      fields: {
        ...four("2 2 3 4", "none (0,1,0,0) (0,0,1,0) (0,0,0,1)"),
        "space origin": "(0,5,6,7)",
      },
      lines,
      voxels: Uint8Array.from({ length: 48 }, (_, n) => inLayer(n % 2, n >> 1)),
    }),
    "in between, with a first axis of a kind": nrrdFile({
      fields: {
        ...four("2 2 3 4", "(1,0,0,0) (0,1,0,0) (0,0,1,0) (0,0,0,1)"),
        "space origin": "(0,5,6,7)",
        kinds: "vector domain domain domain",
      },
      lines,
      voxels: Uint8Array.from({ length: 48 }, (_, n) => inLayer(n % 2, n >> 1)),
    }),
  };

  it.each(Object.entries(files))("has its layers %s", async (_, file) => {
    expect(await listRegions(file)).toMatchObject([{ name: "GTV" }, { name: "node" }]);
    for (const [n, region] of ["GTV", "node"].entries()) {
      const mask = await read(file, { region });
      expect(mask).toMatchObject({ size: [2, 3, 4], spacing: [1, 1, 1], origin: [5, 6, 7] });
      expect(mask.data).toEqual(labels.map((_, v) => inLayer(n, v)));
    }
  });

  it("is refused where no axis has a dimension for itself", async () => {
    const fields = four("2 3 4 2", "(1,0,0,0) (0,1,0,0) (0,0,1,1) (0,0,0,1)");
    const file = nrrdFile({ fields, lines, voxels: new Uint8Array(48) });
    await expect(read(file)).rejects.toThrow(/space dimension is 4, expected an axis that has/);
  });
});
