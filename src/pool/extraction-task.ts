import type { Extraction } from "../extraction/extraction.ts";
import type { SettingsInput } from "../settings/settings.ts";
import type { Volume } from "../volume/volume.ts";

/** A region to be measured. */
export interface ExtractionTask {
  readonly image: Volume;
  /** 0 and 1, or labels with a `label`. */
  readonly mask: Volume;
  /** The label of the mask that is measured. */
  readonly label?: number | undefined;
  readonly settings?: SettingsInput | undefined;
  /** A mask on the image's grid that the region is cut to, as in the options of `extract`. */
  readonly within?: Volume | undefined;
  /** White matter or the brain, as in the options of `extract`. */
  readonly whiteMatter?: Volume | undefined;
}

/** The result of a task: an extraction, or the error with which it was refused. */
export type TaskOutcome<T> =
  | { readonly task: T; readonly extraction: Extraction; readonly error: null }
  | { readonly task: T; readonly extraction: null; readonly error: unknown };
