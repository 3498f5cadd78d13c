import type { VoxelArray } from "../volume/volume.ts";

/** The values of a volume, summarised. */
export interface VolumeSummary {
  /** Over the finite values; null if there is none. */
  readonly range: {
    readonly minimum: number;
    readonly maximum: number;
    readonly mean: number;
  } | null;
  /** Number of voxels that are NaN. */
  readonly notANumber: number;
  /** Number of voxels that are infinite. */
  readonly infinite: number;
  /** If the values look like labels: each label except 0 with its voxels, ascending. Else null. */
  readonly labels: readonly { readonly label: number; readonly voxels: number }[] | null;
}

/** Most distinct values, besides 0, that still count as labels. */
const mostLabels = 256;

/**
 * Summarises voxels. They look like labels if all are whole numbers of at least 0 and at most 256 values
 * besides 0 occur.
 */
export function summariseVolume({ data }: { readonly data: VoxelArray }): VolumeSummary {
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  let finite = 0;
  let notANumber = 0;
  // null once a value was found that cannot be a label
  let counts: Map<number, number> | null = new Map();
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    if (counts !== null) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
      if (!Number.isInteger(value) || value < 0 || counts.size > mostLabels + 1) counts = null;
    }
    if (Number.isNaN(value)) notANumber++;
    if (!Number.isFinite(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
    finite++;
  }
  return {
    range: finite === 0 ? null : { minimum, maximum, mean: sum / finite },
    notANumber,
    infinite: data.length - finite - notANumber,
    labels: counts === null ? null : toLabels(counts),
  };
}

function toLabels(counts: ReadonlyMap<number, number>) {
  return [...counts]
    .map(([label, voxels]) => ({ label, voxels }))
    .filter(({ label }) => label !== 0)
    .sort((a, b) => a.label - b.label);
}
