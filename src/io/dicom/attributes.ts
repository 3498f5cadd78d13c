/** Value representations that are read as text, and those that are read as numbers. */
export type ValueRepresentation =
  | "AE" | "AS" | "AT" | "CS" | "DA" | "DS" | "DT" | "FD" | "FL" | "IS" | "LO" | "LT" | "OB"
  | "OD" | "OF" | "OL" | "OV" | "OW" | "PN" | "SH" | "SL" | "SQ" | "SS" | "ST" | "SV" | "TM"
  | "UC" | "UI" | "UL" | "UN" | "UR" | "US" | "UT" | "UV"; // biome-ignore format: a list

/** A data element: its tag as eight hexadecimal digits, and how its value is stored. */
export interface Attribute {
  readonly tag: string;
  readonly vr: ValueRepresentation;
}

/** Tag and value representation of the attributes that are read (DICOM PS3.6). */
const dictionary = {
  MediaStorageSOPClassUID: "00020002 UI",

  // what the file is
  SpecificCharacterSet: "00080005 CS",
  ImageType: "00080008 CS",
  SOPClassUID: "00080016 UI",
  SOPInstanceUID: "00080018 UI",
  Modality: "00080060 CS",
  Manufacturer: "00080070 LO",
  SeriesInstanceUID: "0020000E UI",
  SeriesDescription: "0008103E LO",
  StudyInstanceUID: "0020000D UI",
  FrameOfReferenceUID: "00200052 UI",
  ReferencedSeriesSequence: "00081115 SQ",
  InstanceNumber: "00200013 IS",
  AcquisitionNumber: "00200012 IS",
  CodeValue: "00080100 SH",
  CodingSchemeDesignator: "00080102 SH",
  CodeMeaning: "00080104 LO",

  // whose it is, and what its maker calls it
  PatientName: "00100010 PN",
  PatientID: "00100020 LO",
  IssuerOfPatientID: "00100021 LO",
  PatientBirthDate: "00100030 DA",
  ContentLabel: "00700080 CS",
  StudyID: "00200010 SH",
  StudyDescription: "00081030 LO",
  AccessionNumber: "00080050 SH",
  ReferringPhysicianName: "00080090 PN",
  ProcedureCodeSequence: "00081032 SQ",

  // dates and times
  StudyDate: "00080020 DA",
  StudyTime: "00080030 TM",
  SeriesDate: "00080021 DA",
  AcquisitionDate: "00080022 DA",
  AcquisitionDateTime: "0008002A DT",
  SeriesTime: "00080031 TM",
  AcquisitionTime: "00080032 TM",
  TimezoneOffsetFromUTC: "00080201 SH",

  // where slices and frames lie
  SliceThickness: "00180050 DS",
  SpacingBetweenSlices: "00180088 DS",
  ImagePositionPatient: "00200032 DS",
  ImageOrientationPatient: "00200037 DS",
  SliceLocation: "00201041 DS",
  PixelSpacing: "00280030 DS",
  NumberOfFrames: "00280008 IS",
  GridFrameOffsetVector: "3004000C DS",
  DoseUnits: "30040002 CS",
  DoseGridScaling: "3004000E DS",
  SharedFunctionalGroupsSequence: "52009229 SQ",
  PerFrameFunctionalGroupsSequence: "52009230 SQ",
  PlanePositionSequence: "00209113 SQ",
  PlaneOrientationSequence: "00209116 SQ",
  PixelMeasuresSequence: "00289110 SQ",
  FrameContentSequence: "00209111 SQ",
  PixelValueTransformationSequence: "00289145 SQ",
  StackID: "00209056 SH",
  DetectorInformationSequence: "00540022 SQ",
  SliceVector: "00540080 US",
  NumberOfSlices: "00540081 US",

  // how large pixels of planar images are
  ImagerPixelSpacing: "00181164 DS",
  EstimatedRadiographicMagnificationFactor: "00181114 DS",
  NominalScannedPixelSpacing: "00182010 DS",
  SequenceOfUltrasoundRegions: "00186011 SQ",
  RegionSpatialFormat: "00186012 US",
  PhysicalUnitsXDirection: "00186024 US",
  PhysicalUnitsYDirection: "00186026 US",
  PhysicalDeltaX: "0018602C FD",
  PhysicalDeltaY: "0018602E FD",

  // what tells apart images of one place
  TemporalPositionIdentifier: "00200100 IS",
  TemporalPositionIndex: "00209128 UL",
  TriggerTime: "00181060 DS",
  NominalCardiacTriggerDelayTime: "00209153 FD",
  FrameReferenceTime: "00541300 DS",
  EchoNumbers: "00180086 IS",
  EchoTime: "00180081 DS",
  EffectiveEchoTime: "00189082 FD",
  RepetitionTime: "00180080 DS",
  InversionTime: "00180082 DS",
  FlipAngle: "00181314 DS",
  DiffusionBValue: "00189087 FD",
  DiffusionGradientOrientation: "00189089 FD",
  MREchoSequence: "00189114 SQ",
  ConvolutionKernel: "00181210 SH",
  KVP: "00180060 DS",
  ComplexImageComponent: "00089208 CS",
  FrameType: "00089007 CS",
  AcquisitionContrast: "00089209 CS",
  ContentTime: "00080033 TM",
  FrameAcquisitionDateTime: "00189074 DT",
  FrameLaterality: "00209072 CS",
  ImageLaterality: "00200062 CS",
  ViewPosition: "00185101 CS",
  EnergyWindowVector: "00540010 US",
  DetectorVector: "00540020 US",
  RRIntervalVector: "00540060 US",
  TimeSlotVector: "00540070 US",
  TimeSliceVector: "00540100 US",

  // pixels
  SamplesPerPixel: "00280002 US",
  PhotometricInterpretation: "00280004 CS",
  Rows: "00280010 US",
  Columns: "00280011 US",
  BitsAllocated: "00280100 US",
  BitsStored: "00280101 US",
  HighBit: "00280102 US",
  PixelRepresentation: "00280103 US",
  PixelPaddingValue: "00280120 US",
  RescaleIntercept: "00281052 DS",
  RescaleSlope: "00281053 DS",
  RescaleType: "00281054 LO",
  ModalityLUTSequence: "00283000 SQ",
  ExtendedOffsetTable: "7FE00001 OV",
  FloatPixelData: "7FE00008 OF",
  DoubleFloatPixelData: "7FE00009 OD",
  PixelData: "7FE00010 OW",

  // PET
  Units: "00541001 CS",
  SUVType: "00541006 CS",
  CountsSource: "00541002 CS",
  CorrectedImage: "00280051 CS",
  DecayCorrection: "00541102 CS",
  DecayCorrectionDateTime: "00189701 DT",
  DecayFactor: "00541321 DS",
  DoseCalibrationFactor: "00541322 DS",
  ActualFrameDuration: "00181242 IS",
  PatientSex: "00100040 CS",
  PatientSize: "00101020 DS",
  PatientWeight: "00101030 DS",
  RadiopharmaceuticalInformationSequence: "00540016 SQ",
  RadiopharmaceuticalStartTime: "00181072 TM",
  RadiopharmaceuticalStartDateTime: "00181078 DT",
  RadionuclideTotalDose: "00181074 DS",
  RadionuclideHalfLife: "00181075 DS",
  RadionuclideCodeSequence: "00540300 SQ",

  // RTSTRUCT
  StructureSetLabel: "30060002 SH",
  ReferencedFrameOfReferenceSequence: "30060010 SQ",
  RTReferencedStudySequence: "30060012 SQ",
  RTReferencedSeriesSequence: "30060014 SQ",
  StructureSetROISequence: "30060020 SQ",
  ROINumber: "30060022 IS",
  ReferencedFrameOfReferenceUID: "30060024 UI",
  ROIName: "30060026 LO",
  ROIDescription: "30060028 ST",
  ROIDisplayColor: "3006002A IS",
  ROIGenerationAlgorithm: "30060036 CS",
  ROIContourSequence: "30060039 SQ",
  ContourSequence: "30060040 SQ",
  ContourGeometricType: "30060042 CS",
  NumberOfContourPoints: "30060046 IS",
  ContourData: "30060050 DS",
  RTROIObservationsSequence: "30060080 SQ",
  ObservationNumber: "30060082 IS",
  ReferencedROINumber: "30060084 IS",
  RTROIInterpretedType: "300600A4 CS",

  // SEG
  SegmentSequence: "00620002 SQ",
  SegmentationType: "00620001 CS",
  SegmentNumber: "00620004 US",
  SegmentLabel: "00620005 LO",
  TrackingID: "00620020 UT",
  TrackingUID: "00620021 UI",
  SegmentAlgorithmType: "00620008 CS",
  SegmentIdentificationSequence: "0062000A SQ",
  ReferencedSegmentNumber: "0062000B US",
  RecommendedDisplayCIELabValue: "0062000D US",
  MaximumFractionalValue: "0062000E US",
  SegmentedPropertyCategoryCodeSequence: "00620003 SQ",
  SegmentedPropertyTypeCodeSequence: "0062000F SQ",
  SegmentationFractionalType: "00620010 CS",
} as const satisfies Record<string, `${string} ${ValueRepresentation}`>;

/** The standard's keyword of an attribute. */
export type Keyword = keyof typeof dictionary;

export const keywords = Object.keys(dictionary) as readonly Keyword[];

/** An attribute by its keyword. */
export function attributeOf(keyword: Keyword): Attribute {
  const [tag, vr] = dictionary[keyword].split(" ") as [string, ValueRepresentation];
  return { tag, vr };
}

/** A tag as the standard writes it, with its keyword: `PixelSpacing (0028,0030)`. */
export function nameOf(attribute: Keyword | Attribute): string {
  if (typeof attribute !== "string") return writtenTag(attribute.tag);
  return `${attribute} ${writtenTag(attributeOf(attribute).tag)}`;
}

function writtenTag(tag: string): string {
  return `(${tag.slice(0, 4)},${tag.slice(4)})`;
}
