import { deflateSync } from "node:zlib";

/** The values of the plain file: 0, 1, 2 … */
export const plainValues = Uint8Array.from({ length: 24 }, (_, n) => n);

export interface Fixture {
  /** Replaces fields, or adds some; null leaves one out. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** Lines behind the fields. */
  readonly lines?: readonly string[];
  readonly voxels?: Uint8Array | string;
}

/** A MetaImage file put together by hand: 24 bytes on a grid of 2 × 3 × 4 voxels. */
export function metaFile({ fields = {}, lines = [], voxels = plainValues }: Fixture = {}) {
  const all = Object.entries<string | null>({
    ObjectType: "Image",
    NDims: "3",
    BinaryData: "True",
    CompressedData: "False",
    DimSize: "2 3 4",
    ElementType: "MET_UCHAR",
    ElementDataFile: "LOCAL",
    ...fields,
  });
  const last = all.filter(([key]) => key === "ElementDataFile");
  const others = all.filter(([key]) => key !== "ElementDataFile");
  const header = [
    ...[...others, ...last].flatMap(([key, value]) => (value === null ? [] : `${key} = ${value}`)),
    ...lines,
  ].map((line) => `${line}\n`);
  return new Uint8Array(Buffer.concat([Buffer.from(header.join("")), Buffer.from(voxels)]));
}

/** As zlib packs it. */
export function deflated(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(deflateSync(bytes));
}
