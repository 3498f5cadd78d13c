import type { Attribute, Keyword } from "../attributes.ts";
import type { Instant } from "./dicom-time.ts";

/**
 * What the headers of a PET series state about its values; null for what they do not state. Instants are on
 * the scanner's clock.
 */
export interface PetAcquisition {
  /** Units (0054,1001): BQML, GML, CNTS … */
  readonly units: string | null;
  /** SUV Type (0054,1006): BW, LBM … */
  readonly suvType: string | null;
  /** Counts Source (0054,1002): EMISSION or TRANSMISSION. */
  readonly countsSource: string | null;
  /** Corrected Image (0028,0051): ATTN, DECY …; empty where it is missing. */
  readonly corrections: readonly string[];
  /** Decay Correction (0054,1102): NONE, START or ADMIN. */
  readonly decayCorrection: string | null;
  /** Statements of the instant that the values are decay-corrected to. */
  readonly decayCorrectedTo: readonly StatedInstant[];
  readonly seriesStart: Instant | null;
  readonly patient: Patient;
  readonly administration: Administration;
  readonly slices: readonly PetSlice[];
}

/** An instant and the attribute that states it. */
export interface StatedInstant {
  readonly attribute: Keyword | Attribute;
  readonly instant: Instant;
}

export interface Patient {
  /** Patient Weight (0010,1030), kg. */
  readonly weight: number | null;
  /** Patient Size (0010,1020), m. */
  readonly size: number | null;
  /** Patient Sex (0010,0040): M, F or O. */
  readonly sex: string | null;
}

/** What was administered, and when. */
export interface Administration {
  /** Radionuclide Total Dose (0018,1074): Bq, in some files MBq. */
  readonly dose: number | null;
  /** Radiopharmaceutical Start DateTime (0018,1078), or GE's own attribute. */
  readonly start: StatedInstant | null;
  /** Radiopharmaceutical Start Time (0018,1072): seconds since midnight of an unknown day. */
  readonly timeOfDay: number | null;
  /** Radionuclide Half Life (0018,1075), s. */
  readonly halfLife: number | null;
  readonly radionuclide: CodedConcept | null;
}

/** A code with its scheme and meaning. */
export interface CodedConcept {
  readonly scheme: string | null;
  readonly value: string;
  readonly meaning: string | null;
}

export interface PetSlice {
  /** Acquisition Date and Time (0008,0022), (0008,0032): start of the measurement. */
  readonly acquisitionStart: Instant | null;
  /** Frame Reference Time (0054,1300), s from the reference time to the time of the mean rate. */
  readonly frameReferenceTime: number | null;
  /** Actual Frame Duration (0018,1242), s; above 0. */
  readonly frameDuration: number | null;
  /** Decay Factor (0054,1321) that the values were multiplied by. */
  readonly decayFactor: number | null;
  /** Rescale Intercept (0028,1052). */
  readonly rescaleIntercept: number | null;
  /** Philips SUV Scale Factor (7053,1000): SUV by body weight, g/ml, of one count; 0 stands for none. */
  readonly suvScale: number | null;
  /** Philips Activity Concentration Scale Factor (7053,1009): Bq/ml of one count; 0 stands for none. */
  readonly activityScale: number | null;
  /** Dose Calibration Factor (0054,1322). */
  readonly doseCalibration: number | null;
  /** Volume of a voxel, ml, by Pixel Spacing (0028,0030) and Slice Thickness (0018,0050). */
  readonly voxelVolume: number | null;
}
