/** Units as DICOM codes them for PET, and as people write them. */
const codes: Readonly<Record<string, string>> = {
  GML: "g/mL",
  BQML: "Bq/mL",
  CNTS: "counts",
  CM2ML: "cm²/mL",
};

/** The unit of an image's values as people write it: `g/mL` for DICOM's `GML`; null where none is known. */
export function shownUnit(unit: string | null): string | null {
  return unit === null ? null : (codes[unit] ?? unit);
}
