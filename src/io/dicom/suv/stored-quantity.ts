import { nameOf } from "../attributes.ts";
import type { BodyMeasure } from "./body-measure.ts";
import { noSuv, required } from "./no-suv.ts";
import type { PetAcquisition, PetSlice } from "./pet-acquisition.ts";

/**
 * What rescaled values are once each slice is multiplied by its scale: an uptake normalised by a body
 * measure, or an activity concentration in Bq/ml.
 */
export type StoredQuantity =
  | { readonly quantity: "uptake"; readonly measure: BodyMeasure; readonly scales: Scales }
  | { readonly quantity: "activity"; readonly scales: Scales };

type Scales = readonly number[];

/** SUV Types (0054,1006) whose unit is g/ml. */
const weightTypes: ReadonlyMap<string, BodyMeasure> = new Map([
  ["BW", "bodyWeight"],
  ["LBM", "leanBodyMassMorgan"],
  ["LBMJAMES128", "leanBodyMassJames"],
  ["LBMJANMA", "leanBodyMass"],
  ["IBW", "idealBodyWeight"],
]);

/**
 * What the values of a series are, by their units.
 *
 * @throws VoxomicsError `no-suv` for units that no uptake follows from, a missing scale, or a SUV
 *   Type that contradicts the units.
 */
export function storedQuantity(pet: PetAcquisition): StoredQuantity {
  const { slices, suvType } = pet;
  const units = required(pet.units, "Units", "BQML, GML, CM2ML, CNTS or CPS");
  const unscaled = slices.map(() => 1);
  switch (units) {
    case "GML":
      return { quantity: "uptake", measure: weightMeasure(suvType), scales: unscaled };
    case "CM2ML":
      requireType(units, suvType, ["BSA"]);
      return { quantity: "uptake", measure: "bodySurfaceArea", scales: unscaled };
    case "BQML":
      requireType(units, suvType, []);
      return { quantity: "activity", scales: unscaled };
    case "CNTS":
      requireType(units, suvType, []);
      return scaledCounts(pet);
    case "CPS":
      requireType(units, suvType, []);
      return { quantity: "activity", scales: slices.map((slice) => rateScale(pet, slice)) };
    default:
      throw noSuv(
        `Units (0054,1001) are ${units}, expected BQML, GML, CM2ML, CNTS or CPS: ` +
          "other units have no known relation to activity",
        { units },
      );
  }
}

/** The measure of an SUV Type; by DICOM, a missing type means body weight. */
function weightMeasure(suvType: string | null): BodyMeasure {
  const measure = weightTypes.get(suvType ?? "BW");
  if (measure !== undefined) return measure;
  throw contradictingType("GML", suvType, [...weightTypes.keys()]);
}

function requireType(units: string, suvType: string | null, types: readonly string[]): void {
  if (suvType === null || types.includes(suvType)) return;
  throw contradictingType(units, suvType, types);
}

function contradictingType(units: string, suvType: string | null, types: readonly string[]) {
  const expected = types.length === 0 ? "none" : `${types.join(", ")} or none`;
  return noSuv(
    `SUVType (0054,1006) is ${suvType} although Units (0054,1001) are ${units}, expected ${expected}`,
    { units, suvType },
  );
}

/** Counts, scaled by one of Philips's factors (0 stands for none), else by the rate that they make. */
function scaledCounts(pet: PetAcquisition): StoredQuantity {
  const { slices } = pet;
  const uptake = slices.map(({ suvScale }) => suvScale ?? 0);
  if (uptake.some((scale) => scale !== 0)) {
    requireScales(uptake, "the Philips SUV scale factor (7053,1000)");
    return { quantity: "uptake", measure: "bodyWeight", scales: uptake };
  }
  const activity = slices.map(({ activityScale }) => activityScale ?? 0);
  if (activity.some((scale) => scale !== 0)) {
    requireScales(activity, "the Philips activity concentration scale factor (7053,1009)");
    return { quantity: "activity", scales: activity };
  }
  const need = "the duration in ms, or a Philips scale factor (7053,1000) or (7053,1009)";
  const durations = slices.map((slice) =>
    required(slice.frameDuration, "ActualFrameDuration", need),
  );
  const scales = slices.map((slice, n) => rateScale(pet, slice) / durations[n]);
  return { quantity: "activity", scales };
}

function requireScales(scales: Scales, attribute: string): void {
  const slice = scales.findIndex((scale) => !(scale > 0));
  if (slice < 0) return;
  throw noSuv(`${attribute} is ${scales[slice]} in slice ${slice + 1}, expected a number above 0`, {
    slice,
  });
}

/** Corrections without which a count rate is no measure of activity. */
const neededForRates = ["NORM", "ATTN", "SCAT", "RAN", "DTIM"];

/**
 * Bq/ml of one count per second in a voxel, as in the IBSI's SUV manual: by the volume of the voxel and,
 * where the rate is not calibrated, by the dose calibration factor.
 */
function rateScale({ units, corrections }: PetAcquisition, slice: PetSlice): number {
  const lacking = neededForRates.filter((correction) => !corrections.includes(correction));
  if (lacking.length > 0) {
    throw noSuv(
      `CorrectedImage (0028,0051) lacks ${lacking.join(", ")}, which Units (0054,1001) ${units} ` +
        "need without a Philips scale factor (7053,1000) or (7053,1009)",
      { units, lacking },
    );
  }
  const need = "the voxel's size in mm, to turn counts into Bq/ml";
  const volume = required(slice.voxelVolume, "SliceThickness", need);
  if (corrections.includes("DCAL")) return 1 / volume;
  const calibration = slice.doseCalibration ?? 0;
  if (calibration > 0) return calibration / volume;
  throw noSuv(
    `Units (0054,1001) are ${units}, but the image is not calibrated: CorrectedImage (0028,0051) ` +
      `lacks DCAL, and there is no ${nameOf("DoseCalibrationFactor")} above 0`,
    { units },
  );
}
