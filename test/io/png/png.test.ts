import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeFile, listRegions, read, readDescribed } from "../../../src/io.ts";
import { gzipped } from "../nifti/fixture.ts";
import { type Picture, pngFile } from "./fixture.ts";

const spacing = [0.5, 0.25] as const;

/** Six pixels, three in a row. */
const six: Picture = { width: 3, height: 2, samples: [0, 1, 2, 3, 254, 255] };

const refused = (picture: Picture) => read(pngFile(picture), { spacing });

describe("PNG", () => {
  it("is a slice with rows along y from the first one on, in the given spacing", async () => {
    const { volume, notes } = await readDescribed(pngFile(six), { spacing: [0.5, 0.25, 3] });
    expect(volume).toEqual({
      size: [3, 2, 1],
      spacing: [0.5, 0.25, 3],
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      data: Uint8Array.of(0, 1, 2, 3, 254, 255),
    });
    expect(notes).toEqual([]);
  });

  it("has a thickness that is not known, where the spacing has two numbers", async () => {
    const { volume, notes } = await readDescribed(pngFile(six), { spacing });
    expect(volume).toMatchObject({ spacing: [0.5, 0.25, 1], thicknessAssumed: true });
    expect(notes.map(({ code }) => code)).toEqual(["thickness-assumed"]);
    const thick = await readDescribed(pngFile(six), { spacing, sliceThickness: 4 });
    expect(thick.volume.spacing).toEqual([0.5, 0.25, 4]);
    expect(thick.volume.thicknessAssumed).toBeUndefined();
    expect(thick.notes).toEqual([]);
  });

  it("has values of 16 bits as they are stored", async () => {
    const samples = [0, 1, 255, 256, 65534, 65535];
    const { data } = await read(pngFile({ ...six, bits: 16, samples }), { spacing });
    expect(data).toEqual(Uint16Array.from(samples));
  });

  it("holds the pixels that were written, of any depth, filters and passes", async () => {
    const picture = fc
      .record({
        width: fc.integer({ min: 1, max: 19 }),
        height: fc.integer({ min: 1, max: 19 }),
        bits: fc.constantFrom(1, 2, 4, 8, 16),
        interlaced: fc.boolean(),
        filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 7 }),
        parts: fc.integer({ min: 1, max: 4 }),
      })
      .chain((shape) => {
        const length = shape.width * shape.height;
        const sample = fc.integer({ min: 0, max: 2 ** shape.bits - 1 });
        const samples = fc.array(sample, { minLength: length, maxLength: length });
        return samples.map((drawn): Picture => ({ ...shape, samples: drawn }));
      });
    await fc.assert(
      fc.asyncProperty(picture, async (one) => {
        const { data, size } = await read(pngFile(one), { spacing });
        expect(size).toEqual([one.width, one.height, 1]);
        expect([...data]).toEqual(one.samples);
      }),
      { numRuns: 150 },
    );
  });

  it("is grey where red, green and blue are the same, and pixels opaque", async () => {
    const grey = [0, 7, 255, 9, 9, 1];
    const rgb = grey.flatMap((value) => [value, value, value]);
    const rgba = grey.flatMap((value) => [value, value, value, 255]);
    const opaque = grey.flatMap((value) => [value, 255]);
    for (const [colourType, samples] of [
      [2, rgb],
      [6, rgba],
      [4, opaque],
    ] as const) {
      const file = pngFile({ ...six, colourType, samples, filters: [1, 4] });
      expect([...(await read(file, { spacing })).data]).toEqual(grey);
    }
    const deep = rgb.map((value) => 257 * value);
    const { data } = await read(pngFile({ ...six, colourType: 2, bits: 16, samples: deep }), { spacing }); // biome-ignore format: one line
    expect([...data]).toEqual(grey.map((value) => 257 * value));
  });

  it("has the greys of its palette", async () => {
    const picture: Picture = {
      ...six,
      colourType: 3,
      bits: 1,
      samples: [0, 1, 1, 0, 0, 1],
      before: [["PLTE", [0, 0, 0, 255, 255, 255]]],
    };
    const { data } = await read(pngFile(picture), { spacing });
    expect([...data]).toEqual([0, 255, 255, 0, 0, 255]);
  });

  it("is refused for colours, and for pixels that are not opaque", async () => {
    const red = [5, 5, 5, 6, 6, 6, 255, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    await expect(refused({ ...six, colourType: 2, samples: red })).rejects.toThrow(
      "PNG is of colours: its pixel (2, 0) has red, green and blue of 255, 0, 0, expected one grey value: save it as greyscale, of intensities or of label numbers",
    );
    const palette: Picture = { ...six, colourType: 3, samples: [0, 0, 0, 0, 1, 0] };
    await expect(refused({ ...palette, before: [["PLTE", [0, 0, 0, 9, 8, 7]]] })).rejects.toThrow(
      "PNG with a palette is of colours: its pixel (1, 1) has red, green and blue of 9, 8, 7",
    );
    await expect(refused({ ...palette, before: [["PLTE", [0, 0, 0]]] })).rejects.toThrow(
      "PNG has the index 1 in a palette of 1 colours, expected one of them",
    );
    const half = [1, 255, 1, 255, 1, 128, 1, 255, 1, 255, 1, 255];
    await expect(refused({ ...six, colourType: 4, samples: half })).rejects.toThrow(
      "PNG is transparent: its pixel (2, 0) has an opacity of 128 of 255, expected opaque pixels",
    );
    await expect(refused({ ...six, before: [["tRNS", [0, 254]]] })).rejects.toThrow(
      "its pixel (1, 1) has an opacity of 0",
    );
    // no pixel has the value that is invisible
    expect((await read(pngFile({ ...six, before: [["tRNS", [0, 77]]] }), { spacing })).size).toEqual([3, 2, 1]); // biome-ignore format: one line
  });

  it("is refused without a spacing, with the resolution that it states", async () => {
    await expect(read(pngFile(six))).rejects.toMatchObject({
      code: "invalid-settings",
      message:
        "PNG needs a spacing in mm, and none was given: the file states no resolution; option spacing: DX,DY states it",
    });
    const dense = pngFile({ ...six, before: [["pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1]]] });
    await expect(read(dense)).rejects.toThrow(
      "the file states 2835 x 2835 pixels a metre, which is not taken for it",
    );
    const image = await read(pngFile(six), { spacing });
    await expect(read(dense, { grid: image })).rejects.toThrow("the image's is 0.5 x 0.25 x 1 mm");
  });

  it("is a label map", async () => {
    const file = pngFile({ ...six, samples: [0, 255, 3, 0, 3, 3] });
    expect(await listRegions(file, { spacing })).toEqual([
      { number: 3, name: null },
      { number: 255, name: null },
    ]);
    expect([...(await read(file, { spacing, label: 255 })).data]).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it("says what it is without a spacing, in gzip too", async () => {
    const file = pngFile({ ...six, bits: 16, interlaced: true });
    expect(await describeFile(gzipped(file))).toEqual({
      format: "PNG",
      gzip: true,
      dataType: "uint16",
      bits: 16,
      colour: "grey",
      interlaced: true,
      dimensions: [3, 2],
      resolution: null,
    });
    expect((await read(gzipped(file), { spacing })).data.length).toBe(6);
  });

  it("leaves out bytes that its pixels do not need, with a note", async () => {
    const behind = Uint8Array.from([...pngFile(six), 1, 2]);
    const packed = deflateSync(Buffer.from([0, 1, 2, 3, 0, 4, 5, 6, 99]));
    for (const [file, text] of [
      [behind, "2 bytes behind the picture were left out"],
      [pngFile({ ...six, packed }), "compressed bytes that its pixels do not need were left out"],
    ] as const) {
      const { notes } = await readDescribed(file, { spacing: [1, 1, 1] });
      expect(notes).toMatchObject([{ code: "bytes-left-out", message: text }]);
    }
  });

  it("is refused where it is damaged", async () => {
    const file = pngFile(six);
    const flipped = file.map((byte, n) => (n === 45 ? byte ^ 1 : byte));
    await expect(read(flipped, { spacing })).rejects.toThrow(
      /^PNG chunk IDAT at byte 33 is damaged/,
    );
    await expect(read(file.slice(0, 50), { spacing })).rejects.toThrow("PNG file is cut off");
    const packed = deflateSync(Buffer.from([0, 1, 2, 3]));
    await expect(refused({ ...six, packed })).rejects.toThrow("PNG image data holds 4 bytes, expected 8"); // biome-ignore format: one line
    await expect(refused({ ...six, packed: packed.subarray(0, 5) })).rejects.toThrow(
      /^PNG image data is cut off or damaged/,
    );
    const sum = packed.map((byte, n) => (n === packed.length - 1 ? byte ^ 1 : byte));
    await expect(refused({ width: 3, height: 1, samples: [], packed: sum })).rejects.toThrow(
      /^PNG image data is cut off or damaged/,
    );
    await expect(refused({ ...six, filters: [7] })).rejects.toThrow("a row of the filter 7");
    await expect(refused({ ...six, bits: 3 })).rejects.toThrow("the colour type 0 with 3 bits");
    await expect(refused({ ...six, before: [["acTL", [0, 0, 0, 2, 0, 0, 0, 0]]] })).rejects.toThrow(
      "PNG is an animation",
    );
    await expect(refused({ ...six, before: [["ABCD", []]] })).rejects.toThrow(
      "PNG has a chunk ABCD",
    );
    await expect(read(file, { spacing, volume: 2 })).rejects.toMatchObject({ code: "invalid-settings" }); // biome-ignore format: one line
  });
});
