import { gzipSync } from "node:zlib";

/** The fields of a header that is readable: 24 bytes on a grid of 2 × 3 × 4 voxels of 1 mm. */
export const plainFields = {
  type: "uint8",
  dimension: "3",
  sizes: "2 3 4",
  space: "left-posterior-superior",
  "space directions": "(1,0,0) (0,1,0) (0,0,1)",
  "space origin": "(0,0,0)",
  encoding: "raw",
} satisfies Record<string, string>;

/** The values of the plain file: 0, 1, 2 … */
export const plainValues = Uint8Array.from({ length: 24 }, (_, n) => n);

export interface Fixture {
  /** Replaces fields, or adds some; null leaves one out. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** Lines behind the fields: comments, key:=value, names of a list. */
  readonly lines?: readonly string[];
  readonly magic?: string;
  readonly lineEnd?: string;
  /** What follows the header; null for a detached header. */
  readonly voxels?: Uint8Array | string | null;
}

/** An NRRD file put together by hand, so that the reader is not tested against the writer. */
export function nrrdFile({
  fields = {},
  lines = [],
  magic = "NRRD0004",
  lineEnd = "\n",
  voxels = plainValues,
}: Fixture = {}): Uint8Array<ArrayBuffer> {
  const all = Object.entries<string | null>({ ...plainFields, ...fields });
  const header = [
    magic,
    ...all.flatMap(([name, value]) => (value === null ? [] : `${name}: ${value}`)),
    ...lines,
  ].map((line) => line + lineEnd);
  const end = voxels === null ? "" : lineEnd;
  return new Uint8Array(
    Buffer.concat([Buffer.from(header.join("") + end), Buffer.from(voxels ?? "")]),
  );
}

export function gzipped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes));
}
