import { join, latin1 } from "./dicom-fixture.ts";

/** The bytes of a Siemens header with these entries, of the kind that starts with SV10 or the older one. */
export function csaHeader(
  entries: Readonly<Record<string, readonly string[]>>,
  { old = false } = {},
): Uint8Array {
  const names = Object.keys(entries);
  const firstItems = entries[names[0]].length;
  return join(
    old ? new Uint8Array(0) : join(latin1("SV10"), Uint8Array.of(4, 3, 2, 1)),
    int32(names.length, 77),
    ...names.flatMap((name) => {
      const values = entries[name];
      const head = join(
        fixed(name, 64),
        int32(values.length),
        fixed(name.endsWith("Text") ? "SH" : "DS", 4),
        int32(0, values.length, 77),
      );
      const items = values.map((value) => {
        const length = value === "" ? 0 : value.length + 1;
        const xx = old ? [length + firstItems, 0, 0, 0] : [length, length, 77, length];
        return join(int32(...xx), fixed(value, Math.ceil(length / 4) * 4));
      });
      return [head, ...items];
    }),
  );
}

function int32(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, n) => {
    view.setInt32(4 * n, value, true);
  });
  return new Uint8Array(view.buffer);
}

function fixed(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(latin1(text));
  return bytes;
}
