import { VoxomicsError } from "../../messages/errors.ts";
import { type Note, noteOf } from "../../messages/note.ts";
import { quoted } from "../../messages/phrases.ts";
import { mapVec3, perAxis, toVec3 } from "../../volume/vec3.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import { frameOfSteps, gridOfFrame, perpendicularStep } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { assumedThickness, thicknessNote } from "../slice-thickness.ts";
import { choice, integers, numbers, quotedTexts, vectors, words } from "./field-values.ts";
import type { NrrdHeader } from "./header.ts";

/** Where a file's voxels lie. */
export interface NrrdGeometry {
  readonly grid: Grid;
  /** The axes of the file, from 0, that run through space: x, y and, unless it holds one slice, z. */
  readonly spatial: readonly number[];
  /** The world as the file names it; null without a name. */
  readonly space: string | null;
  /** Unit of length in the file; the grid is in mm. */
  readonly unit: string;
  /** Notes on sizes of a voxel that the header leaves out, and what was taken instead. */
  readonly notes: readonly Note[];
}

/** The key that says, by the value `assumed`, that the thickness of a slice was assumed. */
export const assumedThicknessKey = "slice thickness";

interface World {
  readonly dimension: number;
  /** The signs by which its x, y and z are multiplied to give LPS. */
  readonly toLps: Vec3;
}

/** Worlds by name. Those that are not tied to the patient are taken as LPS, as other readers do. */
const worlds: ReadonlyMap<string, World> = new Map(
  [
    { names: ["right-anterior-superior", "ras"], toLps: [-1, -1, 1] as Vec3 },
    { names: ["left-anterior-superior", "las"], toLps: [1, -1, 1] as Vec3 },
    { names: ["left-posterior-superior", "lps"], toLps: [1, 1, 1] as Vec3 },
    { names: ["scanner-xyz", "3d-right-handed", "3d-left-handed"], toLps: [1, 1, 1] as Vec3 },
  ].flatMap(({ names, toLps }) =>
    names.flatMap((name): [string, World][] => [
      [name, { dimension: 3, toLps }],
      [name.length === 3 ? `${name}t` : `${name}-time`, { dimension: 4, toLps }],
    ]),
  ),
);

/** Units of length in mm; others are taken as mm. */
const millimetres: ReadonlyMap<string | undefined, number> = new Map([
  ["m", 1000],
  ["meter", 1000],
  ["metre", 1000],
  ["cm", 10],
  ["um", 0.001],
  ["µm", 0.001],
  ["μm", 0.001],
  ["micron", 0.001],
  ["microns", 0.001],
  ["nm", 1e-6],
]);

/** Kinds of axes that run through space; every other one counts components, layers or times. */
const spatialKinds: ReadonlySet<string> = new Set(["domain", "space", "none", "???"]);

/**
 * The grid of a file in LPS and mm, by its space directions, else by its spacings.
 *
 * @throws VoxomicsError `invalid-file` if it cannot be used, with the numbers; `unsupported-format`
 *   unless two or three axes run through space.
 */
export function readGeometry(header: NrrdHeader, sizes: readonly number[]): NrrdGeometry {
  const kinds = words(header, "kinds")?.map((kind) => kind.toLowerCase());
  if (kinds !== undefined && kinds.length !== sizes.length) {
    throw invalidFile(
      `NRRD header: kinds has ${kinds.length} words, expected ${sizes.length}, one an axis`,
      { kinds },
    );
  }
  const inSpace = header.fields.has("space") || header.fields.has("space dimension");
  const placed = inSpace ? placeInSpace(header, sizes) : placeBySpacing(header, sizes, kinds);
  const { steps, origin, spatial } = placed;
  const [x, y, z] = spatial.map((axis) => steps[axis] as Vec3);
  const frame = frameOfSteps([x, y, z ?? perpendicularStep(x, y, assumedThickness)], origin);
  if (typeof frame === "string") {
    throw invalidFile(`NRRD header places no voxels: ${frame}`, {
      steps: spatial.map((axis) => steps[axis]),
      origin,
    });
  }
  const size = perAxis((n) => sizes[spatial[n]] ?? 1);
  const grid = gridOfFrame(frame, size);
  return {
    grid,
    spatial,
    space: header.fields.get("space") ?? null,
    unit: placed.unit,
    notes: [...assumedNotes(placed, sizes), ...markNotes(header, grid)],
  };
}

