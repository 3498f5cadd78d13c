import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { imageFamilies, standardFamilies } from "../../src/families/families.ts";
import { planarMorphologyFeatures } from "../../src/families/planar-morphology-features.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Mask } from "../../src/volume/mask.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { arbitraryMask, maskWhere } from "../morphology/arbitrary-mask.ts";
import {
  naiveDiameter,
  naiveHull,
  naiveOutline,
  naiveRectangles,
  naiveVertices,
} from "../morphology/planar-naive.ts";
import { permuted } from "../regions.ts";

type Id = keyof typeof planarMorphologyFeatures;

/** An image of intensities by voxel number, 1 where none are given. */
function imageOf(mask: Mask, intensity: (v: number) => number = () => 1) {
  return { ...mask, data: Float64Array.from(mask.data, (_, v) => intensity(v)) };
}

function rowsOf(mask: Mask, settings: SettingsInput = {}, image = imageOf(mask)) {
  return extract(image, mask, { families: ["planarMorphology"], ...settings }).features;
}

/** The values by name. */
function measure(mask: Mask, settings: SettingsInput = {}, image = imageOf(mask)) {
  const rows = rowsOf(mask, settings, image);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value ?? Number.NaN])) as Record<
    Id,
    number
  >;
}

/** Names of the features without a value, by reason. */
function withoutValue(mask: Mask, settings: SettingsInput = {}, image = imageOf(mask)) {
  const byReason: Record<string, string[]> = {};
  for (const { name, value, reason } of rowsOf(mask, settings, image)) {
    expect(value === null, name).toBe(reason !== null);
    if (reason !== null) byReason[reason] = [...(byReason[reason] ?? []), name];
  }
  return byReason;
}

/** The pixels whose centres lie inside a shape, `fine` pixels to 1 mm; the shape lies in a square of ±`reach` mm. */
function pixelsIn(reach: number, fine: number, inside: (u: number, v: number) => boolean): Mask {
  const n = 2 * Math.ceil(reach * fine) + 1;
  const at = (index: number) => (index - (n - 1) / 2) / fine;
  return maskWhere([n, n, 1], (x, y) => inside(at(x), at(y)), [1 / fine, 1 / fine, 4]);
}

const shapeWords: Id[] = ["majorAxisLength", "minorAxisLength", "elongation"];
const ellipseWords: Id[] = [
  "areaDensityApproximateEnclosingEllipse",
  "perimeterDensityApproximateEnclosingEllipse",
];

