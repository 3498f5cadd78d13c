import { VoxomicsError } from "../messages/errors.ts";
import { found, listed, quoted } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptionNames } from "../schema/check-options.ts";
import {
  checkGrid,
  checkIdentity,
  type Grid,
  type Identity,
  type Placement,
  placementOf,
} from "../volume/volume.ts";
import type { FrameDecoder } from "./dicom/frame-decoder.ts";
import { type SuvKind, suvKinds } from "./dicom/suv/suv-kind.ts";
import type { FileRegion } from "./region.ts";
import { expectedSpacing, isSpacing, type Spacing, spacingText } from "./spacing.ts";

/** Which volume or region of files is read, and what is assumed where files do not say. */
export interface ReadOptions {
  /** Read a label map and give the voxels with this label as a mask of 0 and 1. */
  readonly label?: number;
  /**
   * Give this region as a mask of 0 and 1: by its name, or by its number (the label in a label map,
   * the segment number of a DICOM SEG, the ROI number of an RTSTRUCT).
   */
  readonly region?: string | number;
  /**
   * The image, or its grid, that a mask is read for. Contours are drawn on this grid, segments are written
   * to it, and a mask with the same voxels in another order is put into its order. Any other mask keeps its
   * own grid. A DICOM mask that names another frame of reference than the grid does is refused.
   */
  readonly grid?: Grid & Placement & Identity;
  /**
   * Which transform of a NIfTI header places the voxels, where it has both: sform, or qform with
   * pixdim. "spacing": neither, pixdim alone gives the voxels' sides. Default: the sform, and headers
   * whose transforms contradict each other are refused.
   */
  readonly geometry?: NiftiGeometry;
  /** Take a mask of another frame of reference as if it lay in the image's. Default: it is refused. */
  readonly otherFrame?: boolean;
  /**
   * How thick a slab each contour of an RTSTRUCT stands for, in mm. Default: one image plane; contours
   * that are coarser than the image are then refused.
   */
  readonly slabThickness?: number;
  /**
   * How thick the slice of an image or mask of one slice is, in mm, whose files do not say. Default: it is
   * taken to be 1 mm thick, with a note, and features that need the thickness have no value.
   */
  readonly sliceThickness?: number;
  /**
   * Distances between voxel centres along x and y, and between slices, in mm, of files that state none: PNG and TIFF. The
   * third may be left out for one slice, whose thickness is then not known. Files of other formats state their own: an
   * image with another spacing is refused, and a mask (beside `grid`) keeps its own.
   */
  readonly spacing?: Spacing;
  /** Series Instance UID, where DICOM files hold several series. */
  readonly series?: string;
  /**
   * Give the voxels from this value on as a mask of 0 and 1: of a mask of fractions or probabilities.
   * Not beside a label or region.
   */
  readonly maskThreshold?: number;
  /**
   * Which of several volumes in a file or series to read: its number, from 1, or for DICOM the tags that
   * tell the volumes apart, as `EchoTime=4.6`.
   */
  readonly volume?: number | string;
  /**
   * Read DICOM slices that name different frames of reference, or none in some, as if they lay in one.
   * Default: they are refused.
   */
  readonly mixedFrames?: boolean;
  /**
   * How far a DICOM slice may lie from its position on an even grid, in mm; for positions that were
   * rounded. Default: 2 % of a voxel.
   */
  readonly sliceTolerance?: number;
  /**
   * Read a DICOM mosaic or another montage of slices as one flat slice. Default: a Siemens mosaic is read
   * as the slices that it is made of, other montages are refused.
   */
  readonly flatMontage?: boolean;
  /** Smallest fraction at which a voxel of a fractional segment belongs to it. Default 0.5. */
  readonly threshold?: number;
  /** Read a DICOM PET in standardised uptake values. Default: the stored unit. */
  readonly suv?: SuvKind;
  /**
   * The pool whose workers decode the compressed frames of a DICOM image side by side, as `createPool` of
   * `voxomics/node` and `voxomics/browser` makes it. Values, notes and errors are the same. Default: frames are
   * decoded one after another in the calling thread.
   */
  readonly pool?: FrameDecoder;
}

/** The options for describing files, before a volume or a region is chosen. */
export type DescribeOptions = Pick<
  ReadOptions,
  "series" | "geometry" | "volume" | "mixedFrames" | "sliceTolerance" | "flatMontage" | "spacing"
>;

/** The choices of `ReadOptions.geometry`. */
export const niftiGeometries = ["sform", "qform", "spacing"] as const;
export type NiftiGeometry = (typeof niftiGeometries)[number];

interface Check {
  readonly holds: (value: unknown) => boolean;
  readonly expected: string;
}

