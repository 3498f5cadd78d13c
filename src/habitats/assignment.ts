// Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2 (1955) 83, by shortest
// augmenting paths with potentials as Jonker and Volgenant, Computing 38 (1987) 325, have it

/**
 * The assignment of rows to columns, one each, of the highest sum.
 *
 * @param gains a row for each row, all as long as there are rows
 * @returns the column of each row
 */
export function bestAssignment(gains: readonly (readonly number[])[]): number[] {
  const n = gains.length;
  // numbered from 1; row and column 0 stand for none
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  const before = new Int32Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    const slack = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const reached = new Uint8Array(n + 1);
    let column = 0;
    while (rowOf[column] !== 0) {
      reached[column] = 1;
      const from = rowOf[column];
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let c = 1; c <= n; c++) {
        if (reached[c] === 1) continue;
        const cost = -gains[from - 1][c - 1] - rowPotential[from] - columnPotential[c];
        if (cost < slack[c]) {
          slack[c] = cost;
          before[c] = column;
        }
        if (slack[c] < least) {
          least = slack[c];
          next = c;
        }
      }
      for (let c = 0; c <= n; c++) {
        if (reached[c] === 1) {
          rowPotential[rowOf[c]] += least;
          columnPotential[c] -= least;
        } else slack[c] -= least;
      }
      column = next;
    }
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }
  const assigned = new Array<number>(n);
  for (let c = 1; c <= n; c++) assigned[rowOf[c] - 1] = c - 1;
  return assigned;
}