describe("planar morphology", () => {
  it("of a rectangle is known", () => {
    // 6 × 4 pixels of 0.5 × 2 mm, all corners cut from middle to middle
    const found = measure(maskWhere([6, 4, 1], () => true, [0.5, 2, 7]));
    const cut = Math.hypot(0.5, 2) / 2;
    const [area, perimeter] = [24 - 0.5, 2 * (5 * 0.5 + 3 * 2) + 4 * cut];

    const variance = (count: number, side: number) => (side ** 2 * (count ** 2 - 1)) / 12;
    // of the N pixels, divided by N - 1
    const [major, minor] = [variance(4, 2), variance(6, 0.5)].map(
      (v) => 4 * Math.sqrt((v * 24) / 23),
    );
    const expected: Partial<Record<Id, number>> = {
      areaMesh: area,
      areaPixelCounting: 24,
      perimeter,
      perimeterToAreaRatio: perimeter / area,
      circularity: (4 * Math.PI * area) / perimeter ** 2,
      sphericity: (2 * Math.sqrt(Math.PI * area)) / perimeter,
      centreOfMassShift: 0,
      // from a vertex beside a corner to the opposite one
      maximum2dDiameter: Math.max(Math.hypot(2.5, 8), Math.hypot(3, 6)),
      minimumFeretDiameter: 3,
      majorAxisLength: major,
      minorAxisLength: minor,
      elongation: minor / major,
      areaConvexHull: area,
      perimeterConvexHull: perimeter,
      areaDensityAxisAlignedBoundingRectangle: area / 24,
      perimeterDensityAxisAlignedBoundingRectangle: perimeter / 22,
      areaDensityOrientedMinimumBoundingRectangle: area / 24,
      perimeterDensityOrientedMinimumBoundingRectangle: perimeter / 22,
      areaDensityApproximateEnclosingEllipse: area / ((Math.PI * major * minor) / 4),
      areaDensityConvexHull: 1,
      perimeterDensityConvexHull: 1,
      integratedIntensity: area,
    };
    for (const [name, value] of Object.entries(expected))
      expect(found[name as Id], name).toBeCloseTo(value, 11);
  });

  it("of an L is known, with its hull and its rectangle on the slope", () => {
    // corners of the hull: middles of pixel sides, four of which lie on a line of 45 degrees
    const found = measure(maskWhere([3, 3, 1], (x, y) => x === 0 || y === 2));
    const expected: Partial<Record<Id, number>> = {
      areaMesh: 4.5, // five corners cut off, one filled
      areaPixelCounting: 5,
      perimeter: 6 + 6 * Math.SQRT1_2,
      maximum2dDiameter: Math.sqrt(13),
      minimumFeretDiameter: 3 * Math.SQRT1_2,
      areaConvexHull: 9 - 3 / 8 - 2.5 ** 2 / 2,
      perimeterConvexHull: 2 + 2 + 3 * Math.SQRT1_2 + 2.5 * Math.SQRT2,
      areaDensityConvexHull: 4.5 / 5.5,
      areaDensityAxisAlignedBoundingRectangle: 0.5,
      areaDensityOrientedMinimumBoundingRectangle: 4.5 / 7.5, // 5 / √2 by 3 / √2
      perimeterDensityOrientedMinimumBoundingRectangle:
        (6 + 6 * Math.SQRT1_2) / (16 * Math.SQRT1_2),
    };
    for (const [name, value] of Object.entries(expected))
      expect(found[name as Id], name).toBeCloseTo(value, 12);
  });

  it("of a ring leaves out the hole, and counts its outline", () => {
    const ring = measure(maskWhere([5, 5, 1], (x, y) => x % 4 === 0 || y % 4 === 0));
    // the outline of the square, and that of the hole: 3 × 3 pixels and a strip of half a pixel around them, without corners
    const outer = { area: 24.5, perimeter: 16 + 4 * Math.SQRT1_2 };
    const hole = { area: 8.5, perimeter: 8 + 4 * Math.SQRT1_2 };
    expect(ring.areaMesh).toBe(outer.area - hole.area);
    expect(ring.perimeter).toBeCloseTo(outer.perimeter + hole.perimeter, 12);
    expect(ring.areaConvexHull).toBe(outer.area);
    expect(ring.areaDensityConvexHull).toBeCloseTo(16 / 24.5, 12);
    expect(ring.perimeterDensityConvexHull).toBeGreaterThan(1);
  });

  it("of several components is that of all together", () => {
    const one = measure(maskWhere([2, 2, 1], () => true));
    const two = measure(maskWhere([9, 2, 1], (x) => x < 2 || x > 6));
    expect(two.areaMesh).toBe(2 * one.areaMesh);
    expect(two.perimeter).toBeCloseTo(2 * one.perimeter, 12);
    expect(two.areaConvexHull).toBe(17.5);
    expect(two.maximum2dDiameter).toBeCloseTo(Math.hypot(9, 1), 12);
  });

  it.each([1, 2, 4, 8, 16])(
    "of a disc of 10 mm is within a pixel of it, at %d pixels to 1 mm",
    (fine) => {
      const found = measure(pixelsIn(10, fine, (u, v) => u * u + v * v <= 100));
      const bound = 1 / fine / 10;
      // lines of three directions are longer than the circle, by 8 (√2 - 1) / π
      const octagonal = 16 * 10 * (Math.SQRT2 - 1);
      const expected: Partial<Record<Id, number>> = {
        areaMesh: 100 * Math.PI,
        areaPixelCounting: 100 * Math.PI,
        perimeter: octagonal,
        maximum2dDiameter: 20,
        minimumFeretDiameter: 20,
        majorAxisLength: 20,
        minorAxisLength: 20,
        areaConvexHull: 100 * Math.PI,
        perimeterConvexHull: 20 * Math.PI,
      };
      for (const [name, value] of Object.entries(expected))
        expect(Math.abs(found[name as Id] / value - 1), name).toBeLessThan(bound);
      const ratios: Partial<Record<Id, number>> = {
        circularity: (20 * Math.PI) ** 2 / octagonal ** 2,
        sphericity: (20 * Math.PI) / octagonal,
        elongation: 1,
        areaDensityConvexHull: 1,
        areaDensityAxisAlignedBoundingRectangle: Math.PI / 4,
        areaDensityOrientedMinimumBoundingRectangle: Math.PI / 4,
        areaDensityApproximateEnclosingEllipse: 1,
      };
      // the ellipse reaches the outermost vertices, half a pixel from pixels inside
      const enclosing = found.areaDensityMinimumAreaEnclosingEllipse;
      expect(Math.abs(enclosing - 1)).toBeLessThan(2 * bound);
      for (const [name, value] of Object.entries(ratios))
        expect(Math.abs(found[name as Id] - value), name).toBeLessThan(bound);
    },
  );

  it.each([
    [
      "triangle",
      [
        [-8, -6],
        [9, -4],
        [1, 8],
      ],
    ],
    ["hexagon", regular(6, () => 9)],
    ["star", regular(10, (k) => (k % 2 === 0 ? 9 : 4))],
  ] as const)("of a %s drawn in pixels comes to area and outline of the polygon", (_, corners) => {
    let [area, outline, length] = [0, 0, 0];
    corners.forEach(([au, av], k) => {
      const [bu, bv] = corners[(k + 1) % corners.length];
      area += (au * bv - bu * av) / 2;
      const [along, across] = [Math.abs(bu - au), Math.abs(bv - av)];
      length += Math.hypot(along, across);
      // an edge is drawn in lines along an axis and along a diagonal
      outline += Math.max(along, across) + (Math.SQRT2 - 1) * Math.min(along, across);
    });
    for (const fine of [1, 2, 4, 8, 16]) {
      const found = measure(pixelsIn(10, fine, (u, v) => isInside(corners, u, v)));
      expect(Math.abs(found.areaMesh - area)).toBeLessThan((0.1 * length) / fine);
      expect(Math.abs(found.areaPixelCounting - area)).toBeLessThan((0.1 * length) / fine);
      expect(Math.abs(found.perimeter - outline)).toBeLessThan((2 * corners.length) / fine);
    }
  });

  it("is that of a second implementation", () => {
    fc.assert(
      fc.property(arbitraryMask(6), ({ data, size: [nx, ny], ...grid }) => {
        const mask: Mask = { ...grid, data: data.slice(0, nx * ny), size: [nx, ny, 1] };
        fc.pre(mask.data.includes(1));
        const found = measure(mask);
        const { area, perimeter } = naiveOutline(mask);
        const vertices = naiveVertices(mask);
        const rectangles = naiveRectangles(vertices);
        const smallest = Math.min(...rectangles.map(([a, b]) => a * b));
        expect(found.areaMesh).toBeCloseTo(area, 9);
        expect(found.perimeter).toBeCloseTo(perimeter, 9);
        expect(found.maximum2dDiameter).toBeCloseTo(naiveDiameter(vertices), 9);
        expect(found.minimumFeretDiameter).toBeCloseTo(
          Math.min(...rectangles.map(([, across]) => across)),
          9,
        );
        expect(found.areaDensityOrientedMinimumBoundingRectangle).toBeCloseTo(area / smallest, 9);
        expect(found.areaDensityConvexHull).toBeCloseTo(area / naiveHull(vertices).area, 9);
      }),
    );
  });

  it("is the same of a mirrored or turned region, and grows with the spacing", () => {
    fc.assert(
      fc.property(arbitraryMask(6), ({ data, size: [nx, ny], ...grid }) => {
        const mask: Mask = { ...grid, data: data.slice(0, nx * ny), size: [nx, ny, 1] };
        fc.pre(mask.data.includes(1));
        fc.pre(mask.data.filter((value) => value === 1).length > 1);
        const found = measure(mask);
        const mirrored = measure({ ...mask, data: mask.data.slice().reverse() });
        const turned = measure(permuted(mask, [1, 0, 2]));

        const double: Mask = {
          ...mask,
          spacing: mask.spacing.map((s) => 2 * s) as unknown as Vec3,
        };
        const degrees: Record<string, number> = { mm: 1, "mm²": 2, "1/mm": -1, "intensity·mm²": 2 };
        for (const { name, unit, value } of rowsOf(double)) {
          const usual = found[name as Id];
          if (Number.isNaN(usual)) continue; // the ellipse of pixels on a line

          const scaled = usual * 2 ** (degrees[unit ?? ""] ?? 0);
          // rectangles and ellipses of the same area can be others
          if (name.startsWith("perimeterDensity")) continue;
          expect(value ?? Number.NaN, name).toBeCloseTo(scaled, 7);
          expect(mirrored[name as Id], name).toBeCloseTo(usual, 7);
          expect(turned[name as Id], name).toBeCloseTo(usual, 7);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("of intensities is in the plane, by the intensity mask", () => {
    const mask = maskWhere([3, 1, 1], () => true, [2, 1, 1]);
    // weights 1, 2, 5 at 0, 2, 4 mm: their centre is at 24 / 8 mm, that of the pixels at 2 mm
    const image = imageOf(mask, (v) => [1, 2, 5][v]);
    const found = measure(mask, {}, image);
    expect(found.centreOfMassShift).toBeCloseTo(1, 12);
    expect(found.areaMesh).toBe(5);
    expect(found.integratedIntensity).toBeCloseTo((5 * 8) / 3, 12);
    const cut = measure(mask, { resegment: { range: [2, 10] } }, image);
    expect(cut.areaMesh).toBe(5);
    expect(cut.integratedIntensity).toBeCloseTo((5 * 7) / 2, 12);
    expect(cut.centreOfMassShift).toBeCloseTo(24 / 7 - 2, 12);
  });
});

describe("planar morphology without a value", () => {
  const pixel = maskWhere([1, 1, 1], () => true);

  it("of one pixel is what needs the spread of several", () => {
    expect(withoutValue(pixel)).toEqual({ "too-few-voxels": [...shapeWords, ...ellipseWords] });
    const found = measure(pixel);
    expect(found.areaMesh).toBe(0.5);
    expect(found.maximum2dDiameter).toBe(1);
    expect(found.minimumFeretDiameter).toBeCloseTo(Math.SQRT1_2, 14);
  });

  it("of a line of pixels is the area of the ellipse by its covariance", () => {
    const line = maskWhere([4, 4, 1], (x, y) => x === y);
    expect(withoutValue(line)).toEqual({
      "flat-region": ["areaDensityApproximateEnclosingEllipse"],
    });
    const found = measure(line);
    expect(found.minorAxisLength).toBe(0);
    expect(found.elongation).toBe(0);
    // four rhombs; the flat ellipse is a line there and back
    expect(found.areaMesh).toBe(2);
    expect(found.perimeterDensityApproximateEnclosingEllipse).toBeCloseTo(
      (16 * Math.SQRT1_2) / (2 * found.majorAxisLength),
      12,
    );
  });

  it("is what weighs intensities, where none is left or they sum to 0", () => {
    const pair = maskWhere([2, 1, 1], () => true);
    const image = imageOf(pair, (v) => [-3, 3][v]);
    expect(withoutValue(pair, {}, image)["zero-mean"]).toEqual(["centreOfMassShift"]);
    expect(
      withoutValue(pair, { resegment: { range: [5, 9] } }, image)["empty-intensity-mask"],
    ).toEqual(["centreOfMassShift", "integratedIntensity"]);
  });

  it("is all of it across a slice of unknown thickness, and none of it in its plane", () => {
    const mask = { ...maskWhere([3, 3, 1], () => true), thicknessAssumed: true };
    const all = Object.keys(planarMorphologyFeatures);
    const image = imageOf(mask, () => 2);
    const notes = (plane: "xy" | "xz") =>
      extract(image, mask, { families: ["planarMorphology"], plane }).notes;
    expect(withoutValue(mask)).toEqual({});
    expect(withoutValue(mask, { plane: "xz" })).toEqual({ "thickness-assumed": all });
    expect(notes("xz")).toEqual([
      {
        code: "thickness-assumed",
        message:
          "the image is one slice whose thickness was assumed, so that these have no value: planar morphology in the plane xz (the plane xy has it)",
        details: { without: ["planar morphology in the plane xz (the plane xy has it)"] },
      },
    ]);
    expect(notes("xy")).toEqual([]);
  });
});

describe("planar morphology of a region in several slices", () => {
  // slices of 1, 4 and 2 pixels
  const mask = maskWhere([4, 3, 5], (x, y, z) => y === 1 && x < [0, 1, 4, 2, 0][z], [1, 2, 3]);

  it("is that of the largest one", () => {
    const alone = maskWhere([4, 1, 1], () => true, [1, 2, 3]);
    expect(rowsOf(mask)).toEqual(rowsOf(alone));
  });

  it("takes intensities from that slice alone", () => {
    const image = imageOf(mask, (v) => Math.floor(v / 12));
    expect(measure(mask, {}, image).integratedIntensity).toBe(measure(mask).areaMesh * 2);
  });

  it("is null where its only slice is asked for", () => {
    const settings: SettingsInput = { planarMorphology: { slice: "only" } };
    const all = Object.keys(planarMorphologyFeatures);
    expect(withoutValue(mask, settings)).toEqual({ "several-slices": all });
    expect(withoutValue(mask, { ...settings, plane: "xz" })).toEqual({});
  });

  it.each(["xz", "yz"] as const)("lies in the plane %s where settings say so", (plane) => {
    const order = { xz: [0, 2, 1], yz: [1, 2, 0] }[plane];
    expect(rowsOf(mask, { plane })).toEqual(rowsOf(permuted(mask, order)));
  });

  it("does not depend on how the grid lies in the patient", () => {
    const [c, s] = [0.8, 0.6];
    const oblique = [c, -s * c, s * s, s, c * c, -s * c, 0, s, c] as unknown as Mask["direction"];
    const turned: Mask = { ...mask, direction: oblique, origin: [-7, 30, 2] };
    expect(rowsOf(turned)).toEqual(rowsOf(mask));
  });

  it("is measured after interpolation", () => {
    const found = measure(mask, { resample: { spacing: [0.5, 0.5, 3] } });
    // pixels of 0.5 mm instead of 1 × 2 mm: corners are cut by less
    expect(found.areaPixelCounting).toBe(8);
    expect(found.areaMesh).toBe(8 - 4 * (0.25 / 8));
  });
});

describe("the family of planar morphology", () => {
  it("is measured only where it is named", () => {
    expect(imageFamilies).not.toContain("planarMorphology");
    expect(standardFamilies).not.toContain("planarMorphology");
    expect(resolveSettings({}).families).not.toContain("planarMorphology");
    const mask = maskWhere([2, 2, 1], () => true);
    const named = extract(imageOf(mask), mask, { features: ["planar_area", "morph_pca_maj_axis"] });
    expect(named.features.map(({ tag, value }) => [tag, value])).toEqual([
      ["planar_area", 3.5],
      ["morph_pca_maj_axis", expect.closeTo(4 * Math.sqrt(1 / 3), 14)],
    ]);
  });

  it("has no codes, and tags that no other family has", () => {
    for (const { code, tag, aggregation, aggregationCode } of rowsOf(
      maskWhere([2, 2, 1], () => true),
    )) {
      expect([code, aggregation, aggregationCode]).toEqual([null, null, null]);
      expect(tag).toMatch(/^planar_/);
    }
  });

  it("agrees with 3D morphology of one slice in what both have", () => {
    const mask = maskWhere([7, 5, 1], (x, y) => (x * y) % 3 !== 1, [0.7, 1.3, 2]);
    const image = imageOf(mask, (v) => 1 + (v % 5));
    const rows = extract(image, mask, { families: ["morphology", "planarMorphology"] }).features;
    const of = (family: string, name: string) =>
      rows.find((row) => row.family === family && row.name === name)?.value;
    for (const name of ["centreOfMassShift", ...shapeWords])
      expect(of("planarMorphology", name), name).toBe(of("morphology", name));
  });

  it("is told by the names of PyRadiomics", () => {
    const mask = maskWhere([2, 2, 1], () => true);
    expect(() =>
      extract(imageOf(mask), mask, { features: ["original_shape2D_Perimeter" as never] }),
    ).toThrow('did you mean "planarMorphology.perimeter"?');
    expect(() => extract(imageOf(mask), mask, { families: ["shape2D" as never] })).toThrow(
      'did you mean "planarMorphology"?',
    );
  });
});

/** Corners of a polygon, counter-clockwise from 0.1 radians. */
function regular(count: number, radius: (k: number) => number): [number, number][] {
  return Array.from({ length: count }, (_, k) => {
    const angle = 0.1 + (2 * Math.PI * k) / count;
    return [radius(k) * Math.cos(angle), radius(k) * Math.sin(angle)];
  });
}

/** Whether a line from the point along u crosses the polygon an odd number of times. */
function isInside(corners: readonly (readonly [number, number])[], u: number, v: number): boolean {
  const crossed = corners.filter(([au, av], k) => {
    const [bu, bv] = corners[(k + 1) % corners.length];
    return av > v !== bv > v && u < ((bu - au) * (v - av)) / (bv - av) + au;
  });
  return crossed.length % 2 === 1;
}
