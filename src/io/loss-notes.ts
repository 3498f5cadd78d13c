import { type Note, type NoteCode, noteOf } from "../messages/note.ts";
import { counted } from "../messages/phrases.ts";
import type { ContourDrawing, PlanesFound } from "./contours/draw-contours.ts";
import type { FileDescription } from "./format.ts";

/** Notes on what reading a region left out, by the counts in the description of its file. */
export function lossNotes(file: FileDescription): readonly Note[] {
  switch (file.format) {
    case "NRRD":
    case "DICOM SEG":
      return outsideNote(file.outside);
    case "DICOM RTSTRUCT": {
      const { clipped, unusedPlanes, gaps, repeated, ignored, crossing, blank } = file;
      return [
        ...note(clipped, (n) => `${counted(n, "contour reaches", "contours reach")} past the image and ${were(n)} cut off there`),
        ...note(unusedPlanes, (n) => `${counted(n, "contour plane lies", "contour planes lie")} in no slice of the image and ${were(n)} left out`),
        ...note(gaps, (n) => `${counted(n, "slice")} between contours ${n === 1 ? "has none and stays" : "have none and stay"} empty`),
        ...note(repeated, (n) => `${counted(n, "contour repeats", "contours repeat")} the outline of another and ${n === 1 ? "counts" : "count"} once`),
        ...planesNote("crossing-contours", crossing, file, "cross each other", "what two of them share counts as outside"),
        ...planesNote("blank-planes", blank, file, "select no voxel", "no voxel centre lies inside, or they take each other away"),
        ...Object.entries(ignored).flatMap(([type, count]) =>
          note(count, (n) => `${counted(n, "contour")} of type ${type} ${n === 1 ? "encloses" : "enclose"} no area and ${were(n)} left out`),
        ),
      ]; // biome-ignore format: a note a line
    }
    default:
      return [];
  }
}

function outsideNote(outside: number | null): readonly Note[] {
  return note(
    outside ?? 0,
    (n) => `${counted(n, "voxel lies", "voxels lie")} outside the image and ${were(n)} cut off`,
  );
}

/** The note `contours cross each other in 3 slices, first in z = 4: …`; z is an index from 0. */
function planesNote(
  code: NoteCode,
  { count, first }: PlanesFound,
  { axis }: Pick<ContourDrawing, "axis">,
  doing: string,
  meaning: string,
): readonly Note[] {
  if (count === 0) return [];
  const where = `in ${counted(count, "slice")}, first in ${"xyz"[axis]} = ${first}`;
  return [noteOf(code, `contours ${doing} ${where}: ${meaning}`, { count, axis, first })];
}

function note(count: number, text: (count: number) => string): readonly Note[] {
  return count === 0 ? [] : [noteOf("region-cut", text(count), { count })];
}

function were(count: number): string {
  return count === 1 ? "was" : "were";
}
