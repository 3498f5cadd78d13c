import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCount,
  clearCounts,
  noCounts,
  removeCount,
} from "../../src/feature-map/sparse-counts.ts";

const cells = 12;

describe("sparse counts", () => {
  it("hold what was added and not removed, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ cell: fc.nat(cells - 1), remove: fc.boolean() }), { maxLength: 60 }),
        (changes) => {
          const counts = noCounts(9, cells, cells);
          const expected = new Map<number, number>();
          for (const { cell, remove } of changes) {
            const n = expected.get(cell) ?? 0;
            if (remove && n > 0) removeCount(counts, cell);
            if (!remove) addCount(counts, cell, cell % 3, cell % 4, 1);
            expected.set(cell, remove ? Math.max(0, n - 1) : n + 1);
          }
          const { entries, i, j, n } = counts;
          const found = Array.from({ length: entries }, (_, e) => [i[e], j[e], n[e]]);
          const left = [...expected].filter(([, count]) => count > 0);
          expect(found.sort()).toEqual(left.map(([c, count]) => [c % 3, c % 4, count]).sort());
          clearCounts(counts);
          expect(counts.entries).toBe(0);
          expect(Math.max(...counts.entryOf)).toBe(0);
        },
      ),
    );
  });

  it("need a table that fits into memory", () => {
    expect(() => noCounts(65535, 2 ** 40, 1)).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });
});
