import { type RandomStream, uniformAt } from "../math/random.ts";
import { normalQuantile } from "../reproducibility/normal-quantile.ts";

/**
 * A number from the standard normal distribution: the quantile of a uniform number. It is computed by
 * correctly rounded operations only, so it is the same on every platform.
 */
export function normalAt(stream: RandomStream, index: number): number {
  return normalQuantile(uniformAt(stream, index));
}
