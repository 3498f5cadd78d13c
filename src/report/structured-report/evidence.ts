import { groupBy } from "../../base/group-by.ts";
import type { SourceInstance } from "../../io/dicom/source-study.ts";
import { type Attributes, reference } from "./content-items.ts";

/**
 * The lists of all instances that a document refers to (DICOM PS3.3 C.17.2): those of its own study, and those of
 * others, such as a mask that was drawn in another study.
 */
export function evidenceOf(study: string, instances: readonly SourceInstance[]): Attributes {
  const own = instances.filter((one) => one.study === study);
  const others = instances.filter((one) => one.study !== study);
  return {
    ...(own.length === 0 ? {} : { CurrentRequestedProcedureEvidenceSequence: byStudy(own) }),
    ...(others.length === 0 ? {} : { PertinentOtherEvidenceSequence: byStudy(others) }),
  };
}

function byStudy(instances: readonly SourceInstance[]): readonly Attributes[] {
  return [...groupBy(instances, ({ study }) => study)].map(([study, ofStudy]) => ({
    StudyInstanceUID: study,
    ReferencedSeriesSequence: [...groupBy(ofStudy, ({ series }) => series)].map(
      ([series, ofSeries]) => ({
        SeriesInstanceUID: series,
        ReferencedSOPSequence: ofSeries.map(reference),
      }),
    ),
  }));
}
