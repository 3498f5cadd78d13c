import { cache, imageLoader, metaData, utilities, volumeLoader } from "@cornerstonejs/core";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CornerstoneSegmentationLike,
  fromCornerstoneSegmentation,
  imageOfCornerstoneSegmentation,
  toCornerstone,
} from "../../src/adapters.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import type { Grid, Volume } from "../../src/volume/volume.ts";
import { grids, volumeOn } from "./grids.ts";

// segmentations are records, as @cornerstonejs/tools has them; images and volumes are in the cache of the real package

const cornerstone = { cache, metaData, volumeLoader };
const { add, clear } = utilities.genericMetadataProvider;

afterEach(() => {
  cache.purgeCache();
  clear();
});

const [, grid] = grids[0];
const [nx, ny, nz] = grid.size;
const slice = nx * ny;

interface Segment {
  readonly label?: string;
  readonly active?: boolean;
}

function segmentation(
  labelmap: object,
  segments: Record<number, Segment> = { 1: { active: true } },
): CornerstoneSegmentationLike {
  return { segmentationId: "seg", segments, representationData: { Labelmap: labelmap } };
}

const labels: Volume = { ...grid, data: Uint8Array.from({ length: 60 }, (_, v) => v % 3) };
const maskOf = ({ data, ...rest }: Volume, label: number): Volume => ({
  ...rest,
  data: Uint8Array.from(data, (value) => (value === label ? 1 : 0)),
});

describe("a label map that is a volume", () => {
  const put = (volume = labels, id = "labels") =>
    volumeLoader.createLocalLabelmapVolume(toCornerstone(volume), id);

  it.each(grids)("gives the mask of each segment, %s", (_, own) => {
    const volume = { ...labels, ...own };
    put(volume);
    const seg = segmentation({ volumeId: "labels" }, { 1: {}, 2: {} });
    for (const segment of [1, 2]) {
      const mask = fromCornerstoneSegmentation(seg, cornerstone, { segment });
      expect(mask).toEqual(maskOf(volume, segment));
    }
  });

  it("gives the mask of the active segment, as it is drawn at this moment", () => {
    const held = put();
    const seg = segmentation({ volumeId: "labels" }, { 1: {}, 2: { active: true } });
    const before = fromCornerstoneSegmentation(seg, cornerstone);
    expect(before).toEqual(maskOf(labels, 2));
    held.voxelManager!.setAtIJK(0, 0, 0, 2 as never);
    const after = fromCornerstoneSegmentation(seg, cornerstone);
    expect([before.data[0], after.data[0]]).toEqual([0, 1]);
    expect(after.data.subarray(1)).toEqual(before.data.subarray(1));
  });

  it("reads a segment that has a layer and a label of its own from there", () => {
    put();
    const own: Volume = { ...grid, data: Uint8Array.from({ length: 60 }, (_, v) => +(v < 7)) };
    put(own, "own");
    const seg = segmentation(
      {
        volumeId: "labels",
        labelmaps: { first: { volumeId: "labels" }, second: { volumeId: "own" } },
        segmentBindings: {
          1: { labelmapId: "first", labelValue: 2 },
          5: { labelmapId: "second", labelValue: 1 },
        },
      },
      { 1: {}, 5: {} },
    );
    const of = (segment: number) => fromCornerstoneSegmentation(seg, cornerstone, { segment });
    expect(of(1)).toEqual(maskOf(labels, 2));
    expect(of(5)).toEqual(own);
  });

  it("gives the image that it is drawn on", () => {
    const image = volumeOn(grid);
    volumeLoader.createLocalVolume("image", toCornerstone(image));
    put();
    const named = segmentation({ volumeId: "labels", referencedVolumeId: "image" });
    expect(imageOfCornerstoneSegmentation(named, cornerstone)).toEqual(image);
    volumeLoader.createAndCacheDerivedLabelmapVolume("image", { volumeId: "derived" });
    const derived = segmentation({ volumeId: "derived" });
    expect(imageOfCornerstoneSegmentation(derived, cornerstone)).toEqual(image);
  });
});

/** Puts the slices of a volume into the cache as a loader of stacks does, the last one first; gives their names. */
function stack({ data, ...own }: Volume<Int16Array>, frameOfReferenceUID = "1.2.3"): string[] {
  const d = own.direction;
  return Array.from({ length: nz }, (_, n) => {
    const k = nz - 1 - n;
    const imageId = `stack:${k}`;
    imageLoader.createAndCacheLocalImage(imageId, {
      scalarData: data.slice(k * slice, (k + 1) * slice),
      dimensions: [nx, ny],
      spacing: [own.spacing[0], own.spacing[1]],
      origin: [...indexToWorld(own, [0, 0, k])],
      direction: [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]],
      frameOfReferenceUID,
    });
    add(imageId, {
      type: "generalSeriesModule",
      metadata: { modality: "CT", seriesInstanceUID: "1.2.4" },
    });
    return imageId;
  });
}

