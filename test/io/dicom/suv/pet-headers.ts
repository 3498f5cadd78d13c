import { type DicomDataSet, parseDicom } from "../../../../src/io/dicom/data-set.ts";
import { type DicomOptions, dicomFile, type Elements } from "../dicom-fixture.ts";

const sequence = "RadiopharmaceuticalInformationSequence";

/** What the default object of the IBSI's SUV manual (0_0) says of its values. */
const defaults: Elements = {
  SeriesDate: "20250101",
  AcquisitionDate: "20250101",
  SeriesTime: "110000.000000",
  AcquisitionTime: "110000.000000",
  Modality: "PT",
  PatientSex: "O",
  PatientSize: "1.75",
  PatientWeight: "70.0",
  ActualFrameDuration: "300000",
  PixelSpacing: ["4.0", "4.0"],
  SliceThickness: "4.0",
  CorrectedImage: ["NORM", "DTIM", "ATTN", "SCAT", "DECY", "RAN"],
  RescaleIntercept: "0.0",
  RescaleSlope: "1.0",
  Units: "BQML",
  CountsSource: "EMISSION",
  DecayCorrection: "START",
  FrameReferenceTime: "150000.0",
  DecayFactor: "1.0",
};

const defaultAdministration: Elements = {
  RadiopharmaceuticalStartTime: "100000.000000",
  RadionuclideTotalDose: "368080000.0",
  RadionuclideHalfLife: "6586.2",
  RadiopharmaceuticalStartDateTime: "20250101100000.000000",
  RadionuclideCodeSequence: [
    { CodeValue: "C-111A1", CodingSchemeDesignator: "SRT", CodeMeaning: "^18^Fluorine" },
  ],
};

/** Headers of that object's slices, with changes; undefined leaves an element out. */
export function petHeaders(
  changes: Elements = {},
  administration: Elements = {},
  options?: DicomOptions,
): Promise<DicomDataSet> {
  const items = [{ ...defaultAdministration, ...administration }];
  return parseDicom(dicomFile({ ...defaults, [sequence]: items, ...changes }, options));
}
