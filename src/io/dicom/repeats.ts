import { groupBy } from "../../base/group-by.ts";
import { type ImageSlice, openSlices } from "./image-slice.ts";
import { writeValues } from "./stored-pixels.ts";
import { stringOf } from "./values.ts";

/** How far the positions of one slice in two files may differ, mm: files round decimals differently. */
const samePosition = 1e-3;

/**
 * Slices without those of repeated files. A file repeats another if both have one SOP Instance UID and
 * their slices have the same positions and values, in whatever transfer syntax.
 */
export async function withoutRepeats(
  slices: readonly ImageSlice[],
): Promise<{ readonly slices: readonly ImageSlice[]; readonly repeated: number }> {
  const files = groupBy(slices, ({ plane }) => plane.dataSet);
  const images = groupBy(
    [...files.values()],
    ([{ plane }]) => stringOf(plane.dataSet, "SOPInstanceUID") ?? plane.dataSet,
  );
  if (images.size === files.size) return { slices, repeated: 0 };
  const distinct: (readonly ImageSlice[])[] = [];
  for (const alike of images.values()) distinct.push(...(await withoutEqual(alike)));
  return { slices: distinct.flat(), repeated: files.size - distinct.length };
}

async function withoutEqual(files: readonly (readonly ImageSlice[])[]) {
  const distinct: (readonly ImageSlice[])[] = [];
  for (const file of files) {
    const lying = distinct.filter((other) => areInOnePlace(other, file));
    const isEqual = await Promise.all(lying.map((other) => areEqual(other, file)));
    if (!isEqual.includes(true)) distinct.push(file);
  }
  return distinct;
}

function areInOnePlace(a: readonly ImageSlice[], b: readonly ImageSlice[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ plane }, n) => {
      const others = placeOf(b[n]);
      return placeOf({ plane }).every((value, at) => Math.abs(value - others[at]) <= samePosition);
    })
  );
}

function placeOf({ plane }: Pick<ImageSlice, "plane">): readonly number[] {
  const { position, axes, spacing, size } = plane;
  return [position, ...axes, spacing, size].flat();
}

async function areEqual(a: readonly ImageSlice[], b: readonly ImageSlice[]): Promise<boolean> {
  const pixelsOf = await openSlices([...a, ...b]);
  const valuesOf = async (slice: ImageSlice): Promise<Float64Array> => {
    const [columns, rows] = slice.plane.size;
    const values = new Float64Array(columns * rows);
    writeValues(await pixelsOf(slice), slice.rescale, values, 0);
    return values;
  };
  for (const [n, slice] of a.entries()) {
    const other = await valuesOf(b[n]);
    const values = await valuesOf(slice);
    if (!values.every((value, v) => Object.is(value, other[v]))) return false;
  }
  return true;
}
