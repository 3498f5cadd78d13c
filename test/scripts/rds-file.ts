import { gzipSync } from "node:zlib";

/** A column of a data frame. */
export type Column = readonly string[] | readonly number[];

/** A data frame as R's `saveRDS` writes it, in version 2 of its format, as R Internals describes it. */
export function rdsOf(columns: Readonly<Record<string, Column>>): Uint8Array {
  const integer = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const text = (value: string) => [integer(0x40009), integer(Buffer.byteLength(value)), Buffer.from(value)]; // biome-ignore format: one line
  const vector = (column: Column) =>
    column.every((cell) => typeof cell === "string")
      ? [integer(16), integer(column.length), ...column.flatMap(text)]
      : [integer(14), integer(column.length), ...column.map(real)];
  const tagged = (name: string, value: Buffer[]) => [integer(0x402), integer(1), ...text(name), ...value]; // biome-ignore format: one line
  const parts = [
    Buffer.from("X\n"),
    ...[2, 0x30603, 0x20300].map(integer),
    integer(0x313), // a list, an object, with attributes
    integer(Object.keys(columns).length),
    ...Object.values(columns).flatMap(vector),
    ...tagged("names", vector(Object.keys(columns))),
    ...tagged("row.names", [13, 2, -0x80000000, -1].map(integer)),
    // of data.table: a pointer to nothing, and its name once more as a reference to the symbol "names"
    ...tagged(".internal.selfref", [22, 254, 254].map(integer)),
    ...tagged("sorted", [integer((1 << 8) | 255)]),
    integer(254),
  ];
  return gzipSync(Buffer.concat(parts));
}

function real(value: string | number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(Number(value));
  return bytes;
}
