import { noSuv } from "./no-suv.ts";
import type { PetAcquisition } from "./pet-acquisition.ts";

/**
 * Refuses series whose values are not proportional to the activity: without attenuation correction,
 * with an offset, or of a transmission scan.
 */
export function checkQuantitative({ corrections, countsSource, slices }: PetAcquisition): void {
  if (corrections.length > 0 && !corrections.includes("ATTN")) {
    throw noSuv("CorrectedImage (0028,0051) lacks ATTN: expected values corrected for attenuation");
  }
  if (countsSource === "TRANSMISSION") {
    throw noSuv("CountsSource (0054,1002) is TRANSMISSION, expected EMISSION");
  }
  const offset = slices.find(({ rescaleIntercept }) => (rescaleIntercept ?? 0) !== 0);
  if (offset === undefined) return;
  const { rescaleIntercept } = offset;
  throw noSuv(`RescaleIntercept (0028,1052) is ${rescaleIntercept}, expected 0 in PET`, {
    rescaleIntercept,
  });
}

/** Refuses a series that both says and denies that it is corrected for decay. */
export function checkDecayCorrection(pet: PetAcquisition, decayCorrection: string): void {
  const { corrections, slices } = pet;
  const listed = corrections.includes("DECY") || corrections.includes("DECAY");
  if (corrections.length > 0 && listed !== (decayCorrection !== "NONE")) {
    throw noSuv(
      `DecayCorrection (0054,1102) is ${decayCorrection}, but CorrectedImage (0028,0051) ` +
        (listed ? "lists DECY" : "lacks DECY"),
      { decayCorrection, corrections },
    );
  }
  const applied = slices.find(({ decayFactor }) => (decayFactor ?? 1) !== 1);
  if (decayCorrection !== "NONE" || applied === undefined) return;
  throw noSuv(
    `DecayCorrection (0054,1102) is NONE, but DecayFactor (0054,1321) is ${applied.decayFactor}`,
    { decayFactor: applied.decayFactor },
  );
}
