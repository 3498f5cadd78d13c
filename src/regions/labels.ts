import { VoxomicsError } from "../messages/errors.ts";
import { listLabels, type Mask } from "../volume/mask.ts";
import type { Volume } from "../volume/volume.ts";

/** The voxels with some labels, and the labels of these that no voxel has. */
export interface LabelledRegion {
  readonly mask: Mask;
  readonly absent: readonly number[];
}

/** More labels than a message lists. */
const mostListed = 12;

/**
 * The voxels with one of some labels, as one region.
 *
 * @throws VoxomicsError `empty-mask` if no voxel has one of them; the message lists the labels that there are
 */
export function markLabels(volume: Volume, labels: readonly number[]): LabelledRegion {
  const wanted = new Set(labels);
  const found = new Set<number>();
  const { data } = volume;
  const out = new Uint8Array(data.length);
  for (let v = 0; v < data.length; v++) {
    const value = data[v];
    if (value === 0 || !wanted.has(value)) continue;
    out[v] = 1;
    found.add(value);
  }
  if (found.size === 0) throw noLabel(volume, labels);
  return {
    mask: { ...volume, data: out },
    absent: labels.filter((label) => !found.has(label)),
  };
}

function noLabel(volume: Volume, labels: readonly number[]): VoxomicsError {
  const present = listLabels(volume).map(({ label }) => label);
  const shown = present.slice(0, mostListed).join(", ");
  const holds =
    present.length === 0
      ? "it is all 0"
      : `it holds ${shown}${present.length > mostListed ? " and more values" : ""}`;
  const asked =
    labels.length === 1 ? `label ${labels[0]}` : `one of the labels ${labels.join(", ")}`;
  return new VoxomicsError("empty-mask", `mask has no voxel with ${asked}; ${holds}`, { present });
}
