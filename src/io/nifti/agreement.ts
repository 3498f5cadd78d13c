import type { Advice } from "../../messages/advice.ts";
import { cross, divide, dot, norm } from "../../volume/vec3.ts";
import type { Vec3 } from "../../volume/volume.ts";
import { type Frame, frameOfSteps } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import type { NiftiGeometry } from "../read-options.ts";
import { qformFrame, sformFrame, sformSteps } from "./frame.ts";
import type { GridFields } from "./layout.ts";

/**
 * How far the sform may differ from qform and pixdim: the sides of a voxel relatively, the axes by their
 * angle in degrees.
 *
 * Writers round pixdim (0.9766 for 0.9765625 is off by 4e-5, 0.977 by 5e-4), and a quaternion of 32-bit
 * floats near half a turn is off by up to 0.04°. Where sform and qform have one code, and so one world,
 * their axes must be the same. Where the codes differ, the world of a template may be turned against that of
 * the scanner, but by less than 45°, so that no axis takes another's direction.
 */
const tolerance = { side: 1e-3, sameWorld: 1, otherWorld: 45 } as const;

/**
 * Checks that the sform agrees with qform and pixdim in the size of a voxel, right angles, handedness and
 * the directions of the axes. Origins may differ.
 *
 * @param millimetres the header's unit of length, in mm
 * @throws VoxomicsError `invalid-file` with both values, and the option that chooses one of them
 */
export function checkAgreement(fields: GridFields, millimetres: number): void {
  if (!(fields.sformCode > 0)) return;
  const steps = sformSteps(fields);
  const isSheared = typeof frameOfSteps(steps, [0, 0, 0]) === "string";
  // an sform of zeros or NaN is no transform, and contradicts nothing
  const isTransform = steps.map(norm).every((side) => side > 0 && side < Number.POSITIVE_INFINITY);
  if (!isTransform || (!isSheared && typeof sformFrame(fields) === "string")) return;
  const qform = fields.qformCode > 0 ? qformFrame(fields) : null;
  const usable = typeof qform === "string" ? null : qform;
  const problem =
    sizeProblem(fields, steps, isSheared, usable !== null, millimetres) ??
    (usable === null ? null : axesProblem(steps, usable, fields));
  if (problem === null) return;
  const choices: NiftiGeometry[] = isSheared ? [] : ["sform"];
  choices.push(fields.qformCode > 0 ? "qform" : "spacing");
  throw invalidFile(`NIfTI header contradicts itself about ${problem.text}`, {
    ...problem.details,
    advice: choices.map(geometryAdvice),
  });
}

/** The advice to choose one of the transforms. */
export function geometryAdvice(value: NiftiGeometry): Advice {
  const what = value === "spacing" ? "goes by pixdim alone" : `takes the ${value}`;
  return { option: "geometry", value, does: what };
}

interface Problem {
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The problem that sform and pixdim give different sizes of a voxel, or that only the sform is sheared. */
function sizeProblem(
  fields: GridFields,
  steps: readonly [Vec3, Vec3, Vec3],
  isSheared: boolean,
  hasQform: boolean,
  millimetres: number,
): Problem | null {
  const sides = steps.map(norm);
  const stated = sides.map((side, axis) => statedSide(fields, axis) ?? side);
  const differ = sides.some(
    (side, a) => Math.abs(side - stated[a]) > tolerance.side * Math.max(side, stated[a]),
  );
  if (!differ && !(isSheared && hasQform)) return null;
  const volume = Math.abs(dot(cross(steps[0], steps[1]), steps[2])) * millimetres ** 3;
  const sform = sides.map((side) => side * millimetres);
  const other = stated.map((side) => side * millimetres);
  return {
    text:
      `the ${differ ? "size" : "shape"} of a voxel: by the sform it has ${sidesText(sform)}` +
      `${isSheared ? ", sheared" : ""} (${short(volume)} mm³), by ` +
      `${hasQform ? "qform and pixdim" : "pixdim"} ${sidesText(other)} ` +
      `(${short(other[0] * other[1] * other[2])} mm³)`,
    details: { sform, pixdim: other, sformVolume: volume },
  };
}

/** The side of a voxel by pixdim; null if the header leaves it out. */
function statedSide({ dim, pixdim }: GridFields, axis: number): number | null {
  const side = Math.abs(pixdim[axis + 1]);
  const isLeftOut = axis >= dim[0] || !(side > 0 && side < Number.POSITIVE_INFINITY);
  return isLeftOut ? null : side;
}

/** The problem that the axes of sform and qform differ; null if they do not. */
function axesProblem(
  steps: readonly Vec3[],
  { axes }: Frame,
  { sformCode, qformCode }: GridFields,
): Problem | null {
  const [x, y, z] = steps.map((step) => divide(step, norm(step)));
  const isRight = (a: Vec3, b: Vec3, c: Vec3) => dot(cross(a, b), c) > 0;
  const details = { sform: [x, y, z], qform: axes };
  if (isRight(x, y, z) !== isRight(...axes)) {
    const [one, other] = isRight(x, y, z) ? ["right", "left"] : ["left", "right"];
    return { text: `handedness: the sform is ${one}-handed, the qform ${other}-handed`, details };
  }
  const angles = [x, y, z].map((axis, a) => {
    const cosine = Math.min(1, Math.max(-1, dot(axis, axes[a])));
    return (Math.acos(cosine) / Math.PI) * 180;
  });
  const largest = Math.max(...angles);
  const allowed = sformCode === qformCode ? tolerance.sameWorld : tolerance.otherWorld;
  if (!(largest > allowed)) return null;
  const axis = "xyz"[angles.indexOf(largest)];
  const text = `orientation: the ${axis} axis of the sform is turned by ${largest.toFixed(1)}° against that of the qform`;
  return { text, details };
}

function sidesText(sides: readonly number[]): string {
  return `${sides.map(short).join(" × ")} mm`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
