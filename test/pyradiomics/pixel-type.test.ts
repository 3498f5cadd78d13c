import { expect, it } from "vitest";
import { castTo, fileTypeOf, pixelTypeOf } from "../../src/pyradiomics/pixel-type.ts";
import { identityDirection, type VoxelArray } from "../../src/volume/volume.ts";

it("cuts towards 0, and clamps to what a type holds", () => {
  const values = [-1.9, -0.5, 0.9, 1.999, 200, 40_000, -40_000];
  expect([...castTo("int16", values)]).toEqual([-1, 0, 0, 1, 200, 32767, -32768]);
  expect([...castTo("uint8", values)]).toEqual([0, 0, 0, 1, 200, 255, 0]);
  expect([...castTo("int8", values)]).toEqual([-1, 0, 0, 1, 127, 127, -128]);
  expect([...castTo("float64", values)]).toEqual(values);
});

it("knows the type of an array", () => {
  expect(pixelTypeOf(new Uint16Array(1))).toBe("uint16");
  expect(pixelTypeOf(new Uint8ClampedArray(1))).toBe("uint8");
  expect(pixelTypeOf(new Float32Array(1))).toBe("float32");
});

it("takes the floats of a DICOM image for whole numbers where all are whole", () => {
  const volume = (data: VoxelArray, series?: string) => ({
    ...({ data, size: [2, 1, 1], spacing: [1, 1, 1], origin: [0, 0, 0] } as const),
    direction: identityDirection,
    ...(series === undefined ? {} : { series }),
  });
  expect(fileTypeOf(volume(Float32Array.of(-1000, 30)))).toBe("float32");
  expect(fileTypeOf(volume(Float32Array.of(-1000, 30), "1.2.3"))).toBe("int32");
  expect(fileTypeOf(volume(Float32Array.of(-1000, 0.5), "1.2.3"))).toBe("float32");
  expect(fileTypeOf(volume(Int16Array.of(1, 2), "1.2.3"))).toBe("int16");
});
