import { describe, expect, it } from "vitest";
import { morphologyFeatures } from "../../src/families/morphology.ts";
import type { Evaluated } from "../../src/features/feature.ts";
import { evaluate } from "../../src/features/feature.ts";
import { summariseMorphology } from "../../src/morphology/summary.ts";
import type { Region } from "../../src/processing/region.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { maskWhere } from "../morphology/arbitrary-mask.ts";
import { digitalPhantom } from "../morphology/digital-phantom.ts";

type Id = keyof typeof morphologyFeatures;

function regionOf(mask: Mask, intensity: (v: number) => number, intensityMask = mask): Region {
  const image = { ...mask, data: Float64Array.from(mask.data, (_, v) => intensity(v)) };
  return { image, morphologicalMask: mask, intensityMask };
}

function measure(region: Region): Record<Id, Evaluated> {
  const summary = summariseMorphology(region);
  const rows = Object.entries(morphologyFeatures);
  return Object.fromEntries(
    rows.map(([id, feature]) => [id, evaluate(feature, summary)]),
  ) as Record<Id, Evaluated>;
}

/** Ids of the features that are null, by reason. */
function withoutValue(found: Record<Id, Evaluated>): Record<string, string[]> {
  const byReason: Record<string, string[]> = {};
  for (const [id, { value, reason }] of Object.entries(found)) {
    if (value !== null) expect(Number.isFinite(value), id).toBe(true);
    if (reason === null) continue;
    expect(value, id).toBeNull();
    byReason[reason] = [...(byReason[reason] ?? []), id];
  }
  return byReason;
}

const axes: Id[] = [
  "majorAxisLength",
  "minorAxisLength",
  "leastAxisLength",
  "elongation",
  "flatness",
];
const ellipsoid: Id[] = [
  "volumeDensityApproximateEnclosingEllipsoid",
  "areaDensityApproximateEnclosingEllipsoid",
];
const autocorrelation: Id[] = ["moransIIndex", "gearysCMeasure"];

