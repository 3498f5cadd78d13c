import { expect, it } from "vitest";
import { stepOf } from "../../../../src/explorer/view/see/cursor-steps.ts";

const right = [1, 0, 0]; // of the patient, which is at the left
const front = [0, 1, 0];
const head = [0, 0, 1];

it.each([
  ["ArrowLeft", "axial", right],
  ["ArrowUp", "axial", front],
  ["PageUp", "axial", head],
  ["ArrowLeft", "all", right],
  ["ArrowLeft", "coronal", right],
  ["ArrowUp", "coronal", head],
  ["PageUp", "coronal", front],
  ["ArrowRight", "sagittal", front],
  ["ArrowUp", "sagittal", head],
  ["PageUp", "sagittal", right],
] as const)("%s in the layout %s", (key, layout, step) => {
  // no -0
  expect(stepOf(key, layout)?.map((length) => length + 0)).toEqual(step);
});

it("is none for other keys", () => expect(stepOf("a", "axial")).toBeNull());