/** A label map of images, one for each of those that are named, in which tools draw. */
function labelImages(imageIds: readonly string[]): { imageIds: string[] } {
  const images = imageLoader.createAndCacheDerivedLabelmapImages([...imageIds]);
  return { imageIds: images.map(({ imageId }) => imageId) };
}

const drawIn = (imageId: string, index: number, label: number) =>
  cache.getImage(imageId)!.voxelManager!.setAtIndex(index, label as never);

describe("a label map of images", () => {
  const right: Grid = { ...grid, origin: [-30.5, 41.25, -52] }; // 32-bit floats hold it
  const image = { ...volumeOn(right, Int16Array), frameOfReference: "1.2.3", series: "1.2.4" };
  const inside = (...voxels: readonly number[]) => {
    const data = new Uint8Array(60);
    for (const v of voxels) data[v] = 1;
    return data;
  };

  it("gives mask and image on one grid, whatever the order of images", () => {
    const labelmap = labelImages(stack(image as Volume<Int16Array>));
    drawIn(labelmap.imageIds[0], 5, 1); // in the last slice
    drawIn(labelmap.imageIds[4], 2, 1); // in the first one
    drawIn(labelmap.imageIds[4], 3, 2);
    const seg = segmentation(labelmap);
    const mask = fromCornerstoneSegmentation(seg, cornerstone);
    const { data, ...place } = imageOfCornerstoneSegmentation(seg, cornerstone);
    expect(mask).toEqual({ ...place, data: inside(2, 4 * slice + 5) });
    expect({ ...place, data }).toEqual(image);
  });

  it("names the image's volume itself where cornerstone3D does not, once", () => {
    const labelmap = labelImages(stack(image as Volume<Int16Array>));
    drawIn(labelmap.imageIds[0], 5, 1);
    const older = {
      ...cornerstone,
      cache: {
        getVolume: (id: string) => cache.getVolume(id),
        getImage: (id: string) => cache.getImage(id),
        getVolumeContainingImageId: (id: string) => cache.getVolumeContainingImageId(id),
      },
    };
    const seg = segmentation(labelmap);
    expect(fromCornerstoneSegmentation(seg, older).data).toEqual(inside(4 * slice + 5));
    expect(imageOfCornerstoneSegmentation(seg, older)).toEqual(image);
    expect(cache.getVolumes()).toHaveLength(1);
  });

  it("takes slices without a label image as empty, and several label images of a slice together", () => {
    const imageIds = stack(image as Volume<Int16Array>);
    const labelmap = labelImages([imageIds[1], imageIds[1], imageIds[3]]);
    drawIn(labelmap.imageIds[0], 0, 1);
    drawIn(labelmap.imageIds[1], 4, 1);
    drawIn(labelmap.imageIds[2], 6, 1);
    const seg = segmentation({ ...labelmap, referencedImageIds: imageIds });
    const mask = fromCornerstoneSegmentation(seg, cornerstone);
    expect(mask.data).toEqual(inside(3 * slice, 3 * slice + 4, slice + 6));
  });

  it("refuses slices that are uneven, turned or not loaded", () => {
    const imageIds = stack(image as Volume<Int16Array>);
    const gap = labelImages(imageIds.filter((id) => id !== "stack:2"));
    drawIn(gap.imageIds[0], 5, 1);
    const apart = segmentation(gap);
    const spoken = /not parallel and evenly spaced: expected slice \d of 4 at [\d.]+ mm/;
    expect(() => fromCornerstoneSegmentation(apart, cornerstone)).toThrow(spoken);
    expect(() => imageOfCornerstoneSegmentation(apart, cornerstone)).toThrow(spoken);
    const whole = labelImages(imageIds);
    drawIn(whole.imageIds[0], 5, 1);
    const seg = segmentation(whole);
    expect(fromCornerstoneSegmentation(seg, cornerstone).data[4 * slice + 5]).toBe(1);
    cache.removeImageLoadObject("stack:3", { force: true });
    expect(() => imageOfCornerstoneSegmentation(seg, cornerstone)).toThrow(
      'image of the segmentation "seg" is not loaded: 1 of its 5 slices',
    );
    const plane = metaData.get("imagePlaneModule", "stack:1");
    const turned = { ...plane, imageOrientationPatient: [0, 1, 0, 1, 0, 0] };
    add("stack:1", { type: "imagePlaneModule", metadata: turned });
    expect(() => fromCornerstoneSegmentation(seg, cornerstone)).toThrow(
      "expected slice 2 of 5 at 3.25 mm from the first, found it turned",
    );
  });

  it("refuses label images that are gone, or of another image", () => {
    const imageIds = stack(image as Volume<Int16Array>);
    const labelmap = { ...labelImages(imageIds), referencedImageIds: imageIds };
    drawIn(labelmap.imageIds[1], 5, 1);
    const [first] = labelmap.imageIds;
    const other = { ...labelmap, imageIds: [...labelmap.imageIds, "stack:0"] };
    expect(() => fromCornerstoneSegmentation(segmentation(other), cornerstone)).toThrow(
      'image "stack:0" of its label map is no slice of its image: found a reference to "undefined"',
    );
    cache.removeImageLoadObject(first, { force: true });
    expect(() => fromCornerstoneSegmentation(segmentation(labelmap), cornerstone)).toThrow(
      `image "${first}" of its label map is no slice of its image: found no voxels in the cache, expected 3 × 4`,
    );
  });
});

