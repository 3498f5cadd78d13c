import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeFile, listRegions, read, readDescribed } from "../../../src/io.ts";
import { type FixtureFile, type FixturePage, tiffFile } from "./fixture.ts";

const spacing = [0.5, 0.25, 3] as const;

/** Six pixels, three in a row. */
const six: FixturePage = { width: 3, height: 2, samples: [0, 1, 2, 3, 254, 255] };

const fileOf = (page: Partial<FixturePage> = {}, file: Partial<FixtureFile> = {}) =>
  tiffFile({ pages: [{ ...six, ...page }], ...file });

const refusal = (page: Partial<FixturePage>) => expect(read(fileOf(page), { spacing })).rejects;

describe("TIFF", () => {
  it("is a slice with rows along y from the first one on, in the given spacing", async () => {
    const { volume, notes } = await readDescribed(fileOf(), { spacing });
    expect(volume).toEqual({
      size: [3, 2, 1],
      spacing: [0.5, 0.25, 3],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      data: Uint8Array.of(0, 1, 2, 3, 254, 255),
    });
    expect(notes).toEqual([]);
  });

  it("holds the samples that were written, of any type, order, compression and layout", async () => {
    const kinds = fc.constantFrom(
      ...[1, 2, 4, 8, 12, 16, 32].map((bits) => ({ bits, format: 1 })),
      ...[8, 16, 32, 64].map((bits) => ({ bits, format: 2 })),
      ...[32, 64].map((bits) => ({ bits, format: 3 })),
    );
    const file = fc
      .record({
        kind: kinds,
        width: fc.integer({ min: 1, max: 21 }),
        height: fc.integer({ min: 1, max: 21 }),
        compression: fc.constantFrom(1, 5, 8, 32773, 32946),
        predictor: fc.constantFrom(1, 2, 3),
        tile: fc.constantFrom(undefined, [16, 16] as const, [32, 16] as const),
        rowsPerStrip: fc.constantFrom(undefined, 1, 5),
        littleEndian: fc.boolean(),
        big: fc.boolean(),
        seed: fc.integer(),
      })
      .map(({ kind, predictor, seed, littleEndian, big, ...others }) => {
        const { bits, format } = kind;
        const predicts = [5, 8, 32946].includes(others.compression);
        const fits = predicts && (predictor === 3 ? format === 3 : bits < 64 && bits % 8 === 0);
        const page: FixturePage = {
          ...{ ...others, bits, format },
          predictor: fits ? predictor : 1,
          samples: samplesOf(others.width * others.height, bits, format, seed),
        };
        return { pages: [page], littleEndian, big };
      });
    await fc.assert(
      fc.asyncProperty(file, async (one) => {
        const { data, size } = await read(tiffFile(one), { spacing });
        expect(size).toEqual([one.pages[0].width, one.pages[0].height, 1]);
        expect([...data]).toEqual(one.pages[0].samples);
      }),
      { numRuns: 300 },
    );
  });

  it("is read by LZW whose codes grow to 12 bits and begin anew", async () => {
    const samples = samplesOf(90 * 90, 8, 1, 5);
    const { data } = await read(fileOf({ width: 90, height: 90, samples, compression: 5 }), { spacing }); // biome-ignore format: one line
    expect([...data]).toEqual(samples);
    const flat = Array<number>(200 * 200).fill(7);
    const zero = await read(fileOf({ width: 200, height: 200, samples: flat, compression: 5 }), { spacing }); // biome-ignore format: one line
    expect(zero.data.every((value) => value === 7)).toBe(true);
  });

  it("keeps the type of its samples", async () => {
    const typeOf = async (bits: number, format: number) =>
      (await read(fileOf({ bits, format, samples: [0, 1, 1, 0, 1, 0] }), { spacing })).data[
        Symbol.toStringTag
      ];
    expect(await typeOf(1, 1)).toBe("Uint8Array");
    expect(await typeOf(8, 2)).toBe("Int8Array");
    expect(await typeOf(12, 1)).toBe("Uint16Array");
    expect(await typeOf(16, 2)).toBe("Int16Array");
    expect(await typeOf(32, 1)).toBe("Uint32Array");
    expect(await typeOf(64, 1)).toBe("Float64Array");
    expect(await typeOf(32, 3)).toBe("Float32Array");
  });

  it("is a volume of its pages", async () => {
    const pages = [0, 1, 2].map((n) => ({
      ...six,
      samples: six.samples.map((value) => value ^ n),
    }));
    const { volume } = await readDescribed(tiffFile({ pages }), { spacing });
    expect(volume.size).toEqual([3, 2, 3]);
    expect([...volume.data]).toEqual(pages.flatMap(({ samples }) => samples));
    await expect(read(tiffFile({ pages }), { spacing: [0.5, 0.25] })).rejects.toThrow(
      "TIFF holds 3 slices, and the spacing 0.5 x 0.25 mm has two numbers: expected the distance between slices as the third; option spacing: DX,DY,DZ states it",
    );
    const other = { ...six, width: 2, height: 3 };
    await expect(read(tiffFile({ pages: [six, other] }), { spacing })).rejects.toThrow(
      "TIFF page 2 is of 2 x 3 pixels of 8 bits (uint8, grey), expected 3 x 2 pixels of 8 bits (uint8, grey) as the first",
    );
  });

  it("leaves out pages of less resolution, with a note", async () => {
    const small = { width: 1, height: 1, samples: [9], fields: { 254: [4, [1]] as const } };
    const { volume, notes } = await readDescribed(tiffFile({ pages: [six, small] }), { spacing });
    expect(volume.size).toEqual([3, 2, 1]);
    expect(notes).toMatchObject([
      {
        code: "bytes-left-out",
        message: "1 page of less resolution, or that masks others, was left out",
      },
    ]);
  });

  it("has larger values where it is brighter, with a note where 0 is white", async () => {
    const { volume, notes } = await readDescribed(fileOf({ fields: { 262: [3, [0]] } }), {
      spacing,
    });
    expect([...volume.data]).toEqual([255, 254, 253, 252, 1, 0]);
    expect(notes).toMatchObject([
      {
        code: "scale-assumed",
        message:
          "the TIFF says that 0 is white: its values were taken from 255, so that larger ones are brighter",
      },
    ]);
    await refusal({ bits: 16, format: 2, fields: { 262: [3, [0]] } }).toThrow(
      "TIFF page 1 says that 0 is white, and its values are int16, which have no end that is black",
    );
  });

  it("is grey where red, green and blue are the same, and pixels opaque", async () => {
    const grey = [0, 7, 255, 9, 9, 1];
    const rgb = grey.flatMap((value) => [value, value, value]);
    for (const apart of [false, true]) {
      const file = fileOf({ channels: 3, samples: rgb, apart, compression: 5, predictor: 2 });
      expect([...(await read(file, { spacing })).data]).toEqual(grey);
    }
    const opaque = grey.flatMap((value) => [value, 255]);
    const withOpacity = { channels: 2, samples: opaque, fields: { 338: [3, [2]] as const } };
    expect([...(await read(fileOf(withOpacity), { spacing })).data]).toEqual(grey);
    await refusal({
      ...withOpacity,
      samples: opaque.map((value, n) => (n === 3 ? 1 : value)),
    }).toThrow("TIFF page 1 is transparent: its pixel (1, 0) has an opacity of 1 of 255");
    await refusal({ channels: 3, samples: rgb.map((value, n) => (n === 4 ? 6 : value)) }).toThrow(
      "TIFF page 1 is of colours: its pixel (1, 0) has red, green and blue of 7, 6, 7",
    );
    await refusal({ channels: 2, samples: opaque }).toThrow("TIFF page 1 has 2 values a pixel (grey), expected one"); // biome-ignore format: one line
  });

  it("has the greys of its palette", async () => {
    const ramp = Array.from({ length: 256 }, (_, n) => 257 * (255 - n));
    const fields = { 262: [3, [3]] as const, 320: [3, [...ramp, ...ramp, ...ramp]] as const };
    const { data } = await read(fileOf({ fields }), { spacing });
    expect([...data]).toEqual([255, 254, 253, 252, 1, 0]);
    const colours = { ...fields, 320: [3, [...ramp, ...ramp, ...ramp.map((value) => value ^ 1)]] as const }; // biome-ignore format: one line
    await refusal({ fields: colours }).toThrow("TIFF page 1 with a palette is of colours");
    await refusal({ fields: { 262: [3, [3]] } }).toThrow("has a palette of 0 numbers");
  });

  it("is refused without a spacing, with the size of pixels that it states", async () => {
    const stated = async (fields: FixturePage["fields"]) => {
      const error = await read(fileOf({ fields: fields ?? {} })).catch((thrown) => thrown);
      expect(error.code).toBe("invalid-settings");
      return /none was given: (.*); option spacing/.exec(error.message)?.[1];
    };
    const unused = ", which is not taken for it";
    const density = { 282: [5, [2]] as const, 283: [5, [4]] as const };
    expect(await stated({})).toBe("the file states no resolution");
    expect(await stated(density)).toBe(`the file states 2 x 4 pixels an inch${unused}`);
    expect(await stated({ ...density, 296: [3, [3]] })).toBe(`the file states 2 x 4 pixels a centimetre${unused}`); // biome-ignore format: one line
    expect(await stated({ ...density, 270: "ImageJ=1.53t\nspacing=3.0\nunit=mm\n" })).toBe(
      `the file states 2 x 4 pixels a unit, slices "3.0" units apart, in the unit "mm", by ImageJ${unused}`,
    );
    const ome = `<OME><Image><Pixels DimensionOrder="XYCZT" PhysicalSizeX="0.5" PhysicalSizeY="0.5" PhysicalSizeYUnit="mm" SizeC="1" SizeT="1" SizeZ="1"/></Image></OME>`;
    expect(await stated({ 270: ome })).toBe(`the file states "0.5 µm" x "0.5 mm", by OME${unused}`);
  });

  it("has a volume for each channel and time that its writer names", async () => {
    // the value of a page is its number
    const pages = Array.from({ length: 12 }, (_, n) => ({ width: 1, height: 1, samples: [n] }));
    const written = (text: string) =>
      tiffFile({ pages: pages.map((page, n) => (n === 0 ? { ...page, fields: { 270: text } } : page)) }); // biome-ignore format: one line
    const imageJ = written(
      "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n",
    );
    // channels change fastest, then slices, then times
    expect([...(await read(imageJ, { spacing, volume: 1 })).data]).toEqual([0, 2, 4]);
    expect([...(await read(imageJ, { spacing, volume: 4 })).data]).toEqual([7, 9, 11]);
    await expect(read(imageJ, { spacing })).rejects.toThrow(
      "file holds 4 volumes along 2 channels and 2 times, by ImageJ, expected one; option volume: N chooses one by its number",
    );
    const ome = (order: string, z: number) =>
      written(`<OME><Pixels DimensionOrder="${order}" SizeC="2" SizeT="2" SizeZ="${z}"/></OME>`);
    expect([...(await read(ome("XYZCT", 3), { spacing, volume: 2 })).data]).toEqual([3, 4, 5]);
    expect([...(await read(ome("XYTZC", 3), { spacing, volume: 3 })).data]).toEqual([1, 3, 5]);
    await expect(read(ome("XYZCT", 5), { spacing, volume: 1 })).rejects.toThrow(
      "TIFF has 12 pages, and OME says that they are 2 channels of 5 slices at 2 times",
    );
    await expect(read(ome("XYZZT", 3), { spacing, volume: 1 })).rejects.toThrow("in the order ZZT by OME"); // biome-ignore format: one line
    expect(await describeFile(imageJ)).toMatchObject({
      dimensions: [1, 1, 12],
      volumes: { count: 4, along: "2 channels and 2 times, by ImageJ" },
    });
    const big = tiffFile({ pages: [{ ...six, fields: { 270: "ImageJ=1.53t\nimages=12\nslices=12\n" } }] }); // biome-ignore format: one line
    await expect(read(big, { spacing })).rejects.toThrow(
      "TIFF has 1 page, and ImageJ says that they are 1 channel of 12 slices at 1 time",
    );
  });

  it("has its pages where OME says that they are, or is refused", async () => {
    const pages = Array.from({ length: 4 }, (_, n) => ({ width: 1, height: 1, samples: [n] }));
    const written = (attributes: string, inside: string, prefix = "") => {
      const text = `<${prefix}OME><${prefix}Pixels ${attributes}>${inside}</${prefix}Pixels></${prefix}OME>`;
      return tiffFile({ pages: pages.map((page, n) => (n === 0 ? { ...page, fields: { 270: text } } : page)) }); // biome-ignore format: one line
    };
    const twoChannels = `DimensionOrder="XYCZT" SizeC="2" SizeT="1" SizeZ="2"`;
    const inOrder = `<ome:TiffData IFD="0" PlaneCount="3"/><ome:TiffData FirstC="1" FirstZ="1" IFD="3"/>`;
    const prefixed = written(twoChannels, inOrder, "ome:");
    expect([...(await read(prefixed, { spacing, volume: 2 })).data]).toEqual([1, 3]);
    const fourSlices = `DimensionOrder="XYCZT" SizeC="1" SizeT="1" SizeZ="4"`;
    const turned = `<TiffData IFD="0" FirstZ="3"/><TiffData IFD="1" FirstZ="2"/>`;
    await expect(read(written(fourSlices, turned), { spacing })).rejects.toThrow(
      "TIFF has channel 0, slice 3, time 0 (from 0) in page 1 by OME, expected it in page 4, by the order CZT",
    );
  });

  it("is refused where its writer's counts come to no whole number of slices", async () => {
    const pages = Array.from({ length: 5 }, (_, n) => ({ width: 1, height: 1, samples: [n], fields: { 270: "ImageJ=1.53t\nimages=5\nchannels=2\n" } })); // biome-ignore format: one line
    await expect(read(tiffFile({ pages }), { spacing, volume: 1 })).rejects.toThrow(
      "TIFF has 5 pages, and ImageJ says that they are 2 channels of 2.5 slices at 1 time",
    );
  });

  it("may have pages of less bytes than their fields", async () => {
    const fields = { 258: null, 284: null, 317: null, 339: null };
    const pages = Array.from({ length: 300 }, (_, n) => ({ width: 1, height: 1, samples: [n % 2 === 0 ? 0 : 128], fields })); // biome-ignore format: one line
    const { data } = await read(tiffFile({ pages }), { spacing });
    expect([...data.subarray(0, 4), data.length]).toEqual([0, 1, 0, 1, 300]);
  });

  it("is a label map", async () => {
    const file = fileOf({ samples: [0, 255, 3, 0, 3, 3] });
    expect((await listRegions(file, { spacing })).map(({ number }) => number)).toEqual([3, 255]);
    expect([...(await read(file, { spacing, label: 3 })).data]).toEqual([0, 0, 1, 0, 1, 1]);
  });

  it("says what it is without a spacing", async () => {
    const file = fileOf({ bits: 16, compression: 5 }, { littleEndian: false, big: true });
    expect(await describeFile(file)).toEqual({
      format: "TIFF",
      gzip: false,
      big: true,
      byteOrder: "big-endian",
      dataType: "uint16",
      bits: 16,
      colour: "grey",
      compression: "LZW",
      dimensions: [3, 2, 1],
      resolution: null,
    });
  });

  it("is refused where its file is larger than can be read at once", async () => {
    const head = tiffFile({ pages: [six] });
    const stream = () => new Blob([head]).stream();
    const slice = (start: number, end: number) => new Blob([head]).slice(start, end);
    const large = { size: 2 ** 31 + 1, stream, slice } as unknown as Blob;
    await expect(read(large, { spacing })).rejects.toMatchObject({
      code: "too-large",
      message: "file of 2147483649 bytes, expected at most 2147483648 of PNG and TIFF",
    });
  });

  it("is refused for what is not read", async () => {
    await refusal({ fields: { 259: [3, [7]] } }).toThrow(
      "TIFF page 1 has the compression 7 (JPEG), expected 1 (none), 5 (LZW), 8 or 32946 (deflate) or 32773 (PackBits)",
    );
    await refusal({ fields: { 274: [3, [6]] } }).toThrow("TIFF page 1 has the orientation 6, expected 1: rows from the top"); // biome-ignore format: one line
    await refusal({ fields: { 266: [3, [2]] } }).toThrow("has the fill order 2");
    await refusal({ fields: { 262: [3, [6]] } }).toThrow("has the photometric interpretation 6");
    await refusal({ fields: { 339: [3, [6]] } }).toThrow("8 bits and the sample format 6");
    await refusal({ compression: 5, fields: { 317: [3, [3]] } }).toThrow("the predictor 3 on 8 bits of uint8"); // biome-ignore format: one line
    await refusal({ predictor: 2 }).toThrow(
      "TIFF page 1 has the predictor 2 and the compression none, with which only some programs undo it: expected LZW or deflate",
    );
    await refusal({ channels: 3, samples: Array(18).fill(1), fields: { 258: [3, [8, 8, 16]] } }).toThrow("has bits 8, 8, 16 of its samples"); // biome-ignore format: one line
    const old = fileOf({ compression: 5 });
    old.set([0, 1], 8);
    await expect(read(old, { spacing })).rejects.toThrow("TIFF page 1, strip 1 is of the LZW of before 1988"); // biome-ignore format: one line
  });

  it("is refused where it is damaged", async () => {
    await refusal({ fields: { 256: null } }).toThrow(
      "TIFF page 1 is of NaN x 2 pixels with 1 samples",
    );
    await refusal({ fields: { 279: [4, [5]] } }).toThrow("TIFF page 1, strip 1 needs 6 bytes, which 5 bytes of the compression none cannot hold"); // biome-ignore format: one line
    await refusal({ fields: { 273: [4, [1e6]] } }).toThrow("TIFF page 1, strip 1 is of 6 bytes from byte 1000000"); // biome-ignore format: one line
    await refusal({ rowsPerStrip: 1, fields: { 279: [4, [3]] } }).toThrow(
      "TIFF page 1 lists 2 and 1 places and lengths of strips, expected 2",
    );
    await refusal({ fields: { 256: [4, [1e9]], 257: [4, [1e9]] } }).toThrow(
      /^TIFF of \d+ bytes cannot hold 1000000000000000000 voxels of 8 bits with the compression none$/,
    );
    await refusal({ compression: 8, fields: { 256: [4, [30]] } }).toThrow("TIFF page 1, strip 1 holds 6 bytes, expected 60"); // biome-ignore format: one line
    // lengths may be left out of a single strip
    expect((await read(fileOf({ fields: { 279: null } }), { spacing })).data[5]).toBe(255);
    const file = fileOf();
    await expect(read(file.slice(0, 20), { spacing })).rejects.toThrow("TIFF file is cut off");
    const circle = file.slice();
    circle.set(circle.subarray(4, 8), circle.length - 4);
    await expect(read(circle, { spacing })).rejects.toThrow("follows itself");
    const code = fileOf({ compression: 5 });
    // the first code after that which begins anew stands for a string that is not there yet
    code[9] = 0x7f;
    code[10] = 0xff;
    await expect(read(code, { spacing })).rejects.toThrow(/TIFF page 1, strip 1 is damaged: found the code \d+ of LZW, expected at most 258/); // biome-ignore format: one line
  });
});

/** Numbers that a type can hold, its ends among them, in short runs. */
function samplesOf(count: number, bits: number, format: number, seed: number): number[] {
  const wide = Math.min(bits, 52);
  const [low, high] = format === 1 ? [0, 2 ** wide - 1] : [-(2 ** (wide - 1)), 2 ** (wide - 1) - 1];
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const samples: number[] = [];
  while (samples.length < count) {
    const draw = next();
    const value =
      draw < 0.1 ? low : draw < 0.2 ? high : low + Math.floor(next() * (high - low + 1));
    const one = format === 3 ? (bits === 32 ? Math.fround(value / 7) : value / 7) : value;
    for (let run = 1 + Math.floor(next() * 4); run > 0; run--) samples.push(one);
  }
  return samples.slice(0, count);
}
