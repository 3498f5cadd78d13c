import type { Layout } from "../../state/viewer.ts";

/** A step of the cursor, in voxels to the right, the front and the head of the patient. */
export type Step = readonly [number, number, number];

/** Keys, as steps to the left of the screen, up and through the plane. Its left is the patient's right. */
const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: [1, 0, 0],
  ArrowRight: [-1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

/** The step that a key stands for in the plane that is shown, the axial one among several; null for none. */
export function stepOf(key: string, layout: Layout): Step | null {
  const step = steps[key];
  if (step === undefined) return null;
  const [left, up, through] = step;
  if (layout === "coronal") return [left, through, up];
  // the front is at the right of a sagittal plane
  if (layout === "sagittal") return [through, -left, up];
  return [left, up, through];
}
