import { expect, it } from "vitest";
import { imageTypes } from "../../../src/pyradiomics/image-types/image-types.ts";
import { volume } from "../../filters/volumes.ts";
import { imagesOf } from "./derived.ts";

const image = volume([9, 8, 7], (x, y, z) => (x * 37 + y * 11 + z * z * 29) % 101);

const dataOf = (name: (typeof imageTypes)[number]["name"], planes: Record<string, unknown>) =>
  [...imagesOf(name, image, { sigma: [1], ...planes })].map(([band, { data }]) => [band, data]);

it.each(imageTypes)(
  "$name states the settings of the extraction that its images depend on",
  ({ name, reads }) => {
    const inSpace = dataOf(name, {});
    const inPlanes = dataOf(name, { force2D: true });
    const dependsOn = {
      force2D: !isEqual(inSpace, inPlanes),
      force2Ddimension:
        !isEqual(inSpace, dataOf(name, { force2Ddimension: 1 })) ||
        !isEqual(inPlanes, dataOf(name, { force2D: true, force2Ddimension: 1 })),
    };
    expect(dependsOn).toEqual({
      force2D: reads.some((key) => key === "force2D"),
      force2Ddimension: reads.some((key) => key === "force2Ddimension"),
    });
  },
);

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
