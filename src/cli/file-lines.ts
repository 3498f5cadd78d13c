import type { FileDescription } from "../io/format.ts";
import type { NiftiDescription } from "../io/nifti/nifti.ts";
import type { NrrdDescription } from "../io/nrrd/nrrd.ts";

/** A line of a description: what it is about, and what is said. */
export type Line = readonly [name: string, text: string];

/** What a file says about itself, in lines. */
export function fileLines(file: FileDescription): Line[] {
  switch (file.format) {
    case "NRRD":
      return nrrdLines(file);
    default:
      return niftiLines(file);
  }
}

function niftiLines(file: NiftiDescription): Line[] {
  const scaled = file.slope !== 0 && Number.isFinite(file.slope);
  const trivial = !scaled || (file.slope === 1 && file.intercept === 0);
  return [
    ["format", `${file.format}${file.gzip ? ", gzip" : ""}, ${file.byteOrder}`],
    ["stored as", file.dataType],
    ["scaling", trivial ? "none" : `stored value × ${file.slope} + ${file.intercept}`],
    ["placed by", transforms[file.transform]],
    ...unitLine(file.unit, "millimetre"),
  ];
}

const transforms: Readonly<Record<NiftiDescription["transform"], string>> = {
  sform: "sform (affine matrix)",
  qform: "qform (rotation by a quaternion)",
  none: "spacing alone: the file has no transform",
};

function nrrdLines(file: NrrdDescription): Line[] {
  const { encoding, dataFiles } = file;
  const apart = dataFiles === 0 ? "" : `, in ${dataFiles === 1 ? "a file" : `${dataFiles} files`}`;
  return [
    ["format", `NRRD${file.gzip ? ", gzip" : ""}, ${file.byteOrder}`],
    ["stored as", `${file.dataType}, ${encoding}${apart}`],
    ["placed by", file.space ?? "spacing alone: the file has no space"],
    ...unitLine(file.unit, "mm"),
    ...file.segments.map(({ name, label, layer }, n): Line => {
      const inLayer = layer === 0 ? "" : ` in layer ${layer}`;
      return [n === 0 ? "segments" : "", `${name}: label ${label}${inLayer}`];
    }),
  ];
}

function unitLine(unit: string, usual: string): Line[] {
  return unit === usual || unit === "unknown" ? [] : [["file's unit", unit]];
}
