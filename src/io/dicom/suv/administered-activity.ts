import { noSuv, required } from "./no-suv.ts";
import type { Administration } from "./pet-acquisition.ts";
import { halfLifeOf } from "./radionuclide.ts";

/**
 * The administered activity, Bq.
 *
 * Files state it in Bq or, by mistake or by older definitions, in MBq. As in the IBSI's SUV manual, its size
 * tells which: an activity lies between 1 MBq and 10 GBq.
 */
export function administeredActivity({ dose }: Administration): number {
  const stored = required(dose, "RadionuclideTotalDose", "the administered activity in Bq");
  if (stored >= 1 && stored <= 1e4) return stored * 1e6;
  if (stored >= 1e6 && stored <= 1e10) return stored;
  throw noSuv(
    `RadionuclideTotalDose (0018,1074) is ${stored}, expected 1e6 to 1e10 Bq, or 1 to 1e4 MBq`,
    { dose },
  );
}

/** Half-life of what was administered, s: as stated, or by the radionuclide's code. */
export function halfLife({ halfLife, radionuclide }: Administration): number {
  const stated = halfLife ?? (radionuclide && halfLifeOf(radionuclide));
  const need = "the half-life in s, or a code of DICOM CID 4020 as RadionuclideCodeSequence";
  const seconds = required(stated, "RadionuclideHalfLife", need);
  if (seconds > 0) return seconds;
  throw noSuv(`RadionuclideHalfLife (0018,1075) is ${seconds}, expected seconds above 0`, {
    halfLife: seconds,
  });
}
