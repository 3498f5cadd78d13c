import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import reference from "../../ibsi-phantoms/reference/ibsi2-phase1.json" with { type: "json" };
import type { FilterInput } from "../../src/filters/filters.ts";
import { read } from "../../src/io.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { dataPath, describeWithData } from "../phantoms.ts";
import { respond } from "./volumes.ts";

/**
 * What is left of the 1 % of a map's range that IBSI allows, where it is more than 0.05 %:
 * these maps differ for a reason that the standard leaves open (frequency grid, padding).
 */
const known: Readonly<Record<string, number>> = {
  "4.b.2": 0.002,
  "8.a.1": 0.005,
  "9.b.1": 0.004,
  "10.b.1": 0.002,
};

describeWithData("IBSI 2 reference response maps", () => {
  it.each(reference.maps)("$id, on $phantom", async ({ id, phantom, filter }) => {
    const file = `${id.replaceAll(".", "_")}-ValidCRM.nii.gz`;
    const [image, expected] = await Promise.all([
      open(`ibsi_2_digital_phantom/nifti/${phantom}/image/${phantom}.nii.gz`),
      open(`ibsi_2_reference_response_maps/${file}`),
    ]);
    const { data } = respond(image, filter as FilterInput);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let largest = 0;
    for (let v = 0; v < data.length; v++) {
      low = Math.min(low, expected.data[v]);
      high = Math.max(high, expected.data[v]);
      largest = Math.max(largest, Math.abs(data[v] - expected.data[v]));
    }
    expect(largest / (high - low)).toBeLessThan(known[id] ?? 0.0005);
  });

  it("are 33", () => {
    expect(reference.maps).toHaveLength(33);
  });
});

async function open(path: string): Promise<Volume> {
  return read(await readFile(dataPath(path)));
}
