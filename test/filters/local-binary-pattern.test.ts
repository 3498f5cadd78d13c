import { describe, expect, it } from "vitest";
import { isConnected, shell } from "../../src/filters/neighbour-shell.ts";
import { respond, volume } from "./volumes.ts";

const lbp = { type: "localBinaryPattern" } as const;

describe("localBinaryPatternFilter", () => {
  it("in 2D is scikit-image's uniform pattern of 8 places at distance 1", () => {
    const rows = ["7012177", "5002354", "2166014", "3743355", "1668722", "5567280"];
    // skimage.feature.local_binary_pattern(image, 8, 1, "uniform"), version 0.26
    const patterns = ["0822611", "1889929", "9711879", "2097611", "6990184", "1931508"];
    const image = volume([7, 6, 1], (x, y) => Number(rows[y][x]));
    const found = respond(image, { ...lbp, dimensions: 2, boundary: "zero" });
    expect([...found.data].join("")).toBe(patterns.join(""));
  });

  it("of a flat image is the number of neighbours", () => {
    const flat = volume([3, 4, 2], () => 0.1);
    expect(new Set(respond(flat, { ...lbp, dimensions: 2 }).data)).toEqual(new Set([8]));
    expect(new Set(respond(flat, lbp).data)).toEqual(new Set([26]));
  });

  it("in 3D counts bright neighbours, if they and the others are connected", () => {
    const around = (bright: (x: number, y: number, z: number) => boolean): number =>
      respond(
        volume([3, 3, 3], (x, y, z) => {
          if (x === 1 && y === 1 && z === 1) return 5;
          return bright(x - 1, y - 1, z - 1) ? 9 : 1;
        }),
        lbp,
      ).data[13];
    expect(around(() => false)).toBe(0);
    expect(around((x) => x > 0)).toBe(9);
    expect(around((x, y) => x > 0 && y > 0)).toBe(3);
    expect(around((x) => x !== 0)).toBe(27); // two plates
    expect(around((x) => x === 0)).toBe(27); // a ring: the others fall apart
    expect(around((x, y, z) => (x === 1 && y === 1) || (x === -1 && z === 0 && y === 0))).toBe(27);
  });
});

describe("isConnected", () => {
  const bits = (inside: (x: number, y: number, z: number) => boolean): number =>
    shell.reduce((members, at, k) => (inside(...at) ? members | (1 << k) : members), 0);

  it("goes by shared faces", () => {
    expect(isConnected(0)).toBe(true);
    expect(isConnected(bits(() => true))).toBe(true);
    expect(isConnected(bits((x, y, z) => x + y + z === 3))).toBe(true);
    // two face centres share an edge only
    expect(
      isConnected(bits((x, y, z) => Math.abs(x) + Math.abs(y) + Math.abs(z) === 1 && x + y > 0)),
    ).toBe(false);
  });
});
