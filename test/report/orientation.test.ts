import { describe, expect, it } from "vitest";
import { orientationOf } from "../../src/report/orientation.ts";
import type { Mat3 } from "../../src/volume/volume.ts";

const c = Math.cos(Math.PI / 6);
const s = Math.sin(Math.PI / 6);
const r = Math.SQRT1_2;

describe("orientationOf", () => {
  it.each<[string, number, Mat3]>([
    ["LPS", 0, [1, 0, 0, 0, 1, 0, 0, 0, 1]],
    ["RAS", 0, [-1, 0, 0, 0, -1, 0, 0, 0, 1]],
    ["PIR", 0, [0, 0, -1, 1, 0, 0, 0, -1, 0]], // sagittal slices
    ["LPS", 30, [c, -s, 0, s, c, 0, 0, 0, 1]],
    ["LPS", 45, [r, -r, 0, r, r, 0, 0, 0, 1]], // either would do, but no direction twice
  ])("names %s, oblique by %d°", (code, obliqueness, direction) => {
    const orientation = orientationOf(direction);
    expect(orientation.code).toBe(code);
    expect(orientation.obliqueness).toBeCloseTo(obliqueness, 10);
  });
});
