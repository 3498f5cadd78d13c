import fc from "fast-check";
import { describe, expect, it } from "vitest";
import maps from "../../ibsi-phantoms/reference/ibsi2-phase1.json" with { type: "json" };
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput, prepareFilter } from "../../src/filters/filters.ts";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { presets } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { Vec3 } from "../../src/volume/volume.ts";
import { anyDimensions, volume } from "./volumes.ts";

const ct: Vec3 = [0.98, 0.98, 3.27];

function refusal(input: FilterInput, spacing: Vec3): VoxomicsError | null {
  try {
    prepareFilter(input).checkGrid({ spacing });
    return null;
  } catch (error) {
    if (error instanceof VoxomicsError) return error;
    throw error;
  }
}

const notes = (input: FilterInput, spacing: Vec3) =>
  prepareFilter(input)
    .notes({ spacing })
    .map(({ message }) => message);

describe("a filter on voxels that are too large for it", () => {
  it("names what was found, where, and every way on", () => {
    expect(refusal({ type: "laplacianOfGaussian", sigma: 1.5 }, ct)).toMatchObject({
      code: "invalid-settings",
      message:
        "laplacianOfGaussian.sigma: found 1.5 mm, 0.4587 voxels along z (spacing 3.27 mm), expected at least 0.75 voxels: the kernel is sampled too coarsely to be a Laplacian of Gaussian: resample to smaller voxels, filter slice by slice (dimensions: 2) or choose a sigma of at least 2.453 mm; option undersampled: true has this response all the same",
      details: {
        field: "laplacianOfGaussian.sigma",
        axis: "z",
        sigma: 1.5,
        spacing: 3.27,
        voxels: 1.5 / 3.27,
      },
    });
  });

  it("does not offer slices where these are too coarse as well", () => {
    const { message } = refusal({ type: "gaussian", sigma: 0.5 }, ct) as VoxomicsError;
    expect(message).toContain("0.1529 voxels along z");
    expect(message).not.toContain("dimensions: 2");
    const inSlices = refusal({ type: "gaussian", sigma: 0.5, dimensions: 2 }, ct);
    expect(inSlices?.message).toContain("0.5102 voxels along x");
  });

  it("refuses below 0.75 voxels of a filtered axis, and nothing else", () => {
    const length = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(length, length, length), length, anyDimensions, (spacing, sigma, d) => {
        const fewest = Math.min(...spacing.slice(0, d).map((s) => sigma / s));
        fc.pre(Math.abs(fewest / 0.75 - 1) > 1e-5);
        const of = { type: "laplacianOfGaussian", sigma } as const;
        for (const filter of [
          { ...of, dimensions: d },
          { type: "gaussian", sigma, dimensions: d },
          { type: "riesz", of, order: [1, 0, 0], dimensions: d },
        ] as const) {
          expect(refusal(filter, spacing) !== null).toBe(fewest < 0.75);
          expect(notes(filter, spacing).length).toBe(fewest < 1 - 1e-6 ? 1 : 0);
        }
      }),
    );
  });

  it("takes a sigma that a 32-bit header makes smaller than it is", () => {
    const spacing: Vec3 = [1, 1, Math.fround(0.8) * 1.0000001];
    expect(refusal({ type: "gaussian", sigma: 0.75 }, [1.0000001, 1, 1])).toBeNull();
    expect(
      refusal({ type: "gaussian", sigma: 0.6, dimensions: 3 }, [0.8, 0.8, spacing[2]]),
    ).toBeNull();
  });

  it("is done before a filter is applied, unless its settings allow it", () => {
    const image = volume([3, 3, 3], (x, y, z) => x + y * z, ct);
    for (const filter of [
      { type: "laplacianOfGaussian", sigma: 1 },
      { type: "gaussian", sigma: 1 },
    ] as const) {
      expect(() => applyFilter(image, completeFilter(filter))).toThrow("voxels along z");
      const allowed = { ...filter, undersampled: true };
      expect(applyFilter(image, completeFilter(allowed)).data).toHaveLength(27);
    }
    const riesz = { type: "riesz", order: [1, 0, 0] } as const;
    const of = { type: "laplacianOfGaussian", sigma: 1 } as const;
    expect(() => applyFilter(image, completeFilter({ ...riesz, of }))).toThrow(
      "riesz.of.sigma: found 1 mm, 0.3058 voxels along z",
    );
    const allowed = { ...riesz, of: { ...of, undersampled: true } } as const;
    expect(applyFilter(image, completeFilter(allowed)).data).toHaveLength(27);
  });

  it("refuses no filter of the standard, and no preset, on the grids they are for", () => {
    for (const { filter } of maps.maps) {
      expect(refusal(filter as FilterInput, [2, 2, 2])).toBeNull();
    }
    // the PET study's own setting: a wave as long as the voxels of 3 mm are wide
    const sampledAsLonger = [
      "gabor-gamma-1-lambda-3-sigma-3-theta--1.9634954084936207: lambda of 3 mm is 1 voxels along x (spacing 3 mm), less than 2 voxels, so that it is sampled as a longer wave",
    ];
    for (const [name, input] of Object.entries(presets)) {
      const { resample, filters } = resolveSettings(input);
      const slices = 0.9765625; // of the CT phantom, 3 mm apart
      const spacing = (resample?.spacing ?? [slices, slices, 3]) as Vec3;
      for (const filter of filters) {
        expect(refusal(filter, spacing)).toBeNull();
        const known = name === "ibsi-2-phase3-pet" && filter.type === "gabor";
        expect(notes(filter, spacing)).toEqual(known ? sampledAsLonger : []);
      }
    }
  });
});

