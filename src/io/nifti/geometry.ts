import { type Note, noteOf } from "../../messages/note.ts";
import { mapVec3, scale } from "../../volume/vec3.ts";
import type { Grid, Thickness, Vec3 } from "../../volume/volume.ts";
import { type Frame, gridOfFrame } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import type { ReadOptions } from "../read-options.ts";
import { assumedThickness, thicknessNote } from "../slice-thickness.ts";
import { checkAgreement, geometryAdvice } from "./agreement.ts";
import { assumedAxis, plainFrame, qformFrame, quaternionOf, sformFrame } from "./frame.ts";
import { sizeOf } from "./header.ts";
import type { GridFields, NiftiVersion } from "./layout.ts";

/** Which of a header's two transforms places the voxels. */
export type NiftiTransform = "sform" | "qform" | "none";

/** Units of length by code, in mm; unknown ones are taken as mm. */
const lengthUnits: Readonly<Record<number, { name: string; millimetres: number }>> = {
  1: { name: "metre", millimetres: 1000 },
  2: { name: "millimetre", millimetres: 1 },
  3: { name: "micrometre", millimetres: 0.001 },
};

/** The unit of length of a header: the lowest three bits of its field of units. */
export function lengthUnit({ units }: Pick<GridFields, "units">) {
  return lengthUnits[units & 7] ?? { name: "unknown", millimetres: 1 };
}

/** Where a file's voxels lie, and which transform says so. */
export interface NiftiPlacement {
  readonly grid: Grid;
  readonly transform: NiftiTransform;
  /** Whether the file has no transform, so that its position follows from a convention alone. */
  readonly unplaced: boolean;
  readonly notes: readonly Note[];
}

/**
 * The grid of a file, in LPS and mm.
 *
 * The sform is used where its code is positive, else the qform where its code is, else the
 * spacing alone with NIfTI's RAS axes. An sform that is no transform (zeros, NaN) gives way to a
 * usable qform.
 *
 * @param geometry the only transform to use, where the file has it
 * @throws VoxomicsError `invalid-file` if no transform is usable, or if sform and qform or pixdim
 *   contradict each other, with the numbers.
 */
export function readGrid(fields: GridFields, geometry?: ReadOptions["geometry"]): NiftiPlacement {
  const { sformCode, qformCode } = fields;
  const has = { sform: sformCode > 0, qform: qformCode > 0, none: geometry === "spacing" };
  const chosen = geometry === "spacing" ? "none" : geometry;
  if (chosen === undefined || !has[chosen]) {
    checkAgreement(fields, lengthUnit(fields).millimetres);
    has.none = !(has.sform || has.qform);
  }
  const candidates = [
    { transform: "sform", frameOf: sformFrame },
    { transform: "qform", frameOf: qformFrame },
    { transform: "none", frameOf: plainFrame },
  ] as const;
  const problems: string[] = [];
  for (const { transform, frameOf } of candidates) {
    const given = chosen !== undefined && has[chosen] ? transform === chosen : has[transform];
    if (!given) continue;
    const frame = frameOf(fields);
    if (typeof frame !== "string") {
      const unplaced = !(has.sform || has.qform);
      const notes = [...fallbackNotes(problems), ...assumedNotes(fields, transform)];
      return { grid: toGrid(frame, fields), transform, unplaced, notes };
    }
    problems.push(transform === "none" ? frame : `${transform}: ${frame}`);
  }
  const hasSizes = !has.none && typeof plainFrame(fields) !== "string";
  throw invalidFile(`NIfTI header places no voxels: ${problems.join("; ")}`, {
    advice: hasSizes ? [geometryAdvice("spacing")] : [],
    sform: fields.sform,
    quaternion: fields.quaternion,
    pixdim: fields.pixdim,
  });
}

function fallbackNotes(problems: readonly string[]): readonly Note[] {
  if (problems.length === 0) return [];
  const found = problems.join("; ");
  return [noteOf("transform-unusable", `the qform places the voxels, as ${found}`, { found })];
}

