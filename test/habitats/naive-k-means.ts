/** Lloyd's algorithm as its definition has it: lists of rows, every distance in every iteration. */
export function naiveKMeans(
  rows: readonly (readonly number[])[],
  start: readonly (readonly number[])[],
) {
  let centres = start.map((centre) => [...centre]);
  let clusters = rows.map(() => 0);
  const inertias: number[] = [];
  for (;;) {
    const next = rows.map((row, i) => {
      const far = centres.map((centre) => squared(row, centre));
      const least = Math.min(...far);
      return far[clusters[i]] === least ? clusters[i] : far.indexOf(least);
    });
    centres = centres.map((centre, c) => {
      const own = rows.filter((_, i) => next[i] === c);
      return own.length === 0 ? centre : meanOf(own);
    });
    inertias.push(rows.reduce((sum, row, i) => sum + squared(row, centres[next[i]]), 0));
    if (next.join() === clusters.join()) return { clusters, centres, inertias };
    clusters = next;
  }
}

/** The least inertia of all divisions of some rows into so many clusters, each with at least one row. */
export function leastInertia(rows: readonly (readonly number[])[], number: number): number {
  let least = Number.POSITIVE_INFINITY;
  const assign = (clusters: readonly number[], used: number): void => {
    if (clusters.length < rows.length) {
      for (let c = 0; c <= Math.min(used, number - 1); c++)
        assign([...clusters, c], Math.max(used, c + 1));
      return;
    }
    if (used < number) return;
    let sum = 0;
    for (let c = 0; c < number; c++) {
      const own = rows.filter((_, i) => clusters[i] === c);
      const mean = meanOf(own);
      for (const row of own) sum += squared(row, mean);
    }
    least = Math.min(least, sum);
  };
  assign([], 0);
  return least;
}

function squared(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, f) => sum + (x - b[f]) ** 2, 0);
}

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return rows[0].map((_, f) => rows.reduce((sum, row) => sum + row[f], 0) / rows.length);
}
