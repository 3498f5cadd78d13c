import { cache, metaData, type Types, volumeLoader } from "@cornerstonejs/core";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CornerstoneSegmentationOptions,
  fromCornerstoneSegmentation,
  imageOfCornerstoneSegmentation,
  toCornerstone,
  toCornerstoneSegmentation,
} from "../../src/adapters.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { grids, volumeOn } from "./grids.ts";

const cornerstone = { cache, metaData, volumeLoader };

afterEach(() => cache.purgeCache());

const [, grid] = grids[3];
const labels: Volume = { ...grid, data: Uint8Array.from({ length: 60 }, (_, v) => 4 * (v % 3)) };

/** What the tools make of it, as far as it is read. */
function segmentationOf(volume: Volume, options?: CornerstoneSegmentationOptions) {
  const { segmentationId, data, config } = toCornerstoneSegmentation(volume, cornerstone, options);
  return { segmentationId, segments: config.segments, representationData: { Labelmap: data } };
}

describe("toCornerstoneSegmentation", () => {
  it("gives a segment for each label, which come back as they were", () => {
    const seg = segmentationOf(labels, { segmentationId: "lesions", segments: { 8: "Node" } });
    expect(seg.segments).toEqual({
      4: { segmentIndex: 4, label: "Segment 4", active: true },
      8: { segmentIndex: 8, label: "Node", active: false },
    });
    for (const segment of [4, 8]) {
      const mask = fromCornerstoneSegmentation(seg, cornerstone, { segment });
      expect(mask).toEqual({ ...grid, data: labels.data.map((v) => (v === segment ? 1 : 0)) });
    }
  });

  it("holds labels in bytes or 16 bits, in memory of its own", () => {
    segmentationOf(labels);
    const held = cache.getVolume("segmentation") as Types.IImageVolume;
    expect(held.voxelManager!.getCompleteScalarDataArray!()).toBeInstanceOf(Uint8Array);
    held.voxelManager!.setAtIJK(0, 0, 0, 8 as never);
    expect(labels.data[0]).toBe(0);
    const data = Float64Array.from({ length: 60 }, (_, v) => (v === 9 ? 300 : 0));
    const wide = segmentationOf({ ...grid, data }, { segmentationId: "wide" });
    const mask = fromCornerstoneSegmentation(wide, cornerstone);
    expect(mask.data.indexOf(1)).toBe(9);
    expect([...mask.data].filter((value) => value === 1)).toHaveLength(1);
  });

  it("names the image that it is drawn on, and its slices", () => {
    const image = volumeOn(grid);
    volumeLoader.createLocalVolume("ct", toCornerstone(image));
    const seg = segmentationOf(labels, { referencedVolumeId: "ct" });
    expect(seg.representationData.Labelmap).toEqual({
      volumeId: "segmentation",
      referencedVolumeId: "ct",
    });
    expect(imageOfCornerstoneSegmentation(seg, cornerstone)).toEqual(image);
    const [first] = (cache.getVolume("segmentation") as Types.IImageVolume).imageIds;
    expect(cache.getImage(first)!.referencedImageId).toBe("ct_slice_0");
  });

  it("refuses names that are taken or unknown, and numbers that are no labels", () => {
    segmentationOf(labels);
    expect(() => segmentationOf(labels)).toThrow(
      'segmentationId: found "segmentation", which is in the cache already',
    );
    const fresh = { segmentationId: "fresh" };
    expect(() => segmentationOf(labels, { ...fresh, referencedVolumeId: "ct" })).toThrow(
      'referencedVolumeId: found "ct", which is not there',
    );
    for (const [value, Type] of [
      [-1, Int16Array],
      [65536, Int32Array],
      [0.5, Float32Array],
      [Number.NaN, Float32Array],
    ] as const) {
      const data = new Type(60);
      data[7] = value;
      expect(() => segmentationOf({ ...grid, data }, fresh)).toThrow(
        `labels.data: found ${value}, expected whole numbers from 0 to 65535`,
      );
    }
    expect(cache.getVolume("fresh")).toBeUndefined();
  });
});
