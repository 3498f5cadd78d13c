import { describe, expect, it } from "vitest";
import { listAsRegions } from "../../../src/explorer/work/list-as-regions.ts";
import { listFiles } from "../../../src/explorer/work/list-files.ts";
import { noCase } from "../../../src/explorer/work/open-case.ts";
import { writeNifti, writeNrrd } from "../../../src/io.ts";
import type { Volume } from "../../../src/volume/volume.ts";
import { volumeOf } from "../../cli/workspace.ts";
import { dicomFile } from "../../io/dicom/dicom-fixture.ts";
import { structureSetElements } from "../../io/dicom/structure-set-fixture.ts";
import { niftiFile } from "../../io/nifti/fixture.ts";
import { pngFile } from "../../io/png/fixture.ts";
import { tiffFile } from "../../io/tiff/fixture.ts";
import { dicomWithLabelMap, fourDimensionalMask, labelSeries } from "../label-maps.ts";

const nifti = async (name: string, volume: Volume) => ({ name, bytes: await writeNifti(volume) });
const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content) });
const voxelsOf = (read: { readonly volume: Volume } | undefined) =>
  Array.from(read?.volume.data ?? []).filter((inside) => inside === 1).length;
const list = (files: Parameters<typeof listFiles>[0]) => listFiles(files, noCase());

