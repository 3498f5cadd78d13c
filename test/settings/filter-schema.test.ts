import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import type { FilterType } from "../../src/filters/filter.ts";
import { filterDefaults } from "../../src/filters/filter-defaults.ts";
import { filterTable } from "../../src/filters/filter-table.ts";
import { filterSchemas } from "../../src/settings/filter-schema.ts";
import { type JsonSchema, taggedMembers } from "../../src/settings/json-schema.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import { volume } from "../filters/volumes.ts";
import { arbitraryOf } from "./schema-arbitrary.ts";

const image = volume([3, 4, 2], (x, y, z) => 1 + x + 2 * y * z);

const { tag, members } = taggedMembers(filterSchemas);

describe("filterSchemas", () => {
  it("has a member for every filter", () => {
    expect(tag).toBe("type");
    expect([...members.keys()]).toEqual(Object.keys(filterTable));
    expect(filterSchemas).toHaveLength(members.size);
  });

  it.each([...members])("has the defaults of %s, and requires the rest", (type, member) => {
    const { type: _, ...own } = member.properties ?? {};
    expect(defaultsOf(own)).toEqual(filterDefaults[type as FilterType]);
    expect(member.required).toEqual(["type", ...withoutDefault(own)]);
  });

  it("has the defaults of the filters inside others", () => {
    const inside = taggedMembers(members.get("riesz")?.properties?.of.oneOf ?? []).members;
    expect(inside.size).toBe(3);
    for (const [type, { properties = {}, required }] of inside) {
      const { type: _, ...own } = properties;
      expect(filterDefaults[type as FilterType]).toMatchObject(defaultsOf(own));
      expect(required).toEqual(["type", ...withoutDefault(own)]);
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

function defaultsOf(properties: Readonly<Record<string, JsonSchema>>): object {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, property]) => property.default !== undefined)
      .map(([key, property]) => [key, property.default]),
  );
}

function withoutDefault(properties: Readonly<Record<string, JsonSchema>>): string[] {
  return Object.keys(properties).filter((key) => properties[key].default === undefined);
}
