/** Mean and standard deviation (N - 1) of values, summed in their order. */
export function spreadOf(values: ArrayLike<number>): {
  readonly mean: number;
  readonly sd: number;
} {
  let sum = 0;
  for (let v = 0; v < values.length; v++) sum += values[v];
  const mean = sum / values.length;
  let squares = 0;
  for (let v = 0; v < values.length; v++) squares += (values[v] - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
