import type { FeatureUnit } from "../../features/feature.ts";
import type { DicomImageDescription } from "../../io/dicom/image-description.ts";
import type { Code } from "../../io/dicom/source-study.ts";
import type { SuvKind } from "../../io/dicom/suv/suv-kind.ts";

// Units in UCUM, with the meanings that DICOM gives them (PS3.16, CID 82 to 85).

const ucum = (value: string, meaning: string): Code => ({ value, scheme: "UCUM", meaning });

/** A unit of intensities, and its square: UCUM has no power of a product. */
export interface IntensityUnit {
  readonly unit: Code;
  readonly square: string;
}

const intensity = (value: string, square: string, meaning: string): IntensityUnit => ({
  unit: ucum(value, meaning),
  square,
});

/** Intensities whose unit is not known, those after normalisation, and those of response maps. */
export const arbitrary = intensity("[arb'U]", "[arb'U]2", "arbitrary unit");

/** Units by the names that DICOM headers have for them. */
const ofHeaders: Readonly<Record<string, IntensityUnit>> = {
  HU: intensity("[hnsf'U]", "[hnsf'U]2", "Hounsfield unit"),
  BQML: intensity("Bq/ml", "Bq2/ml2", "Becquerels/milliliter"),
  GML: intensity("g/ml", "g2/ml2", "grams/milliliter"),
  CM2ML: intensity("cm2/ml", "cm4/ml2", "centimeter squared/milliliter"),
  CNTS: intensity("{counts}", "{counts squared}", "Counts"),
  GY: intensity("Gy", "Gy2", "Gray"),
};

const uptake = (annotation: string, normalisedBy: string): IntensityUnit =>
  intensity(
    `g/ml{${annotation}}`,
    `g2/ml2{${annotation}}`,
    `Standardized Uptake Value ${normalisedBy}`,
  );

/** Uptake values that were computed. */
const ofUptake: Readonly<Record<SuvKind, IntensityUnit>> = {
  bodyWeight: uptake("SUVbw", "body weight"),
  leanBodyMass: uptake("SUVlbm(Janma)", "lean body mass (Janma)"),
  leanBodyMassJames: uptake("SUVlbm(James128)", "lean body mass (James 128 multiplier)"),
  idealBodyWeight: uptake("SUVibw", "ideal body weight"),
  bodySurfaceArea: intensity(
    "cm2/ml{SUVbsa}",
    "cm4/ml2{SUVbsa}",
    "Standardized Uptake Value body surface area",
  ),
};

/** The unit of an image's intensities. */
export function intensityUnit({
  unit,
  suv,
}: Pick<DicomImageDescription, "unit" | "suv">): IntensityUnit {
  if (suv !== null) return ofUptake[suv];
  return ofHeaders[unit ?? ""] ?? arbitrary;
}

/** Units that do not depend on the image. */
const ofGeometry = {
  mm: ucum("mm", "millimeter"),
  "mm²": ucum("mm2", "square millimeter"),
  "mm³": ucum("mm3", "cubic millimeter"),
  "1/mm": ucum("/mm", "per millimeter"),
  voxels: ucum("{voxels}", "voxels"),
  "%": ucum("%", "percent"),
  mL: ucum("ml", "milliliter"),
} as const satisfies Partial<Record<FeatureUnit, Code>>;

/**
 * The unit of a feature.
 *
 * @param image the unit of the image's intensities; null for the response map of a filter, whose values have another unit
 */
export function unitOf(of: FeatureUnit | null, image: IntensityUnit | null): Code {
  const { unit, square } = image ?? arbitrary;
  switch (of) {
    case null:
      return ucum("1", "no units");
    case "intensity":
      return unit;
    case "intensity²":
      return ucum(square, `square of ${unit.meaning}`);
    case "intensity·mm²":
      return ucum(`${unit.value}.mm2`, `${unit.meaning} times square millimeter`);
    case "intensity·mm³":
      return ucum(`${unit.value}.mm3`, `${unit.meaning} times cubic millimeter`);
    default:
      return ofGeometry[of];
  }
}
