import type { Mat3, Vec3 } from "../volume/volume.ts";

/** Eigenvalues of a symmetric matrix, largest first, with unit eigenvectors in the same order. */
export interface Eigen {
  readonly values: Vec3;
  readonly vectors: readonly [Vec3, Vec3, Vec3];
}

/** The most sweeps. Convergence is quadratic: the off-diagonal entries are 0 after far fewer. */
const SWEEPS = 30;

/** Eigenvalues and eigenvectors of a symmetric 3 × 3 matrix, by cyclic Jacobi rotations. */
export function symmetricEigen(matrix: Mat3): Eigen {
  const a = Float64Array.from(matrix);
  const v = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1); // columns: eigenvectors
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    if (a[1] === 0 && a[2] === 0 && a[5] === 0) break;
    rotate(a, v, 0, 1);
    rotate(a, v, 0, 2);
    rotate(a, v, 1, 2);
  }
  const order = [0, 1, 2].sort((p, q) => a[4 * q] - a[4 * p]);
  const value = (n: number) => a[4 * order[n]];
  const vector = (n: number): Vec3 => [v[order[n]], v[3 + order[n]], v[6 + order[n]]];
  return { values: [value(0), value(1), value(2)], vectors: [vector(0), vector(1), vector(2)] };
}

/** Rotates in the plane of axes p and q such that entry (p, q) becomes 0. */
function rotate(a: Float64Array, v: Float64Array, p: number, q: number): void {
  const apq = a[3 * p + q];
  // too small to change a diagonal entry
  if (Math.abs(apq) <= 1e-18 * Math.sqrt(Math.abs(a[4 * p] * a[4 * q]))) {
    a[3 * p + q] = a[3 * q + p] = 0;
    return;
  }
  const theta = (a[4 * q] - a[4 * p]) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const r = 3 - p - q;

  a[4 * p] -= t * apq;
  a[4 * q] += t * apq;
  a[3 * p + q] = a[3 * q + p] = 0;
  const [arp, arq] = [a[3 * r + p], a[3 * r + q]];
  a[3 * r + p] = a[3 * p + r] = c * arp - s * arq;
  a[3 * r + q] = a[3 * q + r] = s * arp + c * arq;
  for (let k = 0; k < 3; k++) {
    const [vp, vq] = [v[3 * k + p], v[3 * k + q]];
    v[3 * k + p] = c * vp - s * vq;
    v[3 * k + q] = s * vp + c * vq;
  }
}
