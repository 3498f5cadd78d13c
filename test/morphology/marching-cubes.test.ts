import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellCases, cellTriangles } from "../../src/morphology/marching-cubes.ts";
import { arbitraryMask, padWhole } from "./arbitrary-mask.ts";
import { buildMesh } from "./explicit-mesh.ts";

const cube = [1, 1, 1] as const;

describe("cellTriangles", () => {
  it("has a surface in all cases but all outside and all inside", () => {
    const codes = Array.from({ length: cellCases }, (_, code) => code);
    const empty = codes.filter((code) => cellTriangles(code, cube).length === 0);
    expect(empty).toEqual([0, 255]);
  });

  it("cuts a single corner off by one triangle", () => {
    expect(cellTriangles(1, cube)).toHaveLength(3);
    expect(cellTriangles(1, cube)).toEqual(
      expect.arrayContaining([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    );
  });

  it("keeps two inside corners across a face's diagonal apart", () => {
    expect(cellTriangles(0b1001, cube)).toHaveLength(6);
    expect(cellTriangles(0b11110110, cube)).toHaveLength(12); // and joins two outside corners
  });

  it("makes closed meshes: every edge is shared by two triangles, in opposite directions", () => {
    fc.assert(
      fc.property(arbitraryMask(5), (mask) => {
        const edges = new Map<string, number>();
        for (const [a, b, c] of buildMesh(padWhole(mask))) {
          for (const [from, to] of [
            [a, b],
            [b, c],
            [c, a],
          ]) {
            edges.set(`${from}|${to}`, (edges.get(`${from}|${to}`) ?? 0) + 1);
          }
        }
        for (const [edge, count] of edges) {
          const [from, to] = edge.split("|");
          expect(edges.get(`${to}|${from}`)).toBe(count);
          expect(count).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
