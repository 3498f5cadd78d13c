/**
 * The lowest and the highest eigenvalue of a symmetric matrix: it is made tridiagonal by reflections
 * (Householder, doi:10.1145/320941.320947), whose eigenvalues are then counted by Sturm sequences and closed in
 * on by bisection.
 *
 * NaN for a matrix with an entry that is not finite.
 *
 * @param matrix n × n, row by row; it is overwritten
 */
export function extremeEigenvalues(
  matrix: Float64Array,
  n: number,
): { readonly lowest: number; readonly highest: number } {
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  if (!Number.isFinite(largest)) return { lowest: Number.NaN, highest: Number.NaN };
  if (largest === 0) return { lowest: 0, highest: 0 };
  if (n === 1) return { lowest: matrix[0], highest: matrix[0] };
  // entries of at most 1, so that squares do not overflow, and those that underflow do not count
  for (let k = 0; k < matrix.length; k++) matrix[k] /= largest;
  const { diagonal, beside } = tridiagonal(matrix, n);
  const bound = diagonal.reduce((most, d, k) => {
    return Math.max(most, Math.abs(d) + Math.abs(beside[k] ?? 0) + Math.abs(beside[k - 1] ?? 0));
  }, 0);
  const squares = beside.map((b) => b * b);
  return {
    lowest: largest * firstWith(1, diagonal, squares, bound),
    highest: largest * firstWith(n, diagonal, squares, bound),
  };
}

/** Squares of entries that are too small to count beside 1, and whose quotients would overflow. */
const negligible = 1e-280;

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** The n - 1 entries beside the diagonal. */
  readonly beside: Float64Array;
}

function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const v = new Float64Array(n);
  const q = new Float64Array(n);
  const beside = new Float64Array(Math.max(0, n - 1));
  for (let k = 0; k + 1 < n; k++) {
    let squares = 0;
    for (let i = k + 1; i < n; i++) squares += a[i * n + k] ** 2;
    const first = a[(k + 1) * n + k];
    const length = first > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    const half = squares - first * length; // half of the squared length of v
    if (half < negligible) continue;
    beside[k] = length;
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k];
    v[k + 1] -= length;
    reflect(a, n, k + 1, v, q, half);
  }
  return { diagonal: Float64Array.from({ length: n }, (_, k) => a[k * n + k]), beside };
}

/** Reflects rows and columns from `start` on at the plane across v, whose squared length is twice `half`. */
function reflect(
  a: Float64Array,
  n: number,
  start: number,
  v: Float64Array,
  q: Float64Array,
  half: number,
): void {
  let along = 0;
  for (let i = start; i < n; i++) {
    let sum = 0;
    for (let j = start, at = i * n + start; j < n; j++, at++) sum += a[at] * v[j];
    q[i] = sum / half;
    along += q[i] * v[i];
  }
  const excess = along / (2 * half);
  for (let i = start; i < n; i++) q[i] -= excess * v[i];
  for (let i = start; i < n; i++) {
    const vi = v[i];
    const qi = q[i];
    for (let j = start, at = i * n + start; j < n; j++, at++) a[at] -= vi * q[j] + qi * v[j];
  }
}

/** The least x below which there are at least `wanted` eigenvalues, up to rounding. */
function firstWith(
  wanted: number,
  diagonal: Float64Array,
  squares: Float64Array,
  bound: number,
): number {
  let low = -bound;
  let high = bound;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (countBelow(middle, diagonal, squares, bound) >= wanted) high = middle;
    else low = middle;
    if (high - low <= Number.EPSILON * bound) return (low + high) / 2;
  }
}

/** The number of eigenvalues below x: the negative terms of its Sturm sequence. */
function countBelow(
  x: number,
  diagonal: Float64Array,
  squares: Float64Array,
  bound: number,
): number {
  const least = Number.EPSILON * bound;
  let count = 0;
  let term = 1;
  for (let k = 0; k < diagonal.length; k++) {
    term = diagonal[k] - x - (k === 0 ? 0 : squares[k - 1] / term);
    if (Math.abs(term) < least) term = -least; // a term of 0 counts as one just below
    if (term < 0) count++;
  }
  return count;
}
