import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectSupervoxels } from "../../src/perturbation/connect-supervoxels.ts";
import { supervoxels } from "../../src/perturbation/supervoxels.ts";
import type { Vec3 } from "../../src/volume/volume.ts";

// no voxel lies exactly an edge away from a centre
const settings = { edge: 4.013, compactness: 0.1 };

/** Intensities in [0, 1] on a small grid. */
const anyImage = fc
  .record({
    size: fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 7 }),
    ),
    spacing: fc.tuple(fc.constantFrom(1, 0.8), fc.constantFrom(1, 1.5), fc.constantFrom(1, 3, 6)),
  })
  .chain(({ size, spacing }) => {
    const length = size[0] * size[1] * size[2];
    return fc
      .array(fc.integer({ min: 0, max: 10 }), { minLength: length, maxLength: length })
      .map((values) => ({ size, spacing, intensities: Float64Array.from(values, (v) => v / 10) }));
  });

function neighboursOf(v: number, [nx, ny, nz]: Vec3): number[] {
  const x = v % nx;
  const y = Math.floor(v / nx) % ny;
  const z = Math.floor(v / (nx * ny));
  return [
    ...(x > 0 ? [v - 1] : []),
    ...(x < nx - 1 ? [v + 1] : []),
    ...(y > 0 ? [v - nx] : []),
    ...(y < ny - 1 ? [v + nx] : []),
    ...(z > 0 ? [v - nx * ny] : []),
    ...(z < nz - 1 ? [v + nx * ny] : []),
  ];
}

/** Number of pieces that voxels of one label fall into. */
function piecesOf(labels: Int32Array, size: Vec3, label: number): number {
  const left = new Set(Array.from(labels.keys()).filter((v) => labels[v] === label));
  let pieces = 0;
  for (const start of left) {
    pieces++;
    const waiting = [start];
    for (let v = waiting.pop(); v !== undefined; v = waiting.pop()) {
      left.delete(v);
      waiting.push(...neighboursOf(v, size).filter((n) => left.delete(n)));
    }
  }
  return pieces;
}

/** The clustering voxel by voxel, every centre looked at; labels before pieces are mended. */
function naive(intensities: Float64Array, size: Vec3, spacing: Vec3): number[] {
  const { edge, compactness } = settings;
  const starts = size.map((n, a) => {
    const cells = Math.max(1, Math.min(n, Math.round((n * spacing[a]) / edge)));
    return Array.from({ length: cells }, (_, k) => ((k + 0.5) * n) / cells - 0.5);
  });
  let centres = starts[2].flatMap((z) =>
    starts[1].flatMap((y) =>
      starts[0].map((x) => ({
        at: [x * spacing[0], y * spacing[1], z * spacing[2]],
        intensity: intensities[Math.round(x) + size[0] * (Math.round(y) + size[1] * Math.round(z))],
      })),
    ),
  );
  const places = Array.from(intensities, (_, v) => [
    (v % size[0]) * spacing[0],
    (Math.floor(v / size[0]) % size[1]) * spacing[1],
    Math.floor(v / (size[0] * size[1])) * spacing[2],
  ]);
  let labels = places.map(() => -1);
  for (let iteration = 0; iteration < 10; iteration++) {
    const next = places.map((place, v) => {
      let [best, least] = [labels[v], Number.POSITIVE_INFINITY];
      centres.forEach(({ at, intensity }, c) => {
        const apart = at.map((p, a) => place[a] - p);
        if (apart.some((d) => Math.abs(d) > edge)) return;
        const squares = apart[2] ** 2 + apart[1] ** 2 + apart[0] ** 2;
        const distance = squares / edge ** 2 + ((intensities[v] - intensity) / compactness) ** 2;
        if (distance < least - 1e-12) [best, least] = [c, distance];
      });
      return best;
    });
    if (next.every((label, v) => label === labels[v])) break;
    labels = next;
    centres = centres.map((centre, c) => {
      const own = places.flatMap((_, v) => (labels[v] === c ? [v] : []));
      if (own.length === 0) return centre;
      const mean = (f: (v: number) => number) => own.reduce((sum, v) => sum + f(v), 0) / own.length;
      return {
        at: [0, 1, 2].map((a) => mean((v) => places[v][a])),
        intensity: mean((v) => intensities[v]),
      };
    });
  }
  return labels;
}

