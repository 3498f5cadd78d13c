import type { ByteInput } from "../byte-reader.ts";
import type { FileRegion } from "../region.ts";
import type { DicomDataSet } from "./data-set.ts";
import { segmentationReferences, structureReferences } from "./identity.ts";
import { parseHeader } from "./parse-header.ts";
import { listSegments } from "./segmentation.ts";
import { groupSeries, type SeriesSummary, summaryOf } from "./series.ts";
import { listStructures } from "./structure-set.ts";

/** What a file says of its series, and of the regions in it. */
export interface DicomFileSummary extends SeriesSummary {
  /** The segments or structures of the file; empty for an image. */
  readonly regions: readonly FileRegion[];
  /** UIDs of the series that the regions were made on; empty where the file does not say. */
  readonly refersTo: readonly string[];
}

/**
 * What a DICOM file says about itself before its pixels; null for a directory of media (DICOMDIR).
 *
 * @throws VoxomicsError `invalid-file` for a damaged file
 */
export async function summariseDicomFile(input: ByteInput): Promise<DicomFileSummary | null> {
  return summariseDataSet(await parseHeader(input));
}

/** `summariseDicomFile` of a data set. */
export function summariseDataSet(dataSet: DicomDataSet): DicomFileSummary | null {
  const [series] = groupSeries([{ dataSet, where: "" }]);
  return series === undefined ? null : { ...summaryOf(series), ...regionsIn(series.kind, dataSet) };
}

function regionsIn(kind: SeriesSummary["kind"], dataSet: DicomDataSet) {
  switch (kind) {
    case "structure set":
      return {
        regions: listStructures(dataSet).map(plain),
        refersTo: structureReferences(dataSet).series,
      };
    case "segmentation":
      return {
        regions: listSegments(dataSet).map(plain),
        refersTo: segmentationReferences(dataSet).series,
      };
    default:
      return { regions: [], refersTo: [] };
  }
}

const plain = ({ number, name }: FileRegion): FileRegion => ({ number, name });
