/** A plane of a volume: pixel (row, column) is `data[start + row * rowStride + column * columnStride]`. */
export interface Plane {
  readonly data: ArrayLike<number>;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** A point of the circle, in pixels from its centre. */
interface CirclePoint {
  readonly row: number;
  readonly column: number;
}

/**
 * The points of a circle, counter-clockwise from the right. They are rounded to five digits, as in
 * scikit-image, so that those on an axis lie on pixels.
 */
export function circlePoints(radius: number, count: number): readonly CirclePoint[] {
  const rounded = (x: number) => Math.round(x * 1e5) / 1e5 + 0;
  return Array.from({ length: count }, (_, k) => {
    const angle = (2 * Math.PI * k) / count;
    return { row: rounded(-radius * Math.sin(angle)), column: rounded(radius * Math.cos(angle)) };
  });
}

/** How bright the points of a circle are, and how bright its centre is. */
export type PatternMethod = "default" | "ror" | "uniform" | "var";

/**
 * What a circle is turned into. `bright` has 1 for each point that is at least as bright as the centre, in the
 * order of the points; `samples` are their intensities.
 */
type Pattern = (bright: Uint8Array, samples: Float64Array) => number;

/** The patterns of Ojala et al. (doi:10.1109/TPAMI.2002.1017623), by scikit-image's names. */
export const patternOf: Readonly<Record<PatternMethod, Pattern>> = {
  default: (bright) => bright.reduce((code, bit, k) => code + bit * 2 ** k, 0),
  ror: leastRotation,
  uniform: (bright) => {
    const changes = bright.reduce(
      (sum, bit, k) => sum + (k > 0 && bit !== bright[k - 1] ? 1 : 0),
      0,
    );
    return changes <= 2 ? bright.reduce((sum, bit) => sum + bit, 0) : bright.length + 1;
  },
  var: (_bright, samples) => {
    const sum = samples.reduce((a, x) => a + x, 0);
    const squares = samples.reduce((a, x) => a + x * x, 0);
    const variance = (squares - (sum * sum) / samples.length) / samples.length;
    return variance === 0 ? Number.NaN : variance;
  },
};

/** The least number that a rotation of the points has, as a code of `default`. */
function leastRotation(bright: Uint8Array): number {
  const count = bright.length;
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < count; turn++) {
    let code = 0;
    for (let k = 0; k < count; k++) code += bright[(k + turn) % count] * 2 ** k;
    least = Math.min(least, code);
  }
  return least;
}

/** A rectangle of a plane: first and last row and column. */
interface PlanePart {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** Calls `use` with the pattern of each pixel of a part of a plane, and its place in the volume. */
export function eachPattern(
  plane: Plane,
  part: PlanePart,
  points: readonly CirclePoint[],
  method: PatternMethod,
  use: (place: number, value: number) => void,
): void {
  const { data, start, rowStride, columnStride } = plane;
  const pattern = patternOf[method];
  const samples = new Float64Array(points.length);
  const bright = new Uint8Array(points.length);
  for (let row = part.rows[0]; row <= part.rows[1]; row++) {
    for (let column = part.columns[0]; column <= part.columns[1]; column++) {
      const place = start + row * rowStride + column * columnStride;
      for (let k = 0; k < points.length; k++) {
        samples[k] = interpolated(plane, row + points[k].row, column + points[k].column);
        bright[k] = samples[k] - data[place] >= 0 ? 1 : 0;
      }
      use(place, pattern(bright, samples));
    }
  }
}

/** The intensity between four pixels; 0 past the border. */
function interpolated(plane: Plane, row: number, column: number): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [bottom, right] = [Math.ceil(row), Math.ceil(column)];
  const [down, along] = [row - top, column - left];
  const upper = (1 - along) * pixel(plane, top, left) + along * pixel(plane, top, right);
  const lower = (1 - along) * pixel(plane, bottom, left) + along * pixel(plane, bottom, right);
  return (1 - down) * upper + down * lower;
}

function pixel(plane: Plane, row: number, column: number): number {
  const { data, start, rows, columns, rowStride, columnStride } = plane;
  if (row < 0 || row >= rows || column < 0 || column >= columns) return 0;
  return data[start + row * rowStride + column * columnStride];
}
