import { signal } from "@preact/signals";

/** What was opened beside an image that is shown. */
export interface Added {
  /** Ids of the entries that are new in the listing. */
  readonly images: readonly string[];
  readonly regionFiles: readonly string[];
  /** How many of the files were refused. */
  readonly refused: number;
}

/** What was opened last beside the shown image; null once another image is shown, or the user has read it. */
export const added = signal<Added | null>(null);
