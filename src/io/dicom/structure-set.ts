import { VoxomicsError } from "../../messages/errors.ts";
import type { Note } from "../../messages/note.ts";
import { quoted } from "../../messages/phrases.ts";
import type { Mask } from "../../volume/mask.ts";
import { type Grid, type Identity, identityOf } from "../../volume/volume.ts";
import { chooseRegion } from "../choose-region.ts";
import type { Contour } from "../contours/contour-planes.ts";
import { countPlanes } from "../contours/count-planes.ts";
import { type ContourDrawing, drawContours } from "../contours/draw-contours.ts";
import { invalidFile } from "../invalid-file.ts";
import type { FileRegion } from "../region.ts";
import type { DicomDataSet } from "./data-set.ts";
import { gridAdvice } from "./grid-advice.ts";
import { maskIdentity, structureReferences, uidOf } from "./identity.ts";
import {
  itemsOf,
  numberOf,
  numbersOf,
  requiredNumberOf,
  requiredStringOf,
  stringOf,
} from "./values.ts";

// RT Structure Set (DICOM PS3.3 A.19): regions as contours in the patient.

/** A contoured structure of an RTSTRUCT. */
export interface Structure extends FileRegion {
  /** RT ROI Interpreted Type: GTV, ORGAN, EXTERNAL …; null if the file does not say. */
  readonly type: string | null;
  /** Number of closed planar contours. */
  readonly contours: number;
  /** Number of planes that these contours lie in. */
  readonly planes: number;
  /** Numbers of contours that enclose no area, by geometric type: POINT, OPEN_PLANAR … */
  readonly ignored: Readonly<Record<string, number>>;
}

/** What an RTSTRUCT says about a region, and how its contours became voxels. */
export interface StructureSetDescription extends ContourDrawing {
  readonly format: "DICOM RTSTRUCT";
  readonly region: Pick<Structure, "number" | "name" | "type">;
  /** Numbers of contours that enclose no area and were left out, by geometric type. */
  readonly ignored: Readonly<Record<string, number>>;
}

export interface StructureSetOptions {
  /** Name or ROI number. Default: the only region there is. */
  readonly region?: string | number | undefined;
  /** The image's grid, on which contours are drawn. */
  readonly grid?: (Grid & Identity) | undefined;
  /** How thick a slab each contour stands for, in mm. Default: one image plane. */
  readonly slabThickness?: number | undefined;
  /** Draw a region of another frame of reference as if it lay in the grid's. Default: it is refused. */
  readonly otherFrame?: boolean | undefined;
}

/** Whether a data set is an RT Structure Set. */
export function isStructureSet(dataSet: DicomDataSet): boolean {
  return (
    stringOf(dataSet, "SOPClassUID") === "1.2.840.10008.5.1.4.1.1.481.3" ||
    stringOf(dataSet, "Modality") === "RTSTRUCT"
  );
}

/**
 * The regions of an RTSTRUCT, in its order.
 *
 * @throws VoxomicsError `invalid-file` for a file that is damaged or contradicts itself.
 */
export function listStructures(dataSet: DicomDataSet): readonly Structure[] {
  const types = interpretedTypes(dataSet);
  const contours = contoursByNumber(dataSet);
  return regionsOf(dataSet).map(({ number, name }) => {
    const { closed, ignored } = readContours(
      contours.get(number) ?? [],
      describe({ number, name }),
    );
    return {
      number,
      name,
      type: types.get(number) ?? null,
      contours: closed.length,
      planes: countPlanes(closed),
      ignored,
    };
  });
}

/**
 * Draws a region of an RTSTRUCT on the grid of an image, as `drawContours` does.
 *
 * Contours that enclose no area (points, open lines) are left out and counted in the description.
 *
 * @throws VoxomicsError `invalid-settings` without a grid or for a region that is not there,
 *   `empty-mask` if the region encloses no voxel centre, `geometry-mismatch` if its contours do not
 *   fit the grid, `invalid-file` for a damaged file.
 */
export function readStructureSet(
  dataSet: DicomDataSet,
  { region: wanted, grid, slabThickness, otherFrame }: StructureSetOptions,
): { volume: Mask; description: StructureSetDescription; notes: readonly Note[] } {
  const region = chooseRegion(regionsOf(dataSet), wanted, "RTSTRUCT");
  const what = describe(region);
  if (grid === undefined) {
    throw new VoxomicsError(
      "invalid-settings",
      `RTSTRUCT holds contours: drawing ${what} needs the grid of its image`,
      { expected: "grid", advice: [gridAdvice] },
    );
  }
  const references = structureReferences(dataSet);
  const { identity, notes } = maskIdentity(
    dataSet,
    region.frameOfReference === undefined
      ? references
      : { ...references, frames: [region.frameOfReference] },
    { what, image: identityOf(grid), otherFrame },
  );
  const items = contoursByNumber(dataSet).get(region.number) ?? [];
  const { closed, ignored } = readContours(items, what);
  if (closed.length === 0) {
    const others = Object.entries(ignored).map(([type, count]) => `${count} ${type}`);
    throw new VoxomicsError(
      "empty-mask",
      `${what} has no closed planar contour: found ${others.join(", ") || "none at all"}`,
      { found: ignored },
    );
  }
  const { mask, drawing } = drawContours(closed, grid, { what, slabThickness });
  const { number, name } = region;
  const type = interpretedTypes(dataSet).get(number) ?? null;
  return {
    volume: { ...mask, ...identity },
    notes,
    description: { format: "DICOM RTSTRUCT", region: { number, name, type }, ignored, ...drawing },
  };
}