/**
 * The note that the header leaves out the thickness of a single slice, which is taken as 1 of the
 * file's unit.
 */
function assumedNotes(fields: GridFields, transform: NiftiTransform): readonly Note[] {
  const axis = assumedAxis(fields, transform);
  if (axis === undefined) return [];
  const pixdim = 1 + ["x", "y", "z"].indexOf(axis);
  const found = fields.pixdim[pixdim];
  const thickness = assumedThickness * lengthUnit(fields).millimetres;
  return [
    thicknessNote(`the header states no thickness (pixdim[${pixdim}] is ${found})`, thickness),
  ];
}

/**
 * The fields for a grid: sform and qform, both with code 1 (scanner coordinates), in mm.
 *
 * NIfTI-1 holds 32-bit floats, so spacing, origin and direction change by about 1 part in 10^7.
 * A grid that was read from a NIfTI-1 qform would change once more by the sform's rounding. Where the qform
 * gives the grid back exactly and the sform does not, the sform gets code 0 (not in use).
 *
 * A thickness that was assumed is written as 0 in pixdim, which readers take for 1.
 */
export function gridFields(grid: Grid & Thickness, version: NiftiVersion): GridFields {
  const round = (values: readonly number[]) => (version === 1 ? values.map(Math.fround) : values);
  const { axes, spacing, origin } = toFrame(grid);
  const { quaternion, handedness } = quaternionOf(axes);
  const fields: GridFields = {
    dim: [3, ...grid.size, 1, 1, 1, 1],
    pixdim: round([handedness, ...statedSpacing(grid), 1, 1, 1, 1]),
    units: 2,
    qformCode: 1,
    sformCode: 1,
    quaternion: round(quaternion),
    qformOffset: round(origin),
    sform: round(origin.flatMap((o, row) => [...axes.map((axis, a) => axis[row] * spacing[a]), o])),
  };
  const qformOnly =
    version === 1 && !holds(sformFrame, fields, grid) && holds(qformFrame, fields, grid);
  return qformOnly ? { ...fields, sformCode: 0 } : fields;
}

/** Spacing without a thickness that was assumed, which is that of the last axis of one voxel. */
function statedSpacing({ size, spacing, thicknessAssumed }: Grid & Thickness): readonly number[] {
  const across = thicknessAssumed === true ? size.lastIndexOf(1) : -1;
  return spacing.map((side, axis) => (axis === across && side === assumedThickness ? 0 : side));
}

/** Whether a transform gives the grid back: its lengths exactly, its axes to the last few bits. */
function holds(frameOf: typeof sformFrame, fields: GridFields, grid: Grid): boolean {
  const frame = frameOf(fields);
  if (typeof frame === "string") return false;
  const { spacing, origin, direction } = toGrid(frame, fields);
  return (
    spacing.every((value, axis) => value === grid.spacing[axis]) &&
    origin.every((value, axis) => value === grid.origin[axis]) &&
    direction.every((value, n) => Math.abs(value - grid.direction[n]) < 1e-14)
  );
}

/** From RAS to LPS: world x and y change sign. */
function toGrid({ spacing, axes, origin }: Frame, fields: GridFields): Grid {
  const { millimetres } = lengthUnit(fields);
  const toLps = (v: Vec3): Vec3 => [-v[0], -v[1], v[2]];
  const frame: Frame = {
    spacing: scale(spacing, millimetres),
    axes: mapVec3(axes, toLps),
    origin: scale(toLps(origin), millimetres),
  };
  return gridOfFrame(frame, sizeOf(fields));
}

function toFrame({ spacing, origin, direction: d }: Grid): Frame {
  const toRas = (x: number, y: number, z: number): Vec3 => [-x + 0, -y + 0, z + 0];
  return {
    spacing,
    axes: [toRas(d[0], d[3], d[6]), toRas(d[1], d[4], d[7]), toRas(d[2], d[5], d[8])],
    origin: toRas(...origin),
  };
}
