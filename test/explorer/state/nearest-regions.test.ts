import { expect, it } from "vitest";
import { nearestRegions } from "../../../src/explorer/state/nearest-regions.ts";
import { emptyListing } from "../../../src/explorer/work/listing.ts";

const file = (id: string, images: readonly string[], numbers: readonly number[]) => ({
  id,
  title: id,
  detail: "",
  images,
  regions: numbers.map((number) => ({ number, name: null })),
});
const idsOf = (found: ReturnType<typeof nearestRegions>) =>
  found.map(({ file, region }) => `${file}#${region.number}`);

it("are those whose file names the image, else those whose file names none", () => {
  const regionFiles = [file("a", ["ct"], [1]), file("b", [], [1, 2]), file("c", ["mr"], [7])];
  const listing = { ...emptyListing, regionFiles };
  expect(idsOf(nearestRegions(listing, "ct"))).toEqual(["a#1"]);
  expect(idsOf(nearestRegions(listing, "pt"))).toEqual(["b#1", "b#2"]);
  expect(nearestRegions(listing, null)).toEqual([]);
});
