import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contour } from "../../../src/io/contours/contour-planes.ts";
import { type DrawOptions, drawContours } from "../../../src/io/contours/draw-contours.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { indexToWorld, worldToIndex } from "../../../src/volume/geometry.ts";
import {
  type Grid,
  gridOf,
  identityDirection,
  type Mat3,
  type Vec3,
} from "../../../src/volume/volume.ts";
import { permuted } from "../../regions.ts";
import { rotation } from "../../rotation.ts";

const what = 'region "GTV"';

const axial: Grid = {
  size: [12, 10, 8],
  spacing: [0.9765625, 1.25, 3],
  origin: [-174.3945, -79.6255, -100.4],
  direction: identityDirection,
};

/** A polygon in voxels of a grid as a contour in the patient. */
function contour(grid: Grid, points: readonly Vec3[]): Contour {
  return { points: Float64Array.from(points.flatMap((point) => indexToWorld(grid, point))) };
}

/** A rectangle in the slice at `z`, from (x0, y0) to (x1, y1). */
function rectangle(
  grid: Grid,
  [x0, y0]: readonly number[],
  [x1, y1]: readonly number[],
  z: number,
) {
  return contour(grid, [[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]]); // biome-ignore format: a shape
}

const draw = (contours: readonly Contour[], grid: Grid, options: Partial<DrawOptions> = {}) =>
  drawContours(contours, grid, { what, ...options });

function refusal(contours: readonly Contour[], grid: Grid, options: Partial<DrawOptions> = {}) {
  try {
    draw(contours, grid, options);
  } catch (error) {
    expect(error).toBeInstanceOf(VoxomicsError);
    return error as VoxomicsError;
  }
  throw new Error("contours were drawn");
}

/** The slices that have voxels, with how many. */
function slices({
  data,
  size: [nx, ny, nz],
}: {
  data: Uint8Array;
  size: Vec3;
}): Record<number, number> {
  const counts = Array.from({ length: nz }, (_, z) =>
    data.subarray(nx * ny * z, nx * ny * (z + 1)).reduce((sum, v) => sum + v, 0),
  );
  return Object.fromEntries([...counts.entries()].filter(([, count]) => count > 0));
}

/** The same voxels stored the other way round along an axis. */
function reversed(grid: Grid, axis: number): Grid {
  const last: Vec3 = [0, 1, 2].map((a) => (a === axis ? grid.size[a] - 1 : 0)) as unknown as Vec3;
  return {
    ...grid,
    origin: indexToWorld(grid, last),
    direction: grid.direction.map((d, n) => (n % 3 === axis ? -d : d)) as unknown as Mat3,
  };
}

/** The voxels of a mask by their numbers in another grid of the same voxels, in order. */
function numbersIn(grid: Grid, mask: Grid & { data: Uint8Array }): number[] {
  const [nx, ny] = mask.size;
  const inside = [...mask.data.keys()].filter((v) => mask.data[v] === 1);
  const numbers = inside.map((v) => {
    const index: Vec3 = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    const [x, y, z] = worldToIndex(grid, indexToWorld(mask, index)).map(Math.round);
    return x + grid.size[0] * (y + grid.size[1] * z);
  });
  return numbers.sort((a, b) => a - b);
}