function assumedNotes({ spatial, open }: Placed, sizes: readonly number[]): readonly Note[] {
  const isFlat = spatial.length === 2;
  const states = `the header states no spacing along ${open.map((axis) => `axis ${axis + 1}`).join(", ")}`;
  const isSlice = isFlat || open.some((axis) => sizes[axis] === 1);
  return [
    ...(open.some((axis) => sizes[axis] > 1)
      ? [noteOf("geometry-assumed", `${states}: voxels of 1 were taken there`, { axes: open })]
      : []),
    ...(isSlice ? [thicknessNote(isFlat ? "the image has two dimensions in space" : states)] : []),
  ];
}

/** The note that the thickness of the slice had been assumed when the file was written. */
function markNotes({ keyValues }: NrrdHeader, { size, spacing }: Grid): readonly Note[] {
  const across = size.lastIndexOf(1);
  if (across < 0 || keyValues.get(assumedThicknessKey) !== "assumed") return [];
  return [thicknessNote(`the header says ${assumedThicknessKey}:=assumed`, spacing[across])];
}

interface Placed {
  /** The step along each axis of the file (LPS, mm); null for an axis that does not run through space. */
  readonly steps: readonly (Vec3 | null)[];
  readonly origin: Vec3;
  readonly spatial: readonly number[];
  readonly unit: string;
  /** The axes, from 0, that run through space and whose spacing the header leaves out. */
  readonly open: readonly number[];
}

/** Where voxels lie by the space directions of a header. */
function placeInSpace(header: NrrdHeader, sizes: readonly number[]): Placed {
  const { dimension, toLps } = readWorld(header);
  const given = vectors(header, "space directions", sizes.length, dimension);
  if (given === undefined) {
    throw invalidFile("NRRD header: it has a space but no space directions", {
      space: header.fields.get("space"),
    });
  }
  const [first] = vectors(header, "space origin", 1, dimension) ?? [null];
  const kinds = words(header, "kinds");
  const isSpatial = (axis: number) => spatialKinds.has(kinds?.[axis].toLowerCase() ?? "none");
  const isNamed = header.fields.has("space");
  const apart = dimension === 4 ? (isNamed ? 3 : dimensionApart(given, isSpatial)) : null;
  // the dimension that is not the patient's comes last
  const inOrder = <T>(v: readonly T[]): T[] =>
    apart === null ? [...v] : [...v.filter((_, n) => n !== apart), v[apart]];
  const directions = given.map((v) => (v === null ? null : inOrder(v)));
  const units = inOrder(quotedTexts(header, "space units") ?? []);
  const start = first === null ? null : inOrder(first);
  const scale = perAxis((world) => toLps[world] * (millimetres.get(units[world]) ?? 1));
  const toWorld = (v: readonly number[]): Vec3 => mapVec3(scale, (s, n) => s * (v[n] ?? 0));
  const steps = directions.map((v) => {
    // the fourth dimension is time, or counts layers
    const inTime = dimension === 4 && v !== null && v[3] !== 0;
    return v === null || inTime ? null : toWorld(v);
  });
  const spatial = sizes.flatMap((_, axis) => (steps[axis] === null ? [] : axis));
  return {
    steps,
    origin: toWorld(start ?? [0, 0, 0]),
    spatial: checkSpatial(spatial, sizes),
    unit: units[0] ?? "unknown",
    open: [],
  };
}

function readWorld(header: NrrdHeader): World {
  if (header.fields.has("space")) return choice(header, "space", worlds);
  const [dimension] = integers(header, "space dimension", 1, 1);
  if (dimension >= 2 && dimension <= 4) return { dimension, toLps: [1, 1, 1] };
  throw new VoxomicsError(
    "unsupported-format",
    `NRRD header: space dimension is ${dimension}, expected 2 to 4`,
    { dimension },
  );
}

/**
 * Which dimension, from 0, of a space of four without a name is not the patient's, but time or layers.
 *
 * It is one that no axis uses, else one that a single axis of a kind outside space uses, else the fourth, if
 * a single axis uses it: so ITK writes images of four dimensions, and 3D Slicer wrote the layers of its
 * first segmentations.
 *
 * @throws VoxomicsError `invalid-file` if there is none.
 */
