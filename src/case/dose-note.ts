import type { DicomImageDescription } from "../io/dicom/image-description.ts";
import { type Note, noteOf } from "../messages/note.ts";
import type { Settings } from "../settings/settings.ts";

/** Dose-volume features of a DICOM image that is not in Gy, such as a dose in per cent or a CT. */
export function doseNotes(
  { modality, unit }: Pick<DicomImageDescription, "modality" | "unit">,
  { families, original }: Settings,
): Note[] {
  if (!original || !families.includes("doseVolume") || unit === "GY") return [];
  const image = modality ?? "of no stated modality";
  const found = unit ?? "no stated unit";
  return [
    noteOf(
      "dose-unit",
      `dose-volume features take the image's values for doses in Gy, and the image is ${image}, in ${found}`,
      { expected: "GY", found: unit, modality },
    ),
  ];
}
