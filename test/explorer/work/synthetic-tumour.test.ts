import { expect, it } from "vitest";
import { syntheticTumour } from "../../../src/explorer/work/synthetic-tumour.ts";
import { rangeIn } from "../../../src/volume/mask.ts";

const { image, mask } = syntheticTumour();
const meanWhere = (inside: (v: number) => boolean) => {
  let [sum, count] = [0, 0];
  for (let v = 0; v < image.data.length; v++) {
    if (!inside(v)) continue;
    sum += image.data[v];
    count++;
  }
  return sum / count;
};

it("has a tumour of soft tissue in a lung of air, on the grid of a CT", () => {
  expect(mask.size).toEqual(image.size);
  const voxels = mask.data.reduce((sum, inside) => sum + inside, 0);
  const [x, y, z] = image.spacing;
  expect((voxels * x * y * z) / 1000).toBeGreaterThan(15); // mL
  expect((voxels * x * y * z) / 1000).toBeLessThan(35);
  expect(meanWhere((v) => mask.data[v] === 1)).toBeGreaterThan(20);
  expect(meanWhere((v) => mask.data[v] === 1)).toBeLessThan(80);
  expect(meanWhere((v) => image.data[v] < -600 && image.data[v] > -900)).toBeLessThan(-700);
  expect(rangeIn(image, mask)).not.toBeNull();
});

it("is the same each time", () => {
  const again = Buffer.from(syntheticTumour().image.data.buffer);
  expect(again.equals(Buffer.from(image.data.buffer))).toBe(true);
});
