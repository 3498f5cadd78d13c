import { describe, expect, it } from "vitest";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { cross, toVec3 } from "../../../src/volume/vec3.ts";
import type { Vec3 } from "../../../src/volume/volume.ts";
import { csaHeader } from "./csa-fixture.ts";
import { decimal, dicomFile, type Elements, latin1, pixelBytes } from "./dicom-fixture.ts";
import { enhancedElements, obliqueGrid, readFiles, valueAt } from "./image-fixture.ts";

// five slices of 4 x 3 pixels in a mosaic of 3 x 3 tiles
const [columns, rows, tiles] = obliqueGrid.size;
const side = 3;
const [x, y] = [0, 1].map((a) =>
  toVec3([0, 1, 2].map((row) => obliqueGrid.direction[3 * row + a])),
);
const normal = cross(x, y);
const [dx, dy, dz] = obliqueGrid.spacing;

/** Where the scanner says that a frame of the mosaic's size starts, around the first slice's centre. */
const position = toVec3(
  obliqueGrid.origin.map(
    (o, a) => o - (x[a] * dx * (columns * (side - 1))) / 2 - (y[a] * dy * (rows * (side - 1))) / 2,
  ),
);

function mosaicElements(slices: readonly number[], others: Elements = {}): Elements {
  const pixels = new Array<number>(columns * rows * side * side).fill(0);
  slices.forEach((z, n) => {
    const [left, top] = [(n % side) * columns, Math.floor(n / side) * rows];
    for (let v = 0; v < columns * rows; v++) {
      const [i, j] = [v % columns, Math.floor(v / columns)];
      pixels[(top + j) * columns * side + left + i] = valueAt(i, j, z);
    }
  });
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.4",
    SOPInstanceUID: "1.2.3.4.5",
    SeriesInstanceUID: "1.2.3.4",
    FrameOfReferenceUID: "1.2.3",
    Modality: "MR",
    Manufacturer: "SIEMENS",
    ImageType: ["ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"],
    ImagePositionPatient: position.map(decimal),
    ImageOrientationPatient: [...x, ...y].map(decimal),
    PixelSpacing: [decimal(dy), decimal(dx)],
    SpacingBetweenSlices: decimal(dz),
    SliceThickness: "2",
    SamplesPerPixel: 1,
    PhotometricInterpretation: "MONOCHROME2",
    Rows: rows * side,
    Columns: columns * side,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    PixelData: pixelBytes(pixels, 16),
    "00290010 LO": "SIEMENS CSA HEADER",
    "00291010 OB": header(normal),
    ...others,
  };
}

function header(along: Vec3, count = tiles, old = false): Uint8Array {
  const entries = {
    EchoLinePosition: ["32", "", ""],
    AcquisitionMatrixText: ["4*3"],
    NumberOfImagesInMosaic: [String(count)],
    SliceNormalVector: along.map((component) => component.toFixed(8)),
  };
  return csaHeader(entries, { old });
}

const read = (elements: Elements | readonly Elements[], options = {}) =>
  readFiles(
    [elements].flat().map((one) => dicomFile(one as Elements)),
    options,
  );

async function expectSlices(elements: Elements): Promise<void> {
  const { volume } = await read(elements);
  expect(volume.size).toEqual([columns, rows, tiles]);
  expect(volume.spacing).toEqual([dx, dy, dz].map((length) => expect.closeTo(length, 6)));
  for (let z = 0; z < tiles; z++) {
    const place = indexToWorld(volume, [0, 0, z]);
    const expected = indexToWorld(obliqueGrid, [0, 0, z]);
    expect(place).toEqual(expected.map((p) => expect.closeTo(p, 5)));
    expect(volume.data[columns * rows * z]).toBe(valueAt(0, 0, z));
  }
  const last = volume.data.slice(-columns);
  expect(Array.from(last)).toEqual([0, 1, 2, 3].map((i) => valueAt(i, rows - 1, tiles - 1)));
}

const upwards = [0, 1, 2, 3, 4];

