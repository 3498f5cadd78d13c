/** How values scatter. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the sample; 0 for one value. */
  readonly deviation: number;
  readonly count: number;
}

/** The spread of values; null without any. */
export function spreadOf(values: readonly number[]): Spread | null {
  const { length: count } = values;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count === 1 ? 0 : Math.sqrt(squares / (count - 1)), count };
}
