import { expect, it } from "vitest";
import { volumeChoices } from "../../../src/explorer/state/volume-choices.ts";
import { readNifti } from "../../../src/io.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";
import { niftiFile } from "../../io/nifti/fixture.ts";

it("offers the volumes that a refusal lists", async () => {
  const refusal = await readNifti(niftiFile({ dim: [4, 2, 2, 2, 3, 1, 1, 1], sformCode: 1 })).catch(
    (error) => error,
  );
  expect(volumeChoices(refusal)).toEqual(["Volume 1", "Volume 2", "Volume 3"]);
  const tagged = [
    { number: 1, tags: { EchoTime: "4.6" }, slices: 9 },
    { number: 2, tags: {}, slices: 9 },
  ];
  const series = new VoxomicsError("invalid-settings", "several", { volumes: tagged });
  expect(volumeChoices(series)).toEqual(["EchoTime=4.6", "Volume 2"]);
});

it("offers nothing for other errors", () => {
  expect(volumeChoices(new Error("no"))).toEqual([]);
  expect(volumeChoices(new VoxomicsError("invalid-file", "no", {}))).toEqual([]);
});
