import { groupOf } from "./functional-groups.ts";
import type { ImageSeries } from "./image-series.ts";
import type { ImageSlice } from "./image-slice.ts";
import type { Rescale } from "./rescale.ts";
import type { DicomSeries } from "./series.ts";
import type { SuvKind } from "./suv/suv-kind.ts";
import { transferSyntaxName } from "./transfer-syntax.ts";
import { has, stringOf } from "./values.ts";
import type { SeriesVolume } from "./volumes.ts";

/** What a DICOM image series says about itself; nothing of the patient. */
export interface DicomImageDescription {
  readonly format: "DICOM";
  /** CT, MR, PT … */
  readonly modality: string | null;
  readonly seriesInstanceUID: string | null;
  readonly files: number;
  /** Number of slices in all files. */
  readonly frames: number;
  /** Names of the files' transfer syntaxes. */
  readonly transferSyntax: string;
  /** Types that the pixels are stored in: `int16`, `uint16`, `float32` … */
  readonly dataType: string;
  /** From stored pixels to values; `varying` if it is not the same for all slices. */
  readonly rescale: Rescale | "varying";
  /** Unit of the values, as DICOM has it: `HU`, `BQML`, `GML` …; null if the files do not say. */
  readonly unit: string | null;
  /** The kind of SUV that values were converted to; null where they were not. */
  readonly suv: SuvKind | null;
  /** Number of the volume that was read, where the series holds several. */
  readonly volume?: number;
  /** The volumes of the series; absent where it holds one. */
  readonly volumes?: readonly SeriesVolume[];
}

/** Describes a series that is open. */
export function describeImages(
  { uid, modality, files }: DicomSeries,
  { slices, volume, volumes }: Pick<ImageSeries, "slices" | "volume" | "volumes">,
  suv?: SuvKind,
): DicomImageDescription {
  const [{ rescale }] = slices;
  const isSame = slices.every(
    ({ rescale: { slope, intercept } }) =>
      slope === rescale.slope && intercept === rescale.intercept,
  );
  return {
    format: "DICOM",
    modality,
    seriesInstanceUID: uid,
    files: files.length,
    frames: slices.length,
    transferSyntax: listOf(files.map(({ dataSet }) => transferSyntaxName(dataSet.transferSyntax))),
    dataType: listOf(slices.map(({ format }) => format.name)),
    rescale: isSame ? rescale : "varying",
    unit: suv === undefined ? unitOf(slices[0]) : suv === "bodySurfaceArea" ? "CM2ML" : "GML",
    suv: suv ?? null,
    ...(volume === undefined ? {} : { volume }),
    ...(volumes === undefined ? {} : { volumes }),
  };
}

function listOf(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}

/** The unit that the files state. "US" stands for unspecified; a CT with a rescale and no unit is in HU. */
function unitOf({ plane: { dataSet, groups } }: ImageSlice): string | null {
  const stated = stringOf(dataSet, "Units") ?? stringOf(dataSet, "DoseUnits");
  if (stated !== undefined) return stated;
  const rescale = groupOf(dataSet, groups, "PixelValueTransformationSequence") ?? dataSet;
  const type = stringOf(rescale, "RescaleType");
  if (type !== undefined) return type === "US" ? null : type;
  const isCt = stringOf(dataSet, "Modality") === "CT" && has(rescale, "RescaleIntercept");
  return isCt ? "HU" : null;
}
