import fc from "fast-check";
import { expect, it } from "vitest";
import { writeValues } from "../../../src/io/dicom/stored-pixels.ts";

/** The value of a pixel, by its bits as text. */
function storedValue(word: number, bits: number, shift: number, signed: boolean): number {
  const text = word.toString(2).padStart(64, "0");
  const own = text.slice(64 - shift - bits, 64 - shift);
  const value = Number.parseInt(own, 2);
  return signed && own[0] === "1" ? value - 2 ** bits : value;
}

const arrays = [Uint8Array, Uint16Array, Uint32Array] as const;

it("writes the rescaled values of whole numbers of any bits", () => {
  const pixels = fc.constantFrom(...arrays).chain((array) => {
    const width = 8 * array.BYTES_PER_ELEMENT;
    return fc.record({
      array: fc.constant(array),
      words: fc.array(fc.nat(2 ** width - 1)),
      // every other time the value fills the word
      bits: fc.oneof(fc.constant(width), fc.integer({ min: 1, max: width })),
      free: fc.nat(width),
    });
  });
  const rescale = fc.oneof(
    fc.constant({ slope: 1, intercept: 0 }),
    fc.record({ slope: fc.constantFrom(1, -1, 0.5), intercept: fc.constantFrom(0, -1024, 0.25) }),
  );
  fc.assert(
    fc.property(pixels, fc.boolean(), rescale, ({ array, words, bits, free }, signed, how) => {
      const shift = free % (8 * array.BYTES_PER_ELEMENT - bits + 1);
      const out = new Float64Array(words.length + 2).fill(7);
      writeValues({ pixels: array.from(words), bits, shift, signed }, how, out, 1);
      const expected = words.map(
        (word) => how.slope * storedValue(word, bits, shift, signed) + how.intercept,
      );
      expect([...out]).toEqual([7, ...expected, 7]);
    }),
  );
});