describe("morphologyFeatures", () => {
  it("are 29, all with a value for the digital phantom", () => {
    const found = measure(digitalPhantom);
    expect(Object.keys(found)).toHaveLength(29);
    expect(withoutValue(found)).toEqual({});
  });

  it("are related as the manual says", () => {
    const found = measure(digitalPhantom);
    const value = (id: Id) => found[id].value as number;
    const root = Math.cbrt(value("compactness2"));
    expect(value("compactness1")).toBeCloseTo(root ** 1.5 / (6 * Math.PI), 12);
    expect(value("sphericity")).toBeCloseTo(root, 12);
    expect(value("sphericalDisproportion")).toBeCloseTo(1 / root, 12);
    expect(value("asphericity")).toBeCloseTo(1 / root - 1, 12);
  });

  it("do without covariance and voxel pairs for a single voxel", () => {
    const found = measure(
      regionOf(
        maskWhere([1, 1, 1], () => true, [1, 2, 3]),
        () => 5,
      ),
    );
    expect(withoutValue(found)).toEqual({
      "too-few-voxels": [...axes, ...ellipsoid, ...autocorrelation],
    });
    expect(found.volumeMesh.value).toBeCloseTo(1, 12);
    expect(found.volumeVoxelCounting.value).toBe(6);
    expect(found.volumeDensityConvexHull.value).toBeCloseTo(1, 12);
    expect(found.maximum3dDiameter.value).toBe(3);
    expect(found.centreOfMassShift.value).toBe(0);
    expect(found.integratedIntensity.value).toBeCloseTo(5, 12);
  });

  it("have no approximate ellipsoid's volume for a slice, and flatness 0", () => {
    const found = measure(
      regionOf(
        maskWhere([4, 3, 1], () => true),
        (v) => v,
      ),
    );
    expect(withoutValue(found)).toEqual({ "flat-region": [ellipsoid[0]] });
    expect(found.leastAxisLength.value).toBe(0);
    expect(found.flatness.value).toBe(0);
  });

  it("have no approximate ellipsoid at all for a row", () => {
    const found = measure(
      regionOf(
        maskWhere([1, 5, 1], () => true),
        (v) => v,
      ),
    );
    expect(withoutValue(found)).toEqual({ "flat-region": ellipsoid });
    expect(found.elongation.value).toBe(0);
  });

  it("have no spatial autocorrelation if all intensities are equal", () => {
    const found = measure(
      regionOf(
        maskWhere([3, 3, 3], () => true),
        () => 7,
      ),
    );
    expect(withoutValue(found)).toEqual({ "single-intensity": autocorrelation });
  });

  it("have no centre of mass if the intensities sum to 0", () => {
    const found = measure(
      regionOf(
        maskWhere([2, 2, 2], () => true),
        (v) => (v < 4 ? -1 : 1),
      ),
    );
    expect(withoutValue(found)).toEqual({ "zero-mean": ["centreOfMassShift"] });
    expect(found.integratedIntensity.value).toBe(0);
  });

  it("say so if re-segmentation has left no voxel, or one", () => {
    const mask = maskWhere([3, 3, 3], () => true);
    const without = (n: number) => ({ ...mask, data: mask.data.map((_, v) => (v < n ? 1 : 0)) });
    expect(withoutValue(measure(regionOf(mask, (v) => v, without(0))))).toEqual({
      "empty-intensity-mask": ["centreOfMassShift", "integratedIntensity", ...autocorrelation],
    });
    expect(withoutValue(measure(regionOf(mask, (v) => v + 1, without(1))))).toEqual({
      "too-few-voxels": autocorrelation,
    });
  });

  it("take intensities from the intensity mask only, whatever lies outside", () => {
    const mask = maskWhere([4, 4, 4], () => true);
    const part = maskWhere([4, 4, 4], (x) => x < 2);
    const clean = measure(regionOf(mask, (v) => v, part));
    const dirty = measure(regionOf(mask, (v) => (v % 4 < 2 ? v : Number.NaN), part));
    expect(dirty).toEqual(clean);
  });

  it("do not depend on where in the grid the region lies", () => {
    const inside = (x: number, y: number, z: number) => (x * y + z) % 3 !== 0 && x + y + z < 9;
    const spacing: Vec3 = [0.8, 1, 2.5];
    const at = (size: Vec3, [dx, dy, dz]: Vec3) => {
      const mask = maskWhere(
        size,
        (x, y, z) => {
          const [u, v, w] = [x - dx, y - dy, z - dz];
          return u >= 0 && v >= 0 && w >= 0 && u < 6 && v < 5 && w < 4 && inside(u, v, w);
        },
        spacing,
      );
      const place = (k: number) => [
        (k % size[0]) - dx,
        (Math.floor(k / size[0]) % size[1]) - dy,
        Math.floor(k / (size[0] * size[1])) - dz,
      ];
      return regionOf(mask, (k) => {
        const [u, v, w] = place(k);
        return 10 + u * u + 3 * v - w;
      });
    };
    const tight = measure(at([6, 5, 4], [0, 0, 0]));
    const wide = measure(at([13, 11, 9], [4, 5, 2]));
    for (const id of Object.keys(tight) as Id[]) {
      expect(wide[id].value as number, id).toBeCloseTo(tight[id].value as number, 9);
    }
  });
});

describe("summariseMorphology", () => {
  it("leaves the voxel pairs alone until they are asked for", () => {
    let read = 0;
    const mask = maskWhere([5, 5, 5], () => true);
    const data = new Proxy(new Float64Array(125).fill(1), {
      get: (target, key) => {
        if (typeof key === "string" && /^\d+$/.test(key)) read++;
        return Reflect.get(target, key);
      },
    });
    const summary = summariseMorphology({
      image: { ...mask, data },
      morphologicalMask: mask,
      intensityMask: mask,
    });
    const before = read;
    expect(summary.autocorrelation()).toBe(summary.autocorrelation());
    expect(read).toBe(before + 125);
  });

  it("has no accessors, which would keep a region's memory until a full collection", () => {
    const mask = maskWhere([5, 5, 5], () => true);
    const summary = summariseMorphology(regionOf(mask, () => 1));
    const properties = Object.entries(Object.getOwnPropertyDescriptors(summary));
    expect(properties.length).toBeGreaterThan(10);
    expect(properties.filter(([, { get }]) => get !== undefined)).toEqual([]);
  });

  it("refuses an empty mask", () => {
    const region = regionOf(
      maskWhere([2, 2, 2], () => false),
      () => 1,
    );
    expect(() => summariseMorphology(region)).toThrow(
      expect.objectContaining({ code: "empty-mask" }),
    );
  });
});
