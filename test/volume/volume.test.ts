import { describe, expect, it } from "vitest";
import { checkVolume, identityDirection, type Volume } from "../../src/volume/volume.ts";

const volume: Volume = {
  data: new Float32Array(24),
  size: [2, 3, 4],
  spacing: [1, 1, 2],
  origin: [0, 0, 0],
  direction: identityDirection,
};

describe("checkVolume", () => {
  it("accepts a volume", () => expect(() => checkVolume(volume, "image")).not.toThrow());

  it.each([
    [
      "a size of 0",
      { size: [2, 0, 4] },
      "image.size: found [2, 0, 4], expected three positive integers",
    ],
    [
      "a missing size",
      { size: undefined },
      "image.size: found undefined, expected three positive integers",
    ],
    [
      "a negative spacing",
      { spacing: [1, -1, 2] },
      "image.spacing: found [1, -1, 2], expected three positive numbers (mm)",
    ],
    [
      "a NaN origin",
      { origin: [0, Number.NaN, 0] },
      "image.origin: found [0, NaN, 0], expected three numbers (mm)",
    ],
    [
      "a short direction",
      { direction: [1, 0, 0] },
      "image.direction: found [1, 0, 0], expected nine numbers, row-major",
    ],
    [
      "a sheared direction",
      { direction: [1, 0.2, 0, 0, 1, 0, 0, 0, 1] },
      "orthogonal unit vectors",
    ],
    [
      "too few data",
      { data: new Int8Array(23) },
      "image.data: found 23 values, expected 24, by its size [2, 3, 4]",
    ],
    [
      "a plain array",
      { data: Array(24).fill(0) },
      "image.data: found Array, expected a typed array of numbers",
    ],
  ])("refuses %s", (_, wrong, message) => {
    expect(() => checkVolume({ ...volume, ...wrong } as Volume, "image")).toThrow(message);
  });

  it("asks for the await of a Promise", () => {
    const promise = Promise.resolve(volume) as unknown as Volume;
    expect(() => checkVolume(promise, "image")).toThrow(
      "image: found a Promise, expected a volume record: is an await missing?",
    );
  });

  it("names the volume and its code", () => {
    expect(() => checkVolume(null as unknown as Volume, "mask")).toThrow(
      expect.objectContaining({ code: "invalid-volume", message: expect.stringMatching(/^mask:/) }),
    );
  });

  it("gives vectors that are typed arrays back as plain ones", () => {
    const typed = {
      ...volume,
      size: Uint32Array.of(2, 3, 4),
      spacing: Float64Array.of(1, 1, 2),
      origin: Float32Array.of(0, 0, 0),
      direction: Float64Array.from(identityDirection),
    } as unknown as Volume;
    expect(checkVolume(typed, "image")).toEqual(volume);
    const wrong = { ...typed, spacing: Float64Array.of(1, 0, 2) } as unknown as Volume;
    expect(() => checkVolume(wrong, "image")).toThrow("found [1, 0, 2]");
  });

  it.each([
    [new BigInt64Array(24), "found BigInt64Array"],
    [new DataView(new ArrayBuffer(24)), "found DataView"],
    [undefined, "found Undefined"],
  ])("refuses data that are no typed array of numbers, by name", (data, message) => {
    expect(() => checkVolume({ ...volume, data } as unknown as Volume, "image")).toThrow(message);
  });
});
