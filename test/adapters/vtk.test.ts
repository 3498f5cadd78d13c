import vtkDataArray from "@kitware/vtk.js/Common/Core/DataArray";
import vtkImageData from "@kitware/vtk.js/Common/DataModel/ImageData";
import ITKHelper from "@kitware/vtk.js/Common/DataModel/ITKHelper";
import vtk from "@kitware/vtk.js/vtk";
import { describe, expect, it } from "vitest";
import { fromItk, fromVtk, toItk, toVtk } from "../../src/adapters.ts";
import { cornerIndices, corners, farthest, grids, volumeOn } from "./grids.ts";

const positions = (image: vtkImageData, indices: readonly (readonly number[])[]) =>
  indices.map(([x, y, z]) => [...image.indexToWorld([x, y, z])]);

describe.each(grids)("vtk.js, %s", (_, grid) => {
  const volume = volumeOn(grid);

  it("has the corners of its vtkImageData where that has them", () => {
    const image = vtkImageData.newInstance();
    image.setDimensions(3, 4, 5);
    image.setSpacing([0.75, 1.5, 3.25]);
    image.setOrigin([-30.5, 41.25, -52.125]);
    // its own helper turns ITK's row-major direction into vtk.js's
    const viaItk = ITKHelper.convertItkToVtkImage(toItk(volume));
    image.setDirection(viaItk.getDirection());
    image
      .getPointData()
      .setScalars(vtkDataArray.newInstance({ values: volume.data, numberOfComponents: 1 }));
    const found = fromVtk(image);
    const at = corners(found).map((corner) => corner.at);
    expect(farthest(at, positions(image, cornerIndices(grid)))).toBeLessThan(1e-9);
    expect(found).toEqual(volume);
    expect(found.data).toBe(volume.data);
    expect(fromVtk(viaItk)).toEqual(fromItk(toItk(volume)));
  });

  it("makes a vtkImageData with the same corners, which shares the data", () => {
    const restored = vtk(toVtk(volume)) as vtkImageData;
    for (const image of [vtkImageData.newInstance(toVtk(volume)), restored]) {
      const at = corners(volume).map((corner) => corner.at);
      expect(farthest(at, positions(image, cornerIndices(grid)))).toBeLessThan(1e-9);
      expect(image.getDimensions()).toEqual([3, 4, 5]);
      expect(image.getPointData().getScalars().getData()).toBe(volume.data);
      for (const { at, value } of corners(volume)) {
        const [x, y, z] = image.worldToIndex([...at]);
        expect(volume.data[image.computeOffsetIndex([x, y, z])]).toBe(value);
      }
      expect(fromVtk(image)).toEqual(volume);
    }
  });

  it("starts where its extent does", () => {
    const image = vtkImageData.newInstance({
      ...toVtk(volume),
      extent: [2, 4, -1, 2, 10, 14],
    });
    const found = fromVtk(image);
    const indices = cornerIndices(grid).map(([x, y, z]) => [x + 2, y - 1, z + 10]);
    const at = corners(found).map((corner) => corner.at);
    expect(farthest(at, positions(image, indices))).toBeLessThan(1e-9);
    expect(found.size).toEqual([3, 4, 5]);
  });
});

describe("toVtk", () => {
  it.each([
    [[3, 4, 5]],
    [[3, 4, 1]],
    [[3, 1, 5]],
    [[1, 4, 5]],
    [[3, 1, 1]],
    [[1, 4, 1]],
    [[1, 1, 5]],
    [[1, 1, 1]],
  ] as const)("describes a grid of %j as vtk.js does", (size) => {
    // biome-ignore format: a list
    const volume = volumeOn({ ...grids[3][1], size });
    const expected = vtkImageData.newInstance();
    expected.setDimensions([...size]);
    const { dataDescription } = expected.getState() as { dataDescription: number };
    expect(toVtk(volume).dataDescription).toBe(dataDescription);
  });
});

describe("fromVtk", () => {
  const state = toVtk(volumeOn(grids[3][1], Uint8Array));

  it("gives a label's mask", () => {
    const mask = fromVtk(vtkImageData.newInstance(state), { label: 1 });
    expect(mask.data).toBeInstanceOf(Uint8Array);
    expect([...mask.data].filter((value) => value === 1)).toHaveLength(1);
    expect(() => fromVtk(vtkImageData.newInstance(state), { label: 2 })).toThrow(
      /no voxel with label 2/,
    );
    expect(() => fromVtk(vtkImageData.newInstance(state), { label: 0.5 })).toThrow(
      /found 0.5, expected an integer/,
    );
  });

  it("refuses what is no volume", () => {
    const refused = (image: unknown) =>
      expect(() => fromVtk(image as never)).toThrow(
        expect.objectContaining({ code: "invalid-volume" }),
      );
    const colours = vtkImageData.newInstance();
    colours.setDimensions(1, 1, 2);
    colours
      .getPointData()
      .setScalars(vtkDataArray.newInstance({ values: new Uint8Array(6), numberOfComponents: 3 }));
    refused(colours);
    expect(() => fromVtk(colours)).toThrow(/vtkImageData has scalars of 3 components/);
    expect(() => fromVtk(vtkImageData.newInstance())).toThrow(
      /vtkImageData with scalars, found none/,
    );
    expect(() =>
      fromVtk(vtkImageData.newInstance({ ...state, extent: [0, 2, 0, 3, 0, 5] })),
    ).toThrow(/vtkImageData\.data: found 60 values, expected 72, by its size \[3, 4, 6\]/);
    expect(() => fromVtk(vtkImageData.newInstance({ ...state, spacing: [1, 0, 1] }))).toThrow(
      /spacing/,
    );
    for (const nothing of [null, undefined, {}, 3]) refused(nothing);
  });
});
