import type { DicomDataSet } from "../data-set.ts";
import { readPetAcquisition } from "./read-pet-acquisition.ts";
import { suvFactors } from "./suv-factors.ts";
import type { SuvKind } from "./suv-kind.ts";

/**
 * By what the rescaled values of each slice of a PET series are multiplied to be standardised uptake
 * values: g/ml, or cm²/ml of the body surface.
 *
 * @throws VoxomicsError `no-suv` if the headers lack something, or contradict themselves; the message
 *   names the attribute.
 */
export function toSuv(
  slices: readonly { readonly dataSet: DicomDataSet }[],
  kind: SuvKind,
): readonly number[] {
  return suvFactors(readPetAcquisition(slices.map(({ dataSet }) => dataSet)), kind);
}
