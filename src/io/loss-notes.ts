import { counted } from "../counted.ts";
import { type Note, noteOf } from "../note.ts";
import type { FileDescription } from "./format.ts";

/** What reading a region left out, as its file's description counts it. */
export function lossNotes(file: FileDescription): readonly Note[] {
  switch (file.format) {
    case "NRRD":
    case "DICOM SEG":
      return outsideNote(file.outside);
    case "DICOM RTSTRUCT": {
      const { clipped, unusedPlanes, gaps, repeated, ignored } = file;
      return [
        ...note(clipped, (n) => `${counted(n, "contour")} reach past the image and were cut off there`),
        ...note(unusedPlanes, (n) => `${counted(n, "contour plane")} lie in no slice of the image and were left out`),
        ...note(gaps, (n) => `${counted(n, "slice")} between contours have none and stay empty`),
        ...note(repeated, (n) => `${counted(n, "contour")} repeat another and count once`),
        ...Object.entries(ignored).flatMap(([type, count]) =>
          note(count, (n) => `${counted(n, "contour")} of type ${type} enclose no area and were left out`),
        ),
      ]; // biome-ignore format: a note a line
    }
    default:
      return [];
  }
}

function outsideNote(outside: number | null): readonly Note[] {
  return note(outside ?? 0, (n) => `${counted(n, "voxel")} lie outside the image and were cut off`);
}

function note(count: number, text: (count: number) => string): readonly Note[] {
  return count === 0 ? [] : [noteOf("region-cut", text(count), { count })];
}
