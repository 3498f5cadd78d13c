import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Advice } from "../../src/messages/advice.ts";
import type { ErrorCode, ErrorDetails, ErrorPlace } from "../../src/messages/error-details.ts";
import { isVoxomicsError, VoxomicsError } from "../../src/messages/errors.ts";

/** The fields with a name of their own, without those that every error may have. */
type OwnFields<T> = Exclude<
  keyof { [K in keyof T as string extends K ? never : K]: T[K] },
  keyof ErrorPlace
>;

/** Held to the type: a field that is missing here, or that is none, does not compile. */
const fields: { [C in ErrorCode]: Record<OwnFields<ErrorDetails[C]>, true> } = {
  "invalid-volume": { place: true, found: true, expected: true },
  "invalid-mask": { found: true, present: true },
  "empty-mask": {
    label: true,
    name: true,
    present: true,
    threshold: true,
    largest: true,
    voxels: true,
    step: true,
    volume: true,
    before: true,
    after: true,
    outside: true,
    spacing: true,
    resampledSpacing: true,
    maskThreshold: true,
    from: true,
    to: true,
    size: true,
    fraction: true,
    found: true,
  },
  "geometry-mismatch": {
    differences: true,
    before: true,
    outside: true,
    largestLoss: true,
    found: true,
    expected: true,
    contourSpacing: true,
    imageSpacing: true,
    gaps: true,
    spacing: true,
  },
  "invalid-intensity": { count: true, voxel: true, position: true, intensity: true, filter: true },
  "invalid-table": {
    rows: true,
    columns: true,
    values: true,
    feature: true,
    found: true,
    expected: true,
  },
  "invalid-argument": { what: true, found: true, expected: true },
  "invalid-settings": {
    problems: true,
    found: true,
    expected: true,
    known: true,
    field: true,
    filter: true,
    axis: true,
    sigma: true,
    spacing: true,
    voxels: true,
    thickness: true,
    series: true,
    volumes: true,
  },
  discretisation: {
    lowest: true,
    minimum: true,
    levels: true,
    limit: true,
    intensity: true,
    voxel: true,
  },
  normalisation: {
    ...{ over: true, mean: true, sd: true, percentiles: true, values: true },
    ...{ mode: true, lower: true, upper: true, voxels: true },
  },
  "unsupported-format": { found: true, expected: true },
  "invalid-file": { found: true, expected: true, code: true },
  "no-suv": { found: true, expected: true, attribute: true },
  "too-large": {
    found: true,
    expected: true,
    size: true,
    from: true,
    spacing: true,
    requested: true,
    before: true,
    fraction: true,
    voxels: true,
  },
  "too-small": { voxels: true, dimensions: true, size: true, expected: true },
  "worker-lost": { call: true },
  "pool-closed": {},
  "queue-unavailable": { address: true, packages: true, found: true, expected: true },
  "check-failed": { counts: true, maps: true, failed: true },
};

describe("docs/errors.md", () => {
  it("lists every code with the fields of its details", () => {
    const page = readFileSync("docs/errors.md", "utf8");
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \|$/gm)];
    const listed = rows.map(([, code, cell]) => [
      code,
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ]);
    const known = Object.entries(fields).map(([code, named]) => [code, Object.keys(named)]);
    expect(listed).toEqual(known);
  });
});

describe("isVoxomicsError", () => {
  const differences = [{ field: "size", found: [1, 1, 1], expected: [2, 2, 2] }] as const;
  const error: unknown = new VoxomicsError("geometry-mismatch", "other grids", { differences });

  it("narrows to the details of a code", () => {
    expect(isVoxomicsError(error, "empty-mask")).toBe(false);
    if (!isVoxomicsError(error, "geometry-mismatch")) throw error;
    expect(error.details.differences).toBe(differences);
    expectTypeOf(error.code).toEqualTypeOf<"geometry-mismatch">();
    expectTypeOf(error.details.advice).toEqualTypeOf<readonly Advice[] | undefined>();
    // @ts-expect-error details of another code
    expect(error.details.present).toBeUndefined();
  });

  it("narrows to a union that its code discriminates", () => {
    if (!isVoxomicsError(error)) throw error;
    expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
    switch (error.code) {
      case "invalid-intensity":
        expectTypeOf(error.details.count).toEqualTypeOf<number>();
        break;
      case "invalid-settings":
        expectTypeOf(error.details.problems).toEqualTypeOf<readonly string[] | undefined>();
        break;
      default:
        expect(error.code).toBe("geometry-mismatch");
    }
  });

  it("says no to everything else", () => {
    for (const other of [new Error("x"), { name: "VoxomicsError", code: "empty-mask" }, null]) {
      expect(isVoxomicsError(other)).toBe(false);
    }
  });
});

describe("VoxomicsError", () => {
  it("takes the details of its code only", () => {
    const made = [
      new VoxomicsError("empty-mask", "none", { voxels: 0 }),
      new VoxomicsError("pool-closed", "closed"),
      // @ts-expect-error no such detail
      new VoxomicsError("empty-mask", "none", { differences: [] }),
      // @ts-expect-error of another type
      new VoxomicsError("geometry-mismatch", "other", { largestLoss: "much" }),
      // @ts-expect-error the details of this code are always there
      new VoxomicsError("worker-lost", "lost"),
      // @ts-expect-error no such code
      new VoxomicsError("lost", "lost"),
    ];
    expect(made.every((one) => isVoxomicsError(one))).toBe(true);
    expect(made[1].details).toEqual({});
  });
});
