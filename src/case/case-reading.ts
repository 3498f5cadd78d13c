import { allowUndersampled } from "../filters/filters.ts";
import type { SuvKind } from "../io/dicom/suv/suv-kind.ts";
import type { NiftiGeometry } from "../io/read-options.ts";
import type { Spacing } from "../io/spacing.ts";
import type { FileReadOptions } from "../node/read-file.ts";
import type { NonFinite } from "../processing/finite-mask.ts";
import type { Settings } from "../settings/settings.ts";
import type { Grid, Identity, Placement } from "../volume/volume.ts";

/** How image and mask of a case are read and taken, where not by the defaults. */
export interface CaseReading {
  /** Series Instance UID of the image, where its DICOM files hold several series. */
  readonly series?: string;
  /** Read a DICOM PET in standardised uptake values. */
  readonly suv?: SuvKind;
  /** Which of several volumes in its files is the image: its number, or what tells it apart. */
  readonly volume?: number | string;
  /** Which transform of a NIfTI header places the voxels, of the image and of the mask. */
  readonly geometry?: NiftiGeometry;
  /** Read image and mask out of a pipe where their paths name one. */
  readonly pipes?: boolean;
  /** Read DICOM slices of different frames of reference, or of none in some, as if they lay in one. */
  readonly mixedFrames?: boolean;
  /** How far a DICOM slice may lie from its place on an even grid, in mm. */
  readonly sliceTolerance?: number;
  /** Read a DICOM mosaic or another montage of slices as one flat slice. */
  readonly flatMontage?: boolean;
  /** How thick a slice alone is whose files do not say, in mm, of the image and of the mask. */
  readonly sliceThickness?: number;
  /** Distances between voxels in mm, of an image and a mask whose files state none: PNG and TIFF. */
  readonly spacing?: Spacing;
  /** Series Instance UID of the mask. */
  readonly maskSeries?: string;
  /** Which of several volumes in its files is the mask. */
  readonly maskVolume?: number | string;
  /** Voxels of a mask of other values than 0 and 1 count from this value on. */
  readonly maskThreshold?: number;
  /** Voxels of a fractional DICOM SEG count from this fraction on. */
  readonly threshold?: number;
  /** How thick a slab each contour of an RTSTRUCT stands for, in mm. */
  readonly slabThickness?: number;
  /** Take a mask of another frame of reference as if it lay in the image's. Default: it is refused. */
  readonly otherFrame?: boolean;
  /** Put a mask of another grid on the image's, by nearest neighbour. Default: it is refused. */
  readonly resampleMask?: boolean;
  /** The part of a region's voxels that may lie outside the image. Default: 0.05; more is refused. */
  readonly largestLoss?: number;
  /** Allow filters that are narrower than the image's voxels: `undersampled` of each. Default: they are refused. */
  readonly undersampled?: boolean;
  /** What becomes of voxels without a finite intensity, whatever the setting of this name says. */
  readonly nonFinite?: NonFinite;
}

/** The settings that a case is measured with. */
export function caseSettings(
  settings: Settings,
  { undersampled, nonFinite = settings.nonFinite }: CaseReading,
): Settings {
  const { filters } = settings;
  const allowed = undersampled === true ? filters.map(allowUndersampled) : filters;
  return { ...settings, nonFinite, filters: allowed };
}

/** The options that reading the image takes. */
export function imageReading(reading: CaseReading): FileReadOptions {
  const { series, suv, volume, geometry, pipes } = reading;
  return given({ series, suv, volume, geometry, pipes, ...slicesReading(reading) });
}

/** The options about slices, of the image and of the mask. */
function slicesReading(reading: CaseReading) {
  const { mixedFrames, sliceTolerance, flatMontage, sliceThickness, spacing } = reading;
  return { mixedFrames, sliceTolerance, flatMontage, sliceThickness, spacing };
}

/** The options that reading the mask of an image takes. */
export function maskReading(
  reading: CaseReading,
  grid: Grid & Placement & Identity,
): FileReadOptions {
  const { geometry, pipes, maskSeries: series, maskVolume: volume, otherFrame } = reading;
  const { maskThreshold, threshold, slabThickness } = reading;
  const ofFiles = { geometry, pipes, series, volume, otherFrame, ...slicesReading(reading) };
  return { grid, ...given({ ...ofFiles, maskThreshold, threshold, slabThickness }) };
}

/** An object without what is undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
