import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { filterSchema, filters } from "../../src/filters/filters.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { arbitraryOf } from "../schema/arbitrary.ts";
import { membersOf } from "../schema/json.ts";
import { volume } from "./volumes.ts";

const image = volume([3, 4, 2], (x, y, z) => 1 + x + 2 * y * z);

const members = new Map(membersOf(filterSchema.json));

describe("filters", () => {
  it("are told apart by their type", () => {
    expect([...members.keys()]).toEqual(filters.map(({ type }) => type));
    expect(members.size).toBe(filters.length);
  });

  it("can be parts of others without what every filter can be set to", () => {
    const inside = membersOf(members.get("riesz")?.properties?.of ?? {});
    expect(inside.map(([type]) => type)).toEqual(["laplacianOfGaussian", "simoncelli", "shannon"]);
    for (const [type, { properties = {} }] of inside) {
      const { boundary, dimensions, ...own } = members.get(type)?.properties ?? {};
      expect(properties).toEqual(own);
      expect([boundary, dimensions]).not.toContain(undefined);
    }
  });

  it.each([...members])("allows nothing that %s refuses", (_, member) => {
    fc.assert(
      fc.property(arbitraryOf(member), (filter) => {
        fc.pre(isAllowed(filter) && isQuick(filter));
        const { filters } = resolveSettings({ filters: [onAnyGrid(filter)] });
        expect(applyFilter(image, filters[0]).data).toHaveLength(image.data.length);
      }),
      { numRuns: 20 },
    );
  });

  it("allows every Laws kernel", () => {
    const words = ["L", "E", "S", "W", "R"].flatMap((word) => [`${word}3`, `${word}5`]);
    const kernels = words.filter((word) =>
      isAllowed({ type: "laws", kernels: `L5${word}`, dimensions: 2 }),
    );
    expect(kernels).toEqual(["L3", "L5", "E3", "E5", "S3", "S5", "W5", "R5"]);
  });

  it("names the wavelets in words as it does one by one", () => {
    const { enum: names = [], description } = members.get("wavelet")?.properties?.wavelet ?? {};
    for (const [word, family, first, last] of [
      ["db1 to db20", "db", 1, 20],
      ["sym2 to sym20", "sym", 2, 20],
      ["coif1 to coif5", "coif", 1, 5],
    ] as const) {
      expect(description).toContain(word);
      const orders = names
        .filter((name) => String(name).startsWith(family))
        .map((name) => Number(String(name).slice(family.length)));
      expect(orders).toEqual(Array.from({ length: last - first + 1 }, (_, k) => first + k));
    }
  });
});

/** The filter, allowed on voxels that are too large for it. */
function onAnyGrid(filter: unknown): unknown {
  type Part = { readonly sigma?: number; readonly type: string; readonly of?: Part };
  const { of, ...own } = filter as Part;
  if (of !== undefined) return { ...own, of: onAnyGrid(of) };
  const allowed = own.type === "laplacianOfGaussian" || own.type === "gaussian";
  return allowed ? { ...own, undersampled: true } : own;
}

/** Whether its kernel, if it is a Gaussian, is short. */
function isQuick(filter: unknown): boolean {
  type Kernel = { readonly sigma?: number; readonly truncate?: number };
  const { of, ...own } = filter as Kernel & { readonly of?: Kernel };
  const { sigma = 1, truncate = 4 } = of ?? own;
  return sigma * truncate < 40;
}

function isAllowed(filter: unknown): boolean {
  try {
    resolveSettings({ filters: [filter] });
    return true;
  } catch {
    return false;
  }
}
