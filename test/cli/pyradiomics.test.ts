import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { readFile as readFileAt } from "../../src/node.ts";
import { mapPyradiomics, parseParams } from "../../src/pyradiomics.ts";
import { volumeOf, voxomics, workspace } from "./workspace.ts";

const { path, image, mask, volume } = await workspace();

const params = path("params.yaml");
await writeFile(params, "featureClass: { firstorder: [Mean, Energy], shape: [VoxelVolume] }\n");

describe("voxomics pyradiomics", () => {
  it("prints the values of a case as PyRadiomics' command does", async () => {
    const { status, out, err } = await voxomics("pyradiomics", image, mask, "--param", params);
    expect([status, err]).toEqual([0, ""]);
    const lines = out.trim().split("\n");
    expect(lines[0]).toBe(`Case-1_Image: ${image}`);
    expect(lines.at(-3)).toBe("Case-1_original_shape_VoxelVolume: 38.0");
    // 19 voxels v of 24 with v mod 5 ≠ 0, of (7 v) mod 11
    expect(lines.at(-2)).toMatch(/^Case-1_original_firstorder_Mean: 5\.\d+$/);
  });

  it("writes a batch with its other columns, and tells what was refused", async () => {
    const labels = await volume(
      "labels.nrrd",
      volumeOf((v) => (v < 12 ? 2 : 0)),
    );
    const elsewhere = await volume(
      "far.nrrd",
      volumeOf(() => 1, { origin: [90, 0, 0] }),
    );
    const batch = path("batch.csv");
    const rows = [
      "Patient,Image,Mask,Label",
      "A,image.nii.gz,mask.nii.gz,",
      `B,${image},${labels},2`,
      "C,image.nii.gz,far.nrrd,1",
      "D,image.nii.gz,,1",
    ];
    await writeFile(batch, `${rows.join("\n")}\n`);
    const out = path("features.csv");
    const flags = ["--param", params, "--out", out];
    const { status, err } = await voxomics("pyradiomics", batch, ...flags);
    expect(status).toBe(1);
    expect(err).toContain("note: ");
    expect(err).toContain("row 5 names no image or no mask");
    expect(err).toContain(`error: ${batch}: row 4: ${elsewhere}: mask is on another grid: origin`);
    const table = parse(await readFile(out, "utf8"), { columns: true }) as Record<string, string>[];
    expect(table.map(({ Patient }) => Patient)).toEqual(["A", "B", "C"]);
    expect(table[0].Image).toBe(image);
    expect(table[1].original_shape_VoxelVolume).toBe("24.0");
    expect(table[2].original_shape_VoxelVolume).toBe("");

    const serial = path("serial.csv");
    await voxomics("pyradiomics", batch, "--param", params, "--jobs", "1", "--out", serial);
    expect(await readFile(serial, "utf8")).toBe(await readFile(out, "utf8"));
  });

  it("writes JSON", async () => {
    const out = path("features.json");
    const { status } = await voxomics("pyradiomics", image, mask, "--param", params, "--out", out);
    expect(status).toBe(0);
    const [row] = JSON.parse(await readFile(out, "utf8"));
    expect(row.original_shape_VoxelVolume).toBe(38);
    expect(row.Mask).toBe(mask);
  });

  it("takes the label of the command line before that of the file", async () => {
    const labels = await volume(
      "two.nrrd",
      volumeOf((v) => (v < 12 ? 2 : 3)),
    );
    const flags = ["--param", params, "--label", "3"];
    const { out } = await voxomics("pyradiomics", image, labels, ...flags);
    expect(out).toContain("original_shape_VoxelVolume: 24.0");
    const refused = await voxomics("pyradiomics", image, labels, "--param", params);
    expect(refused.err).toContain("mask has no voxel with label 1; it holds 2, 3");
  });

  it("takes a segment of 3D Slicer by its label and its layer", async () => {
    const segmentation = path("two.seg.nrrd");
    const header = [
      ...["NRRD0004", "type: unsigned char", "dimension: 4", "space: left-posterior-superior"],
      ...["sizes: 2 4 3 2", "space directions: none (1,0,0) (0,1,0) (0,0,2)"],
      ...["kinds: list domain domain domain", "encoding: raw", "space origin: (0,0,0)"],
      ...["Segment0_Layer:=0", "Segment0_LabelValue:=1"],
      ...["Segment1_Layer:=1", "Segment1_LabelValue:=1", "", ""],
    ].join("\n");
    const layers = Uint8Array.from({ length: 48 }, (_, k) =>
      k % 2 === 1 && k < 24 ? 1 : (k % 2) ^ 1,
    );
    await writeFile(segmentation, Buffer.concat([Buffer.from(header), layers]));
    const image = await volume(
      "plain.nrrd",
      volumeOf((v) => (v * 7) % 11),
    );
    const volumeOfLayer = async (layer: string) => {
      const file = path("layer.yaml");
      await writeFile(file, `{ featureClass: { shape: [VoxelVolume] }, setting: { ${layer} } }`);
      return voxomics("pyradiomics", image, segmentation, "--param", file);
    };
    expect((await volumeOfLayer("label_channel: 1")).out).toContain("VoxelVolume: 24.0");
    expect((await volumeOfLayer("label_channel: 0")).out).toContain("VoxelVolume: 48.0");
    expect((await volumeOfLayer("")).out).toContain("VoxelVolume: 48.0");
    const { err } = await volumeOfLayer("label: 7");
    expect(err).toContain(
      "the segmentation has no label 7 in layer 0; it has label 1 of layer 0, label 1 of layer 1",
    );
  });

  it.each(["list", "vector"])("takes channels of a mask with an axis of kind %s", async (kind) => {
    const channels = path(`${kind}.nrrd`);
    const header = [
      ...["NRRD0004", "type: unsigned char", "dimension: 4", "space: left-posterior-superior"],
      ...["sizes: 2 4 3 2", "space directions: none (1,0,0) (0,1,0) (0,0,2)"],
      ...[`kinds: ${kind} domain domain domain`, "encoding: raw", "space origin: (0,0,0)", "", ""],
    ].join("\n");
    // channel 0 is full, channel 1 has its first 12 voxels
    const values = Uint8Array.from({ length: 48 }, (_, k) => (k % 2 === 0 || k < 24 ? 1 : 0));
    await writeFile(channels, Buffer.concat([Buffer.from(header), values]));
    const plain = await volume(
      `of-${kind}.nrrd`,
      volumeOf((v) => (v * 7) % 11),
    );
    const measured = async (setting: string, ...flags: string[]) => {
      const file = path("channel.yaml");
      await writeFile(file, `{ featureClass: { shape: [VoxelVolume] }, setting: { ${setting} } }`);
      return voxomics("pyradiomics", plain, channels, "--param", file, ...flags);
    };
    const first = await measured("");
    expect(first.out).toContain("VoxelVolume: 48.0");
    expect(first.err).toContain("the mask holds 2 channels: channel 0 was taken");
    const second = await measured("label_channel: 1");
    expect([second.status, second.err]).toEqual([0, ""]);
    expect(second.out).toContain("VoxelVolume: 24.0");
    expect((await measured("", "--mask-volume", "2")).out).toContain("VoxelVolume: 24.0");
    const beyond = await measured("label_channel: 2");
    expect(beyond.err).toContain("found label_channel 2, expected one from 0 to 1");
    const wrong = await measured("", "--mask-volume", "3");
    expect(wrong.err).toContain("--mask-volume N chooses one by its number");
  });

  it("ignores label_channel for a mask of one channel, and says so", async () => {
    const file = path("one-channel.yaml");
    await writeFile(
      file,
      "{ featureClass: { shape: [VoxelVolume] }, setting: { label_channel: 1 } }",
    );
    const { status, out, err } = await voxomics("pyradiomics", image, mask, "--param", file);
    expect(status).toBe(0);
    expect(out).toContain("VoxelVolume: 38.0");
    expect(err).toContain("label_channel has no effect: the mask has one channel");
  });

  it("names the parameter file and the nearest key", async () => {
    const wrong = join(path("."), "wrong.yaml");
    await writeFile(wrong, "setting: { binwith: 25 }\n");
    const { status, err } = await voxomics("pyradiomics", image, mask, "--param", wrong);
    expect(status).toBe(1);
    expect(err).toContain(
      `error: ${wrong}: unknown setting "setting.binwith": did you mean "setting.binWidth"?`,
    );
  });

  it.each([
    [["pyradiomics", image], "missing the mask"],
    [
      ["pyradiomics", image, mask, "--out", path("x.txt")],
      "expected a name that ends in .csv or .json",
    ],
    [["pyradiomics", image, mask, "--label", "0"], "Expected a whole number from 1."],
  ])("%j is wrong usage", async (argv, message) => {
    const { status, err } = await voxomics(...argv);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it("names what a batch file lacks", async () => {
    const batch = path("lacks.csv");
    await writeFile(batch, "image,Mask\na,b\n");
    const { status, err } = await voxomics("pyradiomics", batch);
    expect(status).toBe(1);
    expect(err).toContain('found the columns "image", "Mask", expected "Image" and "Mask"');
  });

  it("measures the other cases of a batch with a label that is no number", async () => {
    const batch = path("label.csv");
    const out = path("label-out.csv");
    await writeFile(batch, `Image,Mask,Label\n${image},${mask},one\n${image},${mask},1\n`);
    const { status, err } = await voxomics("pyradiomics", batch, "--param", params, "--out", out);
    expect(status).toBe(1);
    expect(err).toContain(
      `error: ${batch}: row 2: column Label: found "one", expected a whole number`,
    );
    const rows = parse(await readFile(out, "utf8"), { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.original_shape_VoxelVolume)).toEqual(["", "38.0"]);
  });

  it("refuses a batch without a case", async () => {
    const batch = path("empty.csv");
    await writeFile(batch, "Image,Mask\n");
    const { status, err } = await voxomics("pyradiomics", batch);
    expect(status).toBe(1);
    expect(err).toContain(`error: ${batch}: there is no case to measure`);
  });

  it("writes the columns of a batch all of whose cases are refused", async () => {
    const batch = path("refused.csv");
    const out = path("refused-out.csv");
    await writeFile(batch, `Patient,Image,Mask,7\nA,${image},none.nrrd,x\n`);
    const { status } = await voxomics("pyradiomics", batch, "--param", params, "--out", out);
    expect(status).toBe(1);
    expect(await readFile(out, "utf8")).toBe(
      `Patient,Image,Mask,7\nA,${image},${path("none.nrrd")},x\n`,
    );
  });

  it("writes maps in voxel mode, under PyRadiomics' names", async () => {
    const voxel = path("voxel.yaml");
    const text = `imageType: { Original: {}, Gradient: {} }
featureClass: { firstorder: [Maximum] }
setting: { additionalInfo: false }
voxelSetting: { kernelRadius: 1, initValue: nan }
`;
    await writeFile(voxel, text);
    const folder = path("maps");
    const table = path("maps.csv");
    const flags = ["--param", voxel, "--mode", "voxel", "--out-dir", folder, "--out", table];
    const { status, out, err } = await voxomics("pyradiomics", image, mask, ...flags);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toBe(`${table}: 1 case, 2 maps\n`);
    const [row] = parse(await readFile(table, "utf8"), { columns: true }) as Record<
      string,
      string
    >[];
    const file = join(folder, "Case-1_original_firstorder_Maximum.nrrd");
    expect(row.original_firstorder_Maximum).toBe(file);
    const map = await readFileAt(file);
    const expected = mapPyradiomics(
      await readFileAt(image),
      await readFileAt(mask),
      parseParams(text),
    );
    expect(map.data).toEqual(expected.maps[0].volume.data);
    expect(map.origin).toEqual(expected.maps[0].volume.origin);
    expect([...map.data].some(Number.isNaN)).toBe(true);

    const batch = path("voxels.csv");
    await writeFile(batch, `Image,Mask\n${image},${mask}\n${image},${mask}\n`);
    const two = await voxomics("pyradiomics", batch, ...flags);
    expect(two.out).toBe(`${table}: 2 cases, 4 maps\n`);
    const second = await readFileAt(join(folder, "Case-2_gradient_firstorder_Maximum.nrrd"));
    expect(second.data).toEqual(expected.maps[1].volume.data);
  });

  it("says that voxelSetting has no effect without voxel mode, and --out-dir none at all", async () => {
    const { err } = await voxomics("pyradiomics", image, mask, "--param", path("voxel.yaml"));
    expect(err).toContain("voxelSetting has no effect");
    const refused = await voxomics("pyradiomics", image, mask, "--out-dir", path("maps"));
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("--out-dir is for maps: expected --mode voxel with it");
  });
});
