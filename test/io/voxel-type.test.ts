import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeVoxels, reverseBytes, voxelTypes } from "../../src/io/voxel-type.ts";

describe("reverseBytes", () => {
  it.each([1, 2, 4, 8])("reverses numbers of %d bytes, wherever they start", (width) => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: width, maxLength: width })),
        fc.nat(7),
        (numbers, offset) => {
          const length = width * numbers.length;
          const bytes = new Uint8Array(offset + length + 1).subarray(offset, offset + length);
          for (const [n, number] of numbers.entries()) bytes.set(number, n * width);
          reverseBytes(bytes, width);
          expect([...bytes]).toEqual(numbers.flatMap((number) => [...number].reverse()));
          expect(new Uint8Array(bytes.buffer)[offset + length]).toBe(0);
        },
      ),
    );
  });
});

describe("decodeVoxels", () => {
  const exact = 2n ** 53n;
  const kinds = [
    { name: "int64", type: voxelTypes.int64, min: -exact },
    { name: "uint64", type: voxelTypes.uint64, min: 0n },
  ] as const;

  it.each(kinds)(
    "makes floats of $name up to 2^53, in either byte order",
    ({ type, name, min }) => {
      const integer = fc.oneof(
        fc.bigInt({ min, max: exact }),
        fc.constantFrom(min, min + 1n, exact, exact - 1n, 0n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 52n),
      );
      fc.assert(
        fc.property(fc.array(integer, { minLength: 1 }), fc.boolean(), (integers, little) => {
          const bytes = new Uint8Array(8 * integers.length);
          const view = new DataView(bytes.buffer);
          integers.forEach((value, n) => {
            if (name === "int64") view.setBigInt64(8 * n, value, little);
            else view.setBigUint64(8 * n, value, little);
          });
          const found = decodeVoxels(bytes, type, little, [integers.length, 1, 1]);
          expect([...found]).toEqual(integers.map(Number));
        }),
      );
    },
  );

  it.each([
    { type: voxelTypes.int64, value: exact + 1n },
    { type: voxelTypes.int64, value: -exact - 1n },
    { type: voxelTypes.uint64, value: exact + 1n },
    { type: voxelTypes.uint64, value: 2n ** 64n - 1n },
  ])("refuses $value as $type.name and says where it is", ({ type, value }) => {
    const bytes = new Uint8Array(48);
    new DataView(bytes.buffer).setBigUint64(32, BigInt.asUintN(64, value), true);
    expect(() => decodeVoxels(bytes, type, true, [2, 2, 2])).toThrow(
      `voxel (0, 0, 1) is ${value}, expected at most 2^53 in size`,
    );
  });
});
