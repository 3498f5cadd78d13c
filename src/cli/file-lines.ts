import type { DicomOverview } from "../io/dicom/dicom.ts";
import { volumeText } from "../io/dicom/volume-text.ts";
import type { FileOverview } from "../io/format.ts";
import type { MetaImageDescription } from "../io/metaimage/metaimage.ts";
import type { MghDescription } from "../io/mgh/mgh.ts";
import type { NiftiDescription } from "../io/nifti/nifti.ts";
import type { NrrdDescription } from "../io/nrrd/nrrd.ts";
import type { PngDescription } from "../io/png/png.ts";
import type { SeveralVolumes } from "../io/several-volumes.ts";
import type { TiffDescription } from "../io/tiff/tiff.ts";
import { counted } from "../messages/phrases.ts";

/** A line of a description: a title and a text. */
export type Line = readonly [name: string, text: string];

/** The description of files, in lines. */
export function fileLines(file: FileOverview): Line[] {
  switch (file.format) {
    case "NIfTI-1":
    case "NIfTI-2":
    case "Analyze 7.5":
      return niftiLines(file);
    case "NRRD":
      return nrrdLines(file);
    case "MetaImage":
      return metaImageLines(file);
    case "MGH":
      return mghLines(file);
    case "PNG":
      return pngLines(file);
    case "TIFF":
      return tiffLines(file);
    default:
      return dicomLines(file);
  }
}

function niftiLines(file: NiftiDescription): Line[] {
  const scaled = file.slope !== 0 && Number.isFinite(file.slope);
  return [
    ["format", `${file.format}${file.gzip ? ", gzip" : ""}, ${file.byteOrder}`],
    ["stored as", file.dataType],
    ["scaling", scaled ? scalingText(file) : "none"],
    ["placed by", transforms[file.transform]],
    ...unitLine(file.unit, "millimetre"),
    ...volumesLine(file.volumes),
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
    ...volumesLine(file.volumes),
    ...listed(
      "segments",
      file.segments.map(({ number, name, label, layer }) => [
        `${number}: ${name}`,
        label === number && layer === 0 ? "" : `label ${label} in layer ${layer}`,
      ]),
    ),
  ];
}

function metaImageLines(file: MetaImageDescription): Line[] {
  const { dataFiles, compressed } = file;
  const apart = dataFiles === 0 ? "" : `, in ${dataFiles === 1 ? "a file" : `${dataFiles} files`}`;
  return [
    ["format", `MetaImage, ${file.byteOrder}`],
    ["stored as", `${file.dataType}${compressed ? ", compressed" : ""}${apart}`],
    ...volumesLine(file.volumes),
  ];
}

function mghLines(file: MghDescription): Line[] {
  return [
    ["format", `MGH${file.gzip ? ", gzip" : ""}`],
    ["stored as", file.dataType],
    ["placed by", file.placed ? "direction cosines" : "nothing: the file states no place"],
    ...volumesLine(file.volumes),
  ];
}

function pngLines(file: PngDescription): Line[] {
  const { gzip, bits, colour, interlaced, dimensions, resolution } = file;
  return [
    ["format", `PNG${gzip ? ", gzip" : ""}${interlaced ? ", interlaced" : ""}`],
    ["stored as", `${counted(bits, "bit")}, ${colour}`],
    ["pixels", dimensions.join(" × ")],
    ...resolutionLines(resolution),
  ];
}

function tiffLines(file: TiffDescription): Line[] {
  const { gzip, big, byteOrder, bits, dataType, colour, compression, resolution } = file;
  const [nx, ny, pages] = file.dimensions;
  return [
    ["format", `${big ? "BigTIFF" : "TIFF"}${gzip ? ", gzip" : ""}, ${byteOrder}`],
    ["stored as", `${dataType}, ${counted(bits, "bit")}, ${colour}, compression ${compression}`],
    ["pixels", `${nx} × ${ny}, ${counted(pages, "page")}`],
    ...resolutionLines(resolution),
    ...volumesLine(file.volumes),
  ];
}

/** What pictures say of the size of pixels, which is not taken for it. */
function resolutionLines(resolution: string | null): Line[] {
  return [["resolution", `${resolution ?? "not stated"}: the spacing is given by --spacing`]];
}

function unitLine(unit: string, usual: string): Line[] {
  return unit === usual || unit === "unknown" ? [] : [["file's unit", unit]];
}

function volumesLine(volumes: SeveralVolumes | undefined): Line[] {
  if (volumes === undefined) return [];
  return [["volumes", `${volumes.count} along ${volumes.along}: choose one by --volume N`]];
}

function dicomLines(file: DicomOverview): Line[] {
  switch (file.format) {
    case "DICOM": {
      const { modality, files, frames, rescale, suv, volume, volumes = [] } = file;
      const slices = files === frames ? "" : `, ${counted(frames, "frame")}`;
      return [
        ["format", `DICOM, ${modality ?? "no modality"}, ${counted(files, "file")}${slices}`],
        ["stored as", `${file.dataType}, ${file.transferSyntax}`],
        ["scaling", rescale === "varying" ? "varies between slices" : scalingText(rescale)],
        ["unit", `${file.unit ?? "not stated"}${suv === null ? "" : `, SUV by ${suv}`}`],
        ["series", file.seriesInstanceUID ?? "no UID"],
        ...listed(
          "volumes",
          volumes.map(({ number, tags, slices }) => [
            `${number}: ${volumeText(tags)}`,
            `${counted(slices, "slice")}${number === volume ? " (read)" : ""}`,
          ]),
        ),
      ];
    }
    case "DICOM RTSTRUCT":
      return [
        ["format", `DICOM RTSTRUCT, ${counted(file.regions.length, "region")}`],
        ...listed(
          "regions",
          file.regions.map(({ number, name, type, contours, planes, ignored }) => [
            `${number}: ${name ?? "no name"}`,
            ...(type === null ? [] : [type]),
            `${counted(contours, "contour")} in ${counted(planes, "plane")}`,
            ...Object.entries(ignored).map(([kind, count]) => `${count} ${kind} left out`),
          ]),
        ),
      ];
    case "DICOM SEG":
      return [
        ["format", `DICOM SEG, ${counted(file.regions.length, "segment")}`],
        ...listed(
          "segments",
          file.regions.map(({ number, name, type }) => [
            `${number}: ${name ?? "no name"}`,
            type ?? "",
          ]),
        ),
      ];
    case "DICOM series":
      return [
        ["format", `DICOM, ${counted(file.series.length, "series", "series")}`],
        ...listed(
          "series",
          file.series.map(({ uid, kind, modality, files, size }) => [
            uid ?? "no UID",
            modality ?? kind,
            `${counted(files, "file")}${size === null ? "" : ` of ${size.join(" × ")}`}`,
          ]),
        ),
      ];
  }
}

/** `stored value × 1 + -1024`, or `none` */
function scalingText({ slope, intercept }: { slope: number; intercept: number }): string {
  return slope === 1 && intercept === 0 ? "none" : `stored value × ${slope} + ${intercept}`;
}

/** A line for each item, with commas between its parts. */
function listed(name: string, items: readonly (readonly string[])[]): Line[] {
  return items.map((parts, n) => [n === 0 ? name : "", parts.filter(Boolean).join(", ")]);
}
