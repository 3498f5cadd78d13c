/**
 * Factors a symmetric positive definite matrix A = L Lᵀ in place.
 *
 * @param a n × n, row by row; read and overwritten with L on and below the diagonal only
 */
export function factorCholesky(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j];
      for (let k = 0; k < j; k++) rest -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(rest) : rest / a[j * n + j];
    }
  }
}

/**
 * Solves L Lᵀ x = b and overwrites b with x; `l` is what `factorCholesky` writes, n × n for n
 * entries in b.
 */
export function solveCholesky(l: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= l[i * n + k] * b[k];
    b[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= l[k * n + i] * b[k];
    b[i] /= l[i * n + i];
  }
}
