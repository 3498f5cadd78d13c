import { VoxomicsError } from "../../errors.ts";
import { quoted } from "../../settings/wording.ts";
import type { Grid, Vec3 } from "../../volume/volume.ts";
import { frameOfSteps, gridOfFrame, perpendicularStep, toVec3 } from "../frame.ts";
import { invalidFile } from "../invalid-file.ts";
import { choice, integers, numbers, quotedTexts, vectors, words } from "./field-values.ts";
import type { NrrdHeader } from "./header.ts";

/** Where a file's voxels lie. */
export interface NrrdGeometry {
  readonly grid: Grid;
  /** The axes of the file that run through space: x, y and, unless it holds one slice, z. */
  readonly spatial: readonly number[];
  /** The file's word for its world; null if it has none. */
  readonly space: string | null;
  /** Unit of length in the file; the grid is in mm. */
  readonly unit: string;
}

interface World {
  readonly dimension: number;
  /** Signs that turn its x, y and z to LPS. */
  readonly toLps: Vec3;
}

/** Worlds that are not the patient's are taken for LPS, as other readers do. */
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
  const frame = frameOfSteps([x, y, z ?? perpendicularStep(x, y, 1)], origin);
  if (typeof frame === "string") {
    throw invalidFile(`NRRD header places no voxels: ${frame}`, {
      steps: spatial.map((axis) => steps[axis]),
      origin,
    });
  }
  const size = [0, 1, 2].map((n) => sizes[spatial[n]] ?? 1);
  return {
    grid: gridOfFrame(frame, toVec3(size)),
    spatial,
    space: header.fields.get("space") ?? null,
    unit: placed.unit,
  };
}

interface Placed {
  /** The step along each axis of the file, in mm; null for one that is not in space. */
  readonly steps: readonly (Vec3 | null)[];
  readonly origin: Vec3;
  readonly spatial: readonly number[];
  readonly unit: string;
}

function placeInSpace(header: NrrdHeader, sizes: readonly number[]): Placed {
  const { dimension, toLps } = readWorld(header);
  const directions = vectors(header, "space directions", sizes.length, dimension);
  if (directions === undefined) {
    throw invalidFile("NRRD header: it has a space but no space directions", {
      space: header.fields.get("space"),
    });
  }
  const units = quotedTexts(header, "space units") ?? [];
  const scale = [0, 1, 2].map((world) => toLps[world] * (millimetres.get(units[world]) ?? 1));
  const toWorld = (v: readonly number[]): Vec3 => toVec3(scale.map((s, n) => s * (v[n] ?? 0)));
  const steps = directions.map((v) => {
    // the fourth dimension of a space is time
    const inTime = dimension === 4 && v !== null && v[3] !== 0;
    return v === null || inTime ? null : toWorld(v);
  });
  const [start] = vectors(header, "space origin", 1, dimension) ?? [null];
  const spatial = sizes.flatMap((_, axis) => (steps[axis] === null ? [] : axis));
  return {
    steps,
    origin: toWorld(start ?? [0, 0, 0]),
    spatial: checkSpatial(spatial, sizes),
    unit: units[0] ?? "unknown",
  };
}

function readWorld(header: NrrdHeader): World {
  if (header.fields.has("space")) return choice(header, "space", worlds);
  const [dimension] = integers(header, "space dimension", 1, 1);
  if (dimension === 2 || dimension === 3) return { dimension, toLps: [1, 1, 1] };
  throw new VoxomicsError(
    "unsupported-format",
    `NRRD header: space dimension is ${dimension}, expected 2 or 3`,
    { dimension },
  );
}

/** Files that know no space: axes along the world's, as far apart as each says. */
function placeBySpacing(
  header: NrrdHeader,
  sizes: readonly number[],
  kinds: readonly string[] | undefined,
): Placed {
  const perAxis = (name: string): readonly number[] =>
    numbers(header, name, sizes.length) ?? sizes.map(() => Number.NaN);
  const [spacings, minima, maxima] = ["spacings", "axis mins", "axis maxs"].map(perAxis);
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
    steps[axis] = toVec3([0, 1, 2].map((n) => (n === world ? step * scale : 0)));
    // a cell's sample lies in its middle
    const start = minima[axis] + (node ? 0 : step / 2);
    if (Number.isFinite(start)) origin[world] = start * scale;
  }
  return { steps, origin: toVec3(origin), spatial, unit: units[spatial[0]] ?? "unknown" };
}

/** Axes that are of a kind in space; of more than three, those of one value are left out. */
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

/** How the axes of a file that do not run through space are called in a message. */
export function describeAxis(header: NrrdHeader, axis: number): string {
  const kind = words(header, "kinds")?.[axis];
  return `axis ${axis + 1}${kind === undefined ? "" : ` of kind ${quoted(kind)}`}`;
}
