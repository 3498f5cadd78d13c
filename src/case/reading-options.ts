import { suvKinds } from "../io/dicom/suv/suv-kind.ts";
import { niftiGeometries } from "../io/read-options.ts";
import { expectedSpacing, parseSpacing } from "../io/spacing.ts";
import { listed, quoted } from "../messages/phrases.ts";
import type { CaseReading } from "./case-reading.ts";

/**
 * A field of `CaseReading` as an option of the command line, `--slab-thickness <mm>`, and as a column
 * of a cohort's manifest, `slab-thickness`.
 */
export interface ReadingOption<K extends keyof CaseReading = keyof CaseReading> {
  /** The words of the flag in camel case. */
  readonly key: K;
  /** Whose files are read otherwise, or that filters are allowed otherwise. */
  readonly of: "image" | "mask" | "both" | "filters";
  /** The files that it says something of, where these are of some formats only. */
  readonly about?: "DICOM" | "DICOM SEG" | "DICOM RTSTRUCT" | "NIfTI";
  /** What the value is called in the help; null for an option that is there or not. */
  readonly value: string | null;
  readonly description: string;
  /** Whether it says something of one case only, so that a whole cohort has no such option. */
  readonly ofOneCase?: true;
  /** Whether it is no column either: a cohort reads its files for their sums, and then again. */
  readonly noColumn?: true;
  /** The value that a text stands for; undefined if for none. */
  readonly parse: (text: string) => CaseReading[K];
  /** What the text must be: `a number of mm above 0`. */
  readonly expected: string;
  /** All texts there are, where they are few. */
  readonly choices?: readonly string[];
}

/** Every option that says how a case is read: the one place that knows them. */
export const readingOptions: readonly ReadingOption[] = [
  {
    key: "series",
    of: "image",
    about: "DICOM",
    value: "uid",
    description: "the DICOM series of this Series Instance UID is the image",
    ofOneCase: true,
    parse: (text) => text,
    expected: "a Series Instance UID",
  },
  {
    key: "suv",
    of: "image",
    value: "kind",
    description: "convert a DICOM PET to standardised uptake values",
    ...oneOf(suvKinds),
  },
  {
    key: "volume",
    of: "image",
    value: "n",
    description: "which of several volumes is the image: its number from 1, or what tells it apart",
    ...volumeName(),
  },
  {
    key: "geometry",
    of: "both",
    about: "NIfTI",
    value: "transform",
    description:
      "the transform of a NIfTI header that places voxels; spacing: pixdim alone, without axes",
    ...oneOf(niftiGeometries),
  },
  {
    key: "pipes",
    of: "both",
    value: null,
    description: "read a pipe where a path names one, such as /dev/stdin or <(zcat ct.nii.gz)",
    ofOneCase: true,
    noColumn: true,
    ...yesOrNo(),
  },
  {
    key: "mixedFrames",
    of: "both",
    about: "DICOM",
    value: null,
    description: "take DICOM slices of several frames of reference, or of none, as if in one",
    ...yesOrNo(),
  },
  {
    key: "sliceTolerance",
    of: "both",
    about: "DICOM",
    value: "mm",
    description: "how far a DICOM slice may lie from its even place (default: 2 % of a voxel)",
    ...number((length) => length > 0, "a number of mm above 0"),
  },
  {
    key: "flatMontage",
    of: "both",
    about: "DICOM",
    value: null,
    description: "read a DICOM mosaic or another montage of slices as one flat slice",
    ...yesOrNo(),
  },
  {
    key: "sliceThickness",
    of: "both",
    value: "mm",
    description:
      "how thick a slice alone is whose files do not say (default: not known, taken as 1)",
    ...number((length) => length > 0, "a number of mm above 0"),
  },
  {
    key: "spacing",
    of: "both",
    value: "mm,...",
    description:
      "distances between pixels along x and y, and between slices, of PNG and TIFF: 0.5,0.5 or 0.5,0.5,3",
    parse: parseSpacing,
    expected: `${expectedSpacing}, such as 0.5,0.5 or 0.5,0.5,3`,
  },
  {
    key: "maskSeries",
    of: "mask",
    about: "DICOM",
    value: "uid",
    description: "the DICOM series of this Series Instance UID is the mask",
    ofOneCase: true,
    parse: (text) => text,
    expected: "a Series Instance UID",
  },
  {
    key: "maskVolume",
    of: "mask",
    value: "n",
    description: "which of several volumes is the mask: its number from 1, or what tells it apart",
    ...volumeName(),
  },
  {
    key: "maskThreshold",
    of: "mask",
    value: "value",
    description: "voxels of a mask of fractions or probabilities count from this value on",
    ...number(() => true, "a number"),
  },
  {
    key: "threshold",
    of: "mask",
    about: "DICOM SEG",
    value: "fraction",
    description: "voxels of a fractional DICOM SEG count from this fraction on (default: 0.5)",
    ...number((fraction) => fraction > 0 && fraction <= 1, "a number above 0 and at most 1"),
  },
  {
    key: "slabThickness",
    of: "mask",
    about: "DICOM RTSTRUCT",
    value: "mm",
    description: "how thick a slab each contour of an RTSTRUCT stands for (default: one slice)",
    ...number((length) => length > 0, "a number of mm above 0"),
  },
  {
    key: "otherFrame",
    of: "mask",
    about: "DICOM",
    value: null,
    description: "take a mask of another frame of reference as if it lay in the image's",
    ...yesOrNo(),
  },
  {
    key: "resampleMask",
    of: "mask",
    value: null,
    description: "put a mask of another grid on the image's, by nearest neighbour",
    ...yesOrNo(),
  },
  {
    key: "largestLoss",
    of: "mask",
    value: "fraction",
    description: "how much of a region may lie outside the image (default: 0.05)",
    ...number((fraction) => fraction >= 0 && fraction <= 1, "a number from 0 to 1"),
  },
  {
    key: "undersampled",
    of: "filters",
    value: null,
    description: "allow Gaussian filters that are narrower than 0.75 voxels",
    ...yesOrNo(),
  },
  {
    key: "nonFinite",
    of: "image",
    value: "rule",
    description:
      "what becomes of voxels that are NaN or infinite, whatever the settings say: exclude leaves them out",
    ...oneOf(["refuse", "exclude"] as const),
  },
];

/** The name of an option's flag without its dashes, and of its column: `slab-thickness`. */
export function optionName({ key }: Pick<ReadingOption, "key">): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function oneOf<T extends string>(choices: readonly T[]) {
  return {
    choices,
    parse: (text: string) => choices.find((choice) => choice === text),
    expected: listed(choices.map(quoted)),
  };
}

function number(holds: (value: number) => boolean, expected: string) {
  const parse = (text: string) => {
    const value = Number(text);
    return text.trim() !== "" && Number.isFinite(value) && holds(value) ? value : undefined;
  };
  return { parse, expected };
}

/** A number from 1, or text such as DICOM tells volumes apart by. */
function volumeName() {
  const parse = (text: string) => {
    if (/^\d+$/.test(text)) return Number(text) >= 1 ? Number(text) : undefined;
    return /^[\w(), ]+=.+$/.test(text) ? text : undefined;
  };
  return { parse, expected: "a whole number from 1, or a tag and its value, as EchoTime=4.6" };
}

/** On the command line the flag alone means yes. */
function yesOrNo() {
  const parse = (text: string) =>
    text === "yes" || text === "true"
      ? true
      : text === "no" || text === "false"
        ? false
        : undefined;
  return { parse, expected: `"yes" or "no"` };
}
