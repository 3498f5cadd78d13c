import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, it } from "vitest";
import { fromNdarray, toNdarray } from "../src/ndarray.ts";
import { identityDirection, type Volume } from "../src/volume/volume.ts";

const elementTypes = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array,
]; // biome-ignore format: a list

function ramp(size: [number, number, number], Type = Int16Array): Volume {
  const data = Type.from({ length: size[0] * size[1] * size[2] }, (_, v) => v);
  return { data, size, spacing: [1, 2, 3], origin: [4, 5, 6], direction: identityDirection };
}

describe("toNdarray", () => {
  it("indexes (x, y, z) and shares the data", () => {
    const volume = ramp([2, 3, 4]);
    const view = toNdarray(volume);
    expect(view.shape).toEqual([2, 3, 4]);
    expect(view.get(1, 2, 3)).toBe(1 + 2 * (2 + 3 * 3));
    view.set(1, 2, 3, -7);
    expect(volume.data[23]).toBe(-7);
  });
});

describe("fromNdarray", () => {
  it.each(elementTypes)("keeps the element type: %o", (Type) => {
    const data = Type.from([1, 2, 3, 4, 5, 6]);
    const volume = fromNdarray(ndarray(data, [3, 2, 1]));
    expect(volume.data).toBeInstanceOf(Type);
    expect([...volume.data]).toEqual([1, 3, 5, 2, 4, 6]); // ndarray's default runs z fastest
  });

  it("reads plain arrays, generic stores and 64-bit integers as doubles", () => {
    const plain = fromNdarray(ndarray([1.5, 2, 3, 4], [2, 2]));
    expect(plain.data).toEqual(Float64Array.of(1.5, 3, 2, 4));
    expect(plain.size).toEqual([2, 2, 1]);

    const generic = { length: 2, get: (n: number) => n + 0.5, set: () => {} };
    expect(fromNdarray(ndarray(generic, [2, 1])).data).toEqual(Float64Array.of(0.5, 1.5));

    const integers = BigInt64Array.of(-3n, 2n ** 53n);
    expect(fromNdarray(ndarray(integers, [2, 1])).data).toEqual(Float64Array.of(-3, 2 ** 53));
    const unsigned = BigUint64Array.of(2n ** 63n, 1n);
    expect(fromNdarray(ndarray(unsigned, [2, 1])).data).toEqual(Float64Array.of(2 ** 63, 1));
  });

  it("refuses what a volume cannot hold", () => {
    expect(() => fromNdarray(ndarray(BigInt64Array.of(2n ** 53n + 1n), [1, 1]))).toThrow(
      /9007199254740993, which a 64-bit float cannot hold/,
    );
    expect(() => fromNdarray(ndarray(new Float64Array(4), [4]))).toThrow(/2 or 3 dimensions/);
    expect(() => fromNdarray(ndarray(new Float64Array(16), [2, 2, 2, 2]))).toThrow(
      /\[2, 2, 2, 2\]/,
    );
    expect(() => fromNdarray(ndarray(new Float64Array(0), [0, 2]))).toThrow(/positive integers/);
    expect(() => fromNdarray(ndarray(new Float64Array(4), [2, 2]), { spacing: [1, 0, 1] })).toThrow(
      /spacing: found .*, expected three positive numbers/,
    );
  });

  it("returns to the same volume through any permutation, reversal and cut of the axes", () => {
    const length = fc.integer({ min: 1, max: 5 });
    const axes = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    const signs = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.tuple(length, length, length), axes, signs, (size, order, reversed) => {
        const volume = ramp(size);
        const steps = reversed.map((r) => (r ? -1 : 1));
        const view = toNdarray(volume)
          .transpose(...order)
          .step(...steps);
        const moved = fromNdarray(view);

        const undone = toNdarray(moved)
          .step(...steps)
          .transpose(...order.map((_, a) => order.indexOf(a)));
        expect(fromNdarray(undone).data).toEqual(volume.data);
        expect(moved.size).toEqual(order.map((a) => size[a]));
        expect(moved.data[0]).toBe(view.get(0, 0, 0));

        const cut = fromNdarray(toNdarray(volume).lo(size[0] - 1, 0, size[2] - 1));
        expect(cut.data[0]).toBe(size[0] - 1 + size[0] * size[1] * (size[2] - 1));
      }),
    );
  });
});
