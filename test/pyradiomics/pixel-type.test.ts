import { expect, it } from "vitest";
import { extractPyradiomics } from "../../src/pyradiomics/extract-pyradiomics.ts";
import { parseParams } from "../../src/pyradiomics/params/parse-params.ts";
import { castTo, fileTypeOf, inTypeOf, pixelTypeOf } from "../../src/pyradiomics/pixel-type.ts";
import { identityDirection, type Volume, type VoxelArray } from "../../src/volume/volume.ts";

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

it("puts numbers into an array of another type only where it holds them exactly", () => {
  const floats = { data: Float32Array.of(-5, 3) };
  expect(inTypeOf(floats, "int16").data).toEqual(Int16Array.of(-5, 3));
  expect(inTypeOf(floats, "uint8")).toBe(floats);
  expect(inTypeOf({ data: Float64Array.of(0.1) }, "float32").data).toEqual(Float64Array.of(0.1));
  expect(inTypeOf({ data: Float64Array.of(Number.NaN) }, "int16").data[0]).toBeNaN();
});

it("decides in which precision filters compute, however the voxels came", () => {
  const size = [7, 6, 5] as const;
  const grid = {
    size,
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  const whole = Int16Array.from({ length: 210 }, (_, v) => (v * v * 37) % 1001);
  const mask = { ...grid, data: new Uint8Array(210).fill(1) };
  const params = parseParams({
    imageType: { Wavelet: {}, LBP3D: {} },
    featureClass: { firstorder: [] },
  });
  const valuesOf = (image: Volume) => extractPyradiomics(image, mask, params).features;
  const stored = valuesOf({ ...grid, data: whole });
  const floats = { ...grid, data: Float32Array.from(whole) };
  expect(valuesOf({ ...floats, series: "1.2.3" })).toEqual(stored);
  expect(extractPyradiomics(floats, mask, params, { pixelType: "int16" }).features).toEqual(stored);
  expect(valuesOf(floats)).not.toEqual(stored);
});
