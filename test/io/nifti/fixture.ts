import { gzipSync } from "node:zlib";

/** What a fixture file holds; every field has a default that makes a readable file. */
export interface Fixture {
  version?: 1 | 2;
  littleEndian?: boolean;
  sizeofHeader?: number;
  magic?: string;
  dim?: readonly number[];
  datatype?: number;
  bitpix?: number;
  pixdim?: readonly number[];
  voxOffset?: number;
  slope?: number;
  intercept?: number;
  units?: number;
  qformCode?: number;
  sformCode?: number;
  /** b, c, d, then the offsets. */
  qform?: readonly number[];
  /** Three rows of four; where it is used, pixdim is by default as it says. */
  sform?: readonly number[];
  /** Writes the voxels; the default leaves bytes 0, 1, 2 … */
  voxels?: (view: DataView, littleEndian: boolean) => void;
  /** Number of bytes after the header; by default what dim and bitpix ask for. */
  voxelBytes?: number;
}

/**
 * A NIfTI file put together byte by byte from the standard's table of offsets, so that the
 * reader is not tested against the writer.
 */
export function niftiFile(fixture: Fixture = {}): Uint8Array<ArrayBuffer> {
  const {
    version = 1,
    littleEndian: le = true,
    sizeofHeader = version === 1 ? 348 : 540,
    magic = version === 1 ? "n+1\0" : "n+2\0\r\n\x1a\n",
    dim = [3, 2, 3, 4, 1, 1, 1, 1],
    datatype = 2,
    bitpix = 8,
    voxOffset = version === 1 ? 352 : 544,
    slope = 0,
    intercept = 0,
    units = 2,
    qformCode = 0,
    sformCode = 0,
    qform = [0, 0, 0, 0, 0, 0],
    sform = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    pixdim = [1, ...(sformCode > 0 ? columnLengths(sform) : [1, 1, 1]), 0, 0, 0, 0],
    voxels = (view) => {
      for (let n = 0; n < view.byteLength; n++) view.setUint8(n, n);
    },
  } = fixture;
  const count = dim.slice(1, dim[0] + 1).reduce((product, n) => product * n, 1);
  const start = version === 1 ? Math.max(voxOffset, 352) : Math.max(voxOffset, 544);
  const { voxelBytes = (count * bitpix) / 8 } = fixture;
  const file = new Uint8Array(start + voxelBytes);
  const view = new DataView(file.buffer);

  const text = (at: number) => file.set(new TextEncoder().encode(magic), at);
  const short = (at: number, value: number) => view.setInt16(at, value, le);
  const int = (at: number, value: number) => view.setInt32(at, value, le);
  const long = (at: number, value: number) => view.setBigInt64(at, BigInt(value), le);
  const float = (at: number, value: number) => view.setFloat32(at, value, le);
  const double = (at: number, value: number) => view.setFloat64(at, value, le);

  const each = (values: readonly number[], at: number, set: typeof short, bytes: number) => {
    for (const [n, value] of values.entries()) set(at + n * bytes, value);
  };

  int(0, sizeofHeader);
  if (version === 1) {
    each(dim, 40, short, 2);
    short(70, datatype);
    short(72, bitpix);
    each(pixdim, 76, float, 4);
    float(108, voxOffset);
    float(112, slope);
    float(116, intercept);
    view.setUint8(123, units);
    short(252, qformCode);
    short(254, sformCode);
    each(qform, 256, float, 4);
    each(sform, 280, float, 4);
    text(344);
  } else {
    text(4);
    short(12, datatype);
    short(14, bitpix);
    each(dim, 16, long, 8);
    each(pixdim, 104, double, 8);
    long(168, voxOffset);
    double(176, slope);
    double(184, intercept);
    int(344, qformCode);
    int(348, sformCode);
    each(qform, 352, double, 8);
    each(sform, 400, double, 8);
    int(500, units);
  }
  voxels(new DataView(file.buffer, start, voxelBytes), le);
  return file;
}

/** The voxel sides that a matrix states; those it does not are 1. */
function columnLengths(sform: readonly number[]): number[] {
  return [0, 1, 2].map((a) => {
    const length = Math.hypot(sform[a], sform[4 + a], sform[8 + a]);
    return length > 0 && Number.isFinite(length) ? length : 1;
  });
}

/** The same file as .nii.gz. */
export function gzipped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes));
}
