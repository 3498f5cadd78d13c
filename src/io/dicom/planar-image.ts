import { type Note, noteOf } from "../../messages/note.ts";
import { invalidFile } from "../invalid-file.ts";
import { type Keyword, nameOf } from "./attributes.ts";
import type { DicomDataSet } from "./data-set.ts";
import { type Placement, spacingOf } from "./placement.ts";
import { exactNumbersOf, has, itemsOf, numberOf, stringOf } from "./values.ts";

/** Modalities of images that lie nowhere in the patient: projections and ultrasound. */
const planarModalities: ReadonlySet<string | undefined> = new Set([
  "CR", "DX", "IO", "IVUS", "MG", "PX", "RF", "RG", "US", "XA",
]); // biome-ignore format: a list

/** Whether an image is planar: it has a size, but no place. */
export function isPlanar(dataSet: DicomDataSet): boolean {
  return (
    planarModalities.has(stringOf(dataSet, "Modality")) &&
    !has(dataSet, "ImagePositionPatient") &&
    !has(dataSet, "ImageOrientationPatient")
  );
}

/**
 * A planar image as a slice at the origin, along the axes.
 *
 * Pixels are as large as Pixel Spacing says, else Imager Pixel Spacing (at the detector, divided by
 * Estimated Radiographic Magnification Factor where that is stated), Nominal Scanned Pixel Spacing,
 * or the regions of an ultrasound image if they agree.
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

/** Centimetres, as Physical Units X and Y Direction have it. */
const centimetres = 3;
/** Two-dimensional tissue or flow, as Region Spatial Format has it. */
const tissue = 1;

/** The size of pixels that all regions of tissue state, in mm; regions may not share one image otherwise. */
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
