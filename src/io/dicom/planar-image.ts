import { type Note, noteOf } from "../../messages/note.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type Placement, spacingOf } from "./placement.ts";
import { exactNumbersOf, has, itemsOf, numberOf, stringOf } from "./values.ts";

/** Modalities whose images have no position in the patient: projections and ultrasound. */
const planarModalities: ReadonlySet<string | undefined> = new Set([
  "CR", "DX", "IO", "IVUS", "MG", "PX", "RF", "RG", "US", "XA",
]); // biome-ignore format: a list

/** Whether an image is a projection or an ultrasound image without a position in the patient. */
export function isPlanar(dataSet: DicomDataSet): boolean {
  return (
    planarModalities.has(stringOf(dataSet, "Modality")) &&
    !has(dataSet, "ImagePositionPatient") &&
    !has(dataSet, "ImageOrientationPatient")
  );
}

/**
 * Places a planar image at the origin, with rows along x and columns along y.
 *
 * The size of a pixel is Pixel Spacing, else Imager Pixel Spacing (which is at the detector, and is
 * divided by Estimated Radiographic Magnification Factor where that is stated), else Nominal Scanned Pixel
 * Spacing, else what the regions of an ultrasound image state, if they agree.
 *
 * @throws VoxomicsError `invalid-file` for an image that says nothing about the size of its pixels.
 */
export function planarImage(dataSet: DicomDataSet): {
  readonly placement: Placement;
  readonly notes: readonly Note[];
} {
  const { spacing, source } = planarSpacing(dataSet);
  const message =
    `${stringOf(dataSet, "Modality")} image lies nowhere in the patient: it was put at the origin, its pixels ` +
    `by ${source}`;
  return {
    placement: { position: [0, 0, 0], axes: [[1, 0, 0], [0, 1, 0]], spacing },
    notes: [noteOf("planar-image", message, { spacing })],
  }; // biome-ignore format: one object
}

function planarSpacing(dataSet: DicomDataSet): Pick<Placement, "spacing"> & { source: string } {
  for (const name of [
    "PixelSpacing",
    "ImagerPixelSpacing",
    "NominalScannedPixelSpacing",
  ] as const) {
    if (!has(dataSet, name)) continue;
    const spacing = spacingOf(dataSet, name);
    const factor = numberOf(dataSet, "EstimatedRadiographicMagnificationFactor") ?? 0;
    if (name !== "ImagerPixelSpacing") return { spacing, source: nameOf(name) };
    const isStated = factor > 0;
    return {
      spacing: isStated ? [spacing[0] / factor, spacing[1] / factor] : spacing,
      source: isStated
        ? `${nameOf(name)} divided by ${nameOf("EstimatedRadiographicMagnificationFactor")}, ${factor}`
        : `${nameOf(name)}, at the detector: no magnification is stated`,
    };
  }
  const spacing = regionSpacing(dataSet);
  if (spacing !== undefined) return { spacing, source: nameOf("SequenceOfUltrasoundRegions") };
  const names: readonly Keyword[] = [
    "PixelSpacing",
    "ImagerPixelSpacing",
    "NominalScannedPixelSpacing",
    "SequenceOfUltrasoundRegions",
  ];
  throw invalidFile(
    `image says nothing about the size of its pixels, expected one of ${names.map(nameOf).join(", ")}` +
      (has(dataSet, "SequenceOfUltrasoundRegions") ? " (regions of tissue in cm, all alike)" : ""),
    { expected: names },
  );
}

/** The code of Physical Units X and Y Direction for centimetres. */
const centimetres = 3;
/** The code of Region Spatial Format for two-dimensional tissue or flow. */
const tissue = 1;

/** The size of a pixel that all ultrasound regions of tissue state, mm; undefined where they disagree. */
function regionSpacing(dataSet: DicomDataSet): readonly [number, number] | undefined {
  const stated = itemsOf(dataSet, "SequenceOfUltrasoundRegions")
    .filter((region) => (numberOf(region, "RegionSpatialFormat") ?? tissue) === tissue)
    .map((region) => {
      const units = (["PhysicalUnitsXDirection", "PhysicalUnitsYDirection"] as const).map((name) =>
        numberOf(region, name),
      );
      const deltas = (["PhysicalDeltaX", "PhysicalDeltaY"] as const).map(
        (name) => 10 * Math.abs(exactNumbersOf(region, name, 1)[0]),
      );
      return units.every((unit) => unit === centimetres) ? deltas : [0, 0];
    });
  const [first] = stated;
  const areAlike = stated.every((deltas) =>
    deltas.every((delta, a) => Math.abs(delta - first[a]) <= 1e-4 * first[a]),
  );
  return first !== undefined && areAlike && first.every((delta) => delta > 0)
    ? [first[0], first[1]]
    : undefined;
}