describe("a Siemens mosaic", () => {
  it.each([false, true])("is read as its slices (older header: %s)", async (old) => {
    await expectSlices(mosaicElements(upwards, { "00291010 OB": header(normal, tiles, old) }));
  });

  it("may have its slices against the normal of its rows and columns", async () => {
    const top = indexToWorld(obliqueGrid, [0, 0, tiles - 1]);
    const moved = position.map((p, a) => p + top[a] - obliqueGrid.origin[a]);
    const against = normal.map((component) => -component) as unknown as Vec3;
    await expectSlices(
      mosaicElements(upwards.toReversed(), {
        ImagePositionPatient: moved.map(decimal),
        "00291010 OB": header(against),
      }),
    );
  });

  it("is known by its header alone, whatever its Image Type says", async () => {
    await expectSlices(mosaicElements(upwards, { ImageType: ["DERIVED", "SECONDARY"] }));
  });

  it("has slices as far apart as it says, else as its protocol or its thickness does", async () => {
    const apart = async (others: Elements) => {
      const { volume, notes } = await read(
        mosaicElements(upwards, { SpacingBetweenSlices: undefined, ...others }),
      );
      return [volume.spacing[2], notes?.map(({ code }) => code)];
    };
    const lines = [0, 1].flatMap((n) =>
      ["Sag", "Cor", "Tra"].map(
        (axis, a) =>
          `sSliceArray.asSlice[${n}].sPosition.d${axis}\t = \t${5 + n * 3.25 * normal[a]}`,
      ),
    );
    const protocol = ["x", "### ASCCONV BEGIN ###", ...lines, "### ASCCONV END ###", "y"].join(
      "\n",
    );
    const step = await apart({ "00291020 OB": latin1(protocol) });
    expect(step).toEqual([expect.closeTo(3.25, 6), []]);
    expect(await apart({})).toEqual([2, ["slices-touch"]]);
  });

  it("is read as one slice where that is meant, with a note", async () => {
    const { volume, notes } = await read(mosaicElements(upwards), { flatMontage: true });
    expect(volume.size).toEqual([columns * side, rows * side, 1]);
    expect(notes?.map(({ message }) => message)).toEqual([
      "a montage of slices was read as one flat slice: it is a mosaic of 5 tiles",
    ]);
  });

  it("as one of several time points is one of their volumes", async () => {
    const points = [1, 2].map((n) =>
      mosaicElements(n === 1 ? upwards : upwards.toReversed(), {
        SOPInstanceUID: `1.2.3.${n}`,
        AcquisitionNumber: String(n),
      }),
    );
    await expect(read(points)).rejects.toThrow("2 volumes");
    const { volume } = await read(points, { volume: 2 });
    expect(volume.size).toEqual([columns, rows, tiles]);
    expect(volume.data[0]).toBe(valueAt(0, 0, tiles - 1));
  });

  it.each<[string, Elements, string]>([
    [
      "tiles that do not fit",
      { "00291010 OB": header(normal, 17) },
      "mosaic of 17 tiles has 12 x 9 pixels, expected multiples of 5",
    ],
    ["another normal", { "00291010 OB": header(x) }, "SliceNormalVector of a mosaic is"],
    [
      "no header",
      { "00291010 OB": undefined },
      "image is a montage of slices: ImageType (0008,0008) is ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC, expected " +
        "a Siemens header (0029,1010)",
    ],
    ["half a header", { "00291010 OB": header(normal).slice(0, 200) }, "is a montage of slices"],
    [
      "the grid of another maker",
      {
        ...{ ImageType: ["ORIGINAL", "PRIMARY"], "00290010 LO": undefined },
        ...{ "00650010 LO": "Image Private Header", "00651050 DS": "20" },
      },
      "image is a montage of slices: UIH puts 20 slices into a grid ((0065,1050))",
    ],
  ])("is refused with %s", async (_, others, message) => {
    const error = await read(mosaicElements(upwards, others)).catch((thrown) => thrown);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/; option flatMontage: true reads it as one flat slice$/);
  });
});

describe("an enhanced image whose Image Type says MOSAIC", () => {
  it("is read by its functional groups", async () => {
    const ImageType = ["ORIGINAL", "PRIMARY", "M", "NONE", "MOSAIC"];
    const { volume } = await read(enhancedElements(obliqueGrid, { Modality: "MR", ImageType }));
    expect(volume.size).toEqual(obliqueGrid.size);
  });
});
