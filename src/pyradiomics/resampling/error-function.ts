/**
 * erf(x), by its series of positive terms: 2/√π exp(-x²) Σ 2ⁿ x^(2n + 1) / (2n + 1)!! (DLMF 7.6.2). It takes as
 * many terms as the square of x asks for, so it is meant for small x.
 */
export function errorFunction(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
