import { describe, expect, it } from "vitest";
import { isOnGrid, nearestRegions } from "../../../src/explorer/state/nearest-regions.ts";
import { emptyListing } from "../../../src/explorer/work/listing.ts";
import { type Grid, identityDirection } from "../../../src/volume/volume.ts";

const grid = (fields: Partial<Grid> = {}): Grid => ({
  size: [4, 3, 2],
  spacing: [1, 1, 2],
  origin: [0, 0, 0],
  direction: identityDirection,
  ...fields,
});
const file = (id: string, images: readonly string[], numbers: readonly number[], own?: Grid) => ({
  id,
  title: id,
  detail: "",
  images,
  regions: numbers.map((number) => ({ number, name: null })),
  ...(own !== undefined && { grid: own }),
});
const image = (id: string) => ({ id, shown: grid() });
const idsOf = (found: ReturnType<typeof nearestRegions>) =>
  found.map(({ file, region }) => `${file}#${region.number}`);

describe("the regions that are meant for an image", () => {
  it("are those whose file names the image, else those whose file names none", () => {
    const regionFiles = [file("a", ["ct"], [1]), file("b", [], [1, 2]), file("c", ["mr"], [7])];
    const listing = { ...emptyListing, regionFiles };
    expect(idsOf(nearestRegions(listing, image("ct")))).toEqual(["a#1"]);
    expect(idsOf(nearestRegions(listing, image("pt")))).toEqual(["b#1", "b#2"]);
    expect(nearestRegions(listing, null)).toEqual([]);
  });

  it("are those on its grid, where files that name no image lie on several", () => {
    const elsewhere = file("mr", [], [1], grid({ origin: [9, 0, 0] }));
    const regionFiles = [elsewhere, file("ct", [], [1], grid()), file("unknown", [], [1])];
    const near = (files: typeof regionFiles) =>
      idsOf(nearestRegions({ regionFiles: files }, image("i")));
    expect(near(regionFiles)).toEqual(["ct#1"]);
    expect(near([elsewhere, regionFiles[2]])).toEqual(["mr#1", "unknown#1"]);
  });
});

describe("a mask on an image's grid", () => {
  it("may have its axes in another order and direction", () => {
    expect(isOnGrid(grid(), grid())).toBe(true);
    const mirrored = grid({ origin: [3, 0, 0], direction: [-1, 0, 0, 0, 1, 0, 0, 0, 1] });
    expect(isOnGrid(mirrored, grid())).toBe(true);
    expect(isOnGrid(grid({ origin: [3, 0, 0] }), grid())).toBe(false);
    expect(isOnGrid(grid({ spacing: [1, 1, 2.1] }), grid())).toBe(false);
    expect(isOnGrid(grid({ size: [4, 3, 3] }), grid())).toBe(false);
  });
});
