// Transfer syntaxes (DICOM PS3.6, table A-1): how a data set and its pixel data are encoded.

export const implicitLittleEndian = "1.2.840.10008.1.2";
export const explicitLittleEndian = "1.2.840.10008.1.2.1";
export const deflatedLittleEndian = "1.2.840.10008.1.2.1.99";
export const explicitBigEndian = "1.2.840.10008.1.2.2";
export const deflatedImageFrame = "1.2.840.10008.1.2.8.1";

const names: ReadonlyMap<string, string> = new Map([
  [implicitLittleEndian, "Implicit VR Little Endian"],
  [explicitLittleEndian, "Explicit VR Little Endian"],
  ["1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"],
  [deflatedLittleEndian, "Deflated Explicit VR Little Endian"],
  [explicitBigEndian, "Explicit VR Big Endian"],
  ["1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"],
  ["1.2.840.10008.1.2.4.51", "JPEG Extended (Processes 2 and 4)"],
  ["1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)"],
  ["1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)"],
  ["1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"],
  ["1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"],
  ["1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)"],
  ["1.2.840.10008.1.2.4.91", "JPEG 2000"],
  ["1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)"],
  ["1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"],
  ["1.2.840.10008.1.2.4.94", "JPIP Referenced"],
  ["1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"],
  ["1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"],
  ["1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"],
  ["1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"],
  ["1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"],
  ["1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"],
  ["1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"],
  ["1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"],
  ["1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"],
  ["1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"],
  ["1.2.840.10008.1.2.4.110", "JPEG XL Lossless"],
  ["1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"],
  ["1.2.840.10008.1.2.4.112", "JPEG XL"],
  ["1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)"],
  ["1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)"],
  ["1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"],
  ["1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"],
  ["1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"],
  ["1.2.840.10008.1.2.5", "RLE Lossless"],
  [deflatedImageFrame, "Deflated Image Frame Compression"],
]);

/** The standard's name of a transfer syntax, or `unknown transfer syntax`. */
export function transferSyntaxName(uid: string): string {
  return names.get(uid) ?? "unknown transfer syntax";
}

/** Whether the pixels of a transfer syntax are not compressed. */
export function isNativeSyntax(uid: string): boolean {
  return [
    implicitLittleEndian,
    explicitLittleEndian,
    deflatedLittleEndian,
    explicitBigEndian,
  ].includes(uid);
}
