import type { DicomFile } from "./dicom-file.ts";
import { stringOf } from "./values.ts";

/** Files without copies: of those that are equal to the byte, only the first. */
export function withoutCopies(files: readonly DicomFile[]): readonly DicomFile[] {
  const known = new Map<string, DicomFile[]>();
  return files.filter((file) => {
    const { dataSet } = file;
    const key = `${stringOf(dataSet, "SOPInstanceUID") ?? ""} ${dataSet.bytes.length}`;
    const alike = known.get(key) ?? [];
    if (alike.some((other) => areEqual(other.dataSet.bytes, dataSet.bytes))) return false;
    known.set(key, [...alike, file]);
    return true;
  });
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}