function dimensionApart(
  directions: readonly (readonly number[] | null)[],
  isSpatial: (axis: number) => boolean,
): number {
  const users = [0, 1, 2, 3].map((n) => directions.filter((v) => v !== null && v[n] !== 0));
  // an axis that is not in space leaves its own dimension unused
  const unused = users.findLastIndex((of) => of.length === 0);
  if (unused >= 0) return unused;
  const owned = users.map((of, n) => (of.length === 1 && isAlong(of[0], n) ? of[0] : null));
  const told = owned.findIndex((v) => v !== null && !isSpatial(directions.indexOf(v)));
  if (told >= 0) return told;
  if (owned[3] !== null) return 3;
  throw invalidFile(
    "NRRD header: space dimension is 4, expected an axis that has the last one for itself, such as (0,0,0,1)",
    { directions },
  );
}

const isAlong = (v: readonly number[] | null, dimension: number): boolean =>
  v?.every((value, n) => n === dimension || value === 0) ?? false;

/** Where voxels lie in a file without a space: along the axes of the world, by the spacing of each axis. */
function placeBySpacing(
  header: NrrdHeader,
  sizes: readonly number[],
  kinds: readonly string[] | undefined,
): Placed {
  const valuesOf = (name: string): readonly number[] =>
    numbers(header, name, sizes.length) ?? sizes.map(() => Number.NaN);
  const [spacings, minima, maxima] = ["spacings", "axis mins", "axis maxs"].map(valuesOf);
  const centers = words(header, "centers")?.map((center) => center.toLowerCase());
  const units = quotedTexts(header, "units") ?? [];
  const spatial = checkSpatial(likelySpatial(sizes, kinds), sizes);

  const steps: (Vec3 | null)[] = sizes.map(() => null);
  const origin = [0, 0, 0];
  for (const [world, axis] of spatial.entries()) {
    const node = centers?.[axis] === "node";
    const extent = (maxima[axis] - minima[axis]) / (sizes[axis] - (node ? 1 : 0));
    const scale = millimetres.get(units[axis]) ?? 1;
    const step = [spacings[axis], extent, 1].find(Number.isFinite) as number;
    steps[axis] = perAxis((n) => (n === world ? step * scale : 0));
    // `axis mins` is the border of a cell, or the position of a node
    const start = minima[axis] + (node ? 0 : step / 2);
    if (Number.isFinite(start)) origin[world] = start * scale;
  }
  const open = spatial.filter(
    (axis) => !Number.isFinite(spacings[axis]) && !Number.isFinite(maxima[axis] - minima[axis]),
  );
  return { steps, origin: toVec3(origin), spatial, unit: units[spatial[0]] ?? "unknown", open };
}

/**
 * Axes that may run through space by their kinds; of more than three, the last ones with one value are
 * left out.
 */
function likelySpatial(
  sizes: readonly number[],
  kinds: readonly string[] | undefined,
): readonly number[] {
  const axes = sizes.flatMap((_, axis) => (spatialKinds.has(kinds?.[axis] ?? "none") ? axis : []));
  for (let n = axes.length - 1; n >= 0 && axes.length > 3; n--) {
    if (sizes[axes[n]] === 1) axes.splice(n, 1);
  }
  return axes;
}

function checkSpatial(axes: readonly number[], sizes: readonly number[]): readonly number[] {
  if (axes.length === 2 || axes.length === 3) return axes;
  throw new VoxomicsError(
    "unsupported-format",
    `NRRD file has ${axes.length} axes in space, expected 2 or 3; its sizes are ${sizes.join(" x ")}`,
    { sizes, spatial: axes },
  );
}

/** Whether an axis outside space lists volumes; axes of other kinds list the components of a value. */
export function countsVolumes(header: NrrdHeader, axis: number): boolean {
  const kind = words(header, "kinds")?.[axis]?.toLowerCase() ?? "none";
  return kind === "list" || kind === "time" || spatialKinds.has(kind);
}

/** Whether an axis outside space lists the components of a vector, of any length: `vector`, `3-vector`. */
export function countsComponents(header: NrrdHeader, axis: number): boolean {
  return /^([234]-)?vector$/i.test(words(header, "kinds")?.[axis] ?? "none");
}

/** An axis outside space as messages call it: `axis 4 of kind "list", 2 s apart`. */
export function describeAxis(header: NrrdHeader, axis: number): string {
  const kind = words(header, "kinds")?.[axis];
  const spacing = Number(words(header, "spacings")?.[axis]);
  const unit = quotedTexts(header, "units")?.[axis] ?? "";
  const step = spacing > 0 && spacing < Infinity ? `, ${spacing} ${unit}`.trimEnd() : "";
  return (
    `axis ${axis + 1}${kind === undefined ? "" : ` of kind ${quoted(kind)}`}` +
    `${step === "" ? "" : `${step} apart`}`
  );
}
