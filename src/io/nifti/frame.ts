import { cross, divide, dot, norm, type PerAxis, perAxis, toVec3 } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import {
  checkOrigin,
  type Frame,
  frameOfSteps,
  largestCosine,
  perpendicularStep,
} from "../frame.ts";
import { assumedThickness } from "../slice-thickness.ts";
import { sizeOf } from "./header.ts";
import type { GridFields } from "./layout.ts";

// all frames of this module are in NIfTI's world: RAS, in the file's unit of length

/** The frame by NIfTI's method 3, the affine matrix; a text says why the matrix cannot be used. */
export function sformFrame(fields: GridFields): Frame | string {
  const s = fields.sform;
  return frameOfSteps(sformSteps(fields), [s[3], s[7], s[11]]);
}

/** The columns of the affine matrix: a voxel's step along x, y and z. */
export function sformSteps(fields: GridFields): PerAxis<Vec3> {
  const [x, y, z] = sformColumns(fields);
  return [x, y, isZero(z) && sizeOf(fields)[2] === 1 ? missingStep(x, y, fields) : z];
}

function sformColumns({ sform: s }: GridFields): PerAxis<Vec3> {
  return perAxis((a) => [s[a], s[4 + a], s[8 + a]]);
}

/** The frame by NIfTI's method 2, rotation by a quaternion; a text says why it cannot be used. */
export function qformFrame(fields: GridFields): Frame | string {
  const { quaternion, qformOffset, pixdim } = fields;
  const spacing = spacingOf(fields);
  if (typeof spacing === "string") return spacing;
  const length = Math.hypot(...quaternion);
  if (!(length <= 1 + largestCosine)) {
    return `its quaternion (b, c, d) has length ${length}, expected at most 1`;
  }
  const handedness = pixdim[0] < 0 ? -1 : 1;
  const axes = rotationAxes(toVec3(quaternion), handedness);
  return checkOrigin({ spacing, axes, origin: toVec3(qformOffset) });
}

/** The frame by NIfTI's method 1, pixdim alone; a text says why it cannot be used. */
export function plainFrame(fields: GridFields): Frame | string {
  const spacing = spacingOf(fields);
  if (typeof spacing === "string") return spacing;
  return { spacing, axes: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], origin: [0, 0, 0] }; // biome-ignore format: a matrix reads as a matrix
}

/** The axes of a rotation by a quaternion, of which the third is reversed where `handedness` is -1. */
function rotationAxes([b, c, d]: Vec3, handedness: number): Frame["axes"] {
  let a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  // near half a turn, a is rounding noise: it is taken as 0, as NIfTI's reference library does
  if (a * a < 1e-7) {
    a = 0;
    [b, c, d] = divide([b, c, d], norm([b, c, d]));
  }
  const h = handedness;
  return [
    [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
    [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
    [2 * h * (b * d + a * c), 2 * h * (c * d - a * b), h * (a * a + d * d - b * b - c * c)],
  ];
}

/** The quaternion (b, c, d) of a frame's axes, and -1 if they are left-handed, else 1. */
export function quaternionOf([x, y, z]: Frame["axes"]): { quaternion: Vec3; handedness: 1 | -1 } {
  const handedness = dot(cross(x, y), z) < 0 ? -1 : 1;
  const m = [x, y, z.map((value) => handedness * value)];
  // four times the squares of a, b, c and d; dividing by the root of the largest is the most exact
  const squares = [
    1 + m[0][0] + m[1][1] + m[2][2],
    1 + m[0][0] - m[1][1] - m[2][2],
    1 - m[0][0] + m[1][1] - m[2][2],
    1 - m[0][0] - m[1][1] + m[2][2],
  ];
  const largest = squares.indexOf(Math.max(...squares));
  const sums = [m[0][1] + m[1][0], m[0][2] + m[2][0], m[1][2] + m[2][1]];
  const differences = [m[1][2] - m[2][1], m[2][0] - m[0][2], m[0][1] - m[1][0]];
  // row n: four times the products of component n with a, b, c and d
  const products = [
    [squares[0], differences[0], differences[1], differences[2]],
    [differences[0], squares[1], sums[0], sums[1]],
    [differences[1], sums[0], squares[2], sums[2]],
    [differences[2], sums[1], sums[2], squares[3]],
  ][largest];
  const scale = 2 * Math.sqrt(squares[largest]) * (products[0] < 0 ? -1 : 1);
  return { quaternion: toVec3(products.slice(1).map((product) => product / scale)), handedness };
}

/** Spacing by pixdim, which may leave out that of an axis of one voxel; a text says what is wrong with it. */
function spacingOf(fields: GridFields): Vec3 | string {
  const spacing = sizeOf(fields).map((_, axis) =>
    lacksThickness(fields, axis) ? assumedThickness : fields.pixdim[axis + 1],
  );
  const bad = spacing.findIndex((value) => !(value > 0));
  return bad < 0
    ? toVec3(spacing)
    : `pixdim[${bad + 1}] is ${spacing[bad]}, expected a positive number`;
}

/** Whether an axis has one voxel whose size pixdim leaves out. */
function lacksThickness(fields: GridFields, axis: number): boolean {
  const value = fields.pixdim[axis + 1];
  const absent = axis >= fields.dim[0] ? !(value > 0 && Number.isFinite(value)) : value === 0;
  return absent && sizeOf(fields)[axis] === 1;
}

/**
 * The axis whose spacing was assumed; undefined where the header states all three.
 *
 * Beside a pixdim of 0, an sform with a thickness of exactly 1 does not count as a statement: readers take 1
 * for 0, and write it to the sform.
 */
export function assumedAxis(fields: GridFields, transform: "sform" | "qform" | "none") {
  if (transform !== "sform") return axes.find((_, axis) => lacksThickness(fields, axis));
  const columns = sformColumns(fields);
  const isOpen = isZero(columns[2]) && sizeOf(fields)[2] === 1;
  if (isOpen && typeof spacingOf(fields) === "string") return "z";
  return axes.find(
    (_, axis) =>
      lacksThickness(fields, axis) &&
      ((isOpen && axis === 2) || Math.abs(norm(columns[axis]) - assumedThickness) < rounding),
  );
}

/** Largest rounding error of the length of an axis that is stored as 32-bit floats. */
const rounding = 1e-6;

const axes = ["x", "y", "z"] as const;

/** The step along z of a single slice whose affine matrix has zeros there: perpendicular to x and y. */
function missingStep(x: Vec3, y: Vec3, fields: GridFields): Vec3 {
  const spacing = spacingOf(fields);
  return perpendicularStep(x, y, typeof spacing === "string" ? assumedThickness : spacing[2]);
}

const isZero = (v: Vec3): boolean => v.every((value) => value === 0);