describe("refusals", () => {
  const code = (reason: string) => expect.objectContaining({ code: reason });
  const mask = (...given: Parameters<typeof fromCornerstoneSegmentation>) => {
    try {
      return fromCornerstoneSegmentation(...given);
    } catch (error) {
      return error;
    }
  };

  it("names what is wrong with a segment", () => {
    volumeLoader.createLocalLabelmapVolume(toCornerstone(labels), "labels");
    const none = segmentation({ volumeId: "labels" }, { 1: { label: "Tumour" }, 7: {} });
    expect(mask(none, cornerstone)).toMatchObject({
      code: "invalid-settings",
      message:
        'no segment of the segmentation "seg" is active: say which one is meant by segment; segments 1 (Tumour), 7',
    });
    expect(mask(none, cornerstone, { segment: 3 })).toMatchObject({
      code: "invalid-settings",
      message: 'segment: found 3; the segmentation "seg" has segments 1 (Tumour), 7',
    });
    expect(mask(none, cornerstone, { segment: 7 })).toMatchObject({
      code: "empty-mask",
      message: 'mask is empty: no voxel of the segmentation "seg" is in segment 7',
    });
    for (const odd of ["toString", "7", 1.5, Number.NaN, [1]]) {
      expect(mask(none, cornerstone, { segment: odd as never })).toMatchObject({
        code: "invalid-settings",
        details: { field: "segment", found: odd },
      });
    }
    const holes = segmentation({ volumeId: "labels" }, { 1: null as never, 2: { active: true } });
    expect(mask(holes, cornerstone)).toEqual(maskOf(labels, 2));
    expect(mask(holes, cornerstone, { segment: 3 })).toMatchObject({
      message: 'segment: found 3; the segmentation "seg" has segments 1, 2',
    });
    expect(mask(none, cornerstone, { segmnt: 7 } as never)).toEqual(code("invalid-settings"));
  });

  it("names what a segmentation lacks", () => {
    for (const nothing of [null, undefined, {}, "seg"]) {
      expect(() => fromCornerstoneSegmentation(nothing as never, cornerstone)).toThrow(
        "expected a segmentation of cornerstone3D",
      );
    }
    expect(() => fromCornerstoneSegmentation(segmentation({}), { cache } as never)).toThrow(
      "expected cache, metaData, volumeLoader of @cornerstonejs/core, found metaData: undefined",
    );
    for (const segments of [null, undefined, 3]) {
      const without = { ...segmentation({}), segments } as never;
      expect(() => fromCornerstoneSegmentation(without, cornerstone)).toThrow(
        `expected segments of a segmentation of cornerstone3D, found ${segments}`,
      );
    }
    const contours = { ...segmentation({}), representationData: { Contour: {} } };
    expect(() => fromCornerstoneSegmentation(contours as never, cornerstone)).toThrow(
      'the segmentation "seg" has no label map, but Contour',
    );
    expect(() => fromCornerstoneSegmentation(segmentation({}), cornerstone)).toThrow(
      "has no voxels: found neither, expected a volume or images of its label map",
    );
    const gone = segmentation({ volumeId: "gone" });
    expect(() => fromCornerstoneSegmentation(gone, cornerstone)).toThrow(
      'found volume "gone", which is not in cornerstone3D\'s cache',
    );
    volumeLoader.createLocalLabelmapVolume(toCornerstone(labels), "labels");
    const alone = segmentation({ volumeId: "labels" });
    expect(() => imageOfCornerstoneSegmentation(alone, cornerstone)).toThrow(
      'the image of the segmentation "seg" is not known: found none',
    );
  });
});
