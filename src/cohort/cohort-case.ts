import type { CaseReading } from "../case/case-reading.ts";

/** A case of a cohort: a row of its manifest, or one of several images in it. */
export interface CohortCase {
  /** The row in the manifest, counted from 1, the header left out. */
  readonly row: number;
  readonly id: string;
  /** Name of the image, where the manifest has several for a case: `T1` of its column `image:T1`. */
  readonly name?: string;
  /** Path as the manifest spells it, relative to the manifest's folder. */
  readonly image: string;
  /** Path likewise; that of the image where the image's own files hold the region. */
  readonly mask: string;
  /** Name of the region in the mask file; null to take what the file holds. */
  readonly region: string | null;
  /** Label of the region in a label map; null for a mask of 0 and 1. */
  readonly label: number | null;
  /** The mask that the region is cut to, and its region by name or number; absent without one. */
  readonly within?: SecondMaskOfCase;
  /** The mask of white matter that the image is normalised by, likewise. */
  readonly whiteMatter?: SecondMaskOfCase;
  /** Reading options of this case alone; they come before those of the run. */
  readonly reading: CaseReading;
  /** Cells of the columns `Manifest.carried`, in their order. */
  readonly carried: readonly string[];
}

/** A mask beside that of the region of a case. */
export interface SecondMaskOfCase {
  /** Path as the manifest spells it. */
  readonly path: string;
  /** null to take what the file holds. */
  readonly region: string | null;
}

/** The paths of a case's image and mask, and of `within` and `whiteMatter`, if it has them. */
export function pathsOf({ image, mask, within, whiteMatter }: CohortCase): readonly string[] {
  return [image, mask, within?.path ?? [], whiteMatter?.path ?? []].flat();
}
