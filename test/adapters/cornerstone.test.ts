import { cache, ImageVolume, type Types, volumeLoader } from "@cornerstonejs/core";
import { afterEach, describe, expect, it } from "vitest";
import { fromCornerstone } from "../../src/adapters.ts";
import type { Grid, Volume } from "../../src/volume/volume.ts";
import { cornerIndices, corners, farthest, grids, volumeOn } from "./grids.ts";

// real ImageVolumes, made of cached slices as a loader makes them; nothing is drawn

afterEach(() => cache.purgeCache());

/** The direction as cornerstone3D's metadata give it: of a row, of a column, and the normal. */
function iopAndNormal({ direction: d }: Grid): Types.Mat3 {
  return [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]];
}

function imageVolume(volume: Volume): Types.IImageVolume {
  return volumeLoader.createLocalVolume("voxomics:volume", {
    scalarData: volume.data as Types.PixelDataTypedArray,
    metadata: {} as Types.Metadata,
    dimensions: [...volume.size],
    spacing: [...volume.spacing],
    origin: [...volume.origin],
    direction: iopAndNormal(volume),
  });
}

describe.each(grids)("cornerstone3D, %s", (_, grid) => {
  it("has the corners of an ImageVolume where its imageData has them", () => {
    const image = imageVolume(volumeOn(grid));
    expect(image).toBeInstanceOf(ImageVolume);
    const found = fromCornerstone(image);
    const expected = cornerIndices(grid).map((index) => image.imageData!.indexToWorld([...index]));
    expect(
      farthest(
        corners(found).map(({ at }) => at),
        expected,
      ),
    ).toBeLessThan(1e-9);
    for (const [n, [x, y, z]] of cornerIndices(grid).entries()) {
      expect(corners(found)[n].value).toBe(image.voxelManager!.getAtIJK(x, y, z));
    }
    expect(found).toEqual(volumeOn(grid));
  });
});

describe("fromCornerstone", () => {
  const labels = volumeOn(grids[3][1], Uint8Array);

  it("gives the mask of a segment", () => {
    const source = imageVolume(volumeOn(grids[3][1]));
    const derived = volumeLoader.createAndCacheDerivedLabelmapVolume(source.volumeId, {
      volumeId: "voxomics:segmentation",
    });
    derived.voxelManager!.setAtIJK(2, 1, 4, 7 as never);
    derived.voxelManager!.setAtIJK(0, 3, 0, 1 as never);
    const mask = fromCornerstone(derived, { label: 7 });
    expect([...mask.data].map((value, v) => (value === 1 ? v : -1)).filter((v) => v >= 0)).toEqual([
      2 + 3 * (1 + 4 * 4),
    ]);
    expect(mask.direction).toEqual(labels.direction);
  });

  it("takes volumes of older versions, sharing their array", () => {
    const { data, size, ...geometry } = labels;
    const older = {
      ...geometry,
      dimensions: size,
      direction: iopAndNormal(labels),
      getScalarData: () => data,
    };
    expect(fromCornerstone(older)).toEqual(labels);
    expect(fromCornerstone(older).data).toBe(data);
    const { getScalarData, ...rest } = older;
    expect(fromCornerstone({ ...rest, voxelManager: { getScalarData } }).data).toBe(data);
  });

  it("refuses what is no volume, or is not loaded", () => {
    const { size: dimensions, spacing, origin } = labels;
    const bare = { dimensions, spacing, origin, direction: iopAndNormal(labels) };
    expect(() => fromCornerstone(bare)).toThrow(
      /cornerstone3D volume holds no voxels: its data are undefined/,
    );
    const unloaded = { getCompleteScalarDataArray: () => new Uint8Array(0) };
    expect(() => fromCornerstone({ ...bare, voxelManager: unloaded })).toThrow(
      /data: found 0 values, expected 60, by its size \[3, 4, 5\]/,
    );
    const colours = {
      numberOfComponents: 3,
      getCompleteScalarDataArray: () => new Uint8Array(180),
    };
    expect(() => fromCornerstone({ ...bare, voxelManager: colours })).toThrow(/of 3 components/);
    for (const nothing of [null, undefined, {}, "volume"]) {
      expect(() => fromCornerstone(nothing as never)).toThrow(/expected a cornerstone3D volume/);
    }
  });
});
