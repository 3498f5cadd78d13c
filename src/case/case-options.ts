import type { ReadOptions } from "../io/read-options.ts";
import type { NameOption } from "../messages/advice.ts";
import type { ErrorDetails } from "../messages/error-details.ts";
import { VoxomicsError } from "../messages/errors.ts";
import { found } from "../messages/phrases.ts";
import { checkArgument } from "../schema/check-argument.ts";
import { checkOptionNames } from "../schema/check-options.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { CaseReading } from "./case-reading.ts";
import { readingOptions } from "./reading-options.ts";

/** Which regions of a mask are meant: at most one of these. Default: what the mask holds as a whole. */
export interface RegionChoice {
  /**
   * A region by its name, or by its number (the label in a label map, the segment number of a DICOM
   * SEG, the ROI number of an RTSTRUCT); or a list of them.
   */
  readonly region?: string | number | readonly (string | number)[] | undefined;
  /** The voxels with this label, or a list of labels, each a region. */
  readonly label?: number | readonly number[] | undefined;
  /** Every region of the mask. Default: false. */
  readonly allRegions?: boolean | undefined;
}

/** How a case is opened. */
export interface CaseOptions extends CaseReading, RegionChoice {
  /** Path of a mask that the regions are cut to, as `within` of the options of `extract`. */
  readonly within?: string | undefined;
  /** Its region, by name or number, where its files hold several. */
  readonly withinRegion?: string | number | undefined;
  /** Path of a mask of white matter or of the brain, as `whiteMatter` of the options of `extract`. */
  readonly whiteMatter?: string | undefined;
  /** Its region, by name or number, where its files hold several. */
  readonly whiteMatterRegion?: string | number | undefined;
  /** What the regions are going to be measured with; what they are beside the image gives notes. */
  readonly settings?: SettingsInput | undefined;
  /** What notes call an option: `option suv: bodyWeight` by default. */
  readonly nameOption?: NameOption | undefined;
  /**
   * The pool whose workers decode compressed frames of DICOM images side by side. Default: they are decoded one
   * after another in the calling thread.
   */
  readonly pool?: ReadOptions["pool"] | undefined;
  /** Stops between one file and the next, and between regions. */
  readonly signal?: AbortSignal | undefined;
}

/** Options as notes call them by default. */
export const caseOption: NameOption = ({ option, value }) =>
  value === null ? `option ${option}` : `option ${option}: ${value}`;

/** A choice of one region by itself, or of a list, of which one that is refused leaves the others. */
export interface Wanted {
  readonly several: boolean;
  /** null for every region; empty for what the mask holds as a whole. */
  readonly regions: readonly (string | number)[] | null;
}

/**
 * The regions that options ask for, each once.
 *
 * @throws VoxomicsError `invalid-settings` for a choice in several ways, or of nothing
 */
export function wantedOf({ region, label, allRegions }: RegionChoice): Wanted {
  const given = Object.entries({ label, region, allRegions: allRegions || undefined }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    const names = given.map(([name, value]) => `the ${name} ${found(value)}`).join(" and ");
    throw refused(`found ${names}, expected one of both`, { found: Object.fromEntries(given) });
  }
  if (allRegions === true) return { several: true, regions: null };
  const chosen = label ?? region;
  const isRegion = (value: unknown) =>
    Number.isInteger(value) || (label === undefined && typeof value === "string" && value !== "");
  const regions: readonly (string | number)[] = chosen === undefined ? [] : [chosen].flat();
  if (!regions.every(isRegion) || (Array.isArray(chosen) && regions.length === 0)) {
    const [name] = given[0];
    const one = name === "label" ? "an integer" : "a region's name or its number";
    const message = `${name}: found ${found(chosen)}, expected ${one}, or a list of them`;
    throw refused(message, { found: chosen });
  }
  return { several: Array.isArray(chosen), regions: [...new Set(regions)] };
}

const others = [
  "region",
  "label",
  "allRegions",
  "within",
  "withinRegion",
  "whiteMatter",
  "whiteMatterRegion",
  "settings",
  "nameOption",
  "pool",
  "signal",
] satisfies (keyof CaseOptions)[];

/**
 * What options say of reading, checked.
 *
 * @throws VoxomicsError `invalid-argument`, or `invalid-settings` for an unknown option or a value that
 *   it cannot have
 */
export function readingOf(options: CaseOptions): CaseReading {
  checkArgument(options, "options", "object");
  const known: readonly string[] = [...readingOptions.map(({ key }) => key), ...others];
  checkOptionNames(options, known);
  const given = readingOptions.filter(({ key }) => options[key] !== undefined);
  for (const { key, value: named, parse, expected } of given) {
    const value = options[key];
    if (value !== "" && isSame(parse(String(value)), value)) continue;
    const wanted = named === null ? "true or false" : expected;
    throw refused(`${key}: found ${found(value)}, expected ${wanted}`, { found: value });
  }
  return Object.fromEntries(given.map(({ key }) => [key, options[key]]));
}

/** Whether two values are the same, or lists of the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((one, n) => one === b[n]);
}

function refused(message: string, details: ErrorDetails["invalid-settings"]): VoxomicsError {
  return new VoxomicsError("invalid-settings", message, details);
}
