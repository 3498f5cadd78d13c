// Chains of nearest neighbours: Murtagh, The Computer Journal 26 (1983) 354,
// https://doi.org/10.1093/comjnl/26.4.354

import type { Linkage } from "./clustering.ts";

/**
 * The clusters that `cutDendrogram(clusterLeaves(distances, linkage), most)` gives, but for ties, in time that
 * grows with the square of the number of leaves. Of equal distances it may take another than the dendrogram does.
 *
 * A cluster whose nearest neighbour is farther than `most` is finished: by all three linkages, what its neighbours
 * become is no nearer than they are.
 *
 * @param distances n rows of n distances, symmetric; they are overwritten
 */
export function tightClusters(
  distances: readonly Float64Array[],
  linkage: Linkage,
  most: number,
): number[][] {
  const clusters: number[][] = distances.map((_, leaf) => [leaf]);
  const open = new Set(clusters.keys());
  const finished: number[][] = [];
  const chain: number[] = [];
  for (;;) {
    if (chain.length === 0) {
      const [start] = open;
      if (start === undefined) return finished;
      chain.push(start);
    }
    const top = chain[chain.length - 1];
    const before = chain[chain.length - 2] ?? -1;
    const row = distances[top];
    // of equal neighbours the one before in the chain, so that the chain ends
    let nearest = before;
    for (const other of open) {
      if (other !== top && (nearest < 0 || row[other] < row[nearest])) nearest = other;
    }
    if (nearest < 0 || row[nearest] > most + rounding) {
      finished.push(clusters[top]);
      open.delete(top);
      chain.pop();
    } else if (nearest === before) {
      chain.length -= 2;
      merge(before, top);
    } else chain.push(nearest);
  }

  /** Makes two clusters one, under the index of the first. */
  function merge(a: number, b: number): void {
    const [sizeA, sizeB] = [clusters[a].length, clusters[b].length];
    open.delete(b);
    for (const other of open) {
      if (other === a) continue;
      const [toA, toB] = [distances[a][other], distances[b][other]];
      const joint = {
        average: (sizeA * toA + sizeB * toB) / (sizeA + sizeB),
        complete: Math.max(toA, toB),
        single: Math.min(toA, toB),
      }[linkage];
      distances[a][other] = joint;
      distances[other][a] = joint;
    }
    clusters[a] = [...clusters[a], ...clusters[b]];
  }
}

/** Distances that are equal in theory differ by less than this, by rounding. */
const rounding = 1e-12;