interface NamedRegion extends FileRegion {
  readonly frameOfReference: string | undefined;
}

function regionsOf(dataSet: DicomDataSet): readonly NamedRegion[] {
  return itemsOf(dataSet, "StructureSetROISequence").map((item) => ({
    number: requiredNumberOf(item, "ROINumber"),
    name: stringOf(item, "ROIName") ?? null,
    frameOfReference: uidOf(item, "ReferencedFrameOfReferenceUID"),
  }));
}

/**
 * The closed contours of a region of an RTSTRUCT, as they were drawn.
 *
 * @throws VoxomicsError `invalid-file` for a damaged file
 */
export function contoursOf(dataSet: DicomDataSet, number: number): readonly Contour[] {
  return readContours(contoursByNumber(dataSet).get(number) ?? [], `region ${number}`).closed;
}

function interpretedTypes(dataSet: DicomDataSet): ReadonlyMap<number, string> {
  const types = new Map<number, string>();
  for (const item of itemsOf(dataSet, "RTROIObservationsSequence")) {
    const number = numberOf(item, "ReferencedROINumber");
    const type = stringOf(item, "RTROIInterpretedType");
    if (number !== undefined && type !== undefined) types.set(number, type);
  }
  return types;
}

/** The items of the Contour Sequences, by the number of the region that they belong to. */
function contoursByNumber(dataSet: DicomDataSet): ReadonlyMap<number, readonly DicomDataSet[]> {
  const contours = new Map<number, DicomDataSet[]>();
  for (const item of itemsOf(dataSet, "ROIContourSequence")) {
    const number = requiredNumberOf(item, "ReferencedROINumber");
    const list = contours.get(number);
    const items = itemsOf(item, "ContourSequence");
    if (list === undefined) contours.set(number, [...items]);
    else for (const one of items) list.push(one);
  }
  return contours;
}

/** The geometric types whose contours enclose an area. */
const closedTypes: ReadonlySet<string> = new Set(["CLOSED_PLANAR", "CLOSEDPLANAR_XOR"]);

/** The geometric types whose contours enclose no area. */
const openTypes: ReadonlySet<string> = new Set(["POINT", "OPEN_PLANAR", "OPEN_NONPLANAR"]);

function readContours(items: readonly DicomDataSet[], what: string) {
  const closed: Contour[] = [];
  const ignored: Record<string, number> = {};
  for (const [n, item] of items.entries()) {
    const where = `${what}, contour ${n + 1} of ${items.length}`;
    const type = requiredStringOf(item, "ContourGeometricType").toUpperCase();
    if (!closedTypes.has(type) && !openTypes.has(type)) throw unknownType(type, where);
    const points = closedTypes.has(type) ? readPoints(item, where) : undefined;
    // fewer than three points enclose no area
    if (points !== undefined && points.length >= 9) closed.push({ points });
    else ignored[type] = (ignored[type] ?? 0) + 1;
  }
  return { closed, ignored };
}

function readPoints(item: DicomDataSet, where: string): Float64Array {
  const points = Float64Array.from(numbersOf(item, "ContourData"));
  const count = points.length / 3;
  const claimed = numberOf(item, "NumberOfContourPoints");
  if (!Number.isInteger(count) || (claimed !== undefined && claimed !== count)) {
    const expected = claimed === undefined ? "three a point" : `${3 * claimed} (${claimed} points)`;
    throw invalidFile(`${where}: found ${points.length} coordinates, expected ${expected}`, {
      found: points.length,
      expected: claimed === undefined ? null : 3 * claimed,
    });
  }
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw invalidFile(`${where}: found the coordinate ${points[bad]}, expected a finite number`, {
      found: points[bad],
    });
  }
  return points;
}

function unknownType(type: string, where: string): VoxomicsError {
  const known = [...closedTypes, ...openTypes];
  return new VoxomicsError(
    "unsupported-format",
    `${where}: found the geometric type ${quoted(type)}, expected one of ${known.join(", ")}`,
    { type, known },
  );
}

function describe({ number, name }: FileRegion): string {
  return name === null ? `region ${number}` : `region ${quoted(name)}`;
}
