import type { Extraction } from "../../src/extraction/extraction.ts";

/** Numbers by their bits, in hexadecimal: JSON knows no -0 and no NaN. */
export function bitsOf(values: ArrayLike<number>): string[] {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(values, (value) => {
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16);
  });
}

/** An extraction as text, its values by their bits. */
export function inBits({ settings, roi, features }: Extraction): string {
  const rows = features.map((row) => ({
    ...row,
    value: row.value === null ? null : bitsOf([row.value])[0],
  }));
  return JSON.stringify({ settings, roi, rows });
}

/** One value of an extraction. */
export interface Row {
  readonly image: string;
  readonly family: string;
  readonly value: number | null;
}

/** What `inBits` wrote, with numbers for bits. */
export function parseBits(text: string): { readonly rows: readonly Row[]; readonly rest: unknown } {
  const { rows, ...rest } = JSON.parse(text);
  const view = new DataView(new ArrayBuffer(8));
  const numberOf = (bits: string) => {
    view.setBigUint64(0, BigInt(`0x${bits}`));
    return view.getFloat64(0);
  };
  return {
    rows: rows.map((row: { value: string | null }) => ({
      ...row,
      value: row.value === null ? null : numberOf(row.value),
    })),
    rest,
  };
}
