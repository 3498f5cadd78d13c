import type { Vec3 } from "../../../src/volume/volume.ts";
import { type DicomOptions, decimal, dicomFile, type Elements } from "./dicom-fixture.ts";

/** A contour as an RTSTRUCT stores it. */
export interface StoredContour {
  /** Default CLOSED_PLANAR. */
  readonly type?: string;
  /** In mm, LPS. */
  readonly points: readonly Vec3[];
  readonly others?: Elements;
}

export interface StoredStructure {
  readonly number: number;
  readonly name: string;
  /** RT ROI Interpreted Type. */
  readonly type?: string;
  readonly contours: readonly StoredContour[];
}

/** The elements of an RTSTRUCT; others replace or add to them. */
export function structureSetElements(
  structures: readonly StoredStructure[],
  others: Elements = {},
): Elements {
  return {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.3",
    SOPInstanceUID: "1.2.826.0.1.9",
    Modality: "RTSTRUCT",
    SeriesInstanceUID: "1.2.826.0.1.8",
    StructureSetLabel: "CONTOURS",
    StructureSetROISequence: structures.map(({ number, name }) => ({
      ROINumber: number,
      ReferencedFrameOfReferenceUID: "1.2.826.0.1.3",
      ROIName: name,
      ROIGenerationAlgorithm: "MANUAL",
    })),
    ROIContourSequence: structures.map(({ number, contours }) => ({
      ROIDisplayColor: [255, 0, 0],
      ContourSequence: contours.map(contourElements),
      ReferencedROINumber: number,
    })),
    RTROIObservationsSequence: structures.map(({ number, type }, n) => ({
      ObservationNumber: n + 1,
      ReferencedROINumber: number,
      RTROIInterpretedType: type ?? "",
    })),
    ...others,
  };
}

function contourElements({ type = "CLOSED_PLANAR", points, others }: StoredContour): Elements {
  return {
    ContourGeometricType: type,
    NumberOfContourPoints: points.length,
    ContourData: points.flat().map(decimal),
    ...others,
  };
}

export function structureSet(structures: readonly StoredStructure[], options?: DicomOptions) {
  return dicomFile(structureSetElements(structures), options);
}
