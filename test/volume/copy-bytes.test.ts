import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesCopier } from "../../src/volume/copy-bytes.ts";

describe("bytesCopier", () => {
  it("copies what set copies, from and to any place", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(40),
        fc.nat(40),
        fc.nat(9),
        fc.nat(5),
        (source, a, b, to, offset) => {
          const [from, end] = [a, b].map((n) => n % (source.length + 1)).sort((x, y) => x - y);
          const memory = new ArrayBuffer(offset + 60); // arrays may start anywhere in their memory
          const target = new Uint8Array(memory, offset, 55).fill(7);
          const expected = target.slice();
          expected.set(source.subarray(from, end), to);
          bytesCopier(source, target)(from, end, to);
          expect(target).toEqual(expected);
        },
      ),
    );
  });
});
