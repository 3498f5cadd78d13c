/** The most cells for counting values: their counts fit into the second-level cache. */
const MOST_CELLS = 1 << 16;

/**
 * For each rank, the value at that index of the values in ascending order.
 *
 * Counts the values in cells of equal width, then sorts only the values of the cells that contain a
 * rank. Integers over a small range have a cell each, and nothing is sorted.
 *
 * @param low at most the lowest value; `high` at least the highest
 * @param whole whether all values, and low and high, are integers
 */
export function valuesAtRanks(
  values: Float64Array,
  ranks: readonly number[],
  low: number,
  high: number,
  whole: boolean,
): number[] {
  const tally = whole && high - low < MOST_CELLS;
  const cells = tally ? 1 + high - low : Math.min(values.length, MOST_CELLS);
  const width = (cells - 1) / (high - low);
  const scale = tally ? 1 : Number.isFinite(width) ? width : 0; // range too narrow to divide: one cell
  const counts = new Uint32Array(cells);
  for (let k = 0; k < values.length; k++) counts[((values[k] - low) * scale) | 0]++;

  return ranks.map((rank) => {
    let before = 0;
    let cell = 0;
    while (before + counts[cell] <= rank) before += counts[cell++];
    if (tally) return low + cell;
    const inCell = values.filter((x) => (((x - low) * scale) | 0) === cell);
    return inCell.sort()[rank - before];
  });
}
