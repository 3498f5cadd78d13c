import type { Selection } from "../reproducibility/feature-selection.ts";

/** How many redundant features each feature that is kept stands for. */
export function othersStoodFor({
  clusters,
  clustered,
}: Pick<Selection, "clusters" | "clustered">): Map<string, number> {
  return new Map(clusters.map((leaves) => [clustered[leaves[0]], leaves.length - 1]));
}
