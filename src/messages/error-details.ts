import type { Advice } from "./advice.ts";

/** What the details of any error may hold: the place that a reader or a cohort adds, and a way on. */
export interface ErrorPlace {
  /** File or folder that is to blame, as the caller named it. */
  readonly path?: string;
  /** Name of the image that is to blame, of several of a case. */
  readonly image?: string;
  /** Row of a table or manifest, from 1 as a spreadsheet shows it, and the column in it. */
  readonly row?: number;
  readonly column?: string | number | undefined;
  /** Options that let a user go on knowingly. */
  readonly advice?: readonly Advice[];
}

/** A property of two grids that is not the same. */
interface Difference {
  readonly field: "size" | "spacing" | "origin" | "direction";
  readonly found: readonly number[];
  readonly expected: readonly number[];
}

/** Three numbers along x, y, z. */
type Triple = readonly number[];

/** Fields of a file's header beside the ones that have a name here, by their names. */
interface FileDetails extends ErrorPlace {
  /** What the file holds. */
  readonly found?: unknown;
  readonly expected?: unknown;
  readonly [field: string]: unknown;
}

/** What `details` of an error holds, by its code. Lengths are in mm unless said otherwise. */
export interface ErrorDetails {
  /** A volume record that contradicts itself. */
  readonly "invalid-volume": ErrorPlace & {
    /** What is wrong: `image`, `mask.spacing`. */
    readonly place: string;
    readonly found: unknown;
    readonly expected: string;
  };
  /** A mask with other values than 0 and 1, or with several parts where one is expected. */
  readonly "invalid-mask": ErrorPlace & {
    readonly found?: string | number;
    /** Values that the mask holds. */
    readonly present?: readonly number[];
  };
  /** A mask, or a label of it, without a voxel. */
  readonly "empty-mask": ErrorPlace & {
    /** Number of the label or segment that was asked for, and its name. */
    readonly label?: number;
    readonly name?: string | null;
    /** Labels that the mask holds. */
    readonly present?: readonly number[];
    /** Smallest value that counts as inside, and the largest that the mask holds. */
    readonly threshold?: number;
    readonly largest?: number;
    /** Voxels of the region before the step that left none, that step, and their volume in mm³. */
    readonly voxels?: number;
    readonly step?: string;
    readonly volume?: number;
    /** Voxels before a mask was resampled to another grid, after it, and those outside that grid. */
    readonly before?: number;
    readonly after?: number;
    readonly outside?: number | boolean | undefined;
    /** Spacing of the mask and of the grid that it was resampled to, and the fraction that a voxel needs. */
    readonly spacing?: Triple;
    readonly resampledSpacing?: Triple;
    readonly maskThreshold?: number;
    /** Both grids, or the box in voxels that contours reach over and the size of the image. */
    readonly from?: unknown;
    readonly to?: unknown;
    readonly size?: Triple;
    /** The change of volume that was asked for, as a fraction. */
    readonly fraction?: number;
    /** What there is instead. */
    readonly found?: unknown;
  };
  /** Image and mask on different grids. */
  readonly "geometry-mismatch": ErrorPlace & {
    /** Properties of the grids that differ: `found` is the mask's, `expected` the image's. */
    readonly differences?: readonly Difference[];
    /** Voxels of the region on its own grid, those of them outside the image, and the part allowed. */
    readonly before?: number;
    readonly outside?: number;
    readonly largestLoss?: number;
    readonly found?: unknown;
    readonly expected?: unknown;
    /** Distance between contour planes, that between image planes, and image planes between contours. */
    readonly contourSpacing?: number;
    readonly imageSpacing?: number;
    readonly gaps?: number;
    readonly spacing?: number;
  };
  /** NaN or infinite where a number is needed, or 0 in all voxels where one other than 0 is needed. */
  readonly "invalid-intensity": ErrorPlace & {
    /** How many voxels. */
    readonly count: number;
    /** The first of them: its index, its place in the world (LPS) and its intensity. */
    readonly voxel: Triple;
    readonly position: Triple;
    readonly intensity: number;
    /** Identity of the filter whose response it is. */
    readonly filter?: string;
  };
  /** Measurements that contradict themselves or their design, and manifests. */
  readonly "invalid-table": ErrorPlace & {
    /** Rows that contradict each other, from 1. */
    readonly rows?: readonly number[];
    /** Columns that the table has, or that say what was measured, and the values in them. */
    readonly columns?: readonly string[];
    readonly values?: readonly string[];
    readonly feature?: string;
    readonly found?: unknown;
    readonly expected?: unknown;
  };
  /** An argument of another kind than the function takes. */
  readonly "invalid-argument": ErrorPlace & {
    /** Which argument, or field of one: `image.spacing`. */
    readonly what: string;
    readonly found?: unknown;
    readonly expected?: unknown;
  };
  /** Unknown key, wrong type, value out of range. */
  readonly "invalid-settings": ErrorPlace & {
    /** All that is wrong with the settings, one line each; absent for a single option. */
    readonly problems?: readonly string[];
    /** The value or name that was given. */
    readonly found?: unknown;
    readonly expected?: unknown;
    /** Names or values that there are. */
    readonly known?: readonly unknown[];
    /** Of a filter that is too narrow for its grid: the setting, the filter, the axis and its spacing. */
    readonly field?: string;
    readonly filter?: string;
    readonly axis?: string | number;
    readonly sigma?: number;
    readonly spacing?: number;
    readonly voxels?: number;
    /** Assumed thickness of the image's one slice. */
    readonly thickness?: number;
    /** Series and volumes that there are to choose from. */
    readonly series?: readonly (string | null)[];
    readonly volumes?: unknown;
  };
  /** Intensities that the chosen method cannot turn into grey levels. */
  readonly discretisation: ErrorPlace & {
    /** Lowest intensity of the region, below the start of the first bin. */
    readonly lowest?: number;
    readonly minimum?: number;
    /** Grey levels that there would be, and how many are possible. */
    readonly levels?: number;
    readonly limit?: number;
    /** An intensity that is no grey level, and the index of its voxel. */
    readonly intensity?: number;
    readonly voxel?: Triple;
  };
  /** Intensities that the chosen method cannot normalise. */
  readonly normalisation: ErrorPlace & {
    /** Whose intensities they are: `image`, `foreground`, `mask`. */
    readonly over?: string;
    readonly mean?: number;
    readonly sd?: number;
    /** Percentiles, and the intensities that they have. */
    readonly percentiles?: readonly number[];
    readonly values?: readonly number[];
    /** The peak of white matter, the ends of the stripe around it, and the voxels in that. */
    readonly mode?: number;
    readonly lower?: number;
    readonly upper?: number;
    readonly voxels?: number;
  };
  /** Bytes of a kind that no reader knows. */
  readonly "unsupported-format": FileDetails;
  /** Bytes of a known format that are damaged or contradict themselves, or a file that cannot be opened. */
  readonly "invalid-file": FileDetails & {
    /** The system's word for why a file cannot be opened: `ENOENT`. */
    readonly code?: string | null;
  };
  /** PET headers from which no standardised uptake value follows. */
  readonly "no-suv": FileDetails & {
    /** The attribute that is missing or unreadable. */
    readonly attribute?: string;
  };
  /** More memory than can be had. */
  readonly "too-large": ErrorPlace & {
    /** Bytes, numbers or elements: those that there are, and the most that are taken. */
    readonly found?: number;
    readonly expected?: number;
    /** Voxels along each axis. */
    readonly size?: Triple;
    /** Of resampling: the size before, the spacing before, and the one asked for. */
    readonly from?: Triple;
    readonly spacing?: Triple;
    readonly requested?: readonly (number | null)[];
    /** Voxels by which a filter extends the image on each side. */
    readonly before?: Triple;
    /** The change of volume that was asked for, as a fraction, and the voxels of the region. */
    readonly fraction?: number;
    readonly voxels?: number;
  };
  /** A region with too few voxels to be measured. */
  readonly "too-small": ErrorPlace & {
    /** Its voxels, the axes along which it has more than one, its box, and what was asked for. */
    readonly voxels?: number;
    readonly dimensions?: number;
    readonly size?: Triple;
    readonly expected?: number;
  };
  /** A worker of a pool that came to an end in the middle of its work. */
  readonly "worker-lost": ErrorPlace & {
    /** The call that it was at: `extract`. */
    readonly call: string;
  };
  /** A pool that takes no more tasks. */
  readonly "pool-closed": ErrorPlace;
  /** A queue that cannot be used: a package is missing, no Redis answers, or its settings do not do. */
  readonly "queue-unavailable": ErrorPlace & {
    /** The address without user and password. */
    readonly address?: string;
    /** The packages that are to be installed. */
    readonly packages?: readonly string[];
    readonly found?: unknown;
    readonly expected?: unknown;
  };
  /** Comparisons with published values, or cases of a cohort, that did not hold. */
  readonly "check-failed": ErrorPlace & {
    /** Consensus values by how they compare, and response maps that differ. */
    readonly counts?: Readonly<Record<string, number>>;
    readonly maps?: number;
    /** Cases that failed. */
    readonly failed?: number;
  };
}

/** What went wrong, as a word that programs can branch on. docs/errors.md lists them. */
export type ErrorCode = keyof ErrorDetails;
