/** Three numbers, along x, y and z. */
export type Vec3 = readonly [number, number, number];

/** Row-major 3 × 3 matrix. */
export type Mat3 = readonly [
  number, number, number,
  number, number, number,
  number, number, number,
]; // biome-ignore format: a matrix reads as a matrix

/** An axis of a volume: x, y or z. */
export type Axis = 0 | 1 | 2;

/** A value for each of the axes x, y and z. */
export type PerAxis<T> = readonly [T, T, T];

/** What a function gives for x, y and z. */
export function perAxis<T>(value: (axis: Axis) => T): PerAxis<T> {
  return [value(0), value(1), value(2)];
}

/** Each component turned into another value. */
export function mapVec3<A, B>(
  [x, y, z]: PerAxis<A>,
  turn: (value: A, axis: Axis) => B,
): PerAxis<B> {
  return [turn(x, 0), turn(y, 1), turn(z, 2)];
}

/** The first three of some numbers. */
export const toVec3 = (v: readonly number[]): Vec3 => [v[0], v[1], v[2]];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (v: Vec3, by: number): Vec3 => [v[0] * by, v[1] * by, v[2] * by];
export const divide = (v: Vec3, by: number): Vec3 => [v[0] / by, v[1] / by, v[2] / by];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ]; // biome-ignore format: one component a line
}

/** Length of a vector; of one along an axis exactly its component, as squares would not give. */
export function norm(v: Vec3): number {
  const largest = Math.max(...v.map(Math.abs));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const [x, y, z] = divide(v, largest);
  return largest * Math.sqrt(x * x + y * y + z * z);
}

/** The unit vector along an axis of a grid. */
export function columnOf(direction: Mat3, axis: number): Vec3 {
  return [direction[axis], direction[3 + axis], direction[6 + axis]];
}

/** A row-major matrix, from its rows. */
export function matrixOfRows([a, b, c]: PerAxis<Vec3>): Mat3 {
  return [...a, ...b, ...c];
}

/** A row-major matrix, from its columns. */
export function matrixOfColumns([x, y, z]: PerAxis<Vec3>): Mat3 {
  return [
    x[0], y[0], z[0],
    x[1], y[1], z[1],
    x[2], y[2], z[2],
  ]; // biome-ignore format: a matrix reads as a matrix
}