describe("supervoxels", () => {
  it("cover the grid: labels without a gap, each in one piece", () => {
    fc.assert(
      fc.property(anyImage, ({ intensities, size, spacing }) => {
        const { labels, count } = supervoxels(intensities, size, spacing, settings);
        expect(new Set(labels)).toEqual(new Set(Array.from({ length: count }, (_, n) => n)));
        for (let label = 0; label < count; label++) expect(piecesOf(labels, size, label)).toBe(1);
      }),
    );
  });

  it("are the clusters that a naive search finds, once their pieces are mended", () => {
    fc.assert(
      fc.property(anyImage, fc.nat(1000), ({ intensities, size, spacing }, seed) => {
        // no two distances are equal
        const distinct = intensities.map((x, v) => x + 1e-3 * Math.sin(seed + 12.9898 * v));
        const labels = Int32Array.from(naive(distinct, size, spacing));
        const centres = size.reduce(
          (product, n, a) =>
            product * Math.max(1, Math.min(n, Math.round((n * spacing[a]) / settings.edge))),
          1,
        );
        const expected = connectSupervoxels(labels, size, labels.length / centres / 2);
        expect(supervoxels(distinct, size, spacing, settings)).toEqual(expected);
      }),
      { endOnFailure: true },
    );
  });

  it("are blocks where nothing is to be seen", () => {
    const { labels, count } = supervoxels(new Float64Array(512), [8, 8, 8], [1, 1, 1], settings);
    expect(count).toBe(8);
    labels.forEach((label, v) => {
      const [x, y, z] = [v % 8, Math.floor(v / 8) % 8, Math.floor(v / 64)];
      expect(label).toBe(+(x > 3) + 2 * +(y > 3) + 4 * +(z > 3));
    });
  });

  it("do not cross an edge in the image", () => {
    const size: Vec3 = [20, 20, 20];
    const inside = (v: number) => {
      const [x, y, z] = [v % 20, Math.floor(v / 20) % 20, Math.floor(v / 400)];
      return (x - 9) ** 2 + (y - 10) ** 2 + (z - 9.5) ** 2 <= 49;
    };
    const image = Float64Array.from({ length: 8000 }, (_, v) => (inside(v) ? 1 : 0));
    const { labels, count } = supervoxels(image, size, [1, 1, 1], { edge: 5, compactness: 0.05 });
    const part = Array.from({ length: count }, () => [0, 0]);
    labels.forEach((label, v) => {
      part[label][+inside(v)]++;
    });
    const mixed = part.reduce((sum, [out, within]) => sum + Math.min(out, within), 0);
    expect(mixed / 8000).toBeLessThan(0.01);
  });
});

describe("connectSupervoxels", () => {
  const connect = (rows: readonly string[], fewest: number) => {
    const labels = Int32Array.from(rows.join(""), Number);
    const size: Vec3 = [rows[0].length, rows.length, 1];
    const { labels: made, count } = connectSupervoxels(labels, size, fewest);
    const text = Array.from(made).join("");
    return { rows: rows.map((row, n) => text.slice(n * row.length, (n + 1) * row.length)), count };
  };

  it("makes pieces that are large enough supervoxels of their own", () => {
    expect(connect(["00100", "00100"], 2)).toEqual({ rows: ["00122", "00122"], count: 3 });
  });

  it("gives small pieces to the neighbour with which they share most faces", () => {
    expect(connect(["00022", "01022", "00022"], 2)).toEqual({
      rows: ["00011", "00011", "00011"],
      count: 2,
    });
    expect(connect(["0001", "0051", "0001"], 2)).toEqual({
      rows: ["0001", "0001", "0001"],
      count: 2,
    });
  });

  it("lets small pieces join each other on the way to a larger one", () => {
    expect(connect(["0123"], 4)).toEqual({ rows: ["0000"], count: 1 });
  });
});
