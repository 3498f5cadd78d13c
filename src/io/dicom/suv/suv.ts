import type { DicomDataSet } from "../data-set.ts";
import { readPetAcquisition } from "./read-pet-acquisition.ts";
import { suvFactors } from "./suv-factors.ts";
import type { SuvKind } from "./suv-kind.ts";

/**
 * For each slice of a PET series, the factor from rescaled values to standardised uptake values: g/ml, or
 * cm²/ml for the body surface area.
 *
 * @throws VoxomicsError `no-suv` if the headers lack a value, or contradict themselves; the message names
 *   the attribute
 */
export function toSuv(
  slices: readonly { readonly dataSet: DicomDataSet }[],
  kind: SuvKind,
): readonly number[] {
  return suvFactors(readPetAcquisition(slices.map(({ dataSet }) => dataSet)), kind);
}