describe("what a filter notes of its voxels", () => {
  it("says that a sigma is below a voxel, or below what is allowed otherwise", () => {
    expect(notes({ type: "laplacianOfGaussian", sigma: 3 }, ct)).toEqual([
      "laplacianOfGaussian-sigma-3: sigma of 3 mm is 0.9174 voxels along z (spacing 3.27 mm), less than 1 voxel, so that the kernel is sampled coarsely",
    ]);
    expect(notes({ type: "gaussian", sigma: 1, undersampled: true }, ct)).toEqual([
      "gaussian-sigma-1: sigma of 1 mm is 0.3058 voxels along z (spacing 3.27 mm), the kernel is sampled too coarsely to be a Gaussian, as undersampled: true allows",
    ]);
    expect(notes({ type: "laplacianOfGaussian", sigma: 3, dimensions: 2 }, ct)).toEqual([]);
  });

  it("says that a Gabor wave is shorter than two voxels of its planes", () => {
    const gabor = { type: "gabor", sigma: 5, lambda: 2, gamma: 1.5 } as const;
    expect(notes(gabor, [1, 1, 3])).toEqual([]);
    expect(notes({ ...gabor, planes: "orthogonal" }, [1, 1, 3])).toEqual([
      "gabor-gamma-1.5-lambda-2-planes-orthogonal-sigma-5: lambda of 2 mm is 0.6667 voxels along z (spacing 3 mm), less than 2 voxels, so that it is sampled as a longer wave",
    ]);
    expect(notes({ ...gabor, sigma: 0.9 }, [1, 1, 3])).toEqual([
      "gabor-gamma-1.5-lambda-2-sigma-0.9: the envelope's standard deviation of 0.6 mm is 0.6 voxels along x (spacing 1 mm), so that the kernel is little more than a voxel wide",
    ]);
  });

  it("has nothing to say of filters in voxels", () => {
    for (const filter of [
      { type: "mean", support: 3 },
      { type: "simoncelli" },
      { type: "riesz", of: { type: "simoncelli" }, order: [1, 0, 0] },
      { type: "gradient" },
    ] as const) {
      expect(notes(filter, [1, 1, 30])).toEqual([]);
    }
  });
});
