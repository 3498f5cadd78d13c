import { type Note, noteOf } from "../messages/note.ts";
import type { Volume } from "../volume/volume.ts";

/** Labels that are whole numbers. */
export interface WholeLabels {
  readonly labels: Volume;
  /** One if labels were cut. */
  readonly notes: readonly Note[];
}

/** Labels as whole numbers, cut towards 0: PyRadiomics makes them numbers of 32 bits without a sign, so that 1.5 is 1. */
export function wholeLabels(labels: Volume): WholeLabels {
  const { data } = labels;
  let cut = 0;
  let first = 0;
  for (let v = 0; v < data.length; v++) {
    if (!Number.isFinite(data[v]) || Number.isInteger(data[v])) continue;
    if (cut++ === 0) first = data[v];
  }
  if (cut === 0) return { labels, notes: [] };
  const whole = Float64Array.from(data, Math.trunc);
  return {
    labels: { ...labels, data: whole },
    notes: [
      noteOf(
        "labels-cut",
        `${cut} of the ${data.length} voxels of the mask are no whole numbers, and were cut towards 0 as PyRadiomics does; the first is ${first}, taken as ${Math.trunc(first)}`,
        { voxels: cut, first },
      ),
    ],
  };
}
