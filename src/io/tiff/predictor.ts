import { platformIsLittleEndian, reverseBytes } from "../voxel-type.ts";

/** Rows of samples out of compression. */
export interface Rows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowBytes: number;
  /** Bits of a sample: 8, 16, 32 or 64. */
  readonly bits: number;
  /** Samples from a value to that of the pixel before. */
  readonly step: number;
}

/**
 * Undoes a predictor in place, after which the bytes have the platform's order: 1 is none, 2 the differences of neighbours
 * (TIFF 6.0, section 14), 3 those of the bytes of floats (Adobe's technical note 3).
 */
export function undoPredictor(rows: Rows, predictor: number, littleEndian: boolean): void {
  if (predictor === 3) {
    for (let at = 0; at < rows.bytes.length; at += rows.rowBytes) undoFloatRow(rows, at);
    return;
  }
  if (littleEndian !== platformIsLittleEndian()) reverseBytes(rows.bytes, rows.bits / 8);
  if (predictor !== 2) return;
  const { buffer } = rows.bytes;
  const { bits, step } = rows;
  const perRow = rows.rowBytes / (bits / 8);
  const values =
    bits === 8
      ? new Uint8Array(buffer)
      : bits === 16
        ? new Uint16Array(buffer)
        : new Uint32Array(buffer);
  for (let row = 0; row < values.length; row += perRow) {
    for (let n = row + step; n < row + perRow; n++) values[n] += values[n - step];
  }
}

/** A row's bytes are first the highest ones of all its values, then the next ones, each as a difference. */
function undoFloatRow({ bytes, rowBytes, bits, step }: Rows, at: number): void {
  const row = bytes.subarray(at, at + rowBytes);
  for (let n = step; n < rowBytes; n++) row[n] += row[n - step];
  const planes = row.slice();
  const width = bits / 8;
  const count = rowBytes / width;
  const isLittle = platformIsLittleEndian();
  for (let n = 0; n < count; n++) {
    for (let byte = 0; byte < width; byte++) {
      const plane = isLittle ? width - 1 - byte : byte;
      row[width * n + byte] = planes[plane * count + n];
    }
  }
}
