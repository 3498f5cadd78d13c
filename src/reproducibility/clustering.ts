import { agnes, type Cluster } from "ml-hclust";
import { checkArgument } from "../schema/check-argument.ts";

/** How the distance of two clusters follows from those of their leaves. */
export type Linkage = "average" | "complete" | "single";

/**
 * Two clusters that become one. Clusters 0 … n - 1 are the leaves; cluster n + m is the result of merge
 * m.
 */
export interface ClusterMerge {
  /** Of the two clusters, the one that holds the leaf with the lowest index. */
  readonly left: number;
  /** The other cluster. */
  readonly right: number;
  /** Distance at which the two clusters merge. */
  readonly height: number;
  /** Number of leaves in the new cluster. */
  readonly size: number;
}

/** A hierarchical clustering. */
export interface Dendrogram {
  /** n - 1 merges, in ascending height. */
  readonly merges: readonly ClusterMerge[];
  /** The n leaves, in an order in which no branches cross. */
  readonly order: readonly number[];
}

/**
 * Agglomerative clustering of n leaves.
 *
 * @param distances n rows of n distances between leaves, symmetric and finite
 *
 * @example
 * ```ts
 * import { clusterLeaves, cutDendrogram } from "voxomics/reproducibility";
 *
 * const distances = [[0, 1, 5], [1, 0, 6], [5, 6, 0]].map((row) => Float64Array.from(row));
 * const dendrogram = clusterLeaves(distances, "average");
 * cutDendrogram(dendrogram, 2); // [[0, 1], [2]]
 * ```
 */
export function clusterLeaves(distances: readonly Float64Array[], linkage: Linkage): Dendrogram {
  checkArgument(distances, "distances", "array");
  const n = distances.length;
  if (n < 2) return { merges: [], order: distances.map((_, leaf) => leaf) };
  const rows = distances.map((row) => Array.from(row));
  return toDendrogram(agnes(rows, { method: linkage, isDistanceMatrix: true }), n);
}

function toDendrogram(root: Cluster, n: number): Dendrogram {
  const nodes = nodesBelow(root);
  const firstLeaf = new Map<Cluster, number>();
  const heights = new Map<Cluster, number>();
  const upwards = [...nodes].reverse();
  for (const node of upwards) {
    const leaves = node.children.map((child) => firstLeaf.get(child) as number);
    firstLeaf.set(node, node.isLeaf ? node.index : Math.min(...leaves));
    // by rounding alone, a cluster may be lower than one of its parts
    const below = node.children.map((child) => heights.get(child) as number);
    heights.set(node, Math.max(node.height, ...below));
  }
  const heightOf = (node: Cluster) => heights.get(node) as number;
  const inOrder = ({ children }: Cluster) =>
    [...children].sort((a, b) => (firstLeaf.get(a) as number) - (firstLeaf.get(b) as number));

  const inner = upwards.filter(({ isLeaf }) => !isLeaf).sort((a, b) => heightOf(a) - heightOf(b));
  const ids = new Map(nodes.filter(({ isLeaf }) => isLeaf).map((leaf) => [leaf, leaf.index]));
  const merges = inner.map((node, m) => {
    ids.set(node, n + m);
    const [left, right] = inOrder(node).map((child) => ids.get(child) as number);
    return { left, right, height: heightOf(node), size: node.size };
  });
  const order = nodesBelow(root, inOrder).filter(({ isLeaf }) => isLeaf);
  return { merges, order: order.map(({ index }) => index) };
}

/** A node and all nodes below it, parents first. No recursion: a tree can be as deep as it has leaves. */
function nodesBelow(
  root: Cluster,
  childrenOf: (node: Cluster) => readonly Cluster[] = ({ children }) => children,
): Cluster[] {
  const out: Cluster[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    out.push(node);
    waiting.push(...[...childrenOf(node)].reverse());
  }
  return out;
}

/** Distances that are equal in theory differ by less than this, by rounding. */
const rounding = 1e-12;

/**
 * The clusters that are left when all merges above a height are undone.
 *
 * @returns the leaves of each cluster, ascending; clusters in the order of their first leaf
 *
 * @example
 * ```ts
 * import { clusterLeaves, cutDendrogram } from "voxomics/reproducibility";
 *
 * const distances = [[0, 1, 5], [1, 0, 6], [5, 6, 0]].map((row) => Float64Array.from(row));
 * cutDendrogram(clusterLeaves(distances, "complete"), 10); // [[0, 1, 2]]
 * ```
 */
export function cutDendrogram(dendrogram: Dendrogram, height: number): number[][] {
  checkArgument(dendrogram, "dendrogram", { merges: "array", order: "array" });
  checkArgument(height, "height", "number");
  const { merges, order } = dendrogram;
  const n = order.length;
  const members: number[][] = Array.from({ length: n }, (_, leaf) => [leaf]);
  const whole = members.map(() => true);
  merges.forEach(({ left, right, height: at }, m) => {
    members[n + m] = [...members[left], ...members[right]];
    whole[n + m] = at <= height + rounding;
    if (!whole[n + m]) return;
    whole[left] = false;
    whole[right] = false;
  });
  return members
    .filter((_, id) => whole[id])
    .map((leaves) => leaves.sort((a, b) => a - b))
    .sort(([a], [b]) => a - b);
}