describe("which voxels contours select", () => {
  const half = (max: number) => fc.integer({ min: -2, max: 2 * max }).map((n) => n / 2);
  const polygon = fc.array(fc.tuple(half(12), half(10)), { minLength: 3, maxLength: 8 });
  const grids = fc.record({
    angle: fc.constantFrom(0, 0, 0.3, -1.1),
    order: fc.constantFrom([0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1], [0, 2, 1]),
    reversals: fc.subarray([0, 1, 2]),
  });

  it("does not depend on how the image stores its voxels", () => {
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 4 }), grids, (polygons, how) => {
        // vertices on voxel centres and half-way between, where ties have to be decided
        const grid = {
          ...axial,
          direction: how.angle === 0 ? identityDirection : rotation(how.angle),
        };
        const contours = polygons.map(
          (points, z) =>
          contour(grid, points.map(([x, y]): Vec3 => [x, y, z + 0.5])), // biome-ignore format: one contour
        );
        const stored = how.reversals.reduce(reversed, {
          ...gridOf(permuted({ ...grid, data: new Uint8Array(960) }, how.order)),
        } as Grid);
        const attempt = (on: Grid) => {
          try {
            return numbersIn(grid, draw(contours, on).mask);
          } catch (error) {
            return (error as VoxomicsError).code;
          }
        };
        expect(attempt(stored)).toEqual(attempt(grid));
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("gives a centre on an edge to the region on its left, back and head side", () => {
    // corners on voxel centres 2 and 5, and planes half-way between slices
    const { mask } = draw([rectangle(axial, [2, 2], [5, 5], 3.5)], axial);
    expect(slices(mask)).toEqual({ 3: 9 });
    const inside = [...mask.data.keys()].filter((v) => mask.data[v] === 1);
    expect(inside.map((v) => [v % 12, Math.floor(v / 12) % 10])).toEqual(
      [2, 3, 4].flatMap((y) => [2, 3, 4].map((x) => [x, y])),
    );
  });

  it("is the even-odd rule over all contours of a plane: holes, and islands in them", () => {
    const nested = [0.5, 1.5, 2.5].map((margin) =>
      rectangle(axial, [margin, margin], [10 - margin, 9 - margin], 2),
    );
    const apart = rectangle(axial, [10.5, 0.5], [11.2, 2.5], 2);
    const { mask, drawing } = draw([...nested, apart], axial);
    expect(drawing).toMatchObject({ contours: 4, contourPlanes: 1, imagePlanes: 1, clipped: 0 });
    // (9 x 8) - (7 x 6) + (5 x 4), and two voxels apart
    expect(slices(mask)).toEqual({ 2: 72 - 42 + 20 + 2 });
    expect(drawing.voxels).toBe(52);
  });

  it("counts a contour once that is there twice", () => {
    const once = rectangle(axial, [1, 1], [6, 6], 2);
    const { mask, drawing } = draw([once, rectangle(axial, [1, 1], [6, 6], 2)], axial);
    expect(slices(mask)).toEqual({ 2: 25 });
    expect(drawing).toMatchObject({ contours: 1, repeated: 1 });
  });

  it.each([
    { plane: "sagittal", axis: 0, at: (u: number, v: number): Vec3 => [4, u, v], voxels: 5 * 4 },
    { plane: "coronal", axis: 1, at: (u: number, v: number): Vec3 => [u, 4, v], voxels: 5 * 4 },
  ])("takes $plane contours on axial slices", ({ axis, at, voxels }) => {
    const points = [at(1.5, 1.5), at(6.5, 1.5), at(6.5, 5.5), at(1.5, 5.5)];
    const { mask, drawing } = draw([contour(axial, points)], axial);
    expect(drawing).toMatchObject({ axis, imagePlanes: 1, voxels });
    const inside = [...mask.data.keys()].filter((v) => mask.data[v] === 1);
    expect(new Set(inside.map((v) => [v % 12, Math.floor(v / 12) % 10][axis]))).toEqual(
      new Set([4]),
    );
  });

  it("comes near to the volume of a ball that is contoured on oblique slices", () => {
    const grid: Grid = { size: [48, 40, 30], spacing: [1, 1.2, 1.6], origin: [3, -40, 17], direction: rotation(0.4) }; // biome-ignore format: a grid
    const radius = 17;
    const rings = Array.from({ length: 30 }, (_, z) => {
      const inPlane = Math.sqrt(radius ** 2 - (1.6 * (z - 14.6)) ** 2);
      const points = Array.from({ length: 180 }, (_, n): Vec3 => {
        const angle = (n * Math.PI) / 90;
        return [23 + inPlane * Math.cos(angle), 20 + (inPlane * Math.sin(angle)) / 1.2, z];
      });
      return Number.isNaN(inPlane) ? [] : [contour(grid, points)];
    }).flat();
    const { drawing } = draw(rings, grid);
    const volume = drawing.voxels * 1.2 * 1.6;
    expect(Math.abs(volume / ((4 / 3) * Math.PI * radius ** 3) - 1)).toBeLessThan(0.01);
  });
});

describe("which image planes contours are drawn in", () => {
  const at = (...positions: readonly number[]) =>
    positions.map((z) => rectangle(axial, [1, 1], [5, 4], z));

  it("is the nearest within half a spacing, though contours are off by a part of it", () => {
    const { mask, drawing } = draw(at(1.3, 2.3, 3.3), axial);
    expect(slices(mask)).toEqual({ 1: 12, 2: 12, 3: 12 });
    expect(drawing).toMatchObject({ contourPlanes: 3, imagePlanes: 3, gaps: 0, unusedPlanes: 0 });
    expect(drawing.contourSpacing).toBeCloseTo(3, 9);
    expect(drawing.offPlane).toBeCloseTo(0.9, 1);
  });

  it("leaves none out and fills none twice where contours lie half-way between", () => {
    // half-way but for the noise of decimals
    const { mask } = draw(at(1.5001, 2.4999, 3.5, 4.5002, 5.4998), axial);
    expect(slices(mask)).toEqual({ 1: 12, 2: 12, 3: 12, 4: 12, 5: 12 });
  });

  it("takes the nearest of contours that are finer than the image", () => {
    const wide = [1.6, 2.4, 3.2].map((z) => rectangle(axial, [1, 1], [9, 8], z));
    const { mask, drawing } = draw([...at(2, 2.8, 3.6), ...wide], axial);
    // planes at 1.6, 2, 2.4, 2.8, 3.2, 3.6: image plane 3 lies between 2.8 and 3.2 and goes up
    expect(slices(mask)).toEqual({ 2: 12, 3: 56, 4: 12 });
    expect(drawing).toMatchObject({ contourPlanes: 6, imagePlanes: 3, unusedPlanes: 3 });
  });

  it("leaves a gap where slices of the drawing have none, and tells it", () => {
    const { mask, drawing } = draw(at(0, 1, 2, 5, 6), axial);
    expect(slices(mask)).toEqual({ 0: 12, 1: 12, 2: 12, 5: 12, 6: 12 });
    expect(drawing.gaps).toBe(2);
  });

  it("refuses contours that are coarser than the image, with the numbers", () => {
    const error = refusal(at(0, 2, 4, 6), axial);
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toBe(
      'region "GTV": its contour planes are 6 mm apart or more, those of the image 3 mm: 3 image ' +
        "planes between contours have none; draw it on the image it was made on; option " +
        "slabThickness: 6 (mm) closes the gaps, option slabThickness: 3 keeps them",
    );
    expect(refusal(at(1, 6), axial).message).toContain("15 mm apart");
  });

  it("lets each contour stand for a slab of the thickness that is asked for", () => {
    const closed = draw(at(2, 4, 6), axial, { slabThickness: 6 });
    // an image plane half-way between two goes up, the one at the lower end with the first
    expect(slices(closed.mask)).toEqual({ 1: 12, 2: 12, 3: 12, 4: 12, 5: 12, 6: 12 });
    const kept = draw(at(2, 4, 6), axial, { slabThickness: 3 });
    expect(slices(kept.mask)).toEqual({ 2: 12, 4: 12, 6: 12 });
    expect(kept.drawing.gaps).toBe(2);
    const thin = draw(at(2.4), axial, { slabThickness: 0.1 });
    expect(slices(thin.mask)).toEqual({ 2: 12 });
  });

  it("takes contours a little coarser than the image as long as none is skipped", () => {
    expect(slices(draw(at(0, 1.08, 2.16, 3.24), axial).mask)).toEqual({
      0: 12,
      1: 12,
      2: 12,
      3: 12,
    });
    expect(refusal(at(0, 1.3, 2.6, 3.9), axial).details).toMatchObject({ gaps: 1 });
  });

  it("cuts off what reaches past the image, and tells it", () => {
    const { mask, drawing } = draw(
      [...at(-3, -2, -1, 0), rectangle(axial, [-4, 2], [3, 20], 1)],
      axial,
    );
    expect(slices(mask)).toEqual({ 0: 12, 1: 3 * 8 });
    expect(drawing).toMatchObject({ unusedPlanes: 3, clipped: 1, imagePlanes: 2 });
  });

  it("allows a tenth of a voxel off the plane, and no more", () => {
    const tilted = (off: number) => contour(axial, [[1, 1, 2], [6, 1, 2 + off], [6, 5, 2 + off], [1, 5, 2]]); // biome-ignore format: a shape
    expect(slices(draw([tilted(0.09)], axial).mask)).toEqual({ 2: 20 });
    const error = refusal([...at(2), tilted(0.25)], axial);
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toBe(
      'region "GTV": its contours are parallel to no plane of the grid: contour 2 of 2 reaches over ' +
        "5, 4, 0.25 voxels along the grid's axes, expected at most 0.1 along one that is the same " +
        "for all contours",
    );
  });

  it("joins contours of one plane whose positions differ by a rounding", () => {
    const { drawing } = draw([...at(2, 3), rectangle(axial, [6, 1], [9, 4], 2.02)], axial);
    expect(drawing).toMatchObject({ contourPlanes: 2, contours: 3, voxels: 12 + 12 + 9 });
  });

  it("refuses planes that it cannot tell apart", () => {
    const error = refusal(at(2, 2.08, 2.16, 2.24), axial);
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toContain("4 contours within 0.72 mm, image planes are 3 mm apart");
  });
});

describe("contours that give no mask", () => {
  it("are refused with the place where they lie", () => {
    const between = refusal([rectangle(axial, [2.2, 2.2], [2.8, 2.8], 3)], axial);
    expect(between.code).toBe("empty-mask");
    expect(between.message).toBe(
      'region "GTV": no voxel centre of the image lies inside its contours: they reach over voxels ' +
        "2.2 to 2.8, 2.2 to 2.8, 3 to 3 (x, y, z), the image has 0 to 11, 0 to 9, 0 to 7",
    );
    expect(refusal([rectangle(axial, [1, 1], [5, 5], 30)], axial).code).toBe("empty-mask");
    expect(refusal([rectangle(axial, [20, 1], [25, 5], 3)], axial).code).toBe("empty-mask");
    expect(refusal([rectangle(reversed(axial, 0), [20, 1], [25, 5], 3)], reversed(axial, 0)).message).toContain("20 to 25, 1 to 5"); // biome-ignore format: one expectation
  });

  it("are refused where they lie too far off to be the image's", () => {
    const error = refusal([rectangle(axial, [1, 1], [5, 90000], 3)], axial);
    expect(error.code).toBe("geometry-mismatch");
    expect(error.message).toContain("contour 1 of 1: its point 3 lies at voxel [5, 90000, 3]");
    const nowhere = rectangle(axial, [1, 1], [5, 5], 3);
    nowhere.points[7] = Number.NaN;
    expect(refusal([nowhere], axial).code).toBe("geometry-mismatch");
  });

  it("are refused where drawing them would take too long", () => {
    const grid: Grid = { ...axial, size: [40, 2000, 1] };
    const scribble = contour(grid, Array.from({ length: 40000 }, (_, n): Vec3 => [n % 30, (n % 2) * 1999, 0])); // biome-ignore format: one contour
    const start = process.cpuUsage();
    const error = refusal([scribble], grid);
    expect(error.code).toBe("too-large");
    expect(error.message).toContain("79960000 times, expected at most 33554432");
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

describe("contours of one plane that meet", () => {
  const square = (z: number) => rectangle(axial, [1.5, 2.5], [9.5, 8.5], z);
  const turned = ({ points }: Contour, start: number): Contour => {
    const vertices = Array.from({ length: points.length / 3 }, (_, n) => points.subarray(3 * n, 3 * n + 3)); // biome-ignore format: one line
    const from = [...vertices.slice(start), ...vertices.slice(0, start)];
    return { points: Float64Array.from(from.toReversed().flatMap((vertex) => [...vertex])) };
  };

  it("erase nothing where one outline is stored twice in another way", () => {
    const { mask, drawing } = draw([square(1), square(2), turned(square(2), 2), square(3)], axial);
    expect(slices(mask)).toEqual({ 1: 48, 2: 48, 3: 48 });
    expect(drawing).toMatchObject({ contours: 3, repeated: 1, voxels: 144 });
    expect(drawing.blank).toEqual({ count: 0, first: null });
  });

  it("are told where they cross, and what they share counts as outside", () => {
    const other = rectangle(axial, [7.5, 6.5], [11.5, 9.5], 2);
    const { mask, drawing } = draw([square(1), square(2), other], axial);
    expect(slices(mask)).toEqual({ 1: 48, 2: 48 + 12 - 2 * 4 });
    expect(drawing.crossing).toEqual({ count: 1, first: 2 });
    const flipped = draw([square(1), square(2), other], reversed(axial, 2)).drawing;
    expect(flipped.crossing).toEqual({ count: 1, first: 5 });
  });

  it("are told where they leave nothing", () => {
    const small = rectangle(axial, [3.1, 3.1], [3.9, 3.9], 3);
    const { mask, drawing } = draw([square(1), square(2), small], axial);
    expect(slices(mask)).toEqual({ 1: 48, 2: 48 });
    expect(drawing.blank).toEqual({ count: 1, first: 3 });
    expect(drawing.crossing.count).toBe(0);
  });

  it("are no fault where one lies in another", () => {
    const hole = rectangle(axial, [3.5, 3.5], [7.5, 7.5], 2);
    const island = rectangle(axial, [4.5, 4.5], [6.5, 6.5], 2);
    const { mask, drawing } = draw([square(2), hole, island], axial);
    expect(slices(mask)).toEqual({ 2: 48 - 16 + 4 });
    expect(drawing).toMatchObject({ repeated: 0, crossing: { count: 0 }, blank: { count: 0 } });
  });

  it("may be 5,000", () => {
    const wide: Grid = { ...axial, size: [800, 800, 2] };
    const many = Array.from({ length: 2500 }, (_, n) => {
      const [x, y] = [1.5 + 15 * (n % 50), 1.5 + 15 * Math.floor(n / 50)];
      return rectangle(wide, [x, y], [x + 4, y + 4], 0);
    });
    const { drawing } = draw([...many, ...many.map((one) => turned(one, 1))], wide);
    expect(drawing).toMatchObject({ repeated: 2500, voxels: 2500 * 16, crossing: { count: 0 } });
  });
});
