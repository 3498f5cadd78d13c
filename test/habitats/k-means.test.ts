import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kMeans } from "../../src/habitats/k-means.ts";
import { pointsOf } from "../../src/habitats/points.ts";
import { naiveKMeans } from "./naive-k-means.ts";

const toTheEnd = { iterations: 10_000, tolerance: 0 };

/** Rows of coordinates that differ, and some of them as the centres to start from. */
const arbitraryStart = fc
  .record({ dimensions: fc.integer({ min: 1, max: 4 }), number: fc.integer({ min: 2, max: 5 }) })
  .chain(({ dimensions, number }) => {
    // no multiples of a round number, so that no point lies halfway between centres
    const coordinate = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n * Math.PI * 1e-5);
    const row = fc.array(coordinate, { minLength: dimensions, maxLength: dimensions });
    const rows = fc.uniqueArray(row, {
      minLength: number,
      maxLength: 60,
      selector: (one) => one.join(),
    });
    return rows.map((all) => ({ rows: all, start: all.slice(0, number) }));
  });

describe("k-means", () => {
  it("is Lloyd's algorithm, whatever distances it leaves out", () => {
    fc.assert(
      fc.property(arbitraryStart, ({ rows, start }) => {
        const expected = naiveKMeans(rows, start);
        // a cluster that ran empty is filled by a rule of its own
        fc.pre(new Set(expected.clusters).size === start.length);
        const { clusters, centres, inertia, converged } = kMeans(
          pointsOf(rows),
          Float64Array.from(start.flat()),
          toTheEnd,
        );
        expect(converged).toBe(true);
        expect(inertia).toBeCloseTo(expected.inertias.at(-1) as number, 8);
        expect([...clusters]).toEqual(expected.clusters);
        for (const [s, x] of expected.centres.flat().entries()) {
          expect(centres[s]).toBeCloseTo(x, 8);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never lets the inertia rise", () => {
    fc.assert(
      fc.property(arbitraryStart, ({ rows, start }) => {
        const points = pointsOf(rows);
        let before = Number.POSITIVE_INFINITY;
        for (let iterations = 1; iterations < 12; iterations++) {
          const { inertia } = kMeans(points, Float64Array.from(start.flat()), {
            iterations,
            tolerance: 0,
          });
          expect(inertia).toBeLessThanOrEqual(before * (1 + 1e-12) + 1e-12);
          before = inertia;
        }
      }),
    );
  });

  it("gives the farthest point to a centre that has none", () => {
    // the second centre is nobody's nearest: 100 lies the farthest from the first, and becomes its point
    const { clusters, centres } = kMeans(
      pointsOf([[0], [1], [2], [100]]),
      Float64Array.of(1, -500),
      toTheEnd,
    );
    expect([...clusters]).toEqual([0, 0, 0, 1]);
    expect([...centres]).toEqual([1, 100]);
  });

  it("ends at the most iterations and says so", () => {
    const rows = Array.from({ length: 200 }, (_, n) => [n]);
    const short = kMeans(pointsOf(rows), Float64Array.of(0, 1), { iterations: 3, tolerance: 0 });
    expect(short).toMatchObject({ iterations: 3, converged: false });
    const whole = kMeans(pointsOf(rows), Float64Array.of(0, 1), toTheEnd);
    expect(whole).toMatchObject({ converged: true });
    // 99 lies halfway between them, and stays where it is
    expect([...whole.centres]).toEqual([49, 149]);
  });

  it("ends when centres move no farther than the tolerance", () => {
    const rows = Array.from({ length: 200 }, (_, n) => [n]);
    const loose = kMeans(pointsOf(rows), Float64Array.of(0, 1), { iterations: 1000, tolerance: 5 });
    const whole = kMeans(pointsOf(rows), Float64Array.of(0, 1), toTheEnd);
    expect(loose.converged).toBe(true);
    expect(loose.iterations).toBeLessThan(whole.iterations);
  });
});
