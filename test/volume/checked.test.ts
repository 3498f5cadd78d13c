import { describe, expect, it } from "vitest";
import { digitalPhantom } from "../../src/validate/digital-phantom.ts";
import * as boxes from "../../src/volume/box.ts";
import * as checked from "../../src/volume/checked.ts";
import * as checkedMasks from "../../src/volume/checked-masks.ts";
import * as geometry from "../../src/volume/geometry.ts";
import * as masks from "../../src/volume/mask.ts";
import * as volumes from "../../src/volume/volume.ts";

const { image, mask } = digitalPhantom();
const doors = { ...checked, ...checkedMasks };
const bare = { ...volumes, ...geometry, ...boxes, ...masks };
const box = { min: [1, 0, 1], max: [3, 2, 2] } as const;
const wider = { ...mask, spacing: [2, 2, 3] } as const;

/** What users call, each with arguments that are sound. */
const calls: { readonly [Name in keyof typeof doors]: readonly unknown[] } = {
  countGridVoxels: [image],
  gridOf: [image],
  indexToWorld: [image, [0.5, 1, 2]],
  worldToIndex: [image, [3, -1, 2]],
  compareGrids: [wider, image, { spacing: 0.1, origin: 1, direction: 1 }],
  checkSameGrid: [image, mask],
  boxSize: [box],
  boundingBox: [mask],
  growBox: [box, [1, 1, 9], image.size],
  cropGrid: [image, box],
  crop: [image, box],
  countVoxels: [mask],
  listLabels: [image],
  selectLabel: [image, 3],
  thresholdMask: [image, 4],
  toMask: [mask],
};

describe.each(Object.keys(calls) as (keyof typeof calls)[])("%s", (name) => {
  const door = doors[name] as (...given: readonly unknown[]) => unknown;

  it("gives what the bare function gives", () => {
    const inside = bare[name] as typeof door;
    expect(door(...calls[name])).toEqual(inside(...calls[name]));
  });

  it("refuses each argument that is another", () => {
    for (const n of calls[name].keys()) {
      const wrong = calls[name].map((argument, k) => (k === n ? "nothing of the kind" : argument));
      expect(() => door(...wrong)).toThrow(expect.objectContaining({ name: "VoxomicsError" }));
    }
  });
});
