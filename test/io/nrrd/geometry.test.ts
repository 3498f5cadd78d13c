import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read, readDescribed } from "../../../src/io.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import type { Vec3 } from "../../../src/volume/volume.ts";
import { rotation } from "../../rotation.ts";
import { readByItk } from "../itk.ts";
import { nrrdFile } from "./fixture.ts";

const noSpace = { space: null, "space directions": null, "space origin": null };

/** Where the last voxel of a grid of 2 × 3 × 4 lies. */
async function lastVoxel(fields: Record<string, string | null>): Promise<Vec3> {
  return indexToWorld(await read(nrrdFile({ fields })), [1, 2, 3]);
}

describe("the world of an NRRD file", () => {
  // first voxel at (10, 20, 30), steps of 1, 2 and 3 along the file's axes: the last at (11, 24, 39)
  const steps = { "space directions": "(1,0,0) (0,2,0) (0,0,3)", "space origin": "(10,20,30)" };

  it.each([
    ["left-posterior-superior", [11, 24, 39]],
    ["LPS", [11, 24, 39]],
    ["right-anterior-superior", [-11, -24, 39]],
    ["RAS", [-11, -24, 39]],
    ["left-anterior-superior", [11, -24, 39]],
    ["LAS", [11, -24, 39]],
    ["scanner-xyz", [11, 24, 39]],
    ["3D-right-handed", [11, 24, 39]],
    ["3D-left-handed", [11, 24, 39]],
  ])("%s becomes LPS", async (space, expected) => {
    expect(await lastVoxel({ ...steps, space })).toEqual(expected);
    const { description } = await readDescribed(nrrdFile({ fields: { ...steps, space } }));
    expect(description).toMatchObject({ space });
  });

  it("can be a space of three dimensions without a name", async () => {
    expect(await lastVoxel({ ...steps, space: null, "space dimension": "3" })).toEqual([
      11, 24, 39,
    ]);
  });

  it.each([
    ['"mm" "mm" "mm"', [11, 24, 39], "mm"],
    ['"cm" "cm" "cm"', [110, 240, 390], "cm"],
    ['"m" "m" "m"', [11000, 24000, 39000], "m"],
    ['"um" "um" "um"', [0.011, 0.024, 0.039], "um"],
    ['"furlong" "furlong" "furlong"', [11, 24, 39], "furlong"],
    ['"constructor" "__proto__" "x"', [11, 24, 39], "constructor"],
  ])("has the unit %s", async (units, expected, unit) => {
    const fields = { ...steps, "space units": units };
    const found = await lastVoxel(fields);
    for (const [n, value] of expected.entries()) expect(found[n]).toBeCloseTo(value, 10);
    expect((await readDescribed(nrrdFile({ fields }))).description).toMatchObject({ unit });
  });

  it("starts at 0 without an origin", async () => {
    for (const origin of [null, "(nan,nan,nan)", "none"]) {
      expect(await lastVoxel({ ...steps, "space origin": origin })).toEqual([1, 4, 9]);
    }
  });
});

describe("an NRRD file without a space", () => {
  it.each<[string, Record<string, string>, readonly number[]]>([
    ["has voxels of 1 mm from 0 on", {}, [1, 2, 3]],
    ["has its spacings", { spacings: "1 2 3" }, [1, 4, 9]],
    ["has no spacing that is NaN", { spacings: "nan 2 nan" }, [1, 4, 3]],
    ["begins half a cell behind its minimum", { spacings: "1 2 3", "axis mins": "10 20 30" }, [11.5, 25, 40.5]],
    ["begins at its minimum for nodes", { spacings: "1 2 3", "axis mins": "10 20 30", centers: "node node node" }, [11, 24, 39]],
    ["fits cells between minimum and maximum", { "axis mins": "0 0 0", "axis maxs": "2 6 12", centerings: "cell cell cell" }, [1.5, 5, 10.5]],
    ["fits nodes between minimum and maximum", { "axis mins": "0 0 0", "axis maxs": "2 6 12", centers: "node node node" }, [2, 6, 12]],
    ["may count backwards", { spacings: "-1 2 3" }, [-1, 4, 9]],
    ["has units", { spacings: "1 2 3", units: '"cm" "mm" "mm"' }, [10, 4, 9]],
  ])("%s", async (_, fields, expected) => {
    expect(await lastVoxel({ ...noSpace, ...fields })).toEqual(expected);
  }); // biome-ignore format: a case a line

  it("refuses a spacing of 0", async () => {
    await expect(lastVoxel({ ...noSpace, spacings: "1 0 3" })).rejects.toThrow("lengths 1, 0, 3");
  });
});

// ITK takes a spacing of 1 where only minima and maxima are given, against the format
describe("ITK sees the same positions", () => {
  const expectSame = async (fields: Record<string, string | null>) => {
    const file = nrrdFile({ fields });
    const [ours, theirs] = [await read(file), await readByItk("x.nrrd", file)];
    expect(ours.data).toEqual(theirs.data);
    for (const index of [
      [0, 0, 0],
      [1, 2, 3],
    ] as const) {
      // biome-ignore format: two corners
      const [a, b] = [indexToWorld(ours, index), indexToWorld(theirs, index)];
      for (const axis of [0, 1, 2]) expect(a[axis]).toBeCloseTo(b[axis], 6);
    }
  };

  it.each<[string, Record<string, string | null>]>([
    ["in LPS", {}],
    ["in RAS", { space: "RAS" }],
    ["in a space that is not the patient's", { space: "3D-right-handed" }],
    ["of spacings", { ...noSpace, spacings: "1 2 3" }],
    ["of spacings and minima", { ...noSpace, spacings: "1 2 3", "axis mins": "10 20 30" }],
    ["of nodes", { ...noSpace, spacings: "1 2 3", "axis mins": "1 2 3", centers: "node node node" }],
  ])("%s", async (_, fields) => {
    const placed = { "space directions": "(1,0,0) (0,2,0) (0,0,3)", "space origin": "(10,20,30)" };
    await expectSame("space" in fields && fields.space === null ? fields : { ...placed, ...fields });
  }); // biome-ignore format: a case a line

  it("on oblique grids of unequal spacings", async () => {
    const length = fc.double({ min: 0.1, max: 10, noNaN: true });
    const place = fc.double({ min: -500, max: 500, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(length, length, length),
        fc.tuple(place, place, place),
        fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
        fc.constantFrom("LPS", "RAS"),
        async (spacing, origin, angle, space) => {
          const d = rotation(angle);
          const steps = spacing.map((s, a) => `(${[d[a], d[3 + a], d[6 + a]].map((v) => v * s)})`);
          await expectSame({
            space,
            "space directions": steps.join(" "),
            "space origin": `(${origin})`,
          });
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
