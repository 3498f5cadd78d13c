/**
 * The real functions that the spherical harmonics of a degree are made of, at points of a sphere: those of
 * order 0, then for each order above 0 the real and the imaginary part.
 */
export interface HarmonicFunctions {
  /** A function a row, with its value at each point. */
  readonly rows: readonly Float64Array[];
  /** How each row counts in Σ c(m) Y(m, point) over all orders m, with c(m) = Σ f(point) Y(m, point). */
  readonly factors: readonly number[];
}

/** The angles of a point, as the harmonics take them. */
export interface Angles {
  /** The harmonic of order m turns by m times this angle. */
  readonly azimuth: number;
  /** The angle whose cosine the Legendre function takes. */
  readonly polar: number;
}

/** The functions of a degree at points. */
export function harmonicFunctions(degree: number, points: readonly Angles[]): HarmonicFunctions {
  const rows = [rowOf(points, ({ polar }) => legendre(degree, 0, polar))];
  const factors = [1];
  for (let order = 1; order <= degree; order++) {
    rows.push(
      rowOf(points, (p) => legendre(degree, order, p.polar) * Math.cos(order * p.azimuth)),
      rowOf(points, (p) => legendre(degree, order, p.polar) * Math.sin(order * p.azimuth)),
    );
    // c Y and its counterpart of order -m are conjugates: twice the real part, re re - im im
    factors.push(2, -2);
  }
  return { rows, factors };
}

function rowOf(points: readonly Angles[], value: (point: Angles) => number): Float64Array {
  return Float64Array.from(points, value);
}

/** √((2n + 1) (n - m)! / (4π (n + m)!)) times the associated Legendre function of the cosine of an angle. */
function legendre(n: number, m: number, angle: number): number {
  const x = Math.cos(angle);
  const s = Math.sqrt((1 - x) * (1 + x));
  let scale = (2 * n + 1) / (4 * Math.PI);
  for (let k = n - m + 1; k <= n + m; k++) scale /= k;
  // from P(m, m) upwards: (k - m) P(k) = (2k - 1) x P(k - 1) - (k + m - 1) P(k - 2)
  let before = 0;
  let here = 1;
  for (let k = 1; k <= m; k++) here *= -(2 * k - 1) * s;
  for (let k = m + 1; k <= n; k++) {
    [before, here] = [here, ((2 * k - 1) * x * here - (k + m - 1) * before) / (k - m)];
  }
  return Math.sqrt(scale) * here;
}
