import { expect, it } from "vitest";
import { filledPath, outlinePath } from "../../../scripts/pictures/voxel-paths.ts";
import { identityDirection } from "../../../src/volume/volume.ts";

/** A mask of one slice, drawn: a row each, with # inside. */
const drawn = (...rows: readonly string[]) => ({
  data: Uint8Array.from(rows.join(""), (one) => (one === "#" ? 1 : 0)),
  size: [rows[0].length, rows.length, 1] as const,
  spacing: [1, 1, 1] as const,
  origin: [0, 0, 0] as const,
  direction: identityDirection,
});

it("fills each run of a row", () => {
  expect(filledPath(drawn("##.#", ".#.."))).toBe("M0 0h2v1h-2zM3 0h1v1h-1zM1 1h1v1h-1z");
});

it("draws the sides to what is outside, those on one line together", () => {
  // two voxels side by side, and one below the second
  expect(outlinePath(drawn("##", ".#"))).toBe("M0 0h2M0 1h1M1 2h1M0 0v1M1 1v1M2 0v2");
});

it("draws nothing of an empty mask", () => {
  expect([filledPath(drawn("..")), outlinePath(drawn(".."))]).toEqual(["", ""]);
});