/** What each option must be. The grid is checked by `checkGrid` instead. */
const checks: Readonly<Record<keyof ReadOptions, Check>> = {
  label: { holds: Number.isInteger, expected: "an integer" },
  region: {
    holds: (value) => Number.isInteger(value) || (typeof value === "string" && value !== ""),
    expected: "a region's name or its number",
  },
  grid: { holds: () => true, expected: "a grid" },
  geometry: {
    holds: (value) => niftiGeometries.some((geometry) => geometry === value),
    expected: listed(niftiGeometries.map(quoted)),
  },
  otherFrame: { holds: (value) => typeof value === "boolean", expected: "true or false" },
  series: {
    holds: (value) => typeof value === "string" && value !== "",
    expected: "a Series Instance UID",
  },
  maskThreshold: { holds: Number.isFinite, expected: "a number" },
  volume: {
    holds: (value) =>
      (Number.isSafeInteger(value) && (value as number) >= 1) ||
      (typeof value === "string" && value !== ""),
    expected: "a number from 1, or text",
  },
  mixedFrames: { holds: (value) => typeof value === "boolean", expected: "true or false" },
  sliceTolerance: {
    holds: (value) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY,
    expected: "a number of mm above 0",
  },
  flatMontage: { holds: (value) => typeof value === "boolean", expected: "true or false" },
  threshold: {
    holds: (value) => typeof value === "number" && value > 0 && value <= 1,
    expected: "a number above 0 and at most 1",
  },
  slabThickness: {
    holds: (value) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY,
    expected: "a number of mm above 0",
  },
  sliceThickness: {
    holds: (value) => typeof value === "number" && value > 0 && value < Number.POSITIVE_INFINITY,
    expected: "a number of mm above 0",
  },
  spacing: { holds: isSpacing, expected: expectedSpacing },
  suv: {
    holds: (value) => suvKinds.some((kind) => kind === value),
    expected: listed(suvKinds.map(quoted)),
  },
  pool: {
    holds: (value) => typeof (value as FrameDecoder | null)?.decodeFrame === "function",
    expected: "a pool that createPool made",
  },
};

/** The names of all options. */
export const readOptionNames = Object.keys(checks) as (keyof ReadOptions)[];

/** The error for a threshold of a mask beside a region that is chosen otherwise. */
export function besideThreshold(threshold: number, region: FileRegion | string | number) {
  const chosen = typeof region === "object" ? region.number : region;
  const option = typeof chosen === "number" ? "label" : "region";
  return new VoxomicsError(
    "invalid-settings",
    `found the mask threshold ${threshold} and the ${option} ${found(chosen)}, expected one of both`,
    {
      found: { maskThreshold: threshold, [option]: chosen },
      advice: [
        { option: "maskThreshold", value: String(threshold), does: "takes all from that value on" },
        { option, value: String(chosen), does: "takes one region" },
      ],
    },
  );
}

/**
 * Options as they come from outside, checked; those that are undefined are left out.
 *
 * @throws VoxomicsError `invalid-settings` for an unknown option, a value that it cannot have, or a
 *   label beside a region.
 */
export function checkedOptions(options: ReadOptions): ReadOptions {
  checkArgument(options, "options", "object");
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  checkOptionNames(Object.fromEntries(given), readOptionNames);
  for (const [name, value] of given) {
    const { holds, expected } = checks[name as keyof ReadOptions];
    if (holds(value)) continue;
    const type = typeof value === "object" ? "" : `the ${typeof value} `;
    const message = `${name}: found ${type}${found(value)}, expected ${expected}`;
    throw new VoxomicsError("invalid-settings", message, { found: value });
  }
  const { grid, label, region, ...others } = Object.fromEntries(given) as ReadOptions;
  if (label !== undefined && region !== undefined) {
    const message = `found the label ${found(label)} and the region ${found(region)}, expected one of both`;
    throw new VoxomicsError("invalid-settings", message, { found: { label, region } });
  }
  const { spacing, sliceThickness } = others;
  if (spacing?.[2] !== undefined && sliceThickness !== undefined && spacing[2] !== sliceThickness) {
    const message = `found the spacing ${spacingText(spacing)} and a slice thickness of ${sliceThickness} mm, expected one of both, or the same`;
    throw new VoxomicsError("invalid-settings", message, { found: { spacing, sliceThickness } });
  }
  const chosen = label ?? region;
  if (others.maskThreshold !== undefined && chosen !== undefined) {
    throw besideThreshold(others.maskThreshold, chosen);
  }
  return {
    ...others,
    ...(label === undefined ? {} : { label }),
    ...(region === undefined ? {} : { region }),
    ...(grid === undefined ? {} : { grid: checkedGrid(grid) }),
  };
}

function checkedGrid(grid: Grid & Placement & Identity): Grid & Placement & Identity {
  return { ...checkGrid(grid, "grid"), ...placementOf(grid), ...checkIdentity(grid, "grid") };
}