describe("what files hold", () => {
  it("is an image, or regions where the voxels or the name say so", async () => {
    const { images, regionFiles, refused } = await list([
      await nifti(
        "ct/image.nii",
        volumeOf((v) => v),
      ),
      await nifti(
        "plain.nii",
        volumeOf((v) => v % 2),
      ),
      await nifti(
        "few.nii",
        volumeOf((v) => v % 3),
      ),
      await nifti(
        "few-labels.nii",
        volumeOf((v) => v % 3),
      ),
      await nifti(
        "mask-of-fractions.nii",
        volumeOf(() => 0, { data: new Float32Array(24).fill(0.5) }),
      ),
    ]);
    expect(images.map(({ title }) => title)).toEqual([
      "image.nii",
      "few.nii",
      "mask-of-fractions.nii",
    ]);
    expect(regionFiles).toMatchObject([
      { title: "plain.nii", regions: [{ number: 1, name: null }] },
      { title: "few-labels.nii", regions: [{ number: 1 }, { number: 2 }] },
    ]);
    expect(refused).toEqual([]);
  });

  it("is a picture, whose spacing has to be given, or a mask of black and white, or of few labels", async () => {
    const size = { width: 10, height: 10 };
    const png = (name: string, value: (v: number) => number) => {
      const samples = Array.from({ length: 100 }, (_, v) => value(v));
      return { name, bytes: pngFile({ ...size, samples }) };
    };
    const page = { ...size, samples: Array.from({ length: 100 }, (_, v) => v) };
    const held = noCase();
    const { images, regionFiles } = await listFiles(
      [
        png("image.png", (v) => v),
        png("lesion.png", (v) => 2 * v),
        png("drawn.png", (v) => (v < 20 ? 255 : 0)),
        png("labels.png", (v) => v % 3),
        { name: "stack.tif", bytes: tiffFile({ pages: [page, page] }) },
      ],
      held,
    );
    expect(images).toMatchObject([
      { title: "image.png", picture: { slices: 1, resolution: null } },
      { title: "lesion.png", picture: { slices: 1 } },
      { title: "stack.tif", picture: { slices: 2 } },
    ]);
    expect(regionFiles).toMatchObject([
      { title: "drawn.png", regions: [{ number: 255 }], picture: { slices: 1 } },
      { title: "labels.png", regions: [{ number: 1 }, { number: 2 }] },
    ]);
    const image = await held.images.get(images[0].id)?.({ spacing: [0.5, 0.25] });
    const grid = image?.volume as Volume;
    const regions = await held.regionFiles.get(regionFiles[0].id)?.open({ grid });
    const mask = await regions?.read(255);
    expect(voxelsOf(mask)).toBe(20);
    expect(mask?.volume).toMatchObject({ spacing: [0.5, 0.25, 1], thicknessAssumed: true });
  });

  it("leaves out what cannot be read, with the reason, and nothing else", async () => {
    const whole = niftiFile({ sformCode: 1 });
    const { images, refused } = await list([
      { name: "good.nii", bytes: whole },
      { name: "cut.nii", bytes: whole.subarray(0, 356) },
      text("notes.txt", "not an image"),
      text("empty.nii", ""),
    ]);
    expect(images.map(({ id }) => id)).toEqual(["file:good.nii"]);
    const messages = Object.fromEntries(refused.map(({ name, message }) => [name, message]));
    expect(Object.keys(messages).sort()).toEqual(["cut.nii", "empty.nii", "notes.txt"]);
    expect(messages["notes.txt"]).toContain("no reader knows this file");
    expect(messages["cut.nii"]).toMatch(/^(?!cut\.nii).*byte/);
  });

  it("are not the voxels beside a header", async () => {
    const header = `ObjectType = Image
NDims = 3
DimSize = 2 2 2
ElementType = MET_UCHAR
ElementDataFile = voxels.raw
`;
    const { images, regionFiles, refused } = await list([
      text("image.mhd", header),
      { name: "voxels.raw", bytes: Uint8Array.from([9, 1, 2, 3, 4, 5, 6, 7]) },
      { name: "other.raw", bytes: new Uint8Array(8) },
    ]);
    expect(images.map(({ title }) => title)).toEqual(["image.mhd"]);
    expect(regionFiles).toEqual([]);
    expect(refused.map(({ name }) => name)).toEqual(["other.raw"]);
  });

  it("is read from what the listing holds", async () => {
    const held = noCase();
    const volume = volumeOf((v) => (v < 6 ? 2 : 0));
    await listFiles([{ name: "labels.nrrd", bytes: await writeNrrd(volume) }], held);
    const opened = await held.regionFiles.get("file:labels.nrrd")?.open({ grid: volume });
    const read = await opened?.read({ number: 2, name: null });
    expect(Array.from(read?.volume.data ?? [])).toEqual(
      Array.from({ length: 24 }, (_, v) => (v < 6 ? 1 : 0)),
    );
    expect((await held.images.get("file:labels.nrrd")?.({}))?.volume.size).toEqual([4, 3, 2]);
  });

  it("are the regions of one of several volumes, the first of a file named for regions", async () => {
    const held = noCase();
    const bytes = fourDimensionalMask();
    const { images, regionFiles } = await listFiles(
      [
        { name: "mask.nii", bytes },
        { name: "series.nii", bytes },
      ],
      held,
    );
    expect(images.map(({ title }) => title)).toEqual(["series.nii"]);
    expect(regionFiles).toMatchObject([
      { id: "file:mask.nii", volume: 1, volumes: { length: 3 }, regions: [{ number: 1 }] },
    ]);
    const third = await listAsRegions(held, { id: "file:mask.nii", volume: 3 });
    expect(third).toMatchObject({ volume: 3, regions: [{ number: 3, name: null }] });
    const grid = volumeOf(() => 0);
    const reader = await held.regionFiles.get("file:mask.nii")?.open({ grid, volume: 3 });
    const read = await reader?.read({ number: 3, name: null });
    expect(voxelsOf(read)).toBe(6);
    await expect(listAsRegions(held, { id: "file:series.nii" })).rejects.toMatchObject({
      code: "invalid-settings",
      details: { volumes: 3 },
    });
  });

  it("are the labels of a series of DICOM images, once they are asked for", async () => {
    const held = noCase();
    const grid = volumeOf(() => 0);
    const { images, regionFiles } = await listFiles(dicomWithLabelMap(grid), held);
    expect(images).toHaveLength(2);
    expect(regionFiles).toEqual([]);
    const id = `series:image:${labelSeries}`;
    const entry = await listAsRegions(held, { id });
    expect(entry).toMatchObject({ title: "labels", regions: [{ number: 1 }, { number: 2 }] });
    const ct = images.find((one) => one.id !== id);
    const opened = await held.images.get(ct?.id ?? "")?.({});
    const reader = await held.regionFiles.get(id)?.open({ grid: opened?.volume ?? grid });
    const read = await reader?.read({ number: 2, name: null });
    expect(voxelsOf(read)).toBe(7 * grid.size[2]);
    await expect(listAsRegions(held, { id: ct?.id ?? "" })).rejects.toMatchObject({
      code: "invalid-mask",
    });
  });

  it("are told apart where two have one name, each with its own voxels", async () => {
    const held = noCase();
    const own = volumeOf((v) => v);
    const other = volumeOf((v) => 100 + v);
    const open = async (volume: Volume) =>
      (await listFiles([await nifti("image.nii", volume)], held)).images;
    expect(await open(own)).toMatchObject([{ id: "file:image.nii", detail: "NIfTI-1, int16" }]);
    expect(await open(other)).toEqual([
      {
        id: "file:image.nii (2)",
        title: "image.nii",
        detail: "NIfTI-1, int16, no. 2 of this name",
        modality: null,
      },
    ]);
    expect(await open(own)).toMatchObject([{ id: "file:image.nii" }]); // opened again
    expect(await open(other)).toMatchObject([{ id: "file:image.nii (2)" }]);
    const first = async (id: string) => (await held.images.get(id)?.({}))?.volume.data[0];
    expect(await first("file:image.nii")).toBe(0);
    expect(await first("file:image.nii (2)")).toBe(100);
  });

  it("are the parts of a series, where it is opened in parts", async () => {
    const held = noCase();
    const files = dicomWithLabelMap(volumeOf(() => 0)).slice(0, 2);
    const details: string[] = [];
    for (const part of [files.slice(0, 1), files.slice(1), files.toReversed(), files]) {
      for (const { detail } of (await listFiles(part, held)).images) details.push(detail);
    }
    expect(details).toEqual([
      "DICOM CT, 4 × 3, 0.dcm",
      "DICOM CT, 4 × 3, 1.dcm, no. 2 of this name",
      "DICOM CT, 4 × 3, 2 files, no. 3 of this name",
      "DICOM CT, 4 × 3, 2 files, no. 3 of this name",
    ]);
  });

  it("are all versions of a structure set in one series, each with its file", async () => {
    const held = noCase();
    const version = (name: string) => ({
      name: `study/${name}.dcm`,
      bytes: dicomFile(
        structureSetElements([{ number: 1, name, contours: [] }], {
          SOPInstanceUID: `1.2.${name}`,
        }),
      ),
    });
    const { regionFiles, refused } = await listFiles([version("1"), version("2")], held);
    expect(refused).toEqual([]);
    expect(
      regionFiles.map(({ id, detail, regions }) => [id, detail, regions.map(({ name }) => name)]),
    ).toEqual([
      ["series:structure set:1.2.1", "DICOM RTSTRUCT, 1.dcm", ["1"]],
      ["series:structure set:1.2.2", "DICOM RTSTRUCT, 2.dcm", ["2"]],
    ]);
  });
});
