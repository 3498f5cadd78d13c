import { expect, it } from "vitest";
import { derivationText } from "../../../../src/explorer/view/measure/derivation-text.ts";

it("says how large a region was after each step, and what was found on the way", () => {
  const removed = { components: 2, voxels: 37, volume: 37 };
  expect(
    derivationText(
      {
        steps: [
          { step: "mask", voxels: 4137, volume: 4137 },
          { step: "components", voxels: 4100, volume: 4100, components: 3, removed },
          { step: "intensity", voxels: 4000, volume: 4000, threshold: 2.05, lowest: 0, highest: 5 },
          { step: "ring", voxels: 6120, volume: 6120, sides: ["-z"] },
          { step: "within", voxels: 5888, volume: 5888 },
        ],
      },
      { shownCount: (n) => n.toLocaleString("en"), shownNumber: String },
    ),
  ).toBe(
    "mask 4,137 voxels → components 4,100 voxels (2 components left out) → intensity 4,000 voxels (from 2.05) → ring 6,120 voxels (cut by the image at -z) → within 5,888 voxels",
  );
});
