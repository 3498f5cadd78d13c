import type { Source } from "../source.ts";
import { referencesOf } from "./beside-regions.ts";
import { parseHeaders } from "./dicom.ts";
import { isSegmentation } from "./segmentation.ts";
import { chooseSeries } from "./series.ts";
import { instanceOf, isUid, type SourceInstance } from "./source-study.ts";
import { itemsOf, numberOf, stringOf } from "./values.ts";

/** The SEG or RTSTRUCT that regions were read from. */
export interface SourceRegions extends SourceInstance {
  readonly kind: "segmentation" | "structure set";
  /** Series Instance UID of the images that it was made on; null if it does not say. */
  readonly madeOn: string | null;
  /** What a SEG tracks its segments by, by Segment Number. */
  readonly tracking: ReadonlyMap<number, SegmentTracking>;
}

/** What a segment is called wherever it is measured. */
export interface SegmentTracking {
  readonly id: string;
  readonly uid: string;
}

/**
 * What a document about regions refers to.
 *
 * @param series Series Instance UID of the SEG or RTSTRUCT
 * @throws VoxomicsError `invalid-file` for a file without the UIDs that a reference needs, `invalid-settings`
 *   if it is not there
 */
export async function sourceRegions(
  sources: readonly Source[],
  series: string,
): Promise<SourceRegions> {
  const drawn = (await parseHeaders(sources)).filter(({ kind }) => kind !== "image");
  const [file] = chooseSeries(drawn, series, "series of regions").files;
  const { dataSet } = file;
  const tracked = itemsOf(dataSet, "SegmentSequence").flatMap((item) => {
    const [number, id] = [numberOf(item, "SegmentNumber"), stringOf(item, "TrackingID")];
    const uid = stringOf(item, "TrackingUID");
    const isTracked = number !== undefined && id !== undefined && uid !== undefined && isUid(uid);
    return isTracked ? [[number, { id, uid }] as const] : [];
  });
  return {
    ...instanceOf(file),
    kind: isSegmentation(dataSet) ? "segmentation" : "structure set",
    madeOn: referencesOf(dataSet).series.find(isUid) ?? null,
    tracking: new Map(tracked),
  };
}
