/** A case that was found in a folder: a row of a manifest that is not written yet. */
export interface DraftCase {
  /** What the id is made of: `STS_002`, `CT chest`, `GTV-1`. */
  readonly parts: readonly string[];
  /** What is added to the id, in this order, where cases would have the same; null where it is not known. */
  readonly more: readonly (string | null)[];
  /** A text that no other case has. */
  readonly identity: string;
  /** Path of a file or a folder, from the working folder. */
  readonly image: string;
  /** Path of a file, likewise. */
  readonly mask: string;
  /** Name of the region in the mask, or its number. */
  readonly region?: string;
  readonly label?: number;
  /** UID of the series, if the image's folder holds several. */
  readonly series?: string;
  /** Labels by the names of their columns. */
  readonly carried: Readonly<Record<string, string | null>>;
}

/** The cases that a folder holds, and what was left out. */
export interface ManifestDraft {
  readonly cases: readonly DraftCase[];
  /** What was left out and why, a sentence each, without a full stop. */
  readonly notes: readonly string[];
}
