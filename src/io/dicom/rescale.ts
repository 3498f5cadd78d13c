import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";
import { within } from "./dicom-file.ts";
import { groupOf } from "./functional-groups.ts";
import type { Plane } from "./plane.ts";
import { itemOf, numberOf } from "./values.ts";

/** How stored pixels become values: value = slope × stored + intercept. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The rescale of a slice; where none is stated, slope 1 and intercept 0.
 *
 * @throws VoxomicsError `invalid-file` for a slope of 0, `unsupported-format` for a lookup table.
 */
export function rescaleOf({ dataSet, groups, where }: Plane): Rescale {
  return within(where, () => {
    if (itemOf(dataSet, "ModalityLUTSequence") !== undefined) {
      throw new VoxomicsError(
        "unsupported-format",
        `values are given by a lookup table, ${nameOf("ModalityLUTSequence")}, expected ` +
          `${nameOf("RescaleSlope")} and ${nameOf("RescaleIntercept")}`,
      );
    }
    const stated = groupOf(dataSet, groups, "PixelValueTransformationSequence") ?? dataSet;
    const slope = numberOf(stated, "RescaleSlope") ?? numberOf(dataSet, "DoseGridScaling") ?? 1;
    if (slope === 0) {
      throw invalidFile(`${nameOf("RescaleSlope")} is 0, expected another number`, { slope });
    }
    return { slope, intercept: numberOf(stated, "RescaleIntercept") ?? 0 };
  });
}
