import { expect, it } from "vitest";
import { isRegionOf, regionId, regionName } from "../../../src/explorer/work/region-id.ts";

const region = { number: 2, name: null };

it("tells regions of files and of their volumes apart", () => {
  const ids = [
    regionId({ file: "file:a", region }),
    regionId({ file: "file:a", region, volume: 1 }),
    regionId({ file: "file:a", region, volume: 2 }),
    regionId({ file: "file:ab", region }),
  ];
  expect(new Set(ids).size).toBe(4);
  expect(ids.map((id) => isRegionOf(id, "file:a"))).toEqual([true, true, true, false]);
});

it("names regions by their names, or by their labels, and by the volume where there are several", () => {
  expect(regionName({ region })).toBe("label 2");
  expect(regionName({ region: { number: 1, name: "GTV" } })).toBe("GTV");
  expect(regionName({ region, volume: 3 })).toBe("volume 3, label 2");
});
