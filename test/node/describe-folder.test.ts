import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeNrrd } from "../../src/io/nrrd/write.ts";
import { describeFolder } from "../../src/node/describe-folder.ts";
import { type Grid, identityDirection } from "../../src/volume/volume.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { segmentationElements } from "../io/dicom/segmentation-fixture.ts";
import { pngFile } from "../io/png/fixture.ts";
import { tiffFile } from "../io/tiff/fixture.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = await temporaryFolder();

const grid: Grid = {
  size: [4, 3, 2],
  spacing: [1, 1, 2],
  origin: [0, 0, 0],
  direction: identityDirection,
};

const nothing = { format: "folder", files: 0, series: [], volumes: [], damaged: [], others: [] };

describe("describeFolder", () => {
  it("lists pictures among the volumes", async () => {
    const at = join(folder, "pictures");
    await mkdir(at);
    await writeFile(join(at, "a.png"), pngFile({ width: 2, height: 1, samples: [1, 2] }));
    const page = { width: 2, height: 1, samples: [1, 2], bits: 16 };
    await writeFile(join(at, "b.tif"), tiffFile({ pages: [page, page] }));
    expect((await describeFolder(at)).volumes).toEqual([
      { path: "a.png", format: "PNG", dimensions: [2, 1], dataType: "uint8", regions: [] },
      { path: "b.tif", format: "TIFF", dimensions: [2, 1, 2], dataType: "uint16", regions: [] },
    ]);
  });

  it("counts the files of series, lists what regions were made on, and tells what is not read", async () => {
    const at = join(folder, "study");
    await mkdir(join(at, "a"), { recursive: true });
    await mkdir(join(at, "b"));
    const slices = slicesOf(grid).map((slice) => dicomFile(slice));
    await writeFile(join(at, "a", "0"), slices[0]);
    await writeFile(join(at, "b", "1"), slices[1]);
    const pixels = Array.from({ length: 12 }, () => 1);
    const segments = [{ number: 1, label: "Lesion" }];
    const others = { ReferencedSeriesSequence: [{ SeriesInstanceUID: "1.2.826.0.1.2" }] };
    const seg = segmentationElements("BINARY", grid, segments, [{ segment: 1, z: 0, pixels }], others); // biome-ignore format: one line
    await writeFile(join(at, "seg.dcm"), dicomFile(seg));
    await writeFile(join(at, "v.nrrd"), await writeNrrd({ ...grid, data: new Uint8Array(24) }));
    await writeFile(join(at, "cut.nrrd"), "NRRD0004\ntype: uint8\ndimension: 3\n");
    await writeFile(join(at, "empty.dcm"), "");
    await writeFile(join(at, ".hidden.nrrd"), "NRRD0004\n");
    await symlink(join(at, "nowhere"), join(at, "link.txt"));
    const found = await describeFolder(at);
    expect(found).toEqual({
      format: "folder",
      files: 7,
      series: [
        {
          uid: "1.2.826.0.1.2",
          kind: "image",
          modality: "CT",
          files: 2,
          size: [4, 3],
          regions: [],
          refersTo: [],
          folders: ["a", "b"],
        },
        {
          uid: "1.2.826.0.1.6",
          kind: "segmentation",
          modality: "SEG",
          files: 1,
          size: null,
          regions: [{ number: 1, name: "Lesion" }],
          refersTo: ["1.2.826.0.1.2"],
          folders: ["."],
        },
      ],
      volumes: [
        { path: "v.nrrd", format: "NRRD", dimensions: [4, 3, 2], dataType: "uint8", regions: [] },
      ],
      damaged: [{ path: "cut.nrrd", reason: expect.stringContaining("NRRD header") }],
      others: [
        { ending: ".dcm", files: 1 },
        { ending: ".txt", files: 1 },
      ],
    });
  });

  it("finds nothing in an empty folder, and no folder that is not there", async () => {
    await mkdir(join(folder, "empty"));
    expect(await describeFolder(join(folder, "empty"))).toEqual(nothing);
    await expect(describeFolder(join(folder, "none"))).rejects.toMatchObject({
      code: "invalid-file",
    });
  });
});
